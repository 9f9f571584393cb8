"""Moments that fit any horizon: ``day 1 14:00``, a date and time, or the busiest hour."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from capplan.files.shape.readers import read_duration, read_moment, text_of
from capplan.units import parse_clock
from capplan.words import say

BUSIEST = "busiest hour"
_DAY = re.compile(r"^day (\d{1,3}) (\d{1,2}:\d{2})$")


@dataclass(frozen=True, slots=True)
class When:
    """A moment.

    Attributes:
        text: as it was written.
        day: day of the horizon, from 1; None: see the others.
        clock: clock time of that day [ticks after midnight].
        moment: a date and time; None: see the others.
        before: so long before the incident; None: see the others [ticks].
    """

    text: str
    day: int | None = None
    clock: int = 0
    moment: datetime | None = None
    before: int | None = None


def read_when(value: object) -> When:
    """Read a moment; with neither day nor date it is the busiest hour's start."""
    text = " ".join(text_of(value, "a moment", "day 1 14:00").split())
    if text == BUSIEST:
        return When(text)
    match = _DAY.match(text)
    if match is not None:
        if match[1] == "0":
            raise ValueError(say("days are counted from 1: the first of the horizon is day 1"))
        return When(text, int(match[1]), parse_clock(match[2]))
    if not text[:1].isdecimal():
        raise ValueError(
            say(
                '"{text}" is no moment; write day 1 14:00, 2026-11-10 14:00, or busiest hour',
                text=text,
            )
        )
    return When(text, moment=read_moment(text))


def read_announced(value: object) -> When:
    """Read a moment, or ``6 h before``."""
    text = " ".join(text_of(value, "a moment", "6 h before, or day 1 14:00").split())
    before, word, rest = text.partition(" before")
    if not word or rest:
        return read_when(value)
    return When(text, before=read_duration(before))


_PATTERN = rf"day \d+ \d{{1,2}}:\d{{2}}|\d{{4}}-\d{{2}}-\d{{2}}[ T].*|{BUSIEST}"
WhenText = Annotated[
    When,
    PlainValidator(read_when),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": f"^({_PATTERN})$",
            "examples": ["day 1 14:00", "2026-11-10 14:00", BUSIEST],
        }
    ),
]
AnnouncedText = Annotated[
    When,
    PlainValidator(read_announced),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": f"^({_PATTERN}|.* before)$",
            "examples": ["6 h before", "day 1 14:00"],
        }
    ),
]
