"""What customers feel: response and loss through the day."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.report.bundle import Bundle
from capplan.report.figures import service
from capplan.report.figures.look import spoken
from capplan.report.page import More, Section, Table
from capplan.report.pages.parts import phrases
from capplan.report.plain import estimate_percent
from capplan.words import tell

_SPREAD = 0.25
"""A loss whose half takes more of the time than this is spread over it [1]."""


def section(bundle: Bundle) -> Section:
    """Loss and first response on the clock, and each queue's figures."""
    intervals = bundle.table("intervals")
    figure = service(intervals, targets=bundle.table("targets"))
    return Section(
        _heading(intervals, bundle.summary["interval_min"]),
        figure=figure,
        table=_queues(bundle.table("queues")),
        more=(_groups(bundle),),
        name=tell("loss and response"),
    )


def _heading(intervals: pd.DataFrame, minutes: float) -> str:
    lost = intervals.groupby("start")["lost"].sum()
    came = float(intervals["offered"].sum())
    whole = float(lost.sum())
    if whole < 0.5 or not came > 0.0:
        return tell("Next to nobody is lost")
    first, last = _densest(lost.to_numpy(dtype=np.float64))
    start = lost.index[first]
    end = lost.index[last] + pd.Timedelta(minutes=minutes)
    hours = (end - start) / (lost.index[-1] - lost.index[0] + pd.Timedelta(minutes=minutes))
    if hours > _SPREAD:
        return tell(
            "{share} of chats are lost, spread over the day", share=phrases.share(whole / came)
        )
    return tell(
        "{share} of chats are lost, half of them within {span}",
        share=phrases.share(whole / came),
        span=phrases.span(start, end),
    )


def _densest(lost: NDArray[np.float64]) -> tuple[int, int]:
    """First and last interval of the shortest run in which half of all are lost."""
    sums = np.concatenate((np.zeros(1), np.cumsum(lost)))
    found = np.searchsorted(sums, sums[:-1] + sums[-1] / 2.0 - 1e-9)  # pyright: ignore[reportUnknownVariableType]
    ends = np.array(found, dtype=np.int64)
    lengths = np.where(ends < sums.size, ends - np.arange(lost.size), sums.size)
    first = int(np.argmin(lengths))
    return first, int(ends[first]) - 1


def _queues(table: pd.DataFrame) -> Table:
    rows = phrases.rows(table)
    shown = rows if len(rows) > 2 else rows[:1]
    return Table(
        heads=(
            tell("queue"),
            tell("customers"),
            tell("to people"),
            tell("lost"),
            tell("first response"),
            tell("95 % within"),
            tell("orders lost"),
        ),
        rows=tuple(
            (
                tell("all") if row["queue"] == "all" and len(rows) > 1 else spoken(row["queue"]),
                phrases.whole(row["customers"]),
                phrases.whole(row["offered"]),
                estimate_percent(phrases.estimate_of(row, "lost_share")),
                phrases.seconds(row["first_response_s"]),
                phrases.seconds(row["first_response_p95_s"]),
                phrases.whole(row["orders_if_prompt"] - row["orders"]),
            )
            for row in shown
        ),
        total=len(shown) > 1,
    )


def _groups(bundle: Bundle) -> More:
    rows = phrases.rows(bundle.table("groups"))[:-1]
    table = Table(
        heads=(
            tell("group"),
            tell("hours on shift"),
            tell("busy"),
            tell("open chats each"),
            tell("overtime, h"),
        ),
        rows=tuple(
            (
                spoken(row["group"]),
                phrases.whole(row["on_shift_h"]),
                phrases.share(row["occupancy"]),
                "–" if pd.isna(row["open_chats"]) else f"{row['open_chats']:.1f}",
                phrases.number(row["overtime_h"]),
            )
            for row in rows
        ),
    )
    return More(tell("How busy each group is"), table=table)
