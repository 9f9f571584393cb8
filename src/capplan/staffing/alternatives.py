"""Rosters that cost nearly the same: what they share, and where they differ (rule S5e)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.staffing.search import Search

Ints = NDArray[np.int64]

NEAR = 0.01
"""A roster is near-equal if it holds and costs at most this much more [1]."""


@dataclass(frozen=True, slots=True, eq=False)
class Alternatives:
    """The near-equal rosters among those that were tried, the best included.

    Attributes:
        count: how many.
        shared: people on each kind of seat in all of them, shape (kinds,).
        most: most people on each kind of seat in any of them, shape (kinds,).
        cheapest_other: cost of the cheapest but one, or None [yuan].
    """

    count: int
    shared: Ints
    most: Ints
    cheapest_other: float | None


def alternatives(search: Search) -> Alternatives:
    """Collect the rosters tried that hold on the search days, within 1 % of the best one's cost."""
    best = search.the_best()
    dearest = best.cost * (1.0 + NEAR) + 1e-9 if search.holds(best) else -1.0
    near = [c for c in search.known.values() if c.cost <= dearest and search.holds(c)] or [best]
    people = np.array([c.people for c in near])
    others = sorted(c.cost for c in near if c is not best)
    return Alternatives(
        len(near), people.min(axis=0), people.max(axis=0), others[0] if others else None
    )
