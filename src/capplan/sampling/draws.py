"""Draw from the laws of `model.laws` (rule C1)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

from capplan.model.laws import CountKind, CountLaw, TimeKind, TimeLaw
from capplan.units import DAY

LONGEST = 24 * DAY
"""Longest time that a draw may have: it must fit 32 bits of milliseconds [ticks]."""
NEVER = 2**62
"""The tick of what never happens."""

Floats = NDArray[np.float64]


def draw_times(law: TimeLaw, rng: np.random.Generator, count: int) -> Floats:
    """Draw times, shape (count,) [ticks, not yet rounded].

    Scale families are drawn in standard form and scaled, so two means meet the same luck.
    """
    match law.kind:
        case TimeKind.DETERMINISTIC:
            return np.full(count, float(law.mean))
        case TimeKind.EXPONENTIAL:
            return rng.standard_exponential(count) * law.mean
        case TimeKind.GAMMA:
            return _standard_gamma(law.shape, rng, count) * (law.mean / law.shape)
        case TimeKind.WEIBULL:
            scale = law.mean / math.gamma(1.0 + 1.0 / law.shape)
            return rng.standard_exponential(count) ** (1.0 / law.shape) * scale
        case TimeKind.LOGNORMAL:
            variance = math.log1p(law.shape**2)
            normal = rng.standard_normal(count)
            return np.exp(math.sqrt(variance) * normal - variance / 2.0) * law.mean
        case TimeKind.EMPIRICAL:
            return rng.choice(np.asarray(law.values, dtype=np.float64), count)


def draw_counts(law: CountLaw, rng: np.random.Generator, count: int) -> NDArray[np.int64]:
    """Draw counts of at least 1, shape (count,)."""
    match law.kind:
        case CountKind.DETERMINISTIC:
            return np.full(count, int(law.mean), dtype=np.int64)
        case CountKind.GEOMETRIC:
            if law.mean == 1.0:
                return np.ones(count, dtype=np.int64)
            rate = -math.log1p(-1.0 / law.mean)
            return 1 + np.floor(rng.standard_exponential(count) / rate).astype(np.int64)
        case CountKind.POISSON:
            return 1 + rng.poisson(law.mean - 1.0, count)
        case CountKind.NEGATIVE_BINOMIAL:
            if law.mean == 1.0:
                return np.ones(count, dtype=np.int64)
            p = 1.0 / law.dispersion
            return 1 + rng.negative_binomial((law.mean - 1.0) * p / (1.0 - p), p, count)
        case CountKind.EMPIRICAL:
            return rng.choice(np.asarray(law.values, dtype=np.int64), count)


def draw_factors(cv: float, rng: np.random.Generator, count: int) -> Floats:
    """Draw Gamma factors with mean 1, shape (count,) [1]; all 1 where cv is 0 (rule D2)."""
    if cv == 0.0:
        return np.ones(count)
    return rng.standard_gamma(1.0 / cv**2, count) * cv**2


def factor_quantiles(cv: float, probability: Floats) -> Floats:
    """Quantiles of a Gamma factor with mean 1, shape of `probability` [1] (rule D2)."""
    if cv == 0.0:
        return np.ones_like(probability)
    return np.asarray(gammaincinv(1.0 / cv**2, probability), dtype=np.float64) * cv**2


def whole_ticks(times: Floats, what: str) -> NDArray[np.int32]:
    """Round times to ticks.

    Raises:
        ValueError: if a time is NaN, negative or longer than 24 days; names `what`.
    """
    if times.size and not (times.min() >= 0.0 and times.max() <= LONGEST):
        raise ValueError(
            f"{what}: a time lies outside 0 to 24 days "
            f"(least {times.min() / 1000:g} s, greatest {times.max() / 1000:g} s)"
        )
    return (times + 0.5).astype(np.int32)


def patience_ticks(times: Floats, what: str) -> NDArray[np.int64]:
    """Round patience to ticks; infinity, and all beyond 24 days, is `NEVER`.

    Raises:
        ValueError: if a time is NaN or negative; names `what`.
    """
    if times.size and not times.min() >= 0.0:
        raise ValueError(f"{what}: a patience is negative or not a number")
    return np.where(times > LONGEST, NEVER, np.minimum(times, LONGEST) + 0.5).astype(np.int64)


def _standard_gamma(shape: float, rng: np.random.Generator, count: int) -> Floats:
    if shape == 2.0:  # the sum of two exponentials, at a third of the time
        pairs = rng.standard_exponential((count, 2))
        return pairs[:, 0] + pairs[:, 1]
    return rng.standard_gamma(shape, count)
