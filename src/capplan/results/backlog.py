"""What closed hours leave behind, and when it is cleared (rules D6 and M1i)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.model.incidents import on_the_day
from capplan.model.scenario import Queue
from capplan.model.shifts import Roster, presence
from capplan.results import estimates
from capplan.results.columns import Column, declared, estimated
from capplan.results.estimates import LEVEL, Estimate
from capplan.results.study import Study
from capplan.units import HOUR

Floats = NDArray[np.float64]

_COLUMNS = (
    Column("opens", "local time", "datetime64[s]", "start of the interval in which people come on"),
    Column("queue", "", "string", "kind of contact"),
    *estimated("waiting", "chats", "offline messages that wait when people come on, mean per run"),
    *estimated("cleared_after_h", "h", "from then until none waits, mean of the runs that clear"),
    *estimated("cleared", "1", "share of runs in which none waits before the next closing"),
)


@dataclass(frozen=True, slots=True)
class Clearing:
    """The backlog of one queue at one opening.

    Attributes:
        queue: name of the queue.
        opens: start of the first interval with people on [ticks].
        waiting: offline messages that wait then, mean per run [chats].
        after_h: time until none waits, to the interval, over the runs that clear them [h].
        cleared: share of runs that clear them before the next closing [1].
    """

    queue: str
    opens: int
    waiting: Estimate
    after_h: Estimate
    cleared: Estimate


def clearings(study: Study, level: float = LEVEL) -> list[Clearing]:
    """The openings of all queues that have closed hours, by time and queue."""
    found: list[Clearing] = []
    backlog = study.queue_sums("backlog_ms")[:, :, :-1]
    for place, queue in enumerate(study.scenario.queues):
        if queue.closed is not None:
            for first, last in _open_spans(study, queue):
                found.append(_clearing(study, queue.name, backlog[:, place], first, last, level))
    return sorted(found, key=lambda c: c.opens)


def table(study: Study, level: float = LEVEL) -> pd.DataFrame:
    """One row per opening and queue."""
    rows = clearings(study, level)
    at = study.scenario.calendar.at
    data: dict[str, object] = {
        "opens": np.array([at(r.opens) for r in rows], dtype="datetime64[s]"),
        "queue": [r.queue for r in rows],
    }
    for name, values in (
        ("waiting", [r.waiting for r in rows]),
        ("cleared_after_h", [r.after_h for r in rows]),
        ("cleared", [r.cleared for r in rows]),
    ):
        data[name] = [v.value for v in values]
        data[f"{name}_low"] = [v.low for v in values]
        data[f"{name}_high"] = [v.high for v in values]
    return declared(data, _COLUMNS)


def _open_spans(study: Study, queue: Queue) -> list[tuple[int, int]]:
    """First interval, and one past the last, of each span with people on shift for a queue.

    A span that began with the horizon has no closed hours before it. Breaks do not close the shop
    (rule D6a).
    """
    edges = study.scenario.calendar.edges()
    there = on_the_day(study.scenario, study.roster)
    whole = Roster(tuple(replace(shift, breaks=()) for shift in there.shifts))
    on = np.zeros(edges.size - 1)
    for group in study.scenario.groups:
        if group.skill(queue.name) is not None:
            on += presence(whole, group.name, edges)
    change = np.diff(np.concatenate(([0], on > 0.0, [0])).astype(np.int64))
    starts, ends = np.flatnonzero(change == 1), np.flatnonzero(change == -1)
    return [(int(a), int(b)) for a, b in zip(starts, ends, strict=True) if a > 0]


def _clearing(
    study: Study, queue: str, backlog: Floats, first: int, last: int, level: float
) -> Clearing:
    """The backlog of one queue, shape (replications, intervals) [ms], in one open span."""
    interval = study.scenario.calendar.grid.interval
    before = backlog[:, first - 1] / interval
    clear = backlog[:, first:last] <= 0.0
    cleared = clear.any(axis=1)
    after = np.argmax(clear, axis=1) * (interval / HOUR)
    return Clearing(
        queue=queue,
        opens=study.scenario.calendar.grid.start(first),
        waiting=estimates.mean(before, level),
        after_h=estimates.mean(after[cleared], level) if cleared.any() else _NONE,
        cleared=estimates.share(int(cleared.sum()), cleared.size, level),
    )


_NONE = Estimate(np.nan, np.nan, np.nan, 0)
