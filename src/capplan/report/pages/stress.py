"""The page of incidents: which hurts most, when each is noticed and over, what helps."""

from __future__ import annotations

import pandas as pd

from capplan.questions.help import TITLES, Help
from capplan.report.bundle import Bundle
from capplan.report.figures import frames, incident
from capplan.report.figures.look import spoken
from capplan.report.page import Mood, More, Page, Section, Table
from capplan.report.pages.parts import answer, assumptions, made, phrases
from capplan.report.pages.parts.phrases import Row
from capplan.report.plain import estimate_change
from capplan.words import tell


def page(bundle: Bundle) -> Page:
    """The worst incident in words, all of them side by side, then each by itself."""
    summary = bundle.summary
    first, *further = [tell(line) for line in summary["answers"]]
    blows = phrases.rows(bundle.table("incidents"))
    return Page(
        title=summary["name"],
        subtitle=answer.subtitle(bundle),
        answer=first,
        remarks=tuple(further),
        sections=(
            _all(blows, sum(summary["harmful"]), [tell(line) for line in summary["remarks"]]),
            *(_one(bundle, place, row) for place, row in enumerate(blows)),
            assumptions.section(bundle),
        ),
        foot=made.lines(bundle),
    )


def _all(blows: list[Row], harmful: int, remarks: list[str]) -> Section:
    return Section(
        tell(
            "{number} of {all} incidents do harm that shows above chance",
            number=harmful,
            all=len(blows),
        ),
        sentences=tuple(remarks),
        table=Table(
            heads=(
                tell("incident"),
                tell("strikes"),
                tell("lost more"),
                tell("orders"),
                tell("margin, yuan"),
                tell("targets missed"),
                tell("noticed after"),
                tell("over after"),
            ),
            rows=tuple(
                (
                    spoken(row["incident"]),
                    phrases.at(row["start"]),
                    *(
                        estimate_change(phrases.estimate_of(row, name))
                        for name in ("lost_more", "orders_more", "margin_more_yuan")
                    ),
                    f"{phrases.whole(row['missed_without'])} → {phrases.whole(row['missed'])}",
                    phrases.seconds(60.0 * row["noticed_after_min"]),
                    _over(row),
                )
                for row in blows
            ),
            words=(0, 1),
        ),
        name=tell("incidents"),
    )


def _over(row: Row) -> str:
    """When it is over; a dash where it is not noticed."""
    if pd.isna(row["over_after_h"]) and not pd.isna(row["noticed_after_min"]):
        return tell("not over")
    return phrases.seconds(3600.0 * row["over_after_h"])


def _one(bundle: Bundle, place: int, row: Row) -> Section:
    """One incident: its hours, and what was tried against it."""
    name, earns = row["incident"], bundle.summary["earns"]
    harmful = bundle.summary["harmful"][place]
    return Section(
        _heading(row, earns=earns, harmful=harmful),
        sentences=tuple(tell(line) for line in bundle.summary["told"][place]),
        figure=incident(
            frames.rows(bundle.table("hours"), "incident", name), row["start"], row["end"]
        ),
        more=_helps(bundle, name, earns),
        name=spoken(name),
        mood=Mood.BAD if harmful else Mood.PLAIN,
    )


def _heading(row: Row, *, earns: bool, harmful: bool) -> str:
    name = spoken(row["incident"])
    if not harmful:
        return tell("{incident}: no harm that shows above chance", incident=name)
    if earns:
        return tell(
            "{incident}: {margin} yuan of margin less",
            incident=name,
            margin=phrases.whole(-row["margin_more_yuan"]),
        )
    return tell(
        "{incident}: {lost} customers more are lost",
        incident=name,
        lost=phrases.whole(row["lost_more"]),
    )


def _helps(bundle: Bundle, name: str, earns: bool) -> tuple[More, ...]:
    """What was tried, the best first; then what was not, and why."""
    frame = bundle.table("help")
    why = pd.Series(bundle.summary["why_not"], index=frame.index, dtype="object")
    rows = [
        (row, tell(reason))
        for row, reason in zip(phrases.rows(frame), why.tolist(), strict=True)
        if row["incident"] == name
    ]
    if not rows:
        return ()
    best = "profit_more_yuan" if earns else "lost_more"
    sign = -1.0 if earns else 1.0
    rows.sort(key=lambda one: (bool(one[1]), 0.0 if one[1] else sign * one[0][best]))
    return (
        More(
            tell("What was tried against it"),
            table=Table(
                heads=(
                    tell("help"),
                    tell("lost more"),
                    tell("margin, yuan"),
                    tell("cost, yuan"),
                    tell("gain, yuan"),
                    tell("why not"),
                ),
                rows=tuple(
                    (
                        tell(TITLES[Help(row["help"])]),
                        *(
                            estimate_change(phrases.estimate_of(row, column))
                            for column in (
                                "lost_more", "margin_more_yuan", "cost_more_yuan",
                                "profit_more_yuan",
                            )
                        ),
                        reason,
                    )
                    for row, reason in rows
                ),
                words=(0, 5),
            ),
        ),
    )  # fmt: skip
