"""The shifts: who works when."""

from __future__ import annotations

import pandas as pd

from capplan.report.bundle import Bundle
from capplan.report.figures import shifts
from capplan.report.figures.look import spoken
from capplan.report.page import More, Section, Table
from capplan.report.pages.parts import phrases
from capplan.words import tell


def section(bundle: Bundle) -> Section | None:
    """Each group's shifts on the clock, and the roster as a list."""
    roster = bundle.table("shifts" if "shifts" in bundle.tables else "roster")
    if roster.empty:
        return None
    groups = [group["name"] for group in bundle.summary["groups"]]
    rows = phrases.rows(roster)
    largest = max(rows, key=lambda row: row["people"])
    heading = tell(
        "{shifts} shifts, most on {shift} of {group}: {people} people",
        shifts=phrases.whole(roster["people"].sum()),
        shift=spoken(largest["shift"]) or largest["start"],
        group=spoken(largest["group"]),
        people=phrases.whole(largest["people"]),
    )
    return Section(
        heading,
        figure=shifts(roster, groups=groups),
        more=(More(tell("The roster as a list"), table=listed(roster)),),
        name=tell("shifts"),
    )


def listed(roster: pd.DataFrame) -> Table:
    """A roster, one row per group, day and kind of shift; its hours and cost where they stand."""
    paid = "paid_h" in roster.columns
    heads = [tell("day"), tell("group"), tell("shift"), tell("time"), tell("people")]
    heads += [tell("paid hours"), tell("cost, yuan")] if paid else []
    return Table(
        tuple(heads),
        tuple(
            (
                phrases.day(row["date"]),
                spoken(row["group"]),
                spoken(row["shift"]),
                f"{row['start']}–{row['end']}",
                phrases.whole(row["people"]),
                *([phrases.whole(row["paid_h"]), phrases.whole(row["cost_yuan"])] if paid else []),
            )
            for row in phrases.rows(roster)
        ),
        words=(0, 1, 2, 3),
    )
