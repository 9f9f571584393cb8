"""Pay in the workbook: payslips as accountants read them, groups, charges, warnings of law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from capplan.pay import Payroll, tables
from capplan.pay.law.check import LawWarning
from capplan.questions.month import Months
from capplan.questions.month import tables as month_tables
from capplan.report.month_text import law_lines
from capplan.report.names import pay_line
from capplan.report.workbook.book import Sheet, table, write_sheets
from capplan.words import language, say, tell

_CENTS = "#,##0.00"
_MEANS = (
    "days_worked", "hours_worked_h", "busy_share", "chats", "chats_per_hour", "orders",
    "gross_yuan", "withheld_yuan", "net_yuan", "cost_yuan", "priced_yuan", "gross_per_hour_yuan",
)  # fmt: skip
_SPREAD = ("mean_gross_yuan", "least_gross_yuan", "most_gross_yuan")


def write_payroll(path: Path, found: Payroll, warnings: Sequence[LawWarning]) -> None:
    """Write the workbook of a month's pay.

    Args:
        path: where, ending in .xlsx.
        found: the month.
        warnings: what law says of it.
    """
    name = found.scheme.chinese if language() == "zh" else found.scheme.name
    title = f"{name} {found.month.first:%Y-%m}"
    write_sheets(path, title, _payroll_sheets(found, warnings))


def write_months(path: Path, found: Months) -> None:
    """Write the workbook of sampled months.

    Args:
        path: where, ending in .xlsx.
        found: the months.
    """
    write_sheets(path, found.scenario.name, _month_sheets(found))


def _payroll_sheets(found: Payroll, warnings: Sequence[LawWarning]) -> Iterator[Sheet]:
    slips, heads = _payslips(found)
    note = say("To the cent. Gross less what is withheld is net; gross and what is added is cost.")
    yield table(say("payroll"), slips, note, heads, _in_cents(slips))
    groups = _numbers(tables.groups(found))
    yield table(say("groups"), groups, formats=_in_cents(groups))
    if found.scheme.charge_out is not None:
        charged = _numbers(tables.charged(found))
        yield table(say("charged to shops"), charged, formats=_in_cents(charged))
    yield from _law([tell(warning.sentence) for warning in warnings])


def _payslips(found: Payroll) -> tuple[pd.DataFrame, dict[str, str]]:
    """One row per person, a column per line of any payslip; and the heads of these columns."""
    blocks = {
        "pay": [slip.parts for slip in found.slips],
        "withheld": [slip.taken for slip in found.slips],
        "added": [slip.added for slip in found.slips],
    }
    sums = {
        "pay": ("gross_yuan", [float(slip.gross) for slip in found.slips]),
        "withheld": ("net_yuan", [float(slip.net) for slip in found.slips]),
        "added": ("cost_yuan", [float(slip.cost) for slip in found.slips]),
    }
    columns: dict[str, object] = {
        "agent": pd.array([slip.person for slip in found.slips], dtype="string"),
        "group": pd.array([slip.group for slip in found.slips], dtype="string"),
    }
    heads: dict[str, str] = {}
    for kind, lines in blocks.items():
        for name in dict.fromkeys(line.name for own in lines for line in own):
            amounts = [[float(line.amount) for line in own if line.name == name] for own in lines]
            column = f"{kind} {name}"
            columns[column] = pd.array([sum(a) if a else None for a in amounts], dtype="Float64")
            heads[column] = pay_line(name)
        total, values = sums[kind]
        columns[total] = pd.array(values, dtype="Float64")
    return pd.DataFrame(columns), heads


def _numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """The same with amounts as numbers."""
    amounts = [str(name) for name in frame.columns if str(name).endswith("_yuan")]
    return frame.astype(dict.fromkeys(amounts, "Float64"))


def _in_cents(frame: pd.DataFrame) -> dict[str, Sequence[str]]:
    amounts = frame.select_dtypes("Float64").columns
    return {str(name): [_CENTS] * len(frame) for name in amounts}


def _month_sheets(found: Months) -> Iterator[Sheet]:
    note = say("Means of sampled months; an ordinary month lies near them.")
    yield table(say("payroll"), _some(month_tables.people(found), ("agent", "group")), note)
    posts = _some(month_tables.posts(found), ("group", "people"))
    yield table(say("groups"), posts)
    parts = month_tables.lines(found)
    parts["line"] = parts["line"].map(pay_line).astype("string")
    yield table(say("parts of pay"), parts, say("Least and most: ends of the 95 % interval."))
    if len(found.calendar) > 1:
        yield table(say("months"), month_tables.months(found))
    yield from _law([tell(line) for line in law_lines(found)])


def _some(frame: pd.DataFrame, keys: tuple[str, ...]) -> pd.DataFrame:
    names = [*keys, *_MEANS, *_SPREAD]
    return frame[[name for name in names if name in frame.columns]]


def _law(lines: list[str]) -> Iterator[Sheet]:
    if lines:
        frame = pd.DataFrame({"warning": pd.array(lines, dtype="string")})
        yield table(say("warnings of law"), frame)
