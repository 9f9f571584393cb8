"""Arrival times of a queue's customers (rules D1 to D3)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from capplan.model.demand import DayFactor, RateProfile
from capplan.sampling.draws import draw_factors
from capplan.sampling.streams import stream

Floats = NDArray[np.float64]


def day_factors(
    law: DayFactor, own_cv: float, queue: str, horizon: int, seed: int, replication: int
) -> Floats:
    """The factor on a queue's rate in each period, shape (periods,) [1] (rule D2)."""
    periods = law.periods(horizon)
    common = draw_factors(law.common_cv, stream(seed, replication, "day factor"), periods)
    own = draw_factors(own_cv, stream(seed, replication, "own factor", queue), periods)
    return common * own


def vary(profile: RateProfile, law: DayFactor, factors: Floats) -> RateProfile:
    """Multiply a profile by its factor in each period."""
    horizon = int(profile.edges[-1])
    inner = law.phase + law.period * np.arange(1, factors.size, dtype=np.int64)
    edges = np.union1d(profile.edges, inner[(inner > profile.edges[0]) & (inner < horizon)])
    period = (edges[:-1] - law.phase) // law.period
    return RateProfile(edges, profile.between(edges) * factors[period])


def arrival_ticks(profile: RateProfile, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw a Poisson process with the profile's rate, rising [ticks].

    A unit-rate process is stretched onto the profile: with more demand the same customers come
    earlier and further ones join behind them.
    """
    total = profile.total
    if total == 0.0:
        return np.zeros(0, dtype=np.int64)
    masses = np.cumsum(rng.standard_exponential(math.ceil(total + 6.0 * math.sqrt(total)) + 16))
    while masses[-1] < total:
        more = masses[-1] + np.cumsum(rng.standard_exponential(1024))
        masses = np.concatenate((masses, more))
    masses = masses[: np.searchsorted(masses, total)]
    pieces = profile.expected > 0.0
    upper = np.cumsum(profile.expected[pieces])
    starts, ends = profile.edges[:-1][pieces], profile.edges[1:][pieces]
    piece = np.minimum(np.searchsorted(upper, masses, side="right"), upper.size - 1)
    mass = profile.expected[pieces]
    share = np.clip((masses - (upper - mass)[piece]) / mass[piece], 0.0, 1.0)
    ticks = starts[piece] + np.floor(share * (ends - starts)[piece]).astype(np.int64)
    return np.minimum(ticks, ends[piece] - 1)
