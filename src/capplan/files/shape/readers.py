"""Readers of single values: from what stands in the file to ticks, yuan or a number.

Each refuses what does not fit in a sentence that a planner understands.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime, timedelta

from capplan.files.errors import nearest, quoted
from capplan.model.pay import LEGAL_DAY
from capplan.units import (
    DAY,
    UnitError,
    parse_clock,
    parse_clock_range,
    parse_duration,
    parse_money,
    parse_share,
    parse_wage,
    split_quantity,
)
from capplan.words import listed, say

NEVER = "never"
MOST_CHATS = 100_000_000
"""More than any shop has in a day [chats]."""


def text_of(value: object, what: str, example: str) -> str:
    """The text of a quantity; a bare number is refused."""
    if isinstance(value, str):
        return value
    if value is None:
        raise ValueError(say("is empty; write for example {example}", example=example))
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(
            say("this should be {what}, for example {example}", what=what, example=example)
        )
    raise ValueError(
        say(
            "{value} has no unit; {what} needs one, for example {example}",
            value=value,
            what=what,
            example=example,
        )
    )


def _in_range(
    value: float, text: str, low: float, high: float, show: Callable[[float], str]
) -> None:
    if low <= value <= high:
        return
    if high == math.inf:
        raise ValueError(say("must be {low} or more, not {text}", low=show(low), text=text))
    raise ValueError(
        say(
            "must lie between {low} and {high}, not {text}",
            low=show(low),
            high=show(high),
            text=text,
        )
    )


def read_format(value: object) -> int:
    """Read the version of a file's format."""
    if value != 1 or isinstance(value, bool):
        raise ValueError(say("this capplan reads format 1, not {value}", value=value))
    return 1


def read_duration(value: object) -> int:
    """Read a duration of 0 s or more [ticks]."""
    text = text_of(value, say("a duration"), say("30 s, 15 min or 8 h"))
    ticks = parse_duration(text)
    if ticks < 0:
        raise ValueError(say("a duration must be 0 s or more, not {text}", text=text))
    if ticks > 400 * DAY:
        raise ValueError(say("a duration must be 400 days or less, not {text}", text=text))
    return ticks


def read_working_time(value: object) -> int:
    """Read a time of work of 0 h or more; a day of work is 8 h [ticks]."""
    ticks = read_duration(value)
    in_days = str(value).rstrip().endswith(("d", "day", "days"))
    return round(ticks * LEGAL_DAY / DAY) if in_days else ticks


def read_duration_above(value: object) -> int:
    """Read a duration longer than 0 s [ticks]."""
    ticks = read_duration(value)
    if ticks == 0:
        raise ValueError(say("must be longer than 0 s, not {value}", value=value))
    return ticks


def read_duration_or_never(value: object) -> float:
    """Read a duration longer than 0 s, or ``never`` as infinity [ticks]."""
    return math.inf if value == NEVER else read_duration_above(value)


def _percent(share: float) -> str:
    return f"{100 * share:g} %"


def read_share(value: object) -> float:
    """Read a share from 0 % to 100 % [1]."""
    text = text_of(value, say("a share"), "80 %")
    share = parse_share(text)
    _in_range(share, text, 0, 1, _percent)
    return share


def read_share_above(value: object) -> float:
    """Read a share above 0 % [1]."""
    share = read_share(value)
    if share == 0:
        raise ValueError(say("must be more than 0 %"))
    return share


def read_share_below(value: object) -> float:
    """Read a share below 100 % [1]."""
    share = read_share(value)
    if share == 1:
        raise ValueError(say("must be less than 100 %"))
    return share


def read_number(value: object, example: str) -> float:
    """A bare number, also as a text such as "1,000"."""
    if value is None:
        raise ValueError(say("is empty; write a number, for example {example}", example=example))
    if isinstance(value, str):
        try:
            number, unit = split_quantity(value)
        except UnitError:
            number, unit = math.nan, value
        if unit:
            raise ValueError(
                say(
                    "{quoted} must be a bare number, for example {example}",
                    quoted=quoted(value),
                    example=example,
                )
            )
        return number
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(say("this should be a number, for example {example}", example=example))
    if not math.isfinite(value):
        raise ValueError(say("must be a finite number, not {value}", value=value))
    return float(value)


def ratio_reader(low: float, high: float, example: str) -> Callable[[object], float]:
    """A factor, written 0.7 or 70 %."""

    def read(value: object) -> float:
        is_percent = isinstance(value, str) and value.strip().endswith("%")
        ratio = parse_share(str(value)) if is_percent else read_number(value, example)
        _in_range(ratio, str(value), low, high, "{:g}".format)
        return ratio

    return read


def number_reader(low: float, high: float, example: str) -> Callable[[object], float]:
    """A reader of bare numbers within a range."""

    def read(value: object) -> float:
        number = read_number(value, example)
        _in_range(number, str(value), low, high, "{:g}".format)
        return number

    return read


