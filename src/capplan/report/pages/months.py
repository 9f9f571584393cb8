"""The page of pay over sampled months."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from capplan.report.bundle import Bundle
from capplan.report.figures import load_and_pay
from capplan.report.month_text import part_rows
from capplan.report.page import Card, Mood, More, Page, Section, Table
from capplan.report.pages.parts import assumptions, made, phrases
from capplan.report.pages.parts.phrases import Row
from capplan.report.plain import yuan
from capplan.words import tell

_ALL = "all"


def page(bundle: Bundle) -> Page:
    """What people earn and cost, how evenly, what law says."""
    rows = phrases.rows(bundle.table("pay-posts"))
    whole = next((row for row in rows if row["group"] == _ALL), rows[-1])
    months: list[str] = bundle.summary["months"]
    warnings: list[str] = bundle.summary["warnings"]
    return Page(
        title=bundle.summary["name"],
        subtitle=months[0] if len(months) == 1 else f"{months[0]} … {months[-1]}",
        answer=tell(
            "{people} people get {gross} yuan before deductions; they cost {cost} yuan.",
            people=phrases.whole(whole["people"]),
            gross=phrases.whole(whole["gross_yuan"]),
            cost=phrases.whole(whole["cost_yuan"]),
        ),
        cards=(
            _card(whole, "cost_yuan", tell("employer's cost")),
            _card(whole, "mean_gross_yuan", tell("mean gross")),
            _card(whole, "net_yuan", tell("net")),
            Card(
                str(len(warnings)),
                tell("warnings of law"),
                mood=Mood.BAD if warnings else Mood.GOOD,
            ),
        ),
        remarks=(
            tell(
                "The time is sampled {number} times from whole simulated days; 95 % intervals.",
                number=bundle.summary["replications"],
            ),
        ),
        sections=(
            _people(bundle, whole),
            _posts(rows, bundle.table("pay-lines")),
            *_risk(bundle),
            *([_law(warnings)] if warnings else []),
            assumptions.section(bundle),
        ),
        foot=made.lines(bundle),
    )


def _card(row: Row, name: str, says: str) -> Card:
    found = phrases.estimate_of(row, name)
    return Card(tell(yuan(found.value)), says, phrases.between(found.low, found.high))


def _people(bundle: Bundle, whole: Row) -> Section:
    people = bundle.table("pay-people")
    return Section(
        tell(
            "In a month one person gets {least} yuan, another {most}",
            least=phrases.whole(whole["least_gross_yuan"]),
            most=phrases.whole(whole["most_gross_yuan"]),
        ),
        figure=load_and_pay(people),
        more=(More(tell("Everybody in one line"), table=_table(phrases.rows(people))),),
        name=tell("each person"),
    )


def _table(rows: list[Row]) -> Table:
    return Table(
        heads=(
            tell("who"),
            tell("days worked"),
            tell("chats"),
            tell("orders"),
            tell("gross"),
            tell("net"),
            tell("employer's cost"),
        ),
        rows=tuple(
            (
                row["agent"],
                phrases.number(round(row["days_worked"], 1)),
                phrases.whole(row["chats"]),
                phrases.whole(row["orders"]),
                *(phrases.whole(row[f"{name}_yuan"]) for name in ("gross", "net", "cost")),
            )
            for row in rows
        ),
    )


def _posts(rows: list[Row], lines: pd.DataFrame) -> Section:
    return Section(
        tell("What each post gets and costs"),
        table=Table(
            heads=(
                tell("group"),
                tell("people"),
                tell("gross"),
                tell("net"),
                tell("employer's cost"),
                tell("mean gross"),
                tell("least"),
                tell("most"),
            ),
            rows=tuple(
                (
                    tell("all") if row["group"] == _ALL else row["group"],
                    phrases.whole(row["people"]),
                    *(
                        phrases.whole(row[f"{name}_yuan"])
                        for name in (
                            "gross", "net", "cost", "mean_gross", "least_gross", "most_gross",
                        )
                    ),
                )
                for row in rows
            ),
            total=len(rows) > 1,
        ),
        more=(More(tell("What pay is made of"), table=_parts(lines)),) if len(lines) else (),
        name=tell("posts"),
    )  # fmt: skip


def _parts(lines: pd.DataFrame) -> Table:
    return Table(
        heads=(
            tell("post"),
            tell("line"),
            tell("mean per person"),
            tell("least person"),
            tell("most person"),
            tell("spread over months"),
        ),
        rows=tuple(part_rows(lines)),
        words=(0, 1),
    )


def _risk(bundle: Bundle) -> Iterator[Section]:
    """Who bears a wrong forecast, if that was asked."""
    frame = bundle.tables.get("pay-risk")
    if frame is None:
        return
    names = ("margin_yuan", "gross_yuan", "people_yuan", "profit_yuan")
    yield Section(
        tell(bundle.summary["risk"]),
        table=Table(
            heads=(
                tell("demand"),
                tell("of forecast"),
                tell("margin"),
                tell("gross"),
                tell("people"),
                tell("profit, yuan"),
            ),
            rows=tuple(
                (
                    f"P{100 * row['quantile']:.0f}",
                    f"{100 * row['demand_factor']:.0f} %",
                    *(phrases.whole(row[name]) for name in names),
                )
                for row in phrases.rows(frame)
            ),
        ),
        name=tell("forecast error"),
    )


def _law(warnings: list[str]) -> Section:
    return Section(
        tell("What the law would mind: {number}", number=len(warnings)),
        sentences=tuple(tell(line) for line in warnings),
        name=tell("law"),
        mood=Mood.BAD,
    )
