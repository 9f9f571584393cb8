"""Ticks, durations, clock times, the interval grid and money: the only place that converts.

Time inside capplan is int64 milliseconds ("ticks") from the start of the horizon.  With integer
ticks two engines can be compared with no tolerance.  What people write ("30 s", "22:00-06:00",
"22 yuan/h", "80 %") is read here and nowhere else.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from capplan.words import Sentence, say

MS = 1
SECOND = 1_000 * MS
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY
MAX_TICK = 2**53
"""The last tick at which float64 still holds every integer (285,000 years) [ms]."""

_DURATIONS = {
    "ms": MS,
    "s": SECOND,
    "sec": SECOND,
    "min": MINUTE,
    "h": HOUR,
    "d": DAY,
    "day": DAY,
    "days": DAY,
    "week": WEEK,
    "weeks": WEEK,
}
_NUMBER = r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+)"
_QUANTITY = re.compile(rf"^\s*{_NUMBER}\s*(?P<unit>[^\d\s].*?)?\s*$")
_CLOCK = re.compile(r"^\s*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*$")
_MONEY_UNITS = frozenset({"yuan", "cny", "rmb", "元"})


class UnitError(ValueError):
    """A text that should be a quantity is not one; the message says what was expected."""


def split_quantity(text: str) -> tuple[float, str]:
    """Split ``"22.5 yuan/h"`` into ``(22.5, "yuan/h")``; the unit is "" where there is none."""
    match = _QUANTITY.match(text)
    if match is None:
        raise UnitError(say("{text!r} is not a number with a unit", text=text))
    return float(match["number"].replace(",", "")), (match["unit"] or "").strip()


def parse_duration(text: str) -> int:
    """Read a duration such as ``"30 s"``, ``"15 min"``, ``"1.5 h"`` or ``"2 days"`` [ticks]."""
    number, unit = split_quantity(text)
    if unit not in _DURATIONS:
        raise UnitError(
            _unit_message(text, unit, say("a duration"), say("30 s, 15 min, 8 h or 2 days"))
        )
    return _whole_ticks(number * _DURATIONS[unit], text)


def parse_share(text: str) -> float:
    """Read a share such as ``"80 %"`` as 0.8 [1]; the range is the caller's business."""
    number, unit = split_quantity(text)
    if unit not in {"%", "percent"}:
        raise UnitError(_unit_message(text, unit, say("a share"), "80 %"))
    return number / 100.0


def parse_money(text: str) -> float:
    """Read an amount such as ``"10,000,000 yuan"`` [yuan]."""
    number, unit = split_quantity(text)
    if unit.lower() not in _MONEY_UNITS:
        raise UnitError(_unit_message(text, unit, say("an amount of money"), "80 yuan"))
    return number


def parse_wage(text: str, per: str) -> float:
    """Read a wage such as ``"22 yuan/h"`` or ``"5,500 yuan/month"`` [yuan per ``per``]."""
    number, unit = split_quantity(text)
    money, slash, period = unit.partition("/")
    if money.strip().lower() not in _MONEY_UNITS or not slash or period.strip() != per:
        raise UnitError(
            _unit_message(text, unit, say("a wage per {period}", period=per), f"22 yuan/{per}")
        )
    return number


def parse_clock(text: str) -> int:
    """Read a clock time from ``"00:00"`` to ``"24:00"`` [ticks after midnight]."""
    match = _CLOCK.match(text)
    if match is None:
        raise UnitError(
            say(
                "{text!r} is not a clock time; write hours and minutes, for example 20:00",
                text=text,
            )
        )
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    tick = hours * HOUR + minutes * MINUTE + seconds * SECOND
    if minutes > 59 or seconds > 59 or tick > DAY:
        raise UnitError(say("{text!r} is not a clock time between 00:00 and 24:00", text=text))
    return tick


def parse_clock_range(text: str) -> tuple[int, int]:
    """Read ``"22:00-06:00"`` [ticks after midnight]; an end at or before the start is next day."""
    first, dash, last = text.replace("–", "-").partition("-")
    if not dash:
        raise UnitError(
            say("{text!r} is not a span of clock times; write for example 08:00-16:00", text=text)
        )
    start, end = parse_clock(first), parse_clock(last)
    if start % DAY == end % DAY and not (start == 0 and end == DAY):
        raise UnitError(say("{text!r} is a span of zero length", text=text))
    if start == DAY:
        raise UnitError(say("{text!r} starts at 24:00; write 00:00 of the next day", text=text))
    return start, end if end > start else end + DAY


def format_duration(ticks: int) -> Sentence:
    """Write a duration with the unit a person would use: ``"30 s"``, ``"15 min"``, ``"8 h"``."""
    if ticks >= HOUR and ticks % (HOUR // 10) == 0:
        return say("{number:g} h", number=ticks / HOUR)
    if ticks >= MINUTE and ticks % (MINUTE // 10) == 0:
        return say("{number:g} min", number=ticks / MINUTE)
    return say("{number:g} s", number=ticks / SECOND)


def format_clock(ticks: int) -> str:
    """Write a time of day as ``"20:00"``; 24:00 stays 24:00, later times wrap [ticks in]."""
    within = ticks if 0 <= ticks <= DAY else ticks % DAY
    hours, rest = divmod(within, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    seconds = rest // SECOND
    return f"{hours:02d}:{minutes:02d}" + (f":{seconds:02d}" if seconds else "")


def to_seconds(ticks: float) -> float:
    """Convert ticks to seconds [s]."""
    return ticks / SECOND


def to_hours(ticks: float) -> float:
    """Convert ticks to hours [h]."""
    return ticks / HOUR


@dataclass(frozen=True, slots=True)
class Grid:
    """Equal intervals over the horizon, from tick 0.

    Attributes:
        horizon: length of the horizon [ticks].
        interval: length of one interval [ticks]; divides the horizon.
    """

    horizon: int
    interval: int

    def __post_init__(self) -> None:
        if self.horizon <= 0:
            raise ValueError(
                say("the horizon must be longer than zero, not {horizon} ms", horizon=self.horizon)
            )
        if self.interval <= 0 or self.horizon % self.interval:
            raise ValueError(
                say(
                    "the interval ({interval}) must divide the horizon ({horizon})",
                    interval=format_duration(self.interval),
                    horizon=format_duration(self.horizon),
                )
            )

    @property
    def count(self) -> int:
        """Number of intervals."""
        return self.horizon // self.interval

    def start(self, number: int) -> int:
        """Start of an interval [ticks]."""
        return number * self.interval


def _whole_ticks(value: float, text: str) -> int:
    if not math.isfinite(value) or abs(value) > MAX_TICK:
        raise UnitError(say("{text!r} is too long to be a duration", text=text))
    return math.floor(value + 0.5)


def _unit_message(text: str, unit: str, what: Sentence, example: str) -> Sentence:
    if not unit:
        return say(
            "{text!r} has no unit; {what} needs one, for example {example}",
            text=text,
            what=what,
            example=example,
        )
    return say(
        "{text!r} is not {what}; write for example {example}",
        text=text,
        what=what,
        example=example,
    )
