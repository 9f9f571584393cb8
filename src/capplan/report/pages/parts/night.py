"""The night against the day: who comes, who is lost, and what it takes."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.report.bundle import Bundle
from capplan.report.page import Section, Table
from capplan.report.pages.parts import phrases
from capplan.words import tell

UNTIL = 8
"""The night runs from midnight to this hour."""


def section(bundle: Bundle) -> Section | None:
    """Hours from 0:00 to 8:00 against all others; None where nothing is to be told."""
    queues, groups = bundle.table("intervals"), bundle.table("group-intervals")
    at_night = _at_night(queues)
    if at_night.all() or not at_night.any():
        return None
    night = _figures(bundle, queues.loc[at_night], groups.loc[_at_night(groups)])
    day = _figures(bundle, queues.loc[~at_night], groups.loc[~_at_night(groups)])
    came, hours = night["offered"] + day["offered"], night["hours"] + day["hours"]
    if not came > 0 or not hours > 0 or not night["offered"] + night["hours"] > 0:
        return None
    heading = tell(
        "The night, 0:00 to {until}:00, brings {chats} of the chats and takes {hours} of the hours",
        until=UNTIL,
        chats=phrases.share(night["offered"] / came),
        hours=phrases.share(night["hours"] / hours),
    )
    heads = (
        "",
        tell("chats to people"),
        tell("lost"),
        tell("first response"),
        tell("hours on the floor"),
        tell("chats an hour each"),
    )
    priced = any(queue["orders"] for queue in bundle.summary["queues"])
    return Section(
        heading,
        table=Table(
            (*heads, tell("margin lost, yuan")) if priced else heads,
            tuple(
                _row(name, figures, priced)
                for name, figures in ((tell("night"), night), (tell("other hours"), day))
            ),
        ),
        name=tell("night"),
    )


def _at_night(table: pd.DataFrame) -> NDArray[np.bool_]:
    return np.array([moment.hour < UNTIL for moment in table["start"]])


Figures = dict[str, float]


def _figures(bundle: Bundle, queues: pd.DataFrame, groups: pd.DataFrame) -> Figures:
    hours = float(groups["on_floor"].sum()) * bundle.summary["interval_min"] / 60.0
    stayed = (queues["offered"] - queues["lost"]).clip(lower=0.0)
    waited = (queues["first_response_s"] * stayed).sum(min_count=1)
    answered = stayed.loc[queues["first_response_s"].notna()].sum()
    return {
        "offered": float(queues["offered"].sum()),
        "lost": float(queues["lost"].sum()),
        "lost_margin": float(queues["lost_margin_yuan"].sum()),
        "wait": float(waited / answered) if answered > 0 and not pd.isna(waited) else float("nan"),
        "hours": hours,
    }


def _row(name: str, figures: Figures, priced: bool) -> tuple[str, ...]:
    offered, hours = figures["offered"], figures["hours"]
    return (
        name,
        phrases.whole(offered),
        phrases.share(figures["lost"] / offered if offered > 0 else float("nan")),
        phrases.seconds(figures["wait"]),
        phrases.whole(hours),
        phrases.number(offered / hours if hours > 0 else float("nan")),
        *([phrases.whole(figures["lost_margin"])] if priced else []),
    )
