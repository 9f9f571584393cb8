"""Figures of metrics: 45 %, 35 s, 5000 yuan or a bare number; perhaps a word."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from capplan.files.shape.readers import (
    number_reader,
    read_duration,
    read_money,
    read_share,
    read_words,
)
from capplan.pay.money import exact
from capplan.units import SECOND


def read_figure(value: object) -> Decimal:
    """Read a figure of a metric: 45 %, 35 s, 5000 yuan, or a bare number."""
    if isinstance(value, str):
        text = value.strip()
        if text.endswith(("%", "percent")):
            return exact(read_share(text))
        if text.endswith(("yuan", "元")):
            return exact(read_money(text))
        if text.endswith(("s", "min", "h")):
            return exact(read_duration(text) / SECOND)
    return exact(number_reader(0, 1e12, "35 s, 45 % or 100")(value))


def read_given(value: object) -> Decimal | str:
    """Read a figure, or a word such as a grade."""
    if isinstance(value, str) and not any(letter.isdecimal() for letter in value):
        return read_words(value)
    return read_figure(value)


GivenFigure = Annotated[
    Decimal | str, PlainValidator(read_given), WithJsonSchema({"type": ["string", "number"]})
]
