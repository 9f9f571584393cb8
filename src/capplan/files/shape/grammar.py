"""Texts with a grammar of their own: people, breaks, days, assurance, falls, profiles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from capplan.files.errors import nearest, quoted
from capplan.files.shape.readers import (
    read_date,
    read_duration,
    read_duration_above,
    read_number,
    read_share,
    text_of,
    whole_reader,
)
from capplan.units import parse_clock, parse_share
from capplan.words import say

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY = "every day"
OTHER_DAYS = "other days"
_WEEKDAY_NAMES = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
_SHORTEST_WEEKDAY = 3
LONGEST_DELAY = 366
"""Most days after an order on which it still brings contacts."""
DELAY_TOLERANCE = 0.005 + 1e-9
"""How far the written shares of a delay may be from 1 for being rounded [1]."""
_DATE_RANGE = re.compile(r"^(\d\S*)\s+to\s+(\S+)$")


@dataclass(frozen=True, slots=True)
class People:
    """``30``, ``up to 60`` or ``4 to 9`` people."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class AtOnce:
    """``8`` chats at once, or ``5 to 8`` where a plan may choose."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class BreakText:
    """``30 min between 11:30 and 14:00``, ``30 min at 12:00``; "paid" at the end if it is.

    Attributes:
        length: how long it lasts [ticks].
        earliest: earliest start [ticks after midnight].
        latest_end: latest end, same clock; None for a break at a fixed time.
        paid: whether it is paid.
    """

    length: int
    earliest: int
    latest_end: int | None
    paid: bool


@dataclass(frozen=True, slots=True)
class Days:
    """The days a line speaks of.

    Attributes:
        spans: (first, last) of each range of dates; a single date is a range of one.
        weekdays: 0 = Monday.
        every: whether all days are meant.
        words: names of day types.
    """

    spans: tuple[tuple[date, date], ...] = ()
    weekdays: tuple[int, ...] = ()
    every: bool = False
    words: tuple[str, ...] = ()

    def names(self, day: date) -> bool:
        """Whether a date is named as such."""
        return any(first <= day <= last for first, last in self.spans)

    def __contains__(self, day: date) -> bool:
        """Whether a date is one of them, day types left aside."""
        return self.every or self.names(day) or day.weekday() in self.weekdays


_PEOPLE = re.compile(r"^(?:up to (\d+)|(\d+) to (\d+)|(\d+))(?: people)?$")
_BREAK = re.compile(
    r"^(?P<length>.+?)\s+(?:between\s+(?P<first>\S+)\s+and\s+(?P<last>\S+)|at\s+(?P<at>\S+))"
    r"(?P<paid>\s+(?:un)?paid)?$"
)


def read_at_once(value: object) -> AtOnce:
    """Read ``8``, or ``5 to 8`` where a plan may choose."""
    match = re.fullmatch(r"(\d+) to (\d+)", str(value))
    if match is None:
        limit = whole_reader(1, 1000)(value)
        return AtOnce(limit, limit)
    low, high = (whole_reader(1, 1000)(int(part)) for part in match.groups())
    if low > high:
        raise ValueError(
            say("{quoted}: the first number must not be above the second", quoted=quoted(value))
        )
    return AtOnce(low, high)


def read_most_people(value: object) -> int:
    """Read ``up to 8`` people."""
    match = re.fullmatch(r"up to (\d+)(?: people)?", str(value))
    if match is None:
        raise ValueError(say("{quoted} must be a limit: up to 8", quoted=quoted(value)))
    return int(match.group(1))


def read_people(value: object) -> People:
    """Read ``30``, ``up to 60`` or ``4 to 9``."""
    match = _PEOPLE.match(" ".join(str(value).split())) if isinstance(value, str | int) else None
    if match is None or isinstance(value, bool):
        raise ValueError(
            say(
                "{quoted} must be a number of people: 30, up to 60, or 4 to 9", quoted=quoted(value)
            )
        )
    most_only, low, high, fixed = match.groups()
    if most_only:
        people = People(0, int(most_only))
    elif low:
        people = People(int(low), int(high))
    else:
        people = People(int(fixed), int(fixed))
    if people.least > people.most:
        raise ValueError(
            say("{quoted}: the first number must not be above the second", quoted=quoted(value))
        )
    if people.most > 100_000:
        raise ValueError(say("must be 100,000 people or less, not {value}", value=value))
    return people


def read_break(value: object) -> BreakText:
    """Read a break and its time."""
    example = say("30 min between 11:30 and 14:00")
    text = text_of(value, say("a break"), example)
    match = _BREAK.match(text.strip())
    if match is None:
        raise ValueError(
            say(
                "{quoted} is not a break; write for example {example}, or 30 min at "
                "12:00 (unpaid unless it ends with paid)",
                quoted=quoted(text),
                example=example,
            )
        )
    length = read_duration_above(match["length"])
    paid = (match["paid"] or "").strip() == "paid"
    if match["at"]:
        return BreakText(length, parse_clock(match["at"]), None, paid)
    return BreakText(length, parse_clock(match["first"]), parse_clock(match["last"]), paid)


def weekday_of(text: str) -> int | None:
    """The number of a weekday, 0 = Monday: ``sat``, ``Saturday``, ``saturdays``; or None."""
    word = text.strip().lower()
    if len(word) < _SHORTEST_WEEKDAY:
        return None
    return next((n for n, d in enumerate(_WEEKDAY_NAMES) if f"{d}s".startswith(word)), None)


def _read_span(text: str) -> tuple[date, date]:
    """Read a date, or ``2026-11-12 to 2026-11-18``."""
    match = _DATE_RANGE.match(text)
    if match is None:
        day = read_date(text)
        return day, day
    first, last = read_date(match[1]), read_date(match[2])
    if last < first:
        raise ValueError(say("{quoted} ends before it starts", quoted=quoted(text)))
    return first, last


def read_days(value: object) -> Days:
    """Read dates, ranges of dates, weekdays, names of day types or ``every day``, one or a list."""
    spans: list[tuple[date, date]] = []
    weekdays: list[int] = []
    words: list[str] = []
    every = False
    items: list[Any] = value if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType]
    for item in items:
        text = text_of(item, say("a date or weekday"), "2026-11-11, or [sat, sun]").strip()
        weekday = weekday_of(text)
        if weekday is not None:
            weekdays.append(weekday)
        elif text == EVERY_DAY:
            every = True
        elif text[:1].isdecimal():
            spans.append(_read_span(text))
        else:
            words.append(text)
    return Days(tuple(spans), tuple(weekdays), every, tuple(words))


def read_type_days(value: object) -> Days:
    """Read the days of a day type: as `read_days`, with ``other days`` and no names of types."""
    days = read_days(value)
    for word in days.words:
        if word != OTHER_DAYS:
            valid = nearest(word, (*WEEKDAYS, OTHER_DAYS))
            raise ValueError(
                say(
                    "{quoted} is neither a date nor a weekday{valid}",
                    quoted=quoted(word),
                    valid=valid,
                )
            )
    return Days(days.spans, days.weekdays, days.every or bool(days.words))


def read_assurance(value: object) -> float:
    """Read ``90 % of days`` [1]."""
    text = text_of(value, say("a share of days"), say("90 % of days"))
    share_text, of, days = text.partition(" of ")
    if not of or days.strip() != "days":
        raise ValueError(
            say(
                "{quoted} is not a share of days; write for example 90 % of days",
                quoted=quoted(text),
            )
        )
    share = parse_share(share_text)
    if share == 1:
        raise ValueError(
            say(
                "no number of simulated days can show that something holds on 100 % of "
                "days; write less, for example 95 % of days"
            )
        )
    if not 0 < share < 1:
        raise ValueError(say("must lie between 0 % and 100 % of days, not {text}", text=share_text))
    return share


def _minute_fall(text: str) -> float:
    share_text, per, unit = text.partition(" per ")
    if not per or unit.strip() not in {"min", "minute"}:
        raise ValueError(
            say(
                "{quoted} must be a fall per minute (10 % per min), a list of steps, or none",
                quoted=quoted(text),
            )
        )
    share = parse_share(share_text)
    if not 0 <= share < 1:
        raise ValueError(say("must lie between 0 % and 100 % per min, not {text}", text=text))
    return share


def read_falls_by(value: object) -> float | tuple[tuple[int, float], ...] | None:
    """Read ``10 % per min`` [1], a list of steps, or none."""
    if value is None or value == "none":
        return None
    if not isinstance(value, list):
        return _minute_fall(text_of(value, say("a fall"), say("10 % per min")))
    steps: list[tuple[int, float]] = []
    entries: list[Any] = value  # pyright: ignore[reportUnknownVariableType]
    for number, item in enumerate(entries, 1):
        if not isinstance(item, dict) or set(item) != {"up_to", "share"}:  # pyright: ignore[reportUnknownArgumentType]
            raise ValueError(
                say(
                    "step {number} of {all} must have up_to and share and no other key; write "
                    "{{up_to: 30 s, share: 100 %}}",
                    number=number,
                    all=len(entries),
                )
            )
        step: dict[str, Any] = item  # pyright: ignore[reportUnknownVariableType]
        steps.append((read_duration_above(step["up_to"]), read_share(step["share"])))
        if number > 1 and steps[-1][0] <= steps[-2][0]:
            raise ValueError(
                say(
                    "up_to must rise from step to step, and step {number} of {all} does not",
                    number=number,
                    all=len(entries),
                )
            )
    if not steps:
        raise ValueError(say("needs at least one step {up_to: 30 s, share: 100 %}"))
    return tuple(steps)


def read_delay(value: object) -> tuple[float, ...]:
    """Read the shares of an order's contacts by day after it, made to add up to 1 [1]."""
    days: list[Any] = value if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType]
    shares = [read_share(share) for share in days]
    if not 0 < len(shares) <= LONGEST_DELAY:
        raise ValueError(
            say(
                "a delay has 1 to {most} shares, one per day, not {shares}",
                most=LONGEST_DELAY,
                shares=len(shares),
            )
        )
    total = sum(shares)
    if abs(total - 1) > DELAY_TOLERANCE:
        raise ValueError(
            say("the shares of a delay must add up to 100 %, not {total:.4g} %", total=100 * total)
        )
    return tuple(share / total for share in shares)


