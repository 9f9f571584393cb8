"""Incidents: what strikes the shop, or helps it, from some moment to another."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from capplan.files.shape.base import Shape
from capplan.files.shape.moments import AnnouncedText, WhenText
from capplan.files.shape.quantities import (
    Count,
    DelayText,
    Duration,
    DurationAbove,
    Name,
    PerOrder,
    ProfileText,
    ShareAbove,
    ShareWithin,
    Speed,
)
from capplan.files.shape.readers import number_reader, read_share
from capplan.words import say

DOWN = "down"
"""A bot that keeps nobody."""


def _read_contains(value: object) -> float:
    return 0.0 if value == DOWN else read_share(value)


Times = Annotated[
    float,
    PlainValidator(number_reader(0, 100, "1.5")),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100}),
]
TimesLonger = Annotated[
    float,
    PlainValidator(number_reader(1, 100, "1.5")),
    WithJsonSchema({"type": "number", "minimum": 1, "maximum": 100}),
]
Contains = Annotated[
    float,
    PlainValidator(_read_contains),
    WithJsonSchema({"type": "string", "examples": [DOWN, "60 %"]}),
]


class GoneShape(Shape):
    """A site fails: ``gone: 60 %``, or a map."""

    share: ShareAbove = Field(description="share of those on who are gone at once")
    groups: list[Name] = Field(description="groups that are hit, or all")


class MovedShape(Shape):
    """Some of those who are gone work on elsewhere."""

    people: Count = Field(description="how many of them, at most")
    takes: Duration = Field(description="time for which they are away to get there")
    speed: Speed = Field(description="their speed there ÷ their usual one")


class BackShape(Shape):
    """How those who were gone work at first, once they are back."""

    speed: Speed = Field(description="their speed ÷ their usual one")
    for_: DurationAbove = Field(alias="for", description="how long that lasts")


class AbsentShape(Shape):
    """People who do not come: ``absent: 30 %``, or a map."""

    share: ShareAbove = Field(description="share of the people of all shifts that touch the span")
    groups: list[Name] = Field(description="groups, or all")


class SlowerShape(Shape):
    """Work takes longer, as on a slow network: ``work: 1.5``, or a map."""

    times: TimesLonger = Field(description="work is multiplied by it")
    groups: list[Name] = Field(description="groups, or all")


class VolumeShape(Shape):
    """More or fewer customers: ``volume: 2``, or a map."""

    times: Times = Field(description="arrivals are multiplied by it")
    queues: list[Name] = Field(description="queues, or all")


class BotChangeShape(Shape):
    """Bots that are ``down``, or keep another share of the chats: ``bot: 60 %``, or a map."""

    contains: Contains = Field(description="share of the chats that the bot ends, or down")
    comes_back: ShareWithin = Field(description="share of them who come back to a person")
    within: DurationAbove = Field(description="time within which 86 % of them come back")
    queues: list[Name] = Field(description="queues, or all: those with a bot")


class FaultyOrdersShape(Shape):
    """Orders that go wrong: ``faulty_orders: 80 %``, or a map."""

    share: ShareAbove = Field(description="share of the span's orders that go wrong")
    contacts: PerOrder = Field(description="contacts that each brings beyond the usual ones")
    of: Name | None = Field(None, description="queue whose orders; nothing: all that bring orders")
    into: Name | None = Field(
        None, description="queue in which the contacts come; nothing: the after-sales queue"
    )
    delay: DelayText = Field(description="shares of the contacts by day after the order")
    profile: ProfileText = Field(description="hourly curve of the later days")


class MovedInShape(Shape):
    """People of one group who work in another for the span."""

    people: Count = Field(description="how many of those on, at most")
    from_: Name = Field(alias="from", description="group that they come from")
    to: Name = Field(description="group that they work in")
    speed: Speed = Field(description="their speed ÷ that of the other group")


class CalledInShape(Shape):
    """People who were off and come for the span, as overtime."""

    people: Count = Field(description="how many")
    group: Name = Field(description="their group")


class StayShape(Shape):
    """Overtime: ``overtime: 2 h``, or a map."""

    most: DurationAbove = Field(description="longest stay of whose shift ends inside the span")
    groups: list[Name] = Field(description="groups, or all")


EFFECTS = (
    "gone", "absent", "work", "volume", "bot", "faulty_orders", "moved_in", "called_in",
    "overtime", "breaks_wait",
)  # fmt: skip
"""What an incident may do; `moved` and `back` belong to `gone`."""


class IncidentShape(Shape):
    """Something that strikes the shop, or helps it, from some moment to another."""

    says: Name | None = Field(None, description="what happens, in a sentence")
    announced: AnnouncedText | None = Field(
        None, description="when people hear of it; 6 h before, or a moment"
    )
    from_: WhenText = Field(alias="from", description="start")
    to: WhenText | None = Field(None, description="end; or lasts")
    lasts: DurationAbove | None = Field(None, description="how long; or to")
    gone: GoneShape | None = Field(None, description="a site fails: share of those on")
    moved: MovedShape | None = Field(None, description="some of those gone work on elsewhere")
    back: BackShape | None = Field(None, description="how those gone work at first, once back")
    absent: AbsentShape | None = Field(None, description="share of people who do not come")
    work: SlowerShape | None = Field(None, description="work is multiplied by it")
    volume: VolumeShape | None = Field(None, description="arrivals are multiplied by it")
    bot: BotChangeShape | None = Field(None, description="down, or the share that bots keep")
    faulty_orders: FaultyOrdersShape | None = Field(None, description="share that goes wrong")
    moved_in: MovedInShape | None = Field(None, description="people of another group")
    called_in: CalledInShape | None = Field(None, description="people who were off")
    overtime: StayShape | None = Field(None, description="people stay longer, at most so long")
    breaks_wait: list[Name] | None = Field(
        None, description="groups, or all, whose breaks wait until the end"
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        given = self.given()
        if not given & set(EFFECTS):
            raise ValueError(
                say("nothing happens; write at least one of {keys}", keys=", ".join(EFFECTS))
            )
        if (self.to is None) == (self.lasts is None):
            raise ValueError(say("needs to or lasts, one of them"))
        for key in ("moved", "back"):
            if key in given and self.gone is None:
                raise ValueError(say("{key} belongs to gone; write gone: 100 % beside it", key=key))
        return self
