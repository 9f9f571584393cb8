"""Arrival rates, bursts and the day factor (rules D1 to D3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ticks = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class RateProfile:
    """A piecewise-constant arrival rate: the expected arrivals in each of its pieces.

    Attributes:
        edges: shape (n + 1,), rising [ticks].
        expected: shape (n,), expected arrivals in each piece [customers], zero or more.
    """

    edges: Ticks
    expected: Floats

    def __post_init__(self) -> None:
        if self.edges.ndim != 1 or self.edges.size < 2 or np.any(np.diff(self.edges) <= 0):
            raise ValueError("the edges of a rate profile must rise, and be two or more")
        if self.expected.shape != (self.edges.size - 1,):
            raise ValueError(
                f"a rate profile with {self.edges.size} edges needs {self.edges.size - 1} "
                f"volumes, not {self.expected.size}"
            )
        if not np.all(np.isfinite(self.expected)) or np.any(self.expected < 0):
            raise ValueError("expected arrivals must be finite and zero or more")
        self.edges.flags.writeable = False
        self.expected.flags.writeable = False

    @property
    def total(self) -> float:
        """Expected arrivals over the whole profile [customers]."""
        return float(self.expected.sum())

    def cumulative(self) -> Floats:
        """Expected arrivals up to each edge, shape (n + 1,) [customers]."""
        return np.concatenate(([0.0], np.cumsum(self.expected)))

    def between(self, edges: Ticks) -> Floats:
        """Expected arrivals between other edges, shape (len(edges) - 1,) [customers]."""
        mass = np.interp(edges, self.edges, self.cumulative())
        return np.diff(mass)

    def times(self, factor: float | Floats) -> RateProfile:
        """The same profile with each piece multiplied by a factor [1]."""
        return RateProfile(self.edges.copy(), self.expected * factor)

    def plus(self, other: RateProfile) -> RateProfile:
        """The sum of two profiles over the union of their edges."""
        edges = np.union1d(self.edges, other.edges)
        return RateProfile(edges, self.between(edges) + other.between(edges))


def decaying_burst(volume: float, opening: int, half_life: int, edges: Ticks) -> RateProfile:
    """A burst that starts at an opening and halves each half-life (rule D3).

    The decay is integrated exactly within each piece of the grid; what falls behind the last
    edge is outside the horizon and does not arrive.

    Args:
        volume: expected arrivals of the whole burst, to infinity [customers].
        opening: when it starts [ticks].
        half_life: time in which the rate halves [ticks], above zero.
        edges: grid on which the burst is laid, shape (n + 1,) [ticks].
    """
    if half_life <= 0:
        raise ValueError(f"the half-life of a burst must be above zero, not {half_life} ms")
    since = np.maximum(edges - opening, 0) / half_life
    return RateProfile(edges.copy(), np.diff(volume * (1.0 - np.exp2(-since))))


@dataclass(frozen=True, slots=True)
class DayFactor:
    """How far real demand strays from its forecast (rule D2).

    A Gamma factor with mean 1 that all queues share, times an own Gamma factor per queue.

    Attributes:
        common_cv: coefficient of variation of the common factor [1]; 0 switches it off.
        period: span that shares one draw [ticks]: a calendar day, or the whole horizon.
        phase: tick of the first period's start; zero or negative [ticks].
        level: mean of the common factor; 1 unless one asks what a wrong forecast does [1].
    """

    common_cv: float
    period: int
    phase: int = 0
    level: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.common_cv < 10:
            raise ValueError(f"the cv of a day factor must lie in 0 to 10, not {self.common_cv}")
        if self.period <= 0 or self.phase > 0:
            raise ValueError("a day factor needs a period above zero and a phase of zero or less")

    def periods(self, horizon: int) -> int:
        """Number of periods that the horizon touches."""
        return -(-(horizon - self.phase) // self.period)
