"""Bots, and the hours in which they answer otherwise."""

from __future__ import annotations

from itertools import pairwise

from capplan.files.build.calendar import days_on
from capplan.files.build.chat import time_law
from capplan.files.shape.queues import BotHoursShape, BotShape
from capplan.files.tree import Path, Problems
from capplan.model.bot import Bot, BotHours
from capplan.model.calendar import Calendar
from capplan.model.laws import TimeKind, TimeLaw
from capplan.words import say


def build_bot(
    queue: str, shape: BotShape | None, calendar: Calendar, problems: Problems
) -> Bot | None:
    """The bot of a queue; notes hours that overlap on the way."""
    if shape is None:
        return None
    path: Path = ("queues", queue, "bot", "hours")
    spans = sorted(
        (
            (number, hours)
            for number, entry in enumerate(shape.hours)
            for hours in _spans(shape, entry, calendar)
        ),
        key=lambda pair: pair[1].start,
    )
    overlaps: set[tuple[int, int]] = set()
    for (one, before), (other, after) in pairwise(spans):
        pair = (min(one, other), max(one, other))
        if after.start < before.end and pair not in overlaps:
            overlaps.add(pair)
            at = calendar.at(max(after.start, 0))
            text = say("overlaps hours {pair} on {at:%Y-%m-%d} at {at:%H:%M}", pair=pair[0], at=at)
            problems.add((*path, pair[1]), say("{text}; only one of them can hold", text=text))
    parts = () if overlaps else tuple(hours for _, hours in spans)
    delay = return_delay(shape.within)
    return Bot(shape.contains, shape.comes_back, delay, parts, time_law(shape.talk))


def return_delay(within: int) -> TimeLaw:
    """People come back after an exponential time with a mean of half of `within`.

    So 86 % of them come within that time (1 - exp(-2)).
    """
    return TimeLaw(TimeKind.EXPONENTIAL, within / 2)


def _spans(shape: BotShape, entry: BotHoursShape, calendar: Calendar) -> list[BotHours]:
    """The hours of one entry on each of its days; what is not given is as at other times."""
    first, last = entry.between
    return [
        BotHours(
            start=midnight + first,
            end=midnight + last,
            contains=shape.contains if entry.contains is None else entry.contains,
            returns=shape.comes_back if entry.comes_back is None else entry.comes_back,
            return_delay=return_delay(shape.within if entry.within is None else entry.within),
            back_from=None if entry.back_from is None else midnight + entry.back_from,
        )
        for midnight in (calendar.midnight(day) for day in days_on(entry.on, calendar, first=-1))
        if midnight + first < calendar.grid.horizon and midnight + last > 0
    ]
