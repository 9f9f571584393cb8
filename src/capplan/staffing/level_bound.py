"""What a roster must cost if agents answer as the level model says at best (rule S5g).

A linear programme of flows over time, with whole people: an agent present spends the time at
levels of open chats; the replies in time must reach what the targets ask, chats are carried over
as far as slots can hold them, and the cheapest shifts that have the people are found.  It sees
waiting, which conservation of work does not, but rests on the level model: believed, not proven.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, milp

from capplan.model.scenario import Scenario
from capplan.staffing.bound import Bound, most_slots
from capplan.staffing.level_days import Day, days
from capplan.staffing.level_floor import Floor, Spans
from capplan.staffing.level_flows import Flows
from capplan.staffing.limits import Terms
from capplan.staffing.people_columns import PeopleColumns
from capplan.staffing.programme import quiet
from capplan.staffing.seats import Seat
from capplan.words import say

Floats = NDArray[np.float64]

METHOD = say("levels of open chats")
NODES, GAP, GIVE_UP_S = 1, 1e-2, 60.0
"""Where the solver may stop, at the latest after so many seconds; what it has proven by then is a
bound all the same."""


def level_bound(
    scenario: Scenario, kinds: tuple[Seat, ...], terms: Terms, present: Floats
) -> Bound | None:
    """Bound the cost of shifts and hirings from below by the level model.

    Args:
        scenario: the shop.
        kinds: the kinds of seats.
        terms: their limits and prices.
        present: people present per person rostered, shape (kinds, intervals) [1].

    Returns:
        The bound; None without a target that the level model knows, or over too many intervals.
    """
    looked_at = days(scenario)
    spans = Spans.of(scenario, _columns_per_span(scenario, looked_at))
    if not looked_at or spans is None:
        return None
    people = PeopleColumns(scenario, kinds, terms)
    floor = Floor(scenario, kinds, spans, spans.mean(present))
    flows = Flows(floor, people)
    for day in looked_at:
        flows.add(day)
    with quiet():
        result = milp(
            np.concatenate((people.costs, np.zeros(flows.columns - people.count))),
            constraints=flows.programme().constraint(),
            bounds=Bounds(np.zeros(flows.columns), np.concatenate((people.most, *flows.most))),
            integrality=(np.arange(flows.columns) < people.count).astype(np.int64),
            options={"node_limit": NODES, "mip_rel_gap": GAP, "time_limit": GIVE_UP_S},
        )
    if result.status == 2:
        return Bound(np.inf, METHOD)
    proven = result.mip_dual_bound
    return Bound(max(0.0, float(proven)) if proven is not None else 0.0, METHOD)


def _columns_per_span(scenario: Scenario, looked_at: list[Day]) -> int:
    """Columns of the programme for each span, near enough."""
    total = 1
    for day in looked_at:
        for name in {a.target.queue for a in day.asked}:
            skills = [(g, s) for g in scenario.groups if (s := g.skill(name))]
            total += 3 + sum(most_slots(group, [skill]) + 3 for group, skill in skills)
    return total
