"""Blocks: neighbouring intervals with the same people on and much the same work."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from capplan.staffing.shift_cover import NEGLIGIBLE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ALIKE = 0.15
"""Work of a block differs by at most this share of its greatest [1]."""
LITTLE = 0.03
"""Differences below this share of the campaign's greatest do not part blocks [1]."""


def parts(asked: Floats, present: Floats) -> Ints:
    """First interval of each block, rising; a block ends where the next one begins.

    Args:
        asked: replies asked for, shape (queues, intervals) [1/s].
        present: people present per person rostered, shape (kinds, intervals) [1].
    """
    little = LITTLE * asked.max(axis=1)
    starts = [0]
    low, high = asked[:, 0].copy(), asked[:, 0].copy()
    for interval in range(1, asked.shape[1]):
        here = asked[:, interval]
        low, high = np.minimum(low, here), np.maximum(high, here)
        same = np.allclose(present[:, interval], present[:, interval - 1])
        idle = here <= NEGLIGIBLE
        alike = (high - low <= np.maximum(ALIKE * high, little)) & ((low <= NEGLIGIBLE) == idle)
        if not (same and alike.all()):
            starts.append(interval)
            low, high = here.copy(), here.copy()
    return np.array(starts, dtype=np.int64)


def greatest(values: Floats, starts: Ints) -> Floats:
    """The greatest of each block, shape (..., blocks) from (..., intervals)."""
    return np.maximum.reduceat(values, starts, axis=-1)
