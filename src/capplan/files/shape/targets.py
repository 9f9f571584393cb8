"""Targets of a queue: one measure, its bound, its windows, its assurance."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from capplan.files.errors import quoted
from capplan.files.shape.base import Shape
from capplan.files.shape.quantities import (
    Assurance,
    ClockRange,
    DurationAbove,
    Moment,
    Name,
    OnDays,
    Share,
    ShareAbove,
)
from capplan.model.targets import Measure
from capplan.units import DAY
from capplan.words import listed, say


class TargetShape(Shape):
    """What a plan must reach: exactly one measure."""

    first_reply_within: DurationAbove | None = Field(
        None, description="time within which a `share` of customers gets a first reply"
    )
    reply_within: DurationAbove | None = Field(
        None, description="time within which a `share` of rounds is answered by a person"
    )
    lost: Share | None = Field(None, description="greatest share of customers lost")
    mean_first_response: DurationAbove | None = Field(None, description="greatest mean")
    mean_response: DurationAbove | None = Field(None, description="greatest mean")
    occupancy: ShareAbove | None = Field(None, description="greatest occupancy")
    platform_metric: Name | None = Field(
        None, description="metric of the queue's platform of which a `share` is asked"
    )
    share: ShareAbove | None = Field(
        None, description="least share for the two *_within measures and platform_metric"
    )
    every: DurationAbove | None = Field(None, description="cut the time into windows this long")
    between: ClockRange | None = Field(None, description="clock times of each day that count")
    days: OnDays | None = Field(None, description="days that count, each a window of its own")
    from_: Moment | None = Field(None, alias="from", description="start of the only window")
    to: Moment | None = Field(None, description="end of the only window")
    on: Assurance | None = Field(None, description="share of days on which each window must hold")

    @property
    def measure(self) -> Measure:
        """The one measure that is given."""
        return next(m for m in Measure if getattr(self, m.value) is not None)

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        found = [m.value for m in Measure if getattr(self, m.value) is not None]
        if len(found) != 1:
            what = say(", not {found}", found=listed(found, "{left} and {right}")) if found else ""
            raise ValueError(
                say("needs exactly one of {keys}{what}", keys=listed(Measure), what=what)
            )
        if self.measure.at_least and self.share is None:
            raise ValueError(say("{found} needs a share, for example share: 80 %", found=found[0]))
        if not self.measure.at_least and self.share is not None:
            raise ValueError(
                say("{quoted} does not belong to {found}", quoted=quoted("share"), found=found[0])
            )
        if self.platform_metric is not None:
            if self.between or self.days or self.from_ or self.to:
                raise ValueError(
                    say("a platform counts whole days at its own hours; leave out windows")
                )
            if self.every not in {None, DAY}:
                raise ValueError(
                    say("a platform counts whole days; write every: 1 day, or leave it out")
                )
        if (self.from_ is None) != (self.to is None):
            raise ValueError(say("from and to belong together"))
        if self.from_ is not None and self.between is not None:
            raise ValueError(say("give between, or from and to, not both"))
        if self.from_ is not None and self.days is not None:
            raise ValueError(say("from and to have dates of their own; leave out days"))
        return self
