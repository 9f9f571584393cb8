"""The line in which customers lose patience: how many are ahead, and how long that takes.

The line empties at rate ``D`` while every agent is taken, and each who waits leaves at rate
``1 / patience``. Letters: ``x = D x patience`` and ``y = arrival rate x patience`` (Palm's pair);
``j`` customers in line ahead of an arrival that must wait.

Every figure is a sum of positive terms over ``j``, so nothing cancels, in underload or overload:

* ``p(j)`` is proportional to ``y^j / ((x+1) ... (x+j))`` (Palm 1957; Mandelbaum & Zeltyn 2007);
* with j ahead one is served with probability ``x / (x+j+1)``: of j+1 departures none may be one's
  own leaving;
* the wait V of one who is served is then a sum of exponential times of rates ``(x+1) ... (x+j+1)``
  over the mean patience, so ``exp(-V / patience)`` has a Beta(x+1, j+1) law (Renyi).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, digamma, gammaln

FloatArray = NDArray[np.float64]

NEGLIGIBLE = 1e-22
"""Weight, relative to the likeliest state, below which states are left out [1]."""

SAFE = 1e-290
"""Weight above which a float keeps all its digits [1]."""

MOST_STATES = 20_000_000
"""States of the line beyond which memory runs out."""


@dataclass(frozen=True, slots=True)
class LineStates:
    """What an arrival that must wait finds ahead of it.

    Attributes:
        drain: x, departures to an agent during a mean patience while all are taken [1].
        mean_patience_s: mean of the exponential patience [s].
        first: least number ahead that is listed; fewer have negligible probability.
        probability: (states,) probability of first, first+1, ... ahead [1]; sums to 1.
        log_nobody_ahead: natural logarithm of the probability that nobody is ahead [1].
    """

    drain: float
    mean_patience_s: float
    first: int
    probability: FloatArray
    log_nobody_ahead: float

    @property
    def _places(self) -> FloatArray:
        """(states,) the place in line that the arrival takes, j+1."""
        return self.first + np.arange(1.0, len(self.probability) + 1)

    @property
    def served(self) -> FloatArray:
        """(states,) probability of j ahead and of being served in the end [1]."""
        return self.probability * (self.drain / (self.drain + self._places))

    @property
    def lost_share(self) -> float:
        """Share of those who must wait that leave before their turn [1]."""
        places = self._places
        return float(self.probability @ (places / (self.drain + places)))

    def served_within(self, within_s: float) -> float:
        """Share of those who must wait that are served within `within_s` [s] of arrival [1]."""
        return float(self.served @ self.turn_by(np.array([within_s]))[:, 0])

    def turn_by(self, times_s: FloatArray) -> FloatArray:
        """Probability that one who is served waits at most a time, by number ahead.

        Args:
            times_s: (times,) waits [s].

        Returns:
            (states, times) probability [1].
        """
        left = -np.expm1(-times_s / self.mean_patience_s)
        places = self._places[:, np.newaxis]
        return np.asarray(betainc(places, self.drain + 1, left[np.newaxis, :]), dtype=np.float64)

    def mean_wait_if_served_s(self) -> FloatArray:
        """Mean wait of one who is served, by number ahead.

        Returns:
            (states,) the sum of patience / (x+i) over i = 1 ... j+1 [s].
        """
        skipped = 0.0
        if self.first:
            skipped = float(digamma(self.drain + self.first + 1) - digamma(self.drain + 1))
        return self.mean_patience_s * (skipped + np.cumsum(1.0 / (self.drain + self._places)))


def line_states(arrivals_per_s: float, drain_per_s: float, mean_patience_s: float) -> LineStates:
    """Weigh the states of a line while every agent is taken.

    Args:
        arrivals_per_s: arrival rate, zero or more [1/s].
        drain_per_s: rate at which waiting customers come to an agent, zero or more [1/s].
        mean_patience_s: mean of the exponential patience, finite and above zero [s].

    Raises:
        ValueError: the patience is so long that the line has more states than memory holds.
    """
    x, y = drain_per_s * mean_patience_s, arrivals_per_s * mean_patience_s
    likeliest = max(0, int(y - x)) if y > x else 0
    base = x + likeliest
    if y == 0:
        return LineStates(x, mean_patience_s, 0, np.ones(1), 0.0)
    count = 64
    while True:
        longer = np.cumprod(y / (base + np.arange(1.0, count + 1)))
        if longer[-1] < NEGLIGIBLE:
            break
        count *= 4
        if count > MOST_STATES:
            raise ValueError(
                "mean_patience_s must be shorter for this load (or infinite, where the team is"
                f" not overloaded): at {mean_patience_s} s the line has no end"
            )
    count = min(64, likeliest)
    shorter = np.cumprod((base - np.arange(count)) / y)
    while count < likeliest and shorter[-1] >= NEGLIGIBLE:
        count = min(4 * count, likeliest)
        shorter = np.cumprod((base - np.arange(count)) / y)
    weights = np.concatenate((shorter[::-1], np.ones(1), longer), dtype=np.float64)
    first, total = likeliest - count, float(weights.sum())
    log_ratio = float(likeliest * np.log(y) - gammaln(base + 1) + gammaln(x + 1))
    log_nobody_ahead = -log_ratio - math.log(total)
    if first == 0 and weights[0] > SAFE:  # the same without the rounding of the logarithms
        log_nobody_ahead = math.log(weights[0] / total)
    return LineStates(x, mean_patience_s, first, weights / total, log_nobody_ahead)
