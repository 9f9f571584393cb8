"""What can be moved: people per shift type and group, chats at once, demand, pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from capplan.model.demand import RateProfile
from capplan.model.scenario import Queue, Scenario
from capplan.model.shifts import Counts, Roster, roster_from_counts

Post = tuple[str, str]
"""Names of a group and of a shift type."""


@dataclass(frozen=True, slots=True)
class Knobs:
    """One position of all knobs.

    Attributes:
        people: people on each shift type of each group, on its busiest day [people].
        limits: chats at once of each group [chats].
        demand: demand ÷ that of the scenario [1].
        pay: wages ÷ those of the scenario [1].
    """

    people: Mapping[Post, int]
    limits: Mapping[str, int]
    demand: float = 1.0
    pay: float = 1.0


def start(scenario: Scenario, roster: Roster) -> Knobs:
    """The knobs as the scenario and its roster have them."""
    counts = _counts(scenario, roster)
    people = {
        (group, kind.name): int(counts[:, k, g].max())
        for g, group in enumerate(scenario.group_names)
        for k, kind in enumerate(scenario.shift_types)
        if group in kind.groups and kind.days
    }
    return Knobs(people, {group.name: group.limit for group in scenario.groups})


def shop_of(scenario: Scenario, knobs: Knobs) -> Scenario:
    """The shop with the knobs' limits, demand and pay."""
    return replace(
        scenario,
        queues=tuple(_scaled(queue, knobs.demand) for queue in scenario.queues),
        groups=tuple(replace(g, limit=knobs.limits[g.name]) for g in scenario.groups),
        pay_plans=tuple(
            replace(
                plan,
                hourly=plan.hourly * knobs.pay,
                monthly=None if plan.monthly is None else plan.monthly * knobs.pay,
            )
            for plan in scenario.pay_plans
        ),
    )


def _scaled(queue: Queue, times: float) -> Queue:
    demand = queue.demand
    return replace(queue, demand=RateProfile(demand.edges, demand.expected * times))


def roster_of(scenario: Scenario, roster: Roster, knobs: Knobs) -> Roster:
    """The roster with the knobs' people: each day of a shift gains or loses as many.

    A shift that nobody works in the roster gets its people on each of its days. Shifts with hours
    of their own stay.
    """
    counts = _counts(scenario, roster)
    for g, group in enumerate(scenario.group_names):
        for k, kind in enumerate(scenario.shift_types):
            wanted = knobs.people.get((group, kind.name))
            if wanted is None:
                continue
            days = np.flatnonzero(counts[:, k, g])
            if not days.size:
                days = np.array(kind.days, dtype=np.int64)
            more = wanted - int(counts[:, k, g].max())
            counts[days, k, g] = np.maximum(counts[days, k, g] + more, 0)
    typed = roster_from_counts(
        counts, scenario.shift_types, scenario.group_names, scenario.calendar.first_midnight
    ).shifts
    by_hand = [s for s in roster.shifts if not s.shift_type]
    others = (replace(s, agent=len(typed) + n) for n, s in enumerate(by_hand))
    return Roster.of([*typed, *others])


def _counts(scenario: Scenario, roster: Roster) -> Counts:
    kinds = {kind.name: k for k, kind in enumerate(scenario.shift_types)}
    shape = (scenario.calendar.days, len(kinds), len(scenario.groups))
    counts = np.zeros(shape, dtype=np.int64)
    for shift in roster.shifts:
        if shift.shift_type:
            group = scenario.group_names.index(shift.group)
            counts[shift.day, kinds[shift.shift_type], group] += 1
    return counts
