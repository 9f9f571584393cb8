"""From where on a paired difference is above zero (rules E4c, E4d)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from capplan.results.estimates import Estimate


@dataclass(frozen=True, slots=True)
class Crossing:
    """The place from which on a difference is at least zero.

    A figure is -inf where that holds already at the first place looked at, inf where it holds at
    none of them.

    Attributes:
        value: from here on the mean difference is at least 0.
        low: from here on it might be: the interval of the difference reaches 0.
        high: from here on it is, as far as these runs can tell: the interval lies above 0.
        now: the difference as things stand.
    """

    value: float
    low: float
    high: float
    now: Estimate

    @property
    def exists(self) -> bool:
        """Whether the crossing lies inside the range."""
        return math.isfinite(self.value)

    def through(self, scale: Callable[[float], float]) -> Crossing:
        """The same on another scale that rises with this one; what is infinite stays."""

        def scaled(place: float) -> float:
            return scale(place) if math.isfinite(place) else place

        return Crossing(scaled(self.value), scaled(self.low), scaled(self.high), self.now)


def crossing(
    difference: Callable[[float], Estimate], places: Sequence[float], step: float, now: float
) -> Crossing:
    """Find the first place where a paired difference reaches 0, and where its interval does.

    All points share their random numbers, so a difference changes smoothly but for small steps.

    Args:
        difference: the paired difference at a place.
        places: where to look first, rising, at least two; between the last of them where the
            difference is below 0 and the next it is cut in halves.
        step: the search stops when the crossing is known to this.
        now: the place where things stand.
    """
    known: dict[float, Estimate] = {}

    def at(place: float) -> Estimate:
        if place not in known:
            known[place] = difference(place)
        return known[place]

    def first(figure: Callable[[Estimate], float]) -> float:
        reached = next((n for n, place in enumerate(places) if figure(at(place)) >= 0.0), None)
        if reached is None:
            return math.inf
        if reached == 0:
            return -math.inf
        low, high = places[reached - 1], places[reached]
        while high - low > step:
            middle = (low + high) / 2.0
            if figure(at(middle)) >= 0.0:
                high = middle
            else:
                low = middle
        return high

    return Crossing(
        value=first(lambda e: e.value),
        low=first(lambda e: e.high),
        high=first(lambda e: e.low),
        now=at(now),
    )
