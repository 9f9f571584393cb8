"""Estimates over replications: nothing leaves here without its interval (rule M3)."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, betaincinv, stdtr, stdtrit

Floats = NDArray[np.float64]

LEVEL = 0.95
"""Confidence level unless told otherwise [1]."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with what is known of its error.

    Attributes:
        value: the estimate; NaN where nothing was observed.
        low: lower end of the interval.
        high: upper end of the interval.
        replications: independent replications behind it.
        level: confidence level of the interval [1].
    """

    value: float
    low: float
    high: float
    replications: int
    level: float = LEVEL

    @property
    def half_width(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2.0

    def as_data(self) -> dict[str, float | int | None]:
        """The figure as JSON holds it: infinity and NaN have no place there."""
        return {
            "value": finite(self.value),
            "low": finite(self.low),
            "high": finite(self.high),
            "replications": self.replications,
            "level": self.level,
        }

    def times(self, factor: float) -> Estimate:
        """The same figure in another unit; the factor is above zero [1]."""
        return replace(
            self, value=self.value * factor, low=self.low * factor, high=self.high * factor
        )

    @property
    def standard_error(self) -> float:
        """Standard error behind the interval; NaN from fewer than two replications."""
        if self.replications < 2:
            return math.nan
        return self.half_width / _quantile_t(self.replications - 1, self.level)


NOTHING = Estimate(math.nan, math.nan, math.nan, 0)
"""The figure where nothing was observed."""


def finite(value: float) -> float | None:
    """A number that tables and JSON can hold, else None."""
    return value if math.isfinite(value) else None


def mean(values: Floats, level: float = LEVEL) -> Estimate:
    """Mean over replications, by Student's t.

    Args:
        values: one value per replication, shape (replications,).
        level: confidence level [1].
    """
    return ratio(values, np.ones_like(values), level)


def ratio(numerator: Floats, denominator: Floats, level: float = LEVEL) -> Estimate:
    """Sum over sum, with the delta method across replications (rule M2).

    Chats inside a replication depend on one another, so replications, not chats, are what is
    independent.

    Args:
        numerator: shape (replications,).
        denominator: shape (replications,).
        level: confidence level [1].
    """
    n = numerator.size
    total = float(denominator.sum())
    if total <= 0.0:
        return Estimate(math.nan, math.nan, math.nan, n, level)
    value = float(numerator.sum()) / total
    if n < 2:
        return Estimate(value, -math.inf, math.inf, n, level)
    residual = numerator - value * denominator
    error = math.sqrt(float((residual**2).sum()) / (n - 1) / n) / (total / n)
    half = _quantile_t(n - 1, level) * error
    return Estimate(value, value - half, value + half, n, level)


def ratio_doubts(numerator: Floats, denominator: Floats, bound: float) -> tuple[float, float]:
    """Probabilities that a ratio so far above, or below, a bound comes by mere chance.

    Bad days are much worse than good days are good, so Student's t is too sure on their side.
    Hall (1992), "On the removal of skewness by transformation", corrects it; the less sure of the
    two is returned.

    Args:
        numerator: shape (replications,).
        denominator: shape (replications,).
        bound: what the ratio is held against.

    Returns:
        (doubt that the ratio is above the bound, doubt that it is below) [1]; 1 where nothing is
        known.
    """
    n = numerator.size
    total = float(denominator.sum())
    if n < 2 or total <= 0.0:
        return 1.0, 1.0
    value = float(numerator.sum()) / total
    residual = numerator - value * denominator
    spread = math.sqrt(float((residual**2).sum()) / (n - 1))
    distance = (value - bound) * total / n
    if spread <= 1e-12 * max(total / n, 1.0):
        return float(distance < -1e-12), float(distance > 1e-12)
    plain = distance / spread
    skewness = float((residual**3).mean()) / float((residual**2).mean()) ** 1.5
    turned = plain + skewness * plain**2 / 3.0 + skewness**2 * plain**3 / 27.0
    turned += skewness / (6.0 * n)
    above, below = min(plain, turned), max(plain, turned)
    root = math.sqrt(n)
    return float(stdtr(n - 1, -above * root)), float(stdtr(n - 1, below * root))


def ratios(numerator: Floats, denominator: Floats, level: float = LEVEL) -> tuple[Floats, Floats]:
    """`ratio` for many cells at once.

    Args:
        numerator: shape (replications, ...).
        denominator: the same shape.
        level: confidence level [1].

    Returns:
        Values and half-widths, shape (...); NaN where nothing was observed.
    """
    n = numerator.shape[0]
    total = denominator.sum(axis=0)
    known = total > 0.0
    safe = np.where(known, total, 1.0)
    value = np.where(known, numerator.sum(axis=0) / safe, np.nan)
    if n < 2:
        return value, np.where(known, np.inf, np.nan)
    residual = numerator - np.where(known, value, 0.0) * denominator
    error = np.sqrt((residual**2).sum(axis=0) / (n - 1) / n) / (safe / n)
    return value, np.where(known, _quantile_t(n - 1, level) * error, np.nan)


def paired_difference(first: Floats, second: Floats, level: float = LEVEL) -> Estimate:
    """Mean of second less first over replications that share their random numbers."""
    return mean(second - first, level)


def share(successes: int, trials: int, level: float = LEVEL) -> Estimate:
    """Share of trials that succeed, with the exact interval of Clopper and Pearson (1934)."""
    if trials == 0:
        return Estimate(math.nan, math.nan, math.nan, 0, level)
    tail = (1.0 - level) / 2.0
    low = 0.0 if successes == 0 else float(betaincinv(successes, trials - successes + 1, tail))
    high = (
        1.0
        if successes == trials
        else float(betaincinv(successes + 1, trials - successes, 1.0 - tail))
    )
    return Estimate(successes / trials, low, high, trials, level)


def least_successes(trials: int, wanted: float, risk: float) -> int:
    """Fewest successes that show a share of at least `wanted`; `trials` + 1 if none do.

    Shown means that a share below `wanted` would reach as many with a probability of at most
    `risk`: the lower end of the one-sided interval of Clopper and Pearson lies at `wanted`.

    Args:
        trials: independent trials.
        wanted: the share to be shown [1].
        risk: one-sided risk [1].
    """
    reached = 1.0 - _binomial_cdf(np.arange(trials), trials, wanted)  # P(at least 1 ... trials)
    return int(np.searchsorted(-reached, -risk)) + 1


def at_least(successes: int, trials: int, probability: float) -> float:
    """Probability of at least so many successes [1]."""
    if successes <= 0:
        return 1.0
    return 0.0 if successes > trials else 1.0 - float(bdtr(successes - 1, trials, probability))


def quantile(values: Floats, probability: float, level: float = LEVEL) -> Estimate:
    """Quantile over replications, with the interval of order statistics.

    Args:
        values: shape (replications,).
        probability: which quantile [1].
        level: confidence level [1].
    """
    ordered = np.sort(values)
    n = ordered.size
    if n == 0:
        return Estimate(math.nan, math.nan, math.nan, 0, level)
    ranks = np.arange(n + 1)
    below = _binomial_cdf(ranks, n, probability)
    tail = (1.0 - level) / 2.0
    low = int(np.searchsorted(below, tail, side="right")) - 1
    high = int(np.searchsorted(below, 1.0 - tail))
    return Estimate(
        float(np.quantile(ordered, probability)),
        -math.inf if low < 0 else float(ordered[low]),
        math.inf if high >= n else float(ordered[high]),
        n,
        level,
    )


def _binomial_cdf(ranks: NDArray[np.int64], n: int, p: float) -> Floats:
    return np.asarray(bdtr(ranks.astype(np.float64), n, p), dtype=np.float64)


def _quantile_t(freedom: int, level: float) -> float:
    return float(stdtrit(freedom, 0.5 + level / 2.0))
