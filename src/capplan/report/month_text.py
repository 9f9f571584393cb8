"""Pay over sampled months, in print: posts, parts, persons, unit costs, law."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd
from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from capplan.pay.law.check import check
from capplan.questions.month import Months, tables
from capplan.questions.month.risk import Borne
from capplan.report.names import pay_line
from capplan.report.plain import plain_table
from capplan.words import Sentence, say, tell

_Row = dict[str, Any]


def months_text(found: Months) -> RenderableType:
    """What people earn and cost, how evenly, and what law says."""
    return Lines(
        Text(f"  {_what(found)}"),
        "",
        posts_table(found),
        "",
        parts_table(found),
        "",
        fairness_table(found),
        "",
        *(Text(f"  {line}") for line in (*_answers(found), *_remarks(found))),
        *(Text(f"  {tell('warning: {text}', text=line)}", "yellow") for line in law_lines(found)),
    )


def _what(found: Months) -> str:
    first = found.calendar[0].first
    if len(found.calendar) == 1:
        return tell(
            "{month}, {number} times, from whole sampled days. Yuan a month, mean and 95 % "
            "interval.",
            month=f"{first:%Y-%m}",
            number=found.replications,
        )
    return tell(
        "The year {year}, {number} times, month by month from whole sampled days. Yuan a year, "
        "mean and 95 % interval.",
        year=first.year,
        number=found.replications,
    )


def posts_table(found: Months) -> Table:
    """One row per post: people, and what they get and cost."""
    table = plain_table(
        (
            tell("post"),
            tell("people"),
            tell("gross"),
            tell("withheld"),
            tell("net"),
            tell("employer's cost"),
            tell("at the wage of pay"),
        )
    )
    for row in _rows(tables.posts(found)):
        names = ("gross_yuan", "withheld_yuan", "net_yuan", "cost_yuan", "priced_yuan")
        table.add_row(_post(row), f"{row['people']}", *(_with_half(row, name) for name in names))
    return table


def parts_table(found: Months) -> Table:
    """One row per post and line: mean per person, least and most person, spread over months."""
    table = plain_table(
        (
            tell("line"),
            tell("mean per person"),
            tell("least person"),
            tell("most person"),
            tell("spread over months"),
        )
    )
    seen = ""
    for group, name, *figures in part_rows(tables.lines(found)):
        if group != seen:
            table.add_row(Text(group, "bold"))
            seen = group
        table.add_row(f"  {name}", *figures)
    return table


def part_rows(lines: pd.DataFrame) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Group, part of pay, mean per person, least and most person, spread over months."""
    rows = _rows(lines)
    parts = dict.fromkeys((str(r["group"]), str(r["kind"]), str(r["line"])) for r in rows)
    for group, kind, name in parts:
        own = [r for r in rows if (r["group"], r["kind"], r["line"]) == (group, kind, name)]
        amounts = [float(row["amount_yuan"]) for row in own]
        spreads = [float(row["spread_yuan"]) for row in own if not pd.isna(row["spread_yuan"])]
        sign = "-" if kind == "withheld" and any(amounts) else ""
        yield (
            group,
            pay_line(name),
            f"{sign}{sum(amounts) / len(amounts):,.0f}",
            f"{sign}{min(amounts):,.0f}",
            f"{sign}{max(amounts):,.0f}",
            f"{sum(spreads) / len(spreads):,.0f}" if spreads else "–",
        )


def fairness_table(found: Months) -> Table:
    """One row per post: load and pay per hour, and how unequal they are between its people."""
    table = plain_table(
        (
            tell("post"),
            tell("hours"),
            tell("chats an hour"),
            tell("busy"),
            tell("yuan an hour"),
            tell("least"),
            tell("most"),
            tell("pay unequal"),
            tell("load unequal"),
        )
    )
    for row in _rows(tables.posts(found)):
        table.add_row(
            _post(row),
            _number(row["hours_worked_h"] / row["people"], 0),
            _number(row["chats_per_hour"], 1),
            _share(row["busy_share"]),
            _number(row["gross_per_hour_yuan"], 1),
            _number(row["least_gross_yuan"], 0),
            _number(row["most_gross_yuan"], 0),
            _share(row["unequal_gross"]),
            _share(row["unequal_chats"]),
        )
    return table


