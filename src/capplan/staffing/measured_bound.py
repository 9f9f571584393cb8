"""How much cheaper a roster could be, by what the rosters that were run show (rule S5h)."""

from __future__ import annotations

from capplan.staffing.aims import Aim
from capplan.staffing.bound import Bound
from capplan.staffing.planes import Planes
from capplan.staffing.search import Search
from capplan.words import say

METHOD = say("what each person changes in the rosters tried")
CLOSE = 0.02
"""Gap at which no further roster is run [1]."""
ROUNDS = 12
"""Rosters run for the sake of the bound, at most."""


def measured_bound(search: Search) -> Bound | None:
    """Bound the cost of rosters that hold, given that further people help less and less.

    The cheapest roster below no plane is run.  If it misses, new planes go through it; if it
    holds, it is the best roster, and the search is to go on from there.

    Returns:
        The bound; None for another aim than the least cost, if no roster holds, and if a cheaper
        one was found.
    """
    best = search.the_best()
    if search.goal.aim is not Aim.COST or not search.windows or not search.holds(best):
        return None
    planes = Planes(search)
    found: Bound | None = None
    for _ in range(ROUNDS):
        if search.the_best() is not best:
            return None
        planes.lift()
        cheapest = planes.cheapest()
        if cheapest is None:
            break
        people, cost = cheapest
        found = Bound(min(cost, best.cost), METHOD)
        if people.tobytes() in search.known or found.cost >= (1.0 - CLOSE) * best.cost:
            break
        search.report(
            say("seeing whether {cost:,.0f} yuan could do", cost=found.cost), search.best_cost
        )
        planes.through(search.try_out(people, best.shortage))
    return found
