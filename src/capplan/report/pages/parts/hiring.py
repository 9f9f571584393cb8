"""The temps, and by when they must be hired."""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd

from capplan.report.bundle import Bundle, Data
from capplan.report.figures.look import spoken
from capplan.report.page import More, Section, Table
from capplan.report.pages.parts import phrases
from capplan.words import listed, say, tell

_DAY_H = 8.0
"""A day of training (rule E1e) [h]."""


def section(bundle: Bundle) -> Section | None:
    """One row per group of temps, and how many work on each day."""
    people: dict[str, int] = bundle.summary.get("people", {})
    hired = [
        group for group in bundle.summary["groups"]
        if group["temporary"] and people.get(group["name"])
    ]  # fmt: skip
    if not hired:
        return None
    roster = bundle.table("roster")
    first = {group["name"]: _first(roster, group["name"]) for group in hired}
    earliest = min(first.values())
    heading = tell(
        "Hire {groups}; the first of them starts on {moment}",
        groups=listed(
            say("{number} {group}", number=people[g["name"]], group=spoken(g["name"]))
            for g in hired
        ),
        moment=phrases.at(earliest),
    )
    each: dict[str, float] = bundle.summary["hiring_each_yuan"]
    trained = any(group["training_h"] for group in hired)
    heads = [tell("group"), tell("people"), tell("first shift")]
    heads += [tell("trained from"), tell("days of training")] if trained else []
    heads += [tell("expected not to come"), tell("hiring each, yuan"), tell("in all, yuan")]
    table = Table(
        tuple(heads),
        tuple(
            _row(g, people[g["name"]], first[g["name"]], each[g["name"]], trained) for g in hired
        ),
        words=(0, 2, 3) if trained else (0, 2),
    )
    return Section(
        heading,
        table=table,
        more=(More(tell("Temps at work, day by day"), table=_days(roster, hired)),),
        name=tell("temps"),
    )


def _first(roster: pd.DataFrame, group: str) -> datetime:
    mine = roster.loc[roster["group"] == group]
    moments = (
        datetime.combine(pd.Timestamp(row["date"]).date(), datetime.min.time())
        + timedelta(hours=int(row["start"][:2]), minutes=int(row["start"][3:5]))
        for row in phrases.rows(mine)
    )
    return min(moments)


def _row(group: Data, people: int, first: datetime, each: float, trained: bool) -> tuple[str, ...]:
    days = group["training_h"] / _DAY_H
    start = first - timedelta(days=-(-group["training_h"] // _DAY_H))
    training = [phrases.day(start), f"{days:g}"] if days else ["–", "–"]
    return (
        spoken(group["name"]),
        phrases.whole(people),
        phrases.at(first),
        *(training if trained else []),
        phrases.share(group["absent"]),
        phrases.whole(each),
        phrases.whole(people * each),
    )


def _days(roster: pd.DataFrame, hired: list[Data]) -> Table:
    dates = sorted(roster["date"].unique())
    names = [group["name"] for group in hired]
    counts = roster.groupby(["date", "group"])["people"].sum()
    return Table(
        heads=(tell("day"), *(spoken(name) for name in names)),
        rows=tuple(
            (phrases.day(date), *(phrases.whole(counts.get((date, name), 0)) for name in names))
            for date in dates
        ),
    )
