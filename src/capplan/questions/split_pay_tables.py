"""Tables of what posts earn in each arrangement, under each pay plan (rule E4f)."""

from __future__ import annotations

import pandas as pd

from capplan.questions.posts import Posts
from capplan.questions.split_pay import OF_A_POST, OF_THE_SHOP, Earnings
from capplan.results.columns import Column, declared, estimated, filled

AS_WRITTEN, TRIED = "as written", "tried"
_UNITS = {"gross_per_hour_yuan": "yuan/h", "unequal_gross": "1"}
_PAY = (
    Column("plan", "", "string", "pay plan, or plans"),
    Column("how", "", "string", "as written in the scenario, or tried"),
    Column("group", "", "string", "group of agents; empty: the whole shop"),
    Column("people", "people", "Int64", "people of the group; absent for the shop"),
    Column("posts", "", "string", "arrangement of the posts"),
    Column("measure", "", "string", "what is measured, per person or between persons of the group"),
    Column("unit", "", "string", "unit of the figures"),
    *estimated("value", "unit", "figure per month"),
    *estimated("difference", "unit", "figure less that of the specialists, paired"),
)
_UNFIT = (
    Column("plan", "", "string", "pay plan"),
    Column("group", "", "string", "group that cannot be paid by it"),
    Column("why", "", "string", "what is lacking"),
)


def pay(found: Earnings) -> pd.DataFrame:
    """One row per way to pay, group or shop, measure and arrangement."""
    rows = [
        (way, group, measure, posts, found.compared(place, posts, measure, group))
        for place, way in enumerate(found.ways)
        for group in (*(g for g in way.groups if found.people(g)), "")
        for measure in (OF_A_POST if group else OF_THE_SHOP)
        for posts in Posts
    ]
    data: dict[str, object] = {
        "plan": [row[0].name for row in rows],
        "how": [AS_WRITTEN if row[0].written else TRIED for row in rows],
        "group": [row[1] for row in rows],
        "people": [found.people(row[1]) if row[1] else None for row in rows],
        "posts": [row[3].value for row in rows],
        "measure": [row[2] for row in rows],
        "unit": [_UNITS.get(row[2], "yuan") for row in rows],
        **filled("value", [row[4].second for row in rows]),
        **filled("difference", [row[4].difference for row in rows]),
    }
    return declared(data, _PAY)


def unfit(found: Earnings) -> pd.DataFrame:
    """One row per plan and group that it does not fit."""
    data: dict[str, object] = {
        "plan": [u.plan for u in found.unfit],
        "group": [u.group for u in found.unfit],
        "why": [u.why for u in found.unfit],
    }
    return declared(data, _UNFIT)
