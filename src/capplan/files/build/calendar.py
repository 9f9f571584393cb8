"""The horizon on the calendar, and the day factor's periods."""

from __future__ import annotations

from datetime import datetime, timedelta

from capplan.files.errors import ConstructionStepError
from capplan.files.shape.scenario import DayFactorShape, DaysShape
from capplan.files.tree import Node, Problems
from capplan.model.calendar import Calendar
from capplan.model.demand import DayFactor
from capplan.units import DAY, Grid, format_duration

LONGEST = 366 * DAY


def build_calendar(shape: DaysShape, filled: Node) -> Calendar:
    """The horizon.

    Raises:
        ConstructionStepError: empty, too long, or not on the clock of its intervals.
    """
    problems = Problems(filled)
    horizon = round((shape.to - shape.from_) / timedelta(milliseconds=1))
    if horizon <= 0:
        problems.add(
            ("days", "to"),
            f"the horizon is empty: it ends at {shape.to:%Y-%m-%d %H:%M}, "
            f"not after its start {shape.from_:%Y-%m-%d %H:%M}",
        )
    elif horizon > LONGEST:
        problems.add(("days", "to"), "the horizon is longer than a year")
    for key, moment in (("from", shape.from_), ("to", shape.to)):
        if since_midnight(moment) % shape.interval:
            step = format_duration(shape.interval)
            problems.add(("days", key), f"{moment:%H:%M} is not on a step of {step}, the interval")
    problems.stop(ConstructionStepError)
    return Calendar(shape.from_, Grid(horizon, shape.interval), shape.timezone)


def since_midnight(moment: datetime) -> int:
    """Ticks since midnight [ticks]."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return round((moment - midnight) / timedelta(milliseconds=1))


def build_day_factor(shape: DayFactorShape, calendar: Calendar) -> DayFactor:
    """The day factor: one draw per calendar day, or one for the whole horizon."""
    if shape.per == "day":
        return DayFactor(shape.cv, DAY, calendar.first_midnight)
    return DayFactor(shape.cv, calendar.grid.horizon)
