"""Bonus on a metric: per point, or in steps; measured by week or month, paid by month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from capplan.pay.errors import PayError
from capplan.pay.parts.bands import Bands
from capplan.pay.parts.part import Known
from capplan.pay.person import Person, Values
from capplan.words import say

_POINT = Decimal("0.01")


def measured(
    person: Person, known: Known, weekly: bool, pays: Callable[[Values], Decimal]
) -> Decimal:
    """A month's pay: of the month's figure, or the mean over the table's weeks (E1k) [yuan].

    A week in which the person has no row pays nothing, so who joins in the third of four weeks
    gets half.
    """
    if not weekly:
        return pays(person.values)
    return sum(map(pays, person.weeks.values()), Decimal(0)) / len(known.month.periods)


def _figure(values: Values, metric: str, person: Person, name: str) -> Decimal:
    if metric not in values:
        raise PayError(
            say(
                "{name} has no {metric} in one of the weeks, which {name_2} needs",
                name=person.name,
                metric=metric,
                name_2=name,
            )
        )
    return values[metric]


@dataclass(frozen=True, slots=True)
class PerPoint:
    """So much per point of a share from a start on (E1k).

    Attributes:
        metric: a share.
        start: where it begins to pay [1]; or the column that holds each person's own.
        at_start: what it pays there [yuan/month].
        per_point: what each point (1 %) more adds [yuan/month].
        whole_points: whether only whole points count.
        most: greatest amount, None if uncapped [yuan/month].
        weekly: whether each week is measured for itself.
    """

    metric: str
    start: Decimal | str
    at_start: Decimal
    per_point: Decimal
    whole_points: bool
    most: Decimal | None
    weekly: bool
    earns: bool = True

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metric, and the column of the starts."""
        return (self.metric, self.start) if isinstance(self.start, str) else (self.metric,)

    def amount(self, person: Person, known: Known, name: str) -> Decimal:
        """Of the month, or the mean of the weeks."""

        def pays(values: Values) -> Decimal:
            start = (
                self.start
                if isinstance(self.start, Decimal)
                else _figure(values, self.start, person, name)
            )
            return self.pays(_figure(values, self.metric, person, name), start)

        return measured(person, known, self.weekly, pays)

    def pays(self, value: Decimal, start: Decimal) -> Decimal:
        """What a figure would pay for a whole month [yuan/month]."""
        if value < start:
            return Decimal(0)
        points = (value - start) / _POINT
        if self.whole_points:
            points = points.to_integral_value(ROUND_FLOOR)
        found = self.at_start + self.per_point * points
        return found if self.most is None else min(found, self.most)


@dataclass(frozen=True, slots=True)
class Steps:
    """An amount for each band of a metric (E1k).

    Attributes:
        metric: what is measured.
        bands: from the figure to yuan a month.
        weekly: whether each week is measured for itself.
    """

    metric: str
    bands: Bands
    weekly: bool
    earns: bool = True

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metric."""
        return (self.metric,)

    def amount(self, person: Person, known: Known, name: str) -> Decimal:
        """Of the month, or the mean of the weeks."""
        return measured(
            person,
            known,
            self.weekly,
            lambda values: self.bands.at(_figure(values, self.metric, person, name)),
        )
