"""The page of a month's pay."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from capplan.report.bundle import Bundle
from capplan.report.figures import pay_by_person
from capplan.report.names import pay_line
from capplan.report.page import Card, Mood, More, Page, Section, Table
from capplan.report.pages.parts import phrases
from capplan.report.pages.parts.phrases import Row
from capplan.words import language, tell


def page(bundle: Bundle) -> Page:
    """What the month costs, who gets what, what the law says."""
    *groups, whole = phrases.rows(bundle.table("pay-groups"))
    summary = bundle.summary
    name = summary["chinese"] if language() == "zh" else summary["name"]
    month = datetime.strptime(summary["month"], "%Y-%m")
    return Page(
        title=name,
        subtitle=tell("{year}-{month}", year=f"{month:%Y}", month=f"{month:%m}"),
        answer=tell(
            "{people} people get {gross} yuan before deductions; the month costs {cost} yuan.",
            people=phrases.whole(float(whole["people"])),
            gross=_yuan(whole, "gross"),
            cost=_yuan(whole, "cost"),
        ),
        remarks=tuple(tell("{text}.", text=note) for note in summary.get("notes", ())),
        cards=(
            Card(_yuan(whole, "cost"), tell("employer's cost, yuan")),
            Card(_yuan(whole, "gross"), tell("gross, yuan")),
            Card(_yuan(whole, "net"), tell("net, yuan")),
            Card(
                str(len(summary["warnings"])),
                tell("warnings of law"),
                mood=Mood.BAD if summary["warnings"] else Mood.GOOD,
            ),
        ),
        sections=tuple(
            section
            for section in (
                _people(bundle),
                _by_group(groups, whole),
                _warnings(summary["warnings"]),
                _charged(bundle),
            )
            if section is not None
        ),
    )


def _yuan(row: Row, name: str) -> str:
    return f"{float(row[f'{name}_yuan']):,.2f}"


def _people(bundle: Bundle) -> Section:
    slips = bundle.table("payslips")
    gross = slips["gross_yuan"].astype(float)
    heading = tell(
        "From {least} to {most} yuan gross; half get more than {median}",
        least=f"{gross.min():,.2f}",
        most=f"{gross.max():,.2f}",
        median=f"{gross.median():,.2f}",
    )
    return Section(
        heading,
        figure=pay_by_person(bundle.table("payslip-lines")),
        more=(
            More(tell("Every payslip in one line"), table=_slips(slips)),
            More(tell("Every line of every payslip"), table=_lines(bundle.table("payslip-lines"))),
        ),
        name=tell("each person"),
    )


def _slips(slips: pd.DataFrame) -> Table:
    return Table(
        heads=(
            tell("who"),
            tell("group"),
            tell("gross"),
            tell("withheld"),
            tell("net"),
            tell("employer's cost"),
        ),
        rows=tuple(
            (
                row["agent"],
                row["group"],
                *(_yuan(row, name) for name in ("gross", "withheld", "net", "cost")),
            )
            for row in phrases.rows(slips)
        ),
        words=(0, 1),
    )


def _lines(lines: pd.DataFrame) -> Table:
    kinds = {"pay": tell("pay"), "withheld": tell("withheld"), "added": tell("added")}
    return Table(
        heads=(tell("who"), tell("group"), "", tell("line"), tell("yuan")),
        rows=tuple(
            (
                row["agent"],
                row["group"],
                kinds[row["kind"]],
                pay_line(row["line"]),
                _yuan(row, "amount"),
            )
            for row in phrases.rows(lines)
        ),
        words=(0, 1, 2, 3),
    )


def _by_group(groups: list[Row], whole: Row) -> Section:
    dearest = max(groups, key=lambda row: float(row["cost_yuan"]))
    share = float(dearest["cost_yuan"]) / max(float(whole["cost_yuan"]), 1e-9)
    shown = [*groups, whole] if len(groups) > 1 else groups
    return Section(
        tell(
            "{group} take {share} of the cost", group=dearest["group"], share=phrases.share(share)
        ),
        table=Table(
            heads=(
                tell("group"),
                tell("slips"),
                tell("gross"),
                tell("net"),
                tell("employer's cost"),
                tell("mean gross"),
                tell("least"),
                tell("most"),
            ),
            rows=tuple(
                (
                    tell("all") if row is whole else row["group"],
                    phrases.whole(float(row["people"])),
                    *(
                        _yuan(row, name)
                        for name in (
                            "gross",
                            "net",
                            "cost",
                            "mean_gross",
                            "least_gross",
                            "most_gross",
                        )
                    ),
                )
                for row in shown
            ),
            total=len(shown) > 1,
        ),
        name=tell("posts"),
    )


def _warnings(warnings: list[str]) -> Section | None:
    if not warnings:
        return None
    return Section(
        tell("What the law would mind: {number}", number=len(warnings)),
        sentences=tuple(tell(warning) for warning in warnings[:5]),
        more=(More(tell("All of them"), sentences=tuple(tell(w) for w in warnings)),)
        if len(warnings) > 5
        else (),
        name=tell("law"),
        mood=Mood.BAD,
    )


def _charged(bundle: Bundle) -> Section | None:
    frame = bundle.tables.get("pay-charged")
    if frame is None or frame.empty:
        return None
    rows = phrases.rows(frame)
    largest = max(rows, key=lambda row: float(row["charged_yuan"]))
    return Section(
        tell(
            "{shop} is charged the most: {amount} yuan",
            shop=largest["shop"],
            amount=_yuan(largest, "charged"),
        ),
        table=Table(
            heads=(tell("charged to"), tell("yuan")),
            rows=tuple((row["shop"], _yuan(row, "charged")) for row in rows),
        ),
        name=tell("client shops"),
    )
