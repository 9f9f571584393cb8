"""How much cheaper a roster could be, by what the rosters that were run show (rule S5h)."""

from __future__ import annotations

import numpy as np

from capplan.staffing.aims import Aim
from capplan.staffing.bound import Bound
from capplan.staffing.planes import Planes
from capplan.staffing.search import Candidate, Search
from capplan.words import say

METHOD = say("what each person changes in the rosters tried")
CLOSE = 0.02
"""Gap at which no further roster is run [1]."""
ROUNDS = 12
"""Rosters run for the sake of the bound, at most."""
MOST_KINDS = 120
"""With more kinds of seats, measuring what each person changes would take too long."""
NEARLY, MORE = 0.15, 1.2
"""A roster that misses by less than this is mended: with so many times the room that it lacks."""


def measured_bound(search: Search, planes: Planes) -> Bound | None:
    """Bound the cost of rosters that hold, given that further people help less and less.

    The cheapest roster below no plane is run.  If it misses, further planes go through it, and it
    is mended if that is cheap; if it holds, it is the best roster.

    Args:
        search: the search.
        planes: those known of it; more are added.

    Returns:
        The bound; None for another aim than the least cost, if no roster holds, and with more
        than `MOST_KINDS` kinds of seats.
    """
    best = search.the_best()
    asked = search.goal.aim is Aim.COST and search.windows and search.holds(best)
    if not asked or len(search.kinds) > MOST_KINDS:
        return None
    planes.measure()
    found: Bound | None = None
    for _ in range(ROUNDS):
        cheapest = planes.cheapest()
        if cheapest is None:
            break
        people, cost = cheapest
        best = search.the_best()
        found = Bound(min(cost, best.cost), METHOD)
        if found.cost >= (1.0 - CLOSE) * best.cost:
            break
        search.report(
            say("seeing whether {cost:,.0f} yuan could do", cost=found.cost), search.best_cost
        )
        tried = search.try_out(people, best.shortage)
        if not planes.through(tried):
            break  # the solver comes to the same roster again
        _mend(search, planes, tried)
    return found


def _mend(search: Search, planes: Planes, tried: Candidate) -> None:
    """If a roster misses narrowly, run the cheapest for which planes leave as much room."""
    best = search.the_best()
    short = np.maximum(search.margin - tried.slack, 0.0)
    if not 0.0 < short.max() < NEARLY:
        return
    found = planes.cheapest(MORE * short)
    if found is None or search.terms.cost(found[0]) >= best.cost:
        return
    mended = search.try_out(found[0], best.shortage)
    if not search.holds(mended):
        planes.through(mended)
