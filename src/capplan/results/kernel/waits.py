"""Counts of response times on a fixed grid (rule M1h)."""

from __future__ import annotations

import numpy as np

from capplan.engines.jit import at, helper, whole
from capplan.results.kernel.layout import Sums

PER_OCTAVE = 8
BINS = 32 * PER_OCTAVE
_SHIFT, _FIRST = 20, 127 * PER_OCTAVE
"""Bits of a float32 below the first three of its fraction; its bits above them for 1 ms."""


@helper
def count_wait(s: Sums, queue: int, kind: int, waited: int) -> None:
    """Count a response time; what is below 1 ms was not sent."""
    if waited > 0:
        place = whole(np.float32(waited).view(np.int32) >> _SHIFT) - _FIRST
        s.waits[at(queue), at(kind), at(min(place, BINS - 1))] += 1.0