def read_curve(value: object) -> tuple[tuple[int, float], ...]:
    """Read a learning curve: ``{0 weeks: 50 %, 12 weeks: 100 %}``, as (tenure, share)."""
    example = "{0 weeks: 50 %, 12 weeks: 100 %}"
    if not isinstance(value, dict) or not value:
        raise ValueError(
            say(
                "a learning curve is a map of tenure to share; write for example {example}",
                example=example,
            )
        )
    points: list[tuple[int, float]] = []
    written: dict[Any, Any] = value  # pyright: ignore[reportUnknownVariableType]
    for tenure, text in written.items():
        ticks, share = read_duration(str(tenure)), read_share(text)
        if share == 0:
            raise ValueError(say("the share at {tenure} must be more than 0 %", tenure=tenure))
        if points and ticks <= points[-1][0]:
            raise ValueError(
                say("{tenure} must come later than the point before it", tenure=tenure)
            )
        points.append((ticks, share))
    return tuple(points)


def read_profile(value: object) -> str | tuple[float, ...]:
    """Read the name of a profile, or 24 numbers."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        raise ValueError(say("a profile is a name or a list of 24 numbers, one per hour"))
    numbers: list[Any] = value  # pyright: ignore[reportUnknownVariableType]
    shares = tuple(read_number(v, "4.1") for v in numbers)
    if len(shares) != 24:
        raise ValueError(
            say("a profile has 24 numbers, one per hour, not {shares}", shares=len(shares))
        )
    if min(shares) < 0 or sum(shares) <= 0:
        raise ValueError(say("the numbers of a profile must be 0 or more, and not all 0"))
    return shares
