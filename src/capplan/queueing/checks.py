"""Refuses wrong input in one sentence: the argument, the allowed range, the value given."""

from __future__ import annotations

import math
import operator

from capplan.words import say


def positive(name: str, value: float) -> float:
    """Return `value` if it is finite and above zero.

    Raises:
        ValueError: otherwise.
    """
    if not (math.isfinite(value) and value > 0):
        raise ValueError(
            say("{name} must be finite and above 0, not {value}", name=name, value=value)
        )
    return float(value)


def positive_or_infinite(name: str, value: float) -> float:
    """Return `value` if it is above zero; infinity is allowed.

    Raises:
        ValueError: otherwise.
    """
    if not value > 0:
        raise ValueError(
            say("{name} must be above 0 (infinity is allowed), not {value}", name=name, value=value)
        )
    return float(value)


def not_negative(name: str, value: float) -> float:
    """Return `value` if it is finite and zero or more.

    Raises:
        ValueError: otherwise.
    """
    if not (math.isfinite(value) and value >= 0):
        raise ValueError(
            say("{name} must be finite and 0 or more, not {value}", name=name, value=value)
        )
    return float(value)


def at_least_one(name: str, value: float) -> float:
    """Return `value` if it is finite and 1 or more.

    Raises:
        ValueError: otherwise.
    """
    if not (math.isfinite(value) and value >= 1):
        raise ValueError(
            say("{name} must be finite and 1 or more, not {value}", name=name, value=value)
        )
    return float(value)


def whole(name: str, value: int, least: int = 0) -> int:
    """Return `value` if it is a whole number of at least `least`.

    Raises:
        ValueError: otherwise; also for a float, even a whole one.
    """
    try:
        number = operator.index(value)
    except TypeError:
        raise ValueError(
            say("{name} must be a whole number, not {value!r}", name=name, value=value)
        ) from None
    if number < least:
        raise ValueError(
            say(
                "{name} must be {least} or more, not {number}",
                name=name,
                least=least,
                number=number,
            )
        )
    return number


def share_below_one(name: str, value: float) -> float:
    """Return `value` if it lies in [0, 1); no team of finite size keeps a share of 1.

    Raises:
        ValueError: otherwise.
    """
    if not 0 <= value < 1:
        raise ValueError(
            say("{name} must be 0 or more and below 1, not {value}", name=name, value=value)
        )
    return float(value)


def share_above_zero(name: str, value: float) -> float:
    """Return `value` if it lies in (0, 1].

    Raises:
        ValueError: otherwise.
    """
    if not 0 < value <= 1:
        raise ValueError(
            say("{name} must be above 0 and at most 1, not {value}", name=name, value=value)
        )
    return float(value)


def probability(name: str, value: float) -> float:
    """Return `value` if it lies strictly between 0 and 1.

    Raises:
        ValueError: otherwise.
    """
    if not 0 < value < 1:
        raise ValueError(
            say(
                "{name} must lie between 0 and 1, both excluded, not {value}",
                name=name,
                value=value,
            )
        )
    return float(value)
