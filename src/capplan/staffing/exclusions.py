"""Settle every cheaper roster of a small shop: monotone exclusions (rule S5c).

If a roster misses a target, every roster with no more people on each of the kinds of seats that
touch the target's window misses it too.  So one run settles a whole box of rosters.  Monotony is
assumed; it is tested by simulation in the tests.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from capplan.staffing.aims import Aim
from capplan.staffing.bound import Bound
from capplan.staffing.ruled_out import CARRY_OVER
from capplan.staffing.search import Candidate, Search
from capplan.words import say

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

MOST_ROSTERS = 400_000
"""So many cheaper rosters are looked at, at most; with more there is no bound of this kind."""
METHOD = say("monotone exclusions on the search days")


def exclude(search: Search, most: int) -> Bound | None:
    """Settle the rosters cheaper than the best by up to `most` runs; cheaper ones are taken.

    Returns:
        The cost of the cheapest roster that may hold; that of the best roster if every cheaper one
        was shown to miss.  None if there are too many, or nothing to prove.
    """
    best = search.the_best()
    if search.goal.aim is not Aim.COST or not search.windows or not search.holds(best):
        return None
    rosters = _cheaper(search, best)
    if rosters is None:
        return None
    cost = search.terms.cost(rosters)
    keep = (cost < best.cost - 0.005) & search.terms.allowed(rosters)
    rosters, cost = rosters[keep], cost[keep]
    touching = _touching(search)
    left = np.ones(cost.size, dtype=np.bool_)
    last = search.tried + most
    for candidate in list(search.known.values()):
        _strike(search, candidate, rosters, left, touching)
    while left.any() and search.tried < last:
        dearest = int(np.flatnonzero(left)[np.argmax(cost[left])])
        search.report(
            say("settling {rosters:,} cheaper rosters", rosters=int(left.sum())), search.best_cost
        )
        candidate = search.try_out(rosters[dearest], best.shortage)
        left[dearest] = False
        if search.holds(candidate):
            left &= cost < candidate.cost - 0.005
        else:
            _strike(search, candidate, rosters, left, touching)
    proven = float(cost[left].min()) if left.any() else search.the_best().cost
    return Bound(proven, METHOD)


def _cheaper(search: Search, best: Candidate) -> Ints | None:
    """All rosters in the box of what the best one's cost could buy, shape (rosters, kinds)."""
    groups = search.scenario.groups
    most = [
        min(groups[s.group].most, math.floor(best.cost / max(s.cost.total, 1e-9)))
        for s in search.kinds
    ]
    if math.prod(m + 1 for m in most) > MOST_ROSTERS:
        return None
    axes = np.meshgrid(*(np.arange(m + 1) for m in most), indexing="ij")
    return np.stack([a.reshape(-1) for a in axes], axis=1).astype(np.int64)


def _touching(search: Search) -> Flags:
    """Whether each kind of seat touches each window, shape (windows, kinds)."""
    return np.array(
        [
            [s.start < end + CARRY_OVER and s.end + CARRY_OVER > start for s in search.kinds]
            for _, (start, end) in search.windows
        ]
    )


def _strike(
    search: Search, candidate: Candidate, rosters: Ints, left: Flags, touching: Flags
) -> None:
    """Strike out what a roster that misses excludes."""
    for window in np.flatnonzero(candidate.slack < search.margin).tolist():
        kinds = touching[window]
        left &= (rosters[:, kinds] > candidate.people[kinds]).any(axis=1)
