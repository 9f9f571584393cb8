"""Cells of a table of results: numbers, shares and times as exports print them (E1i)."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from capplan.files.result_columns import Kind
from capplan.files.tables import is_filled
from capplan.words import say

MISSING = frozenset({"-", "--", "—", "延迟统计"})
_CHINESE_TIME = re.compile(r"^(?:(\d+)(?:小时|时))?(?:(\d+)(?:分钟|分))?(?:(\d+(?:\.\d+)?)秒)?$")
_THOUSANDS = re.compile(r"^\d{1,3}(,\d{3})+(\.\d+)?$")
_MOST = Decimal(10) ** 12


def is_missing(cell: object) -> bool:
    """Whether a cell says nothing; that is not 0."""
    return not is_filled(cell) or str(cell).strip() in MISSING


def read_cell(cell: object, kind: Kind) -> Decimal:
    """The figure in a cell: shares as 0.5, times in seconds.

    Raises:
        ValueError: it is none, or out of range.
    """
    text = str(cell).strip()
    if kind is Kind.SHARE:
        return _share(text)
    found = _seconds(text) if kind is Kind.SECONDS else None
    number = _number(text) if found is None else found
    if number is None:
        raise ValueError(say('"{text}" is not a number', text=text))
    if not 0 <= number <= _MOST:
        raise ValueError(say("must be 0 or more, not {text}", text=text))
    if kind is Kind.COUNT and number != number.to_integral_value():
        raise ValueError(say("must be a whole number, not {text}", text=text))
    return number


def _share(text: str) -> Decimal:
    """A share written 0.9971, 99.71 or 99.71%; a bare 1 is 100 %."""
    percent = text.endswith(("%", "％"))
    number = _number(text.rstrip("%％").strip())
    if number is None:
        raise ValueError(say('"{text}" is not a share, for example 52%, 52 or 0.52', text=text))
    share = number / 100 if percent or number > 1 else number
    if not 0 <= share <= 1:
        raise ValueError(say("must lie between 0 % and 100 %, not {text}", text=text))
    return share


def _seconds(text: str) -> Decimal | None:
    match = _CHINESE_TIME.match("".join(text.split()))
    if match is None or not any(match.groups()):
        return None
    hours, minutes, seconds = (Decimal(group or 0) for group in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def _number(text: str) -> Decimal | None:
    plain = text.replace("，", ",")
    try:
        number = Decimal(plain.replace(",", "") if _THOUSANDS.match(plain) else plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
