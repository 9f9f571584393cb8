"""Which sampled day stands for each date of a month (rule E2b)."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from capplan.model.calendar import Calendar
from capplan.model.shifts import Roster
from capplan.units import DAY
from capplan.words import say

WEEK = 7
SHORTEST_WEEK = 4
"""Fewer days of a week at the edge of a month join the week beside them [days]."""


@dataclass(frozen=True, slots=True)
class SampledDay:
    """A date and the day that stands for it.

    Attributes:
        date: the date.
        day: number of the day of the horizon; None: the whole run is one day.
        run: number of the run among those of its month.
    """

    date: date
    day: int | None
    run: int


@dataclass(frozen=True, slots=True)
class MonthDays:
    """A month of sampled days.

    Attributes:
        first: its first date.
        days: one per date.
        runs: runs of the horizon that it takes.
        alike: whether nothing tells its days apart.
    """

    first: date
    days: tuple[SampledDay, ...]
    runs: int
    alike: bool

    def weeks(self) -> tuple[str, ...]:
        """Label of each date's week: its Monday; a short one at the edge joins the next beside."""
        mondays = [d.date - timedelta(days=d.date.weekday()) for d in self.days]
        size = Counter(mondays)
        known = sorted(size)
        if len(known) > 1 and size[known[0]] < SHORTEST_WEEK:
            mondays = [max(m, known[1]) for m in mondays]
        if len(known) > 1 and size[known[-1]] < SHORTEST_WEEK:
            mondays = [min(m, known[-2]) for m in mondays]
        return tuple(m.isoformat() for m in mondays)


def whole_days(calendar: Calendar, roster: Roster) -> dict[str, list[int | None]]:
    """Days that may stand for others, by type.

    A day is whole if the horizon holds it from 0:00 to 24:00 and its shifts to their ends.  If
    none is, and the horizon is no longer than 24 h, the whole run is one day.
    """
    found: dict[str, list[int | None]] = {}
    horizon = calendar.grid.horizon
    for day in range(calendar.days):
        inside = calendar.midnight(day) >= 0 and calendar.midnight(day) + DAY <= horizon
        ends = all(s.end <= horizon for s in roster.shifts if s.day == day)
        if inside and ends:
            found.setdefault(calendar.day_type(day), []).append(day)
    if not found and horizon <= DAY:
        found[calendar.day_type(0)] = [None]
    return found


def days_of_month(calendar: Calendar, roster: Roster, first: date) -> MonthDays:
    """The sampled day of each date: one of its type, of the same weekday if there is one.

    Raises:
        ValueError: a date without a type, or a type without a whole day.
    """
    whole = whole_days(calendar, roster)
    used: Counter[int | None] = Counter()
    turns: Counter[str] = Counter()
    days: list[SampledDay] = []
    for number in range(monthrange(first.year, first.month)[1]):
        today = first.replace(day=number + 1)
        kind = calendar.types.of(today) if calendar.types else ""
        if calendar.types and not kind:
            raise ValueError(
                say(
                    "{date} has no day type, so no sampled day can stand for it; name it under "
                    "calendar, or give one type other days",
                    date=f"{today}",
                )
            )
        if kind not in whole:
            raise ValueError(_missing(kind, today, whole))
        near = [
            d for d in whole[kind] if d is not None and _weekday(calendar, d) == today.weekday()
        ]
        choice = near or whole[kind]
        day = choice[turns[kind] % len(choice)]
        turns[kind] += 1
        days.append(SampledDay(today, day, used[day]))
        used[day] += 1
    alike = len({d.day for d in days}) == 1
    return MonthDays(first, tuple(days), max(used.values()), alike)


def _weekday(calendar: Calendar, day: int) -> int:
    return calendar.date(day).weekday()


def _missing(kind: str, today: date, whole: dict[str, list[int | None]]) -> str:
    if not kind:
        return say(
            "the horizon holds no whole day, from 0:00 to 24:00 with its shifts to their ends; let "
            "it last a day more, or at most 24 h"
        )
    if not whole:
        return say(
            "the horizon holds no whole day of the type {kind}, which {date} has; let it hold one "
            "from 0:00 to 24:00 with its shifts to their ends",
            kind=kind,
            date=f"{today}",
        )
    return say(
        "the horizon holds no whole day of the type {kind}, which {date} has (there is {known}); "
        "let it hold one from 0:00 to 24:00 with its shifts to their ends, or choose another month",
        kind=kind,
        date=f"{today}",
        known=", ".join(whole),
    )
