"""Arrival times of a queue's customers (rules D1 to D3)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from capplan.model.demand import DayFactor, RateProfile
from capplan.model.follow_on import FollowOn
from capplan.model.scenario import Queue
from capplan.sampling.draws import draw_factors, factor_quantiles
from capplan.sampling.streams import stream

Floats = NDArray[np.float64]


def common_factors(
    law: DayFactor, horizon: int, seed: int, replication: int, balanced_over: int | None
) -> Floats:
    """The factor that all queues share in each period, shape (periods,) [1] (rule D2).

    Balanced over n replications, each n-th part of the law is met once in every period, in an
    order of its own: n days then stand for the law far better than n free draws.
    """
    periods = law.periods(horizon)
    if balanced_over is None:
        drawn = draw_factors(law.common_cv, stream(seed, replication, "day factor"), periods)
        return law.level * drawn
    turns = [
        stream(seed, 0, "balance", period).permutation(balanced_over) for period in range(periods)
    ]
    parts = np.array([turn[replication % balanced_over] for turn in turns], dtype=np.float64)
    return law.level * factor_quantiles(law.common_cv, (parts + 0.5) / balanced_over)


def own_factors(law: DayFactor, queue: Queue, horizon: int, seed: int, replication: int) -> Floats:
    """A queue's own factor in each period, shape (periods,) [1] (rule D2)."""
    rng = stream(seed, replication, "own factor", queue.name)
    return draw_factors(queue.own_cv, rng, law.periods(horizon))


def vary(profile: RateProfile, law: DayFactor, factors: Floats) -> RateProfile:
    """Multiply a profile by its factor in each period."""
    horizon = int(profile.edges[-1])
    inner = law.phase + law.period * np.arange(1, factors.size, dtype=np.int64)
    edges = np.union1d(profile.edges, inner[(inner > profile.edges[0]) & (inner < horizon)])
    period = (edges[:-1] - law.phase) // law.period
    return RateProfile(edges, profile.between(edges) * factors[period])


def follow_on_rate(part: FollowOn, law: DayFactor, factors: Floats) -> RateProfile:
    """Expected contacts that follow orders of this replication (rule D4).

    Args:
        part: which orders, and what they bring.
        law: the day factor.
        factors: of the queue whose orders they are, in each period, shape (periods,) [1].
    """
    edges = part.edges
    ones = RateProfile(edges, np.ones(edges.size - 1))
    return part.rate(vary(ones, law, factors).between(edges))


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
