"""Platform profiles: files of their own, in which every key is written (rule M4)."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from capplan.files.errors import quoted
from capplan.files.shape.base import Shape
from capplan.files.shape.quantities import DurationAbove, Name, YesNo, one_of
from capplan.files.shape.readers import (
    read_date,
    read_duration_above,
    read_format,
    read_share_above,
    text_of,
)
from capplan.model.platform import Asked, Unit
from capplan.model.provenance import Mark
from capplan.units import SECOND, parse_clock
from capplan.words import listed, say

NONE = "none"
_AS_OF = re.compile(r"^\d{4}(-\d{2})?$")
Spans = tuple[tuple[date, date], ...]


def read_as_of(value: object) -> str:
    """Read the date of the rules as exactly as it is known; "" if undated."""
    if value is None:
        raise ValueError(say("is empty; write a year, a month or a date, or none if undated"))
    text = str(value)
    if text == NONE:
        return ""
    if not _AS_OF.match(text):
        read_date(text)
    elif len(text) > 4:
        read_date(f"{text}-01")
    return text


def read_day_window(value: object) -> tuple[int, int]:
    """Read the clock times of a day that count [ticks after midnight]."""
    text = text_of(value, say("a span of clock times"), "08:00-23:00")
    first, dash, last = text.replace("–", "-").partition("-")
    if not dash:
        lack = say("is not a span of clock times; write for example 08:00-23:00")
        raise ValueError(say("{quoted} {lack}", quoted=quoted(text), lack=lack))
    start, end = parse_clock(first), parse_clock(last)
    if end <= start:
        raise ValueError(
            say(
                "{quoted} ends before it starts; a platform's hours lie within one "
                "day, for example 08:00-24:00",
                quoted=quoted(text),
            )
        )
    return start, end


def read_exempt(value: object) -> Spans:
    """Read ``none``, dates, or spans such as ``2024-02-04 to 2024-02-17``."""
    if value == NONE:
        return ()
    items: list[Any] = value if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType]
    spans: list[tuple[date, date]] = []
    for item in items:
        text = text_of(item, say("a date"), say("2024-02-04, 2024-02-04 to 2024-02-17, or none"))
        first, to, last = text.partition(" to ")
        span = read_date(first), read_date(last if to else first)
        if span[1] < span[0]:
            raise ValueError(say("{quoted} ends before it starts", quoted=quoted(text)))
        spans.append(span)
    return tuple(spans)


def read_threshold(value: object) -> tuple[str, float] | None:
    """Read ``at least 80 %``, ``at most 40 s`` or ``none``: the direction, and [1] or [s]."""
    example = say("at least 80 %, at most 40 s, or none")
    text = " ".join(text_of(value, say("a threshold"), example).split())
    if text == NONE:
        return None
    if text.startswith("at least "):
        return "at least", read_share_above(text.removeprefix("at least "))
    if text.startswith("at most "):
        return "at most", read_duration_above(text.removeprefix("at most ")) / SECOND
    raise ValueError(
        say(
            "{quoted} is not a threshold; write for example {example}",
            quoted=quoted(text),
            example=example,
        )
    )


_TEXT = WithJsonSchema({"type": "string"})
AsOf = Annotated[str, PlainValidator(read_as_of), WithJsonSchema({"type": ["string", "integer"]})]
DayWindow = Annotated[tuple[int, int], PlainValidator(read_day_window), _TEXT]
Exempt = Annotated[Spans, PlainValidator(read_exempt), _TEXT]
Threshold = Annotated[tuple[str, float] | None, PlainValidator(read_threshold), _TEXT]


class MetricShape(Shape):
    """One figure by which a platform judges a shop."""

    name: Name = Field(description="English name")
    chinese: Name = Field(description="Chinese name")
    what: Annotated[str, *one_of(*Asked)] = Field(description="what is asked of replies")
    within: DurationAbove | None = Field(None, description="the time that a reply must keep")
    unit: Annotated[str, *one_of(*Unit)] = Field(description="what is counted")
    between: DayWindow = Field(description="clock times of each day that count")
    exempt: Exempt = Field(description="dates that do not count, or none")
    offline_counts: YesNo = Field(description="whether messages in closed hours count")
    bot_counts: YesNo = Field(description="whether a bot's answer counts as one")
    unanswered: Annotated[str, *one_of("miss", "left_out")] = Field(
        description="what counts for a message without a reply"
    )
    threshold: Threshold = Field(description="what the platform asks for, or none")
    mark: Annotated[str, *one_of(*Mark)] = Field(description="how far to trust the definition")
    source: Name = Field(description="where the definition comes from")

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        asked, unit = Asked(self.what), Unit(self.unit)
        if asked.at_least and self.within is None:
            raise ValueError(say("{asked} needs within, for example within: 3 min", asked=asked))
        if not asked.at_least and self.within is not None:
            raise ValueError(
                say("{quoted} does not belong to {asked}", quoted=quoted("within"), asked=asked)
            )
        units = valid_units(asked)
        if unit not in units:
            raise ValueError(
                say(
                    "{asked} is counted by {units}, not by {unit}",
                    asked=asked,
                    units=listed(units, "{left} or {right}"),
                    unit=unit,
                )
            )
        if not asked.at_least and (self.bot_counts or self.unanswered == "miss"):
            raise ValueError(
                say(
                    "{asked} is taken over replies that people sent; write bot_counts: "
                    "false and unanswered: left_out",
                    asked=asked,
                )
            )
        direction = "at least" if asked.at_least else "at most"
        if self.threshold is not None and self.threshold[0] != direction:
            example = "at least 80 %" if asked.at_least else "at most 40 s"
            raise ValueError(
                say(
                    "the threshold of {asked} is for example {example}",
                    asked=asked,
                    example=example,
                )
            )
        return self


def valid_units(asked: Asked) -> tuple[Unit, ...]:
    """What a metric may count."""
    match asked:
        case Asked.REPLY_WITHIN:
            return tuple(Unit)
        case Asked.FIRST_REPLY_WITHIN:
            return (Unit.CUSTOMER, Unit.SESSION)
        case Asked.MEAN_RESPONSE:
            return (Unit.ROUND, Unit.MESSAGE)
        case Asked.MEAN_FIRST_RESPONSE:
            return (Unit.SESSION,)


class PlatformShape(Shape):
    """How a platform judges a shop's replies."""

    format: Annotated[Literal[1], PlainValidator(read_format), WithJsonSchema({"const": 1})] = (
        Field(description="version of this file format")
    )
    name: Name = Field(description="English name")
    chinese: Name = Field(description="Chinese name")
    as_of: AsOf = Field(description="date of the rules as exactly as known, or none")
    metrics: dict[str, MetricShape] = Field(description="its figures", min_length=1)
