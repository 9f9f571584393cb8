"""Payslips and totals in print."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from capplan.pay import tables
from capplan.pay.payroll import Payroll
from capplan.pay.payslip import Payslip
from capplan.pay.plan import Contract, Scheme
from capplan.report.names import pay_line
from capplan.report.plain import plain_table
from capplan.words import language, month, tell


def plan_table(schemes: Iterable[Scheme]) -> Table:
    """One row per shipped plan."""
    table = plain_table(("plan", "as of", "what it is"), right=-1)
    for scheme in schemes:
        what = scheme.chinese if language() == "zh" else f"{scheme.name} ({scheme.chinese})"
        table.add_row(scheme.key, scheme.as_of or tell("undated"), what)
    return table


def payroll_text(found: Payroll) -> RenderableType:
    """All slips, the groups, and what client shops are charged."""
    blocks: list[RenderableType] = [
        Text(f"{_name(found.scheme)}, {tell(month(found.month.first))}", "bold"),
        Text(),
    ]
    for slip in found.slips:
        blocks.extend((slip_table(slip), Text()))
    blocks.append(groups_table(found))
    if found.scheme.charge_out is not None:
        blocks.extend((Text(), charged_table(found)))
    return Group(*blocks)


def _name(scheme: Scheme) -> str:
    return scheme.chinese if language() == "zh" and scheme.chinese else scheme.name


def slip_table(slip: Payslip) -> Table:
    """One payslip, every line shown."""
    table = plain_table((f"{slip.person} ({slip.group})", "yuan"))
    for line in slip.parts:
        table.add_row(f"  {pay_line(line.name)}", money(line.amount))
    if slip.contract is Contract.AGENCY:
        table.add_row(tell("invoice"), money(slip.gross))
        return table
    table.add_row(tell("gross"), money(slip.gross))
    for line in slip.taken:
        table.add_row(f"  {pay_line(line.name)}", money(-line.amount))
    table.add_row(tell("net"), money(slip.net))
    for line in slip.added:
        table.add_row(f"  {pay_line(line.name)}", money(line.amount))
    table.add_row(tell("employer's cost"), money(slip.cost))
    return table


def groups_table(found: Payroll) -> Table:
    """Totals per group, and the least and most that people of a group get."""
    table = plain_table(
        ("group", "slips", "gross", "withheld", "net", "cost", "mean", "least", "most")
    )
    for row in tables.groups(found).itertuples(index=False):
        group, people, *amounts = row
        table.add_row(str(group), str(people), *(money(Decimal(str(a))) for a in amounts))
    return table


def charged_table(found: Payroll) -> Table:
    """What each client shop pays."""
    table = plain_table(("charged to", "yuan"))
    for shop, amount in found.charged().items():
        table.add_row(shop, money(amount))
    return table


def money(amount: Decimal) -> str:
    """An amount to the cent: ``"5,432.10"``."""
    return f"{amount:,.2f}"
