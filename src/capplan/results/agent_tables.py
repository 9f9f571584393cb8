"""Table of what each person of the roster did, day by day (rule M1j)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.results import estimates
from capplan.results.columns import Column, declared, estimated
from capplan.results.estimates import LEVEL
from capplan.results.shift_study import ShiftStudy
from capplan.units import HOUR, SECOND

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_Sum = Callable[[ShiftStudy], Floats]

_KEYS = (
    Column("agent", "", "Int64", "number of the person in the roster; absent: nobody"),
    Column("date", "local date", "datetime64[s]", "day on which the shift begins"),
    Column("group", "", "string", "group of agents; empty: nobody"),
    Column("shifts", "", "string", "shift types of the day"),
)


def _time(name: str) -> _Sum:
    """A time per row [h]; nobody is on no shift."""

    def sums(study: ShiftStudy) -> Floats:
        hours = study.time(name) / HOUR
        nobody = study.counts.shape[1] - hours.shape[1]
        return np.pad(hours, ((0, 0), (0, nobody)))

    return sums


def _count(name: str, per: float = 1.0) -> _Sum:
    return lambda study: study.count(name) / per


_FIGURES: tuple[tuple[str, str, str, _Sum, _Sum | None], ...] = (
    ("on_shift_h", "h", "time on shift, overtime included", _time("on_shift_ms"), None),
    ("break_h", "h", "time on break", _time("break_ms"), None),
    ("work_h", "h", "time at work", _time("work_ms"), None),
    ("overtime_h", "h", "time from the planned end to the leaving", _time("overtime_ms"), None),
    ("chats", "per run", "chats in which the person sent a reply", _count("chats"), None),
    ("offered", "per run", "customers who are the person's", _count("offered"), None),
    ("handled", "per run", "of them, answered to the end", _count("handled"), None),
    ("lost", "per run", "of them, lost", _count("lost"), None),
    ("inquirers", "per run", "of them, in queues with orders", _count("inquirers"), None),
    ("orders", "per run", "of them, who order; nobody's: the bot's too", _count("orders"), None),
    ("sales_yuan", "yuan", "value of these orders", _count("sales_yuan"), None),
    ("replies", "per run", "replies sent", _count("replies"), None),
    ("first_response_s", "s", "mean first response time",
     _count("first_response_ms", SECOND), _count("first_replies")),
    ("response_s", "s", "mean response time over replies sent",
     _count("response_ms", SECOND), _count("timed_replies")),
    ("first_within_share", "1", "first replies within 30 s ÷ attempts",
     _count("first_within"), _count("attempts")),
    ("reply_within_share", "1", "replies within 3 min ÷ rounds",
     _count("reply_within"), _count("rounds")),
    ("conversion", "1", "orders ÷ inquirers", _count("orders"), _count("inquirers")),
)  # fmt: skip
"""Name, unit, meaning, numerator and denominator (None: one per run) of each figure."""
COLUMNS = (*_KEYS, *(c for f in _FIGURES for c in estimated(f[0], f[1], f[2])))


def agents(study: ShiftStudy, level: float = LEVEL) -> pd.DataFrame:
    """One row per person and day on which a shift of theirs begins, and one per day for nobody."""
    calendar, shifts = study.scenario.calendar, study.roster.shifts
    keys = [(s.agent, s.day) for s in shifts] + [(None, day) for day in range(calendar.days)]
    rows = list(dict.fromkeys(keys))
    place = {key: n for n, key in enumerate(rows)}
    of_row = np.array([place[key] for key in keys], dtype=np.int64)
    mine = {key: [s for s in shifts if (s.agent, s.day) == key] for key in rows}
    data: dict[str, object] = {
        "agent": [agent for agent, _ in rows],
        "date": np.array([calendar.date(day) for _, day in rows], dtype="datetime64[s]"),
        "group": [mine[key][0].group if mine[key] else "" for key in rows],
        "shifts": [", ".join(dict.fromkeys(s.shift_type for s in mine[key])) for key in rows],
    }
    for name, _, _, numerator, denominator in _FIGURES:
        top = _gathered(numerator(study), of_row, len(rows))
        per = np.ones_like(top) if denominator is None else (
            _gathered(denominator(study), of_row, len(rows))
        )  # fmt: skip
        value, half = estimates.ratios(top, per, level)
        for end, figure in (("", value), ("_low", value - half), ("_high", value + half)):
            data[name + end] = [float(x) if np.isfinite(x) else None for x in figure]
    return declared(data, COLUMNS)


def _gathered(sums: Floats, row: Ints, rows: int) -> Floats:
    """Shifts of one person and day together, shape (replications, rows)."""
    found = np.zeros((rows, sums.shape[0]))
    np.add.at(found, row, sums.T)
    return found.T
