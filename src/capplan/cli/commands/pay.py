"""capplan pay-plans."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from capplan.cli.app import command
from capplan.cli.options import Json, Out
from capplan.cli.output import check_out, print_json, say_where, write_out
from capplan.cli.screen import bad_input, screen
from capplan.words import tell


@command("pay-plans")
def pay_plans(
    name: Annotated[
        str | None, typer.Argument(help="Print this plan's YAML, to copy and edit.")
    ] = None,
) -> None:
    """List the shipped pay plans: examples of how teams are paid."""
    from capplan import files

    with bad_input():
        if name is not None:
            sys.stdout.write(files.shipped_plan_text(name))
            return
        schemes = [files.read_pay_plan(key) for key in files.shipped_plans()]
    from capplan.report.pay_text import plan_table

    console = screen()
    console.print(plan_table(schemes))
    hint = tell("`capplan pay-plans fixed` prints a plan with the source of each amount.")
    console.print(f"  {hint}")


@command()
def pay(
    table: Annotated[
        Path, typer.Argument(help="CSV or XLSX with the results per agent of a month.")
    ],
    plan: Annotated[str, typer.Option("--plan", help="Shipped plan, or a YAML file of your own.")],
    month: Annotated[str, typer.Option("--month", help="The month, e.g. 2026-10.")],
    profit: Annotated[
        str | None, typer.Option("--profit", help="The month's profit for pools, e.g. 120000.")
    ] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="Sheet of an Excel file.")] = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Work out everybody's payslip of a month from a table of real results."""
    check_out(out)
    from capplan import files
    from capplan.pay import payroll
    from capplan.pay.law.check import check as check_law

    with bad_input():
        scheme = files.read_pay_plan(plan)
        first = files.read_month_text(month)
        results = files.read_results(table, scheme, first, files.read_profit(profit), sheet)
        found = payroll(scheme, results)
        warnings = check_law(found)
    if out is not None:
        from capplan.report.folder import write_payroll

        write_out(out, lambda: write_payroll(out, found, warnings))
    if as_json:
        from capplan.report.pay_json import payroll_json

        print_json(payroll_json(found, warnings))
        return
    from capplan.report.pay_text import payroll_text

    for warning in warnings:
        text = tell("warning: {text}", text=warning.sentence)
        screen(stderr=True).print(text, style="yellow", markup=False, soft_wrap=True)
    screen().print(payroll_text(found))
    say_where(out)
