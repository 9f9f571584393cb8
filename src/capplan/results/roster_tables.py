"""A roster as tables: a list as people write it, and a matrix of seats and dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from capplan.model.calendar import Calendar
from capplan.model.scenario import Scenario
from capplan.model.seat_rows import SeatRow
from capplan.model.shift_letters import cell_of, shift_letters
from capplan.model.shifts import Roster, Shift
from capplan.results.columns import Column, declared
from capplan.units import DAY, format_clock

SHIFTS = (
    Column("date", "", "datetime64[s]", "day on which the shift starts"),
    Column("group", "", "string", "group of agents"),
    Column("shift", "", "string", "shift type"),
    Column("start", "clock", "string", "start of the shift"),
    Column("end", "clock", "string", "end of the shift"),
    Column("people", "people", "Int64", "people who work it"),
)
"""Columns of any table with one row per day, group and shift type."""
_LIST = (
    Column("date", "", "datetime64[s]", "day on which the shift starts"),
    Column("group", "", "string", "group of agents"),
    Column("shift", "", "string", "shift type; empty for hours of their own"),
    Column("start", "clock", "string", "start of the shift"),
    Column("end", "clock", "string", "end of the shift"),
    Column("breaks", "clock", "string", "breaks of hours of their own"),
    Column("people", "people", "Int64", "people who work it"),
    Column("joined", "", "datetime64[s]", "day on which they joined, if not that of the group"),
)

_DAYS = ("date", "joined")


def shift_list(scenario: Scenario, roster: Roster) -> pd.DataFrame:
    """One row per group, day, shift and joining day: `capplan simulate --roster` reads it."""
    calendar = scenario.calendar
    typed = [s for s in roster.shifts if s.shift_type]
    typed.sort(key=lambda s: (scenario.group_names.index(s.group), s.day, s.start, s.seat))
    by_hand = [s for s in roster.shifts if not s.shift_type]
    rows = Counter(_key(s, calendar) for s in (*typed, *by_hand))
    names = ("date", "group", "shift", "start", "end", "breaks", "joined")
    data: dict[str, list[object]] = {n: [row[k] for row in rows] for k, n in enumerate(names)}
    days = {name: np.array([str(d) for d in data[name]], "datetime64[s]") for name in _DAYS}
    return declared({**data, **days, "people": list(rows.values())}, _LIST)


def _key(shift: Shift, calendar: Calendar) -> tuple[object, ...]:
    midnight = calendar.midnight(shift.day)
    breaks = () if shift.shift_type else shift.breaks
    joined = "NaT"
    if shift.tenure is not None:
        joined = calendar.at(midnight - shift.tenure).date()
    return (
        calendar.date(shift.day),
        shift.group,
        shift.shift_type,
        _clock(shift.start - midnight),
        _clock_end(shift.end - midnight),
        ",".join(f"{_clock(a - midnight)}-{_clock_end(b - midnight)}" for a, b in breaks),
        joined,
    )


def _clock(ticks: int) -> str:
    return format_clock(ticks % DAY)


def _clock_end(ticks: int) -> str:
    return format_clock((ticks - 1) % DAY + 1)


def matrix(scenario: Scenario, rows: Sequence[SeatRow]) -> pd.DataFrame:
    """One row per seat, a column per date with the letters of its shifts.

    Key columns ``group`` and ``seat``, ``joined`` where somebody joined on a day of their own;
    then one column per date, ``2026-11-11``.
    """
    calendar, letters = scenario.calendar, shift_letters(scenario.shift_types)
    columns: dict[str, object] = {
        "group": pd.array([r.group for r in rows], dtype="string"),
        "seat": [r.number for r in rows],
    }
    if any(r.joined is not None for r in rows):
        days = [None if r.joined is None else calendar.at(r.joined).date() for r in rows]
        columns["joined"] = np.array(days, dtype="datetime64[s]")
    first = min([0, *(s.day for r in rows for s in r.shifts)])
    for day in range(first, calendar.days):
        cells = [
            cell_of([s for s in r.shifts if s.day == day], letters, calendar.midnight(day), r.group)
            for r in rows
        ]
        columns[calendar.date(day).isoformat()] = pd.array(cells, dtype="string")
    return pd.DataFrame(columns)
