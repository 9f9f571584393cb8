"""Demand against people."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.report.bundle import Bundle
from capplan.report.figures import demand_and_people
from capplan.report.page import Section
from capplan.report.pages.parts import phrases
from capplan.words import tell


def section(bundle: Bundle) -> Section:
    """Who comes, and who is there."""
    queues, groups = bundle.table("intervals"), bundle.table("group-intervals")
    came = _by_interval(queues, "offered")
    busiest = int(np.argmax(came))
    people = float(_by_interval(groups, "on_floor")[busiest])
    minutes = round(bundle.summary["interval_min"])
    if people > 0:
        heading = tell(
            "At the busiest, {chats} chats come in {minutes} min to {people} people: "
            "{each} for each",
            chats=phrases.whole(float(came[busiest])),
            minutes=minutes,
            people=phrases.whole(people),
            each=phrases.number(round(float(came[busiest]) / people, 1)),
        )
    else:
        heading = tell("Nobody is on the floor when most chats come")
    figure = demand_and_people(queues, groups, requirement=bundle.tables.get("requirement"))
    return Section(heading, figure=figure, name=tell("demand and people"))


def _by_interval(table: pd.DataFrame, column: str) -> NDArray[np.float64]:
    """The sum over queues or groups, shape (intervals,)."""
    sums = table.groupby("start")[column].sum()
    return sums.to_numpy(dtype=np.float64, na_value=0.0)