def whole_reader(low: int, high: int) -> Callable[[object], int]:
    """A reader of whole numbers within a range."""

    def read(value: object) -> int:
        number = read_number(value, str(max(low, 1)))
        if number != int(number):
            raise ValueError(say("must be a whole number, not {value}", value=value))
        _in_range(number, str(value), low, high, lambda v: f"{v:.0f}")
        return int(number)

    return read


def read_money(value: object) -> float:
    """Read an amount of 0 yuan or more [yuan]."""
    text = text_of(value, say("an amount of money"), "80 yuan")
    amount = parse_money(text)
    _in_range(amount, text, 0, math.inf, "{:g} yuan".format)
    return amount


def read_money_above(value: object) -> float:
    """Read an amount above 0 yuan [yuan]."""
    amount = read_money(value)
    if amount == 0:
        raise ValueError(say("must be more than 0 yuan"))
    return amount


def wage_reader(per: str, example: str) -> Callable[[object], float]:
    """A reader of wages per hour or month [yuan per that]."""

    def read(value: object) -> float:
        text = text_of(value, say("a wage"), example)
        try:
            wage = parse_wage(text, per)
        except UnitError:
            lack = say(
                "{quoted} is not a wage per {per}; write for example {example}",
                quoted=quoted(text),
                per=per,
                example=example,
            )
            raise ValueError(lack) from None
        _in_range(wage, text, 0, math.inf, lambda v: say("{wage:g} yuan/{per}", wage=v, per=per))
        return wage

    return read


def read_chats(value: object) -> float:
    """Read a number of chats [chats]."""
    example = "3000 chats"
    text = text_of(value, say("a number of chats"), example)
    number, unit = split_quantity(text)
    if unit not in {"chat", "chats", "contact", "contacts"}:
        lack = say("has no unit") if not unit else say("is not a number of chats")
        raise ValueError(
            say(
                "{quoted} {lack}; write for example {example}",
                quoted=quoted(text),
                lack=lack,
                example=example,
            )
        )
    _in_range(number, text, 0, MOST_CHATS, "{:,.0f} chats".format)
    return number


def read_orders(value: object) -> float:
    """Read a number of orders [orders]."""
    example = "3425 orders"
    text = text_of(value, say("a number of orders"), example)
    number, unit = split_quantity(text)
    if unit not in {"order", "orders"}:
        lack = say("has no unit") if not unit else say("is not a number of orders")
        raise ValueError(
            say(
                "{quoted} {lack}; write for example {example}",
                quoted=quoted(text),
                lack=lack,
                example=example,
            )
        )
    _in_range(number, text, 0, MOST_CHATS, "{:,.0f} orders".format)
    return number


def read_moment(text: str) -> datetime:
    """Read ``2026-11-10 16:00``; 24:00 is midnight at the end of the day."""
    day, _, clock = text.strip().replace("T", " ").partition(" ")
    midnight = datetime.combine(read_date(day), datetime.min.time())
    if not clock:
        raise ValueError(
            say(
                "{quoted} has no clock time; write for example {day} 16:00",
                quoted=quoted(text),
                day=day,
            )
        )
    return midnight + timedelta(milliseconds=parse_clock(clock))


def read_date(text: str) -> date:
    """Read ``2026-11-11``."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(
            say(
                "{quoted} is not a date; write year, month and day, for example 2026-11-11",
                quoted=quoted(text),
            )
        ) from None


def read_day_value(value: object) -> date:
    """Read the value of a key that holds a date."""
    return read_date(text_of(value, say("a date"), "2026-11-11"))


def read_moment_value(value: object) -> datetime:
    """Read the value of a key that holds a moment."""
    return read_moment(text_of(value, say("a date and clock time"), "2026-11-10 16:00"))


def read_clock(value: object) -> int:
    """Read a clock time [ticks after midnight]."""
    return parse_clock(text_of(value, say("a clock time"), "08:00"))


def read_clock_range(value: object) -> tuple[int, int]:
    """Read a span of clock times [ticks after midnight]."""
    return parse_clock_range(text_of(value, say("a span of clock times"), "08:00-16:00"))


def read_words(value: object) -> str:
    """Read a name; a number counts as its text."""
    if value is None or value == "":
        raise ValueError(say("is empty; write a name"))
    if isinstance(value, dict | list):
        raise ValueError(say("this should be a name"))
    return str(value)


def read_yes_or_no(value: object) -> bool:
    """Read true or false."""
    if isinstance(value, bool):
        return value
    if value in {"yes", "no"}:
        return value == "yes"
    raise ValueError(say("must be true or false, not {quoted}", quoted=quoted(value)))


def word_reader(words: tuple[str, ...]) -> Callable[[object], str]:
    """A reader of one word of a closed list."""

    def read(value: object) -> str:
        if isinstance(value, str) and value in words:
            return value
        if isinstance(value, dict | list):
            raise ValueError(say("this should be one word (valid: {words})", words=listed(words)))
        raise ValueError(
            say(
                "{quoted} is not known here{nearest}",
                quoted=quoted(value),
                nearest=nearest(str(value), words),
            )
        )

    return read
