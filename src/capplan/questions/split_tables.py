"""Tables of a split: measures of each arrangement, and the break-evens (rule E4)."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from capplan.questions.posts import Posts
from capplan.questions.split import Split
from capplan.results.columns import Column, declared, estimated, filled
from capplan.units import SECOND

_SHOWN = {
    "lost": ("lost_share", "1", 1.0),
    "first_response_ms": ("first_response_s", "s", 1.0 / SECOND),
    "response_ms": ("response_s", "s", 1.0 / SECOND),
    "occupancy": ("occupancy_share", "1", 1.0),
    "orders": ("orders", "orders", 1.0),
    "lost_margin_yuan": ("lost_margin_yuan", "yuan", 1.0),
    "people_cost_yuan": ("people_cost_yuan", "yuan", 1.0),
    "profit_yuan": ("profit_yuan", "yuan", 1.0),
}
"""Each measure's name in the table, its unit, and what its figures are multiplied by."""
_BY_QUEUE = ("lost", "first_response_ms", "response_ms")

_MEASURES = (
    Column("posts", "", "string", "arrangement of the posts"),
    Column("measure", "", "string", "what is measured"),
    Column("queue", "", "string", "kind of contact; empty: all"),
    Column("group", "", "string", "group of agents, its flexible part included; empty: all"),
    Column("unit", "", "string", "unit of the figures"),
    *estimated("value", "unit", "figure per run"),
    *estimated("difference", "unit", "figure less that of the specialists, paired"),
)
_BREAK_EVENS = (
    Column("lever", "", "string", "what of the specialists is multiplied"),
    Column("answer", "", "string", "inside the range, always pays, or never pays"),
    *estimated("factor", "1", "factor from which on the split pays; absent outside the range"),
    *estimated("profit_now_yuan", "yuan", "specialists less generalists at a factor of 1"),
)


def measures(split: Split) -> pd.DataFrame:
    """One row per measure, queue or group, and arrangement."""
    rows = [
        (measure, queue, group, posts, split.compared(posts, measure, queue, group))
        for measure, queue, group in _wanted(split)
        for posts in Posts
    ]
    scales = [_SHOWN[row[0]][2] for row in rows]
    data: dict[str, object] = {
        "posts": [row[3].value for row in rows],
        "measure": [_SHOWN[row[0]][0] for row in rows],
        "queue": [row[1] or "" for row in rows],
        "group": [row[2] or "" for row in rows],
        "unit": [_SHOWN[row[0]][1] for row in rows],
        **filled("value", [r[4].second for r in rows], scales),
        **filled("difference", [r[4].difference for r in rows], scales),
    }
    return declared(data, _MEASURES)


def break_evens(split: Split) -> pd.DataFrame:
    """One row per lever."""
    found = split.break_evens
    answers = {-math.inf: "always pays", math.inf: "never pays"}
    now = [b.at_one for b in found]
    data: dict[str, object] = {
        "lever": [b.lever.value for b in found],
        "answer": [answers.get(b.value, "inside the range") for b in found],
        **filled("factor", found),
        **filled("profit_now_yuan", now),
    }
    return declared(data, _BREAK_EVENS)


def _wanted(split: Split) -> Iterator[tuple[str, str | None, str | None]]:
    """Measure, queue and group of each row, in the order of reports."""
    for measure in _SHOWN:
        yield measure, None, None
        if measure in _BY_QUEUE:
            for queue in split.scenario.queue_names:
                yield measure, queue, None
        if measure == "occupancy":
            for group in split.scenario.group_names:
                yield measure, None, group
