"""Weeks, months and hours of one person: what the law allows, and what is overtime (rule S7d)."""

from __future__ import annotations

from collections.abc import Sequence

from capplan.model.calendar import Calendar
from capplan.model.pay import LEGAL_DAY
from capplan.staffing.seats import WEEKLY_HOURS, Seat
from capplan.units import to_hours

DAY_H = to_hours(LEGAL_DAY)
"""Hours of a day beyond which is overtime (Labour Law of the PRC, art. 36) [h]."""


def weeks(calendar: Calendar) -> list[range]:
    """Days of each calendar week from Monday, clipped to the horizon."""
    first = calendar.date(0).weekday()
    return [
        range(max(0, start), min(start + 7, calendar.days))
        for start in range(-first, calendar.days, 7)
    ]


def week_of(calendar: Calendar, day: int) -> int:
    """Number of the week of a day."""
    return (day + calendar.date(0).weekday()) // 7


def month_of(calendar: Calendar, day: int) -> tuple[int, int]:
    """Year and month of a day."""
    date = calendar.date(day)
    return date.year, date.month


def months(calendar: Calendar) -> dict[tuple[int, int], int]:
    """Each month that the horizon touches, with its first day there."""
    found: dict[tuple[int, int], int] = {}
    for day in range(calendar.days):
        found.setdefault(month_of(calendar, day), day)
    return found


def normal_week_h(days: Sequence[int], trained: int = 0) -> float:
    """Hours on the floor beyond which is overtime, in a week or the part of one that counts [h].

    Args:
        days: its days on which a person may be on the floor.
        trained: its days of training, which count as well.
    """
    return min(WEEKLY_HOURS - DAY_H * trained, DAY_H * len(days))


def beyond_day_h(seat: Seat) -> float:
    """Paid hours of a shift beyond those of a day [h]."""
    return max(0.0, to_hours(seat.paid) - DAY_H)
