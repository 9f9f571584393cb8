"""The whole scenario file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from capplan.files.shape.base import Shape
from capplan.files.shape.incidents import IncidentShape
from capplan.files.shape.people import (
    CampaignShape,
    GroupShape,
    PayShape,
    RosterShape,
    ShiftTypeShape,
)
from capplan.files.shape.quantities import (
    Duration,
    Moment,
    Name,
    Share,
    TypeDays,
    Variation,
    Whole,
    one_of,
)
from capplan.files.shape.queues import QueueShape
from capplan.files.shape.readers import read_format
from capplan.units import MINUTE, parse_duration
from capplan.words import say

INTERVALS = (5, 10, 15, 20, 30, 60)
"""Lengths that an interval may have [min]."""


def _interval(value: object) -> int:
    words = ", ".join(f"{m} min" for m in INTERVALS)
    if not isinstance(value, str):
        raise ValueError(
            say("{value} has no unit; an interval is one of {words}", value=value, words=words)
        )
    ticks = parse_duration(value)
    if ticks % MINUTE or ticks // MINUTE not in INTERVALS:
        raise ValueError(say("must be one of {words}, not {value}", words=words, value=value))
    return ticks


class DaysShape(Shape):
    """The horizon."""

    from_: Moment = Field(alias="from", description="start of the horizon")
    to: Moment = Field(description="end of the horizon")
    timezone: Name = Field(description="time zone of all clock times")
    interval: Annotated[
        Duration,
        PlainValidator(_interval),
        WithJsonSchema({"enum": [f"{m} min" for m in INTERVALS]}),
    ] = Field(description="length of a reporting interval")


class DayFactorShape(Shape):
    """How far real demand strays from its forecast."""

    cv: Variation = Field(description="coefficient of variation shared by all queues")
    per: Annotated[str, *one_of("day", "horizon")] = Field(description="span of one draw")


class FloorShape(Shape):
    """Rules of the floor."""

    pick: Annotated[str, *one_of("fewest_open", "longest_since_chat", "round_robin")] = Field(
        description="which agent of a group takes a new chat"
    )
    slow_down: Share = Field(description="work grows by this share per other open chat")
    rest: Duration = Field(description="time off between two shifts of one person")


class ScenarioShape(Shape):
    """A shop's chat team over one horizon."""

    format: Annotated[Literal[1], PlainValidator(read_format), WithJsonSchema({"const": 1})] = (
        Field(description="version of this file format")
    )
    name: Name = Field(description="title")
    days: DaysShape = Field(description="the horizon")
    calendar: dict[str, TypeDays] = Field(
        description="day types: dates, ranges of dates, weekdays, or other days"
    )
    day_factor: DayFactorShape = Field(description="how demand strays from its forecast")
    floor: FloorShape = Field(description="rules of the floor")
    seats: Whole | None = Field(None, description="most people on shift at once, or nothing")
    queues: dict[str, QueueShape] = Field(description="kinds of contact", min_length=1)
    groups: dict[str, GroupShape] = Field(description="kinds of agents", min_length=1)
    shifts: dict[str, ShiftTypeShape] = Field(description="shift types a plan may use")
    pay: dict[str, PayShape] = Field(description="pay plans")
    roster: list[RosterShape] = Field(description="the roster people have now")
    campaign: CampaignShape | None = Field(
        None, description="one plan over all days of an event, or nothing"
    )
    incidents: dict[str, IncidentShape] = Field(
        {}, description="what strikes the shop, or helps it, for a while"
    )
    platforms: dict[str, Name] = Field(
        description="platform profiles of your own: a name, and a file beside the scenario"
    )
