"""Intervals: which one a tick is in, and how a spell is shared out among them."""

from __future__ import annotations

from capplan.engines.jit import at, helper
from capplan.results.kernel.layout import Floats, Terms


@helper
def from_near(terms: Terms, near: int, tick: int) -> int:
    """The interval of a tick, looked for from one nearby; behind the horizon it is the last."""
    while near < terms.last and tick >= (near + 1) * terms.interval:
        near += 1
    while near > 0 and tick < near * terms.interval:
        near -= 1
    return near


@helper
def add_time(
    terms: Terms, sums: Floats, row: int, column: int, near: int, start: int, end: int
) -> None:
    """Add the part of a spell that lies in each interval [ms]."""
    k = from_near(terms, near, start)
    while k < terms.last and end > (k + 1) * terms.interval:
        edge = (k + 1) * terms.interval
        sums[at(row), at(k), at(column)] += edge - start
        start = edge
        k += 1
    sums[at(row), at(k), at(column)] += end - start
