"""Laws of counts and durations in the file: a mean, or a map with a law."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from capplan.files.shape.base import Shape
from capplan.files.shape.quantities import (
    Count,
    Dispersion,
    Duration,
    DurationAbove,
    DurationOrNever,
    LawShape,
    MeanCount,
    MeanTime,
    MeanTimeAbove,
    Share,
    Variation,
    one_of,
)
from capplan.model.laws import CountKind, TimeKind
from capplan.words import say

TimeKindWord = Annotated[str, *one_of(*TimeKind)]
CountKindWord = Annotated[str, *one_of(*CountKind)]

_WITH_SHAPE = {TimeKind.GAMMA, TimeKind.WEIBULL}
_WITH_CV = {TimeKind.GAMMA, TimeKind.LOGNORMAL}


class TimeLawShape(Shape):
    """A law of durations: ``80 s``, or ``{mean: 80 s, law: gamma, shape: 2}``."""

    mean: MeanTime | None = Field(None, description="mean duration")
    law: TimeKindWord = Field(description="family of the law")
    shape: LawShape | None = Field(None, description="shape of a gamma or Weibull law")
    cv: Variation | None = Field(None, description="coefficient of variation (gamma, lognormal)")
    values: list[Duration] | None = Field(
        None, description="equally likely durations (law: empirical)"
    )

    @model_validator(mode="after")
    def _agree(self) -> Self:
        empirical = self.law == TimeKind.EMPIRICAL
        if empirical != bool(self.values):
            raise ValueError(say("law: empirical and a list of values belong together"))
        if empirical == (self.mean is not None):
            raise ValueError(
                say("needs a mean") if not empirical else say("values need no mean beside them")
            )
        if self.shape is not None and self.law not in _WITH_SHAPE:
            raise ValueError(say("a shape has no meaning with law: {law}", law=self.law))
        if self.cv is not None and (self.law not in _WITH_CV or self.cv == 0):
            raise ValueError(
                say("cv: 0 is law: deterministic")
                if self.cv == 0
                else say("law: {law} takes no cv", law=self.law)
            )
        if self.cv is not None and self.shape is not None:
            raise ValueError(say("give a shape or a cv, not both"))
        if self.law == TimeKind.LOGNORMAL and self.cv is None:
            raise ValueError(say("law: lognormal needs a cv, for example cv: 0.7"))
        if self.mean == float("inf") and self.law in {TimeKind.GAMMA, TimeKind.LOGNORMAL}:
            raise ValueError(
                say("mean: never goes with law: weibull, exponential or deterministic")
            )
        return self


class WorkLawShape(TimeLawShape):
    """A law of work: longer than zero."""

    mean: MeanTimeAbove | None = Field(None, description="mean work")
    values: list[DurationAbove] | None = Field(None, description="equally likely durations")


class CountLawShape(Shape):
    """A law of counts from 1: ``5``, or ``{mean: 5, law: geometric}``."""

    mean: MeanCount | None = Field(None, description="mean count, 1 or more")
    law: CountKindWord = Field(description="family of the law")
    dispersion: Dispersion | None = Field(
        None, description="variance over mean of the count less one (negative binomial)"
    )
    values: list[Count] | None = Field(None, description="equally likely counts (law: empirical)")

    @model_validator(mode="after")
    def _agree(self) -> Self:
        empirical = self.law == CountKind.EMPIRICAL
        if empirical != bool(self.values):
            raise ValueError(say("law: empirical and a list of values belong together"))
        if empirical == (self.mean is not None):
            raise ValueError(
                say("needs a mean") if not empirical else say("values need no mean beside them")
            )
        negative = self.law == CountKind.NEGATIVE_BINOMIAL
        if negative and not (self.dispersion and self.dispersion > 1):
            raise ValueError(
                say("law: negative_binomial needs a dispersion above 1, for example 2")
            )
        if self.dispersion is not None and not negative:
            raise ValueError(say("law: {law} takes no dispersion", law=self.law))
        if self.law == CountKind.DETERMINISTIC and self.mean != int(self.mean or 0):
            raise ValueError(
                say("a fixed count must be a whole number, not {mean:g}", mean=self.mean)
            )
        return self


class PatienceShape(TimeLawShape):
    """How long customers wait before they leave."""

    scope: Annotated[str, *one_of("line", "first_reply", "every_reply")] = Field(
        description="until an agent takes the chat, until the first reply, or until each reply"
    )
    mean: DurationOrNever | None = Field(None, description="mean patience, or never")
    values: list[DurationAbove] | None = Field(None, description="equally likely patiences")
    at_once: Share = Field(description="share of customers who leave at once")
    silent: Share = Field(description="share of leavers who leave without closing the chat")
