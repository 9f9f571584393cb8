"""The horizon on the calendar: which tick is which clock time of which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from capplan.units import DAY, MS, Grid


@dataclass(frozen=True, slots=True)
class DayTypes:
    """Which date is of which type, inside the horizon and outside (rule D1e).

    Attributes:
        spans: (type, first date, last date) of each range of dates.
        weekdays: type of each weekday from Monday on; "" where none is named.
        other: type of all that nothing else names, or "".
    """

    spans: tuple[tuple[str, date, date], ...]
    weekdays: tuple[str, ...]
    other: str

    def of(self, day: date) -> str:
        """The type of a date: dates win over weekdays, weekdays over other days; "" for none."""
        named = (name for name, first, last in self.spans if first <= day <= last)
        return next(named, "") or self.weekdays[day.weekday()] or self.other


@dataclass(frozen=True, slots=True)
class Calendar:
    """A horizon of local clock time without jumps.

    Attributes:
        start: local time of tick 0, without a zone.
        grid: the horizon and its reporting intervals.
        zone: name of the time zone, for the reader only.
        day_types: name of each day's type, shape (days,); "" for each where nobody named any.
        eve_type: type of the day before the first, for what begins on it; "" if it has none.
        types: which date is of which type, also outside the horizon; None: nobody named any.
    """

    start: datetime
    grid: Grid
    zone: str
    day_types: tuple[str, ...] = ()
    eve_type: str = ""
    types: DayTypes | None = None

    def __post_init__(self) -> None:
        if not self.day_types:
            object.__setattr__(self, "day_types", ("",) * self.days)
        if len(self.day_types) != self.days:
            text = f"the horizon touches {self.days} days"
            raise ValueError(f"{text}, and {len(self.day_types)} have a type")

    @property
    def end(self) -> datetime:
        """Local time of the horizon's end."""
        return self.at(self.grid.horizon)

    @property
    def first_midnight(self) -> int:
        """The midnight at or before the start, zero or below [ticks]."""
        midnight = self.start.replace(hour=0, minute=0, second=0, microsecond=0)
        return -round((self.start - midnight) / timedelta(milliseconds=MS))

    @property
    def days(self) -> int:
        """Number of calendar days that the horizon touches."""
        return -(-(self.grid.horizon - self.first_midnight) // DAY)

    def at(self, tick: int) -> datetime:
        """Local time of a tick."""
        return self.start + timedelta(milliseconds=tick)

    def tick(self, moment: datetime) -> int:
        """Tick of a local time [ticks]; may lie outside the horizon."""
        return round((moment - self.start) / timedelta(milliseconds=MS))

    def midnight_of(self, day: date) -> int:
        """Tick of the midnight that begins a date; may lie outside the horizon [ticks]."""
        return self.tick(datetime(day.year, day.month, day.day))

    def date(self, day: int) -> date:
        """Date of a day number."""
        return self.start.date() + timedelta(days=day)

    def day_type(self, day: int) -> str:
        """Type of a day number, -1 for the day before the first; "" if it has none."""
        if day == -1:
            return self.eve_type
        return self.day_types[day] if 0 <= day < self.days else ""

    def midnight(self, day: int) -> int:
        """Tick of the midnight that begins a day [ticks]."""
        return self.first_midnight + day * DAY

    def edges(self) -> NDArray[np.int64]:
        """Edges of the reporting intervals, shape (intervals + 1,) [ticks]."""
        return np.arange(self.grid.count + 1, dtype=np.int64) * self.grid.interval
