"""capplan pay-plans and capplan pay: a table of real results, or sampled months of a scenario."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from capplan.cli.app import command
from capplan.cli.options import (
    EngineOption,
    Json,
    Out,
    PayXlsx,
    ReportFile,
    RosterFile,
    Seed,
    Sets,
    Variants,
)
from capplan.cli.output import (
    check_places,
    draw,
    leave_behind,
    print_json,
    records,
    say_where,
    with_workbook,
    write_xlsx,
)
from capplan.cli.reading import advise, engine_named, paid_by, resolve, roster_from
from capplan.cli.screen import bad_input, fail, screen, status, warm_up
from capplan.words import say, tell

_YAML = {".yaml", ".yml"}

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from capplan.questions.month import Months
    from capplan.report.bundle import Bundle


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
    source: Annotated[
        Path,
        typer.Argument(
            help="A scenario, or a CSV or XLSX with the results per agent of a real month.",
            show_default=False,
        ),
    ],
    plan: Annotated[
        str | None,
        typer.Option("--plan", help="Shipped plan, or a YAML file; for all groups of a scenario."),
    ] = None,
    month: Annotated[
        str | None,
        typer.Option("--month", help="The month, e.g. 2026-10; of a scenario that of its start."),
    ] = None,
    months: Annotated[
        int, typer.Option("--months", help="How often to sample the month.", min=2)
    ] = 20,
    years: Annotated[
        int | None,
        typer.Option("--years", help="Sample so many years of twelve months instead.", min=2),
    ] = None,
    days_off: Annotated[
        int, typer.Option("--days-off", help="Days off in each week, per person (Labour Law 38).")
    ] = 1,
    profit: Annotated[
        str | None,
        typer.Option("--profit", help="A month's profit for pools, e.g. 120000."),
    ] = None,
    risk: Annotated[
        bool,
        typer.Option("--risk", help="Also tell who bears a wrong forecast, people or the owner."),
    ] = False,
    variant: Variants = None,
    set_: Sets = None,
    roster_file: RosterFile = None,
    sheet: Annotated[
        str | None, typer.Option("--sheet", help="Sheet of the table, or of the file of --roster.")
    ] = None,
    seed: Seed = 1,
    engine: EngineOption = None,
    out: Out = None,
    xlsx: PayXlsx = None,
    report: ReportFile = None,
    as_json: Json = False,
) -> None:
    """Work out everybody's pay: of a scenario's sampled months, or of a table of real results."""
    check_places(out, report, xlsx)
    if source.is_dir() or source.suffix in _YAML:
        _of_scenario(source, plan, month, months, years, days_off, profit, risk, variant, set_,
                     roster_file, sheet, seed, engine, out, xlsx, report, as_json)  # fmt: skip
    else:
        if risk:
            fail(say("--risk needs a scenario: a table of real results has no demand to change"))
        if roster_file is not None:
            fail(say("--roster needs a scenario: a table of real results says who worked"))
        _of_table(source, plan, month, profit, sheet, out, xlsx, report, as_json)


def _of_scenario(
    source: Path,
    plan: str | None,
    month: str | None,
    number: int,
    years: int | None,
    days_off: int,
    profit: str | None,
    risk: bool,
    variant: list[str] | None,
    set_: list[str] | None,
    roster_file: Path | None,
    sheet: str | None,
    seed: int,
    engine: str | None,
    out: Path | None,
    xlsx: Path | None,
    report: Path | None,
    as_json: bool,
) -> None:
    resolved = resolve(source, variant, set_)
    given = roster_from(resolved, roster_file, sheet)
    advise(resolved)
    from capplan import files
    from capplan.questions.month import Terms, pay_months
    from capplan.questions.month.risk import borne, check_forecast
    from capplan.report.month_text import months_text, risk_text
    from capplan.report.scenario_text import title

    chosen = engine_named(engine)
    with bad_input():
        start = resolved.scenario.calendar.start.date()
        first = files.read_month_text(month) if month else start.replace(day=1)
        firsts = [first] if years is None else [first.replace(month=k + 1) for k in range(12)]
        paid = paid_by(resolved, plan)
        terms = Terms(days_off, files.read_profit(profit))
        if risk:
            check_forecast(resolved.scenario)
    warm_up(chosen)
    with bad_input(), status() as show:
        found = pay_months(
            resolved.scenario,
            given.roster,
            paid,
            firsts,
            terms,
            replications=years or number,
            seed=seed,
            engine=chosen,
            progress=lambda done, wanted: show(
                tell("sampling days: {done} of {wanted}", done=done, wanted=wanted)
            ),
        )
        strayed = None
        if risk:
            show(say("months of less and of more demand"))
            strayed = borne(
                resolved.scenario, given.roster, paid, first, terms,
                replications=years or number, seed=seed, engine=chosen,
            )  # fmt: skip

    def bundle() -> Bundle:
        from capplan.report.results_of_questions import of_months

        return of_months(found, resolved.text, strayed)

    def figure() -> Figure:
        from capplan.questions.month import tables
        from capplan.report.figures import load_and_pay

        return load_and_pay(tables.people(found))

    def workbook(file: Path) -> None:
        from capplan.report.workbook import write_months

        write_months(file, found)

    pictures = with_workbook(draw({"load-and-pay": figure}), workbook)
    leave_behind(out, report, bundle, pictures, given)
    write_xlsx(xlsx, workbook)
    if as_json:
        data = _months_json(found)
        if strayed is not None:
            data["risk"] = records(strayed.table())
            data["borne_by_people"] = strayed.share().as_data()
        print_json(data)
        return
    console = screen()
    console.print(title(resolved.scenario))
    console.print(months_text(found))
    if strayed is not None:
        console.print()
        console.print(risk_text(strayed))
    say_where(out, report)


def _months_json(found: Months) -> dict[str, object]:
    from capplan.questions.month import tables
    from capplan.report.month_text import law_lines

    return {
        "months": [f"{m.first:%Y-%m}" for m in found.calendar],
        "replications": found.replications,
        "posts": records(tables.posts(found)),
        "people": records(tables.people(found)),
        "lines": records(tables.lines(found)),
        "units": records(tables.units(found)),
        "by_month": records(tables.months(found)),
        "warnings": law_lines(found),
    }


def _of_table(
    table: Path,
    plan: str | None,
    month: str | None,
    profit: str | None,
    sheet: str | None,
    out: Path | None,
    xlsx: Path | None,
    report: Path | None,
    as_json: bool,
) -> None:
    from capplan import files
    from capplan.pay import payroll
    from capplan.pay.law.check import check as check_law

    if plan is None:
        fail(say("a table of results needs a plan, for example --plan kpi-and-mean"))
    if month is None:
        fail(say("a table of results needs its month, for example --month 2026-10"))
    with bad_input():
        scheme = files.read_pay_plan(plan)
        first = files.read_month_text(month)
        results = files.read_results(table, scheme, first, files.read_profit(profit), sheet)
        found = payroll(scheme, results)
        warnings = check_law(found)

    def bundle() -> Bundle:
        from capplan.report.results_of_questions import of_payroll

        return of_payroll(found, warnings)

    def figure() -> Figure:
        from capplan.pay import tables
        from capplan.report.figures import pay_by_person

        return pay_by_person(tables.lines(found))

    def workbook(file: Path) -> None:
        from capplan.report.workbook import write_payroll

        write_payroll(file, found, warnings)

    leave_behind(out, report, bundle, with_workbook(draw({"pay": figure}), workbook))
    write_xlsx(xlsx, workbook)
    if as_json:
        from capplan.report.pay_json import payroll_json

        print_json(payroll_json(found, warnings))
        return
    from capplan.report.pay_text import payroll_text

    for note in found.month.notes:
        text = tell("note: {text}", text=note)
        screen(stderr=True).print(text, style="yellow", markup=False, soft_wrap=True)
    for warning in warnings:
        text = tell("warning: {text}", text=warning.sentence)
        screen(stderr=True).print(text, style="yellow", markup=False, soft_wrap=True)
    screen().print(payroll_text(found))
    say_where(out, report)
