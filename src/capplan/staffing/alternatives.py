"""Rosters that cost nearly the same: what they share, and where they differ (rule S5e)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.staffing.aims import Aim
from capplan.staffing.local import predicted_missing
from capplan.staffing.moves import exchanges
from capplan.staffing.search import Search
from capplan.words import say

Ints = NDArray[np.int64]

NEAR = 0.01
"""A roster is near-equal if it holds and costs at most this much more [1]."""
LIKELY = 0.1
"""An exchange is tried if targets are predicted to miss no more than this in all [1]."""


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


def look_for_others(search: Search, most: int) -> None:
    """For each kind of seat in use try the likeliest exchange that costs hardly more.

    So the near-equal rosters do not depend on where the search happened to pass.

    Args:
        search: the search; its best roster stays the best.
        most: so many kinds of seats, those with most people.
    """
    best = search.the_best()
    if search.goal.aim is not Aim.COST or search.effects is None or not search.holds(best):
        return
    moves = exchanges(best.people)
    cost = search.terms.cost(best.people + moves)
    near = (cost >= best.cost - 0.005) & (cost <= best.cost * (1.0 + NEAR))
    moves = moves[near & search.terms.allowed(best.people + moves)]
    missing = predicted_missing(search, search.effects, moves)
    for kind in np.argsort(-best.people, kind="stable")[:most].tolist():
        of_kind = np.flatnonzero(moves[:, kind] < 0)
        if not of_kind.size:
            continue
        likeliest = int(of_kind[np.argmin(missing[of_kind])])
        people = np.asarray(best.people + moves[likeliest], dtype=np.int64)
        if missing[likeliest] > LIKELY or search.ruled_out.holds(people):
            continue
        search.report(say("looking for other rosters that cost as much"), search.best_cost)
        search.try_out(people, best.shortage)
        search.best = best


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
