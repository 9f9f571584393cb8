"""Expected arrivals of a queue: the parts of its demand, added up on the intervals."""

from __future__ import annotations

from pathlib import Path as FilePath

import numpy as np

from capplan.files.build.calendar import days_on
from capplan.files.errors import Advice
from capplan.files.profiles import CURVES
from capplan.files.shape.grammar import Days
from capplan.files.shape.queues import DemandShape
from capplan.files.tables import TableError
from capplan.files.tree import Path, Problems
from capplan.files.volumes import Columns, read_volumes
from capplan.model.calendar import Calendar
from capplan.model.demand import Floats, RateProfile, decaying_burst
from capplan.units import HOUR
from capplan.words import say, told_by


def build_demand(
    queue: str,
    parts: list[DemandShape],
    calendar: Calendar,
    folder: FilePath,
    problems: Problems,
    advice: list[Advice],
) -> RateProfile:
    """Add up the parts of a queue's own demand; notes problems and advice on the way."""
    expected = np.zeros(calendar.grid.count)
    for number, part in enumerate(parts):
        path: Path = ("queues", queue, "demand", number)
        if part.follows is not None:
            continue
        try:
            mine, notes = _part(queue, part, calendar, folder)
        except TableError as error:
            problems.add(path, told_by(error))
            continue
        if not mine.any() and _asks_for_volume(part):
            notes = say("nothing of this part falls into the horizon; look at its days")
        if notes:
            advice.append(problems.advice(path, notes))
        expected = expected + mine * part.times
    return RateProfile(calendar.edges(), expected)


def daily_volume(part: DemandShape) -> float:
    """Chats of a whole day: given, or by the trade's five numbers (rule D1) [chats]."""
    if part.daily is not None:
        return part.daily
    assert part.sales_target is not None
    assert part.order_value is not None
    assert part.chat_share is not None
    assert part.conversion is not None
    orders = part.sales_target / part.order_value
    return orders * part.chat_share / part.conversion


def hourly_shares(part: DemandShape) -> Floats:
    """Shares of the day's 24 hours, shape (24,), sum 1 [1]."""
    assert part.profile is not None
    return shares_of_hours(part.profile)


def shares_of_hours(named: str | tuple[float, ...]) -> Floats:
    """Shares of the day's 24 hours of a profile, shape (24,), sum 1 [1]."""
    profile = CURVES[named].shares if isinstance(named, str) else named
    shares = np.array(profile, dtype=np.float64)
    return shares / shares.sum()


def _asks_for_volume(part: DemandShape) -> bool:
    return part.volumes is None and (part.daily != 0 and part.burst != 0)


def _part(
    queue: str, part: DemandShape, calendar: Calendar, folder: FilePath
) -> tuple[Floats, str]:
    """Expected arrivals per interval, and advice on the way or "" [customers]."""
    if part.volumes is not None:
        columns = Columns(part.time, part.date, part.column, queue)
        days = [calendar.date(day) for day in days_on(part.on, calendar)]
        on = None if part.on is None else days
        volumes = read_volumes(folder / part.volumes, part.sheet, columns, calendar, on)
        text = say(
            "{outside} rows of {volumes} lie outside the horizon or its days",
            outside=volumes.outside,
            volumes=part.volumes,
        )
        return volumes.expected, text if volumes.outside else ""
    if part.burst is not None:
        assert part.at is not None
        assert part.half_life is not None
        at = calendar.tick(part.at)
        return decaying_burst(part.burst, at, part.half_life, calendar.edges()).expected, ""
    return _on_days(daily_volume(part) * hourly_shares(part), part.on, calendar), ""


def _on_days(hourly: Floats, on: Days | None, calendar: Calendar) -> Floats:
    """Hourly volumes laid on each day that counts; of a part of a day only its hours count."""
    starts = calendar.edges()[:-1]
    since = starts - calendar.first_midnight
    day, hour = since // (24 * HOUR), since // HOUR % 24
    counts = np.zeros(calendar.days)
    counts[days_on(on, calendar)] = 1
    return hourly[hour] * counts[day] * (calendar.grid.interval / HOUR)