def risk_text(found: Borne) -> RenderableType:
    """What people and the owner have of months with less and with more demand."""
    table = plain_table(("demand", "of forecast", "margin", "gross", "people", "profit, yuan"))
    for row in _rows(found.table()):
        names = ("margin_yuan", "gross_yuan", "people_yuan", "profit_yuan")
        table.add_row(
            f"P{100 * row['quantile']:.0f}",
            f"{100 * row['demand_factor']:.0f} %",
            *(_with_half(row, name) for name in names),
        )
    return Lines(table, "", Text(f"  {tell(found.sentence())}"))


def law_lines(found: Months) -> list[Sentence]:
    """What law says, each rule once, with how often it is met and one example."""
    count: Counter[tuple[str, str]] = Counter()
    example: dict[tuple[str, str], Sentence] = {}
    for year in found.months:
        for month in year:
            for payroll in month.payrolls:
                seen: set[tuple[str, str, str]] = set()
                names = {p.name for p in payroll.month.people}
                for warning in check(payroll):
                    person = warning.who if warning.who in names else ""
                    key = (warning.rule, "person" if person else warning.text)
                    if (warning.rule, key[1], person) not in seen:
                        seen.add((warning.rule, key[1], person))
                        count[key] += 1
                        example.setdefault(key, warning.sentence)
    whole = sum(len(m.slips) for year in found.months for m in year)
    return [
        example[key]
        if key[1] != "person"
        else say(
            "{share} of payslips; for example {text}",
            share=say("{number} %", number=f"{100 * number / whole:.0f}"),
            text=example[key],
        )
        for key, number in count.items()
    ]


def _answers(found: Months) -> list[str]:
    rows = {row["figure"]: row for row in _rows(tables.units(found))}
    lines = [
        tell(
            "A chat costs {chat} yuan, an order {order} yuan. People {people}, margin of the "
            "orders {margin}, profit {profit} yuan.",
            chat=_with_half(rows["cost per chat"], "value", 2),
            order=_with_half(rows["cost per order"], "value", 2),
            people=_with_half(rows["people"], "value"),
            margin=_with_half(rows["margin"], "value"),
            profit=_with_half(rows["profit"], "value"),
        )
    ]
    for row in _rows(tables.months(found)) if len(found.calendar) > 1 else ():
        lines.append(
            tell(
                "{month}: gross {gross}, tax {tax}, net {net}, profit {profit}",
                month=row["month"],
                gross=_with_half(row, "gross_yuan"),
                tax=_with_half(row, "tax_yuan"),
                net=_with_half(row, "net_yuan"),
                profit=_with_half(row, "profit_yuan"),
            )
        )
    return lines


def _remarks(found: Months) -> list[str]:
    planned = {paid.group for paid in found.paid}
    others = [g for g in found.scenario.group_names if g not in planned]
    lines: list[str] = []
    if others:
        lines.append(
            tell(
                "{groups} name no pay plan: their shifts are priced by the wage of pay.",
                groups=", ".join(others),
            )
        )
    if any(month.alike for month in found.calendar):
        lines.append(
            tell(
                "All days are of one kind: the scenario names no other, so no weekend or event is "
                "in it."
            )
        )
    lines.append(
        tell(
            "Least and most: gross of who gets least and most. Unequal: standard deviation ÷ mean."
        )
    )
    return lines


def _rows(frame: pd.DataFrame) -> list[_Row]:
    return frame.to_dict("records")  # pyright: ignore[reportReturnType]


def _post(row: _Row) -> str:
    return tell("all") if row["group"] == tables.ALL else str(row["group"])


def _number(value: Any, digits: int) -> str:
    return "–" if pd.isna(value) else f"{float(value):,.{digits}f}"


def _share(value: Any) -> str:
    return "–" if pd.isna(value) else f"{100 * float(value):.1f} %"


def _with_half(row: _Row, name: str, digits: int = 0) -> str:
    """A figure with half its interval: ``"4,120 ± 35"``."""
    value, high = row[name], row[f"{name}_high"]
    if pd.isna(value):
        return "–"
    half = math.nan if pd.isna(high) else float(high) - float(value)
    text = f"{float(value):,.{digits}f}"
    return text if math.isnan(half) else f"{text} ± {half:,.{digits}f}"
