"""How response times are spread: counts on a fixed grid, and their quantiles (rule M1h)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from capplan.engines import ChatLog
from capplan.model.scenario import Scenario
from capplan.results import estimates
from capplan.results.estimates import LEVEL, Estimate
from capplan.sampling import Workload

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FIRST, ANY = 0, 1
"""Places of first responses and of all responses in a tally."""
PER_OCTAVE = 8
"""Equal bins in each doubling of the time: each is 7 to 13 % wide."""
BINS = 32 * PER_OCTAVE
"""Bins from 1 ms to 49 days; longer times fall into the last."""
_MANTISSA, _ONE = 23, 127
"""Bits of the fraction of a float32, and the exponent it writes for 1."""
_SHIFT = _MANTISSA - (PER_OCTAVE.bit_length() - 1)


def edges() -> Floats:
    """Edges of the bins, shape (BINS + 1,) [ms]."""
    octave, part = np.divmod(np.arange(BINS + 1), PER_OCTAVE)
    return np.asarray(2.0**octave * (1.0 + part / PER_OCTAVE), np.float64)


def wait_counts(scenario: Scenario, w: Workload, log: ChatLog, written_in: Ints) -> Floats:
    """How many replies took how long: first ones, and all.

    Offline messages have an age, not a response time, and are left out (rule D6).

    Args:
        scenario: the shop.
        w: the customers.
        log: what happened.
        written_in: queue in which each round is written, shape (r,).

    Returns:
        Shape (queues, 2, BINS).
    """
    queues, first = len(scenario.queues), w.first_round[:-1]
    response = log.reply - log.message
    response[first[log.offline == 1]] = 0
    live = np.where(log.offline == 1, 0, log.reply[first] - log.arrival)
    return np.stack((counted(queues, w.queue, live), counted(queues, written_in, response)), axis=1)


def counted(queues: int, queue: Ints, waited: Ints) -> Floats:
    """Count times by queue and bin; a reply takes at least 1 ms, so what is less was not sent.

    The bin is the exponent and the first bits of the fraction of a float.

    Args:
        queues: number of queues.
        queue: queue of each time, shape (n,).
        waited: the times, shape (n,) [ms].

    Returns:
        Shape (queues, BINS).
    """
    bits = np.maximum(waited, 0).astype(np.float32).view(np.int32)
    bits >>= _SHIFT
    bits -= _ONE * PER_OCTAVE - 1  # bin 0 becomes 1; what was not sent falls far below
    np.clip(bits, 0, BINS, out=bits)
    total = np.bincount(queue * (BINS + 1) + bits, minlength=queues * (BINS + 1))
    return total.reshape(queues, BINS + 1)[:, 1:].astype(np.float64)


def quantile(counts: Floats, probability: float, level: float = LEVEL) -> Estimate:
    """Quantile over all replications together, with the interval of the jackknife over them.

    Inside a bin times are taken as evenly spread.  Leaving out one replication at a time works
    where leaving out one reply would not, for each holds many.

    Args:
        counts: shape (replications, BINS).
        probability: which quantile [1].
        level: confidence level [1].
    """
    n = counts.shape[0]
    whole = counts.sum(axis=0)
    if not whole.sum() > 0.0:
        return Estimate(math.nan, math.nan, math.nan, n, level)
    value = float(_quantiles(whole[np.newaxis], probability)[0])
    if n < 2:
        return Estimate(value, -math.inf, math.inf, n, level)
    without = _quantiles(whole - counts, probability)
    half = estimates.mean(n * value - (n - 1) * np.nan_to_num(without, nan=value), level).half_width
    return Estimate(value, value - half, value + half, n, level)


def _quantiles(counts: Floats, probability: float) -> Floats:
    """Quantile of each row of counts, shape (rows,) [ms]; NaN where there are none."""
    passed = counts.cumsum(axis=1)
    wanted = probability * passed[:, -1:]
    place = np.minimum((passed < wanted).sum(axis=1), BINS - 1)
    row = np.arange(counts.shape[0], dtype=np.int64)
    inside = counts[row, place]
    before = passed[row, place] - inside
    share = (wanted[:, 0] - before) / np.where(inside > 0.0, inside, 1.0)
    low, high = edges()[place], edges()[place + 1]
    return np.where(passed[:, -1] > 0.0, low + share * (high - low), np.nan)
