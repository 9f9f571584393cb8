"""The horizon on the calendar, the types of its days, and the day factor's periods."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations

from capplan.files.errors import ConstructionStepError
from capplan.files.shape.grammar import OTHER_DAYS, WEEKDAYS, Days
from capplan.files.shape.scenario import DayFactorShape, DaysShape
from capplan.files.tree import Node, Problems
from capplan.model.calendar import Calendar, DayTypes
from capplan.model.demand import DayFactor
from capplan.units import DAY, Grid, format_duration
from capplan.words import say

LONGEST = 366 * DAY


def build_calendar(shape: DaysShape, types: dict[str, Days], filled: Node) -> Calendar:
    """The horizon.

    Args:
        shape: its start, end and intervals.
        types: the days of each day type.
        filled: the tree, for the lines of what is wrong.

    Raises:
        ConstructionStepError: empty, too long, not on the clock of its intervals, a day with two
            types or with none.
    """
    problems = Problems(filled)
    horizon = round((shape.to - shape.from_) / timedelta(milliseconds=1))
    if horizon <= 0:
        problems.add(
            ("days", "to"),
            say(
                "the horizon is empty: it ends at {to:%Y-%m-%d %H:%M}, not after its "
                "start {start:%Y-%m-%d %H:%M}",
                to=shape.to,
                start=shape.from_,
            ),
        )
    elif horizon > LONGEST:
        problems.add(("days", "to"), say("the horizon is longer than a year"))
    for key, moment in (("from", shape.from_), ("to", shape.to)):
        if since_midnight(moment) % shape.interval:
            step = format_duration(shape.interval)
            problems.add(
                ("days", key),
                say(
                    "{moment:%H:%M} is not on a step of {step}, the interval",
                    moment=moment,
                    step=step,
                ),
            )
    problems.stop(ConstructionStepError)
    calendar = Calendar(shape.from_, Grid(horizon, shape.interval), shape.timezone)
    if not types:
        return calendar
    _check_types(types, calendar, problems)
    problems.stop(ConstructionStepError)
    dates = [calendar.date(day) for day in range(-1, calendar.days)]
    known = _day_types(types)
    eve, *names = [known.of(day) for day in dates]
    return replace(calendar, day_types=tuple(names), eve_type=eve, types=known)


def _day_types(types: dict[str, Days]) -> DayTypes:
    """What the file says of dates, weekdays and other days."""
    return DayTypes(
        tuple((name, *span) for name, days in types.items() for span in days.spans),
        tuple(next((n for n, d in types.items() if k in d.weekdays), "") for k in range(7)),
        next((name for name, days in types.items() if days.every), ""),
    )


def _check_types(types: dict[str, Days], calendar: Calendar, problems: Problems) -> None:
    """Note what has two types, and dates of the horizon that have none."""
    for (one, mine), (other, theirs) in combinations(types.items(), 2):
        both = sorted(
            max(a[0], b[0])
            for a in mine.spans
            for b in theirs.spans
            if max(a[0], b[0]) <= min(a[1], b[1])
        )
        twice = [str(day) for day in both[:1]]
        twice += [WEEKDAYS[d] for d in sorted({*mine.weekdays} & {*theirs.weekdays})]
        twice += [OTHER_DAYS] if mine.every and theirs.every else []
        for what in twice:
            text = say(
                "{what} stands under {one} and under {other}; a day has one type",
                what=what,
                one=one,
                other=other,
            )
            problems.add(("calendar", other), text)
    dates = [calendar.date(day) for day in range(calendar.days)]
    known = _day_types(types)
    open_ = [day for day in dates if not known.of(day)]
    if open_:
        more = (
            say(" ({open} dates of the horizon have none)", open=len(open_))
            if len(open_) > 1
            else ""
        )
        text = say(
            "{open} has no day type{more}; name it, or give one type {other_days}",
            open=open_[0],
            more=more,
            other_days=OTHER_DAYS,
        )
        problems.add(("calendar",), text)


def days_on(on: Days | None, calendar: Calendar, first: int = 0) -> list[int]:
    """Numbers of the days that a line speaks of, from a first one on (-1: the day before)."""
    return [
        day
        for day in range(first, calendar.days)
        if on is None or calendar.date(day) in on or calendar.day_type(day) in on.words
    ]


def since_midnight(moment: datetime) -> int:
    """Ticks since midnight [ticks]."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return round((moment - midnight) / timedelta(milliseconds=1))


def build_day_factor(shape: DayFactorShape, calendar: Calendar) -> DayFactor:
    """The day factor: one draw per calendar day, or one for the whole horizon."""
    if shape.per == "day":
        return DayFactor(shape.cv, DAY, calendar.first_midnight)
    return DayFactor(shape.cv, calendar.grid.horizon)
