"""What a given roster costs and earns, replication by replication (rules E1, E4b)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from capplan.model.incidents import CalledIn, Overtime
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster, Shift, ShiftType
from capplan.pay import overtime_cost, run_cost, shift_cost
from capplan.results.study import Study
from capplan.results.worth import earned
from capplan.staffing.limits import per_head
from capplan.units import HOUR

Floats = NDArray[np.float64]


def roster_cost(scenario: Scenario, roster: Roster) -> float:
    """Cost of a roster's shifts inside the horizon, and of hiring its temps [yuan].

    Breaks of a shift written by hand are taken as unpaid.  A shift of another length than its
    type's was cut: it is paid as one written by hand.
    """
    groups = {g.name: g for g in scenario.groups}
    types = {t.name: t for t in scenario.shift_types}
    horizon, total = scenario.calendar.grid.horizon, 0.0
    hired: set[int] = set()
    for shift in roster.shifts:
        group = groups[shift.group]
        kind = kind_of(shift, types)
        inside = min(shift.end, horizon) - max(shift.start, 0)
        comes = 1.0 - group.absence if group.is_temporary else 1.0
        price = shift_cost(scenario.pay_plan(group), kind).total
        total += comes * price * max(0, inside) / (shift.end - shift.start)
        if shift.agent not in hired:
            hired.add(shift.agent)
            total += per_head(scenario, group)
    return total


def kind_of(shift: Shift, types: Mapping[str, ShiftType]) -> ShiftType:
    """The type of a shift; one cut short, or without a type, is one written by hand."""
    kind = types.get(shift.shift_type)
    return by_hand(shift) if kind is None or kind.length != shift.end - shift.start else kind


def by_hand(shift: Shift) -> ShiftType:
    """A shift written by hand as a type of its own; its breaks are unpaid."""
    breaks = sum(end - start for start, end in shift.breaks)
    return ShiftType("", 0, shift.end - shift.start - breaks, (), (), (), 0.0)


def people_cost(study: Study) -> Floats:
    """Cost of people with the overtime of finishing chats, shape (replications,) [yuan]."""
    scenario = study.scenario
    planned = roster_cost(scenario, study.roster) + help_cost(scenario, study.roster)
    return run_cost(study, planned)


def help_cost(scenario: Scenario, roster: Roster) -> float:
    """Cost of the hours that people called in, or who stay, work in incidents [yuan].

    They are paid as overtime of their group (rule I4).
    """
    prices = {g.name: overtime_cost(scenario.pay_plan(g), 1.0) for g in scenario.groups}
    total = 0.0
    for incident in scenario.incidents:
        for effect in incident.people:
            after = effect.on_roster(scenario, roster, incident)
            if isinstance(effect, CalledIn | Overtime):
                total += _worth(after, prices) - _worth(roster, prices)
            roster = after
    return total


def _worth(roster: Roster, prices: Mapping[str, float]) -> float:
    """All hours of a roster at a price an hour by group [yuan]."""
    return sum(prices[s.paid_as] * (s.end - s.start) for s in roster.shifts) / HOUR


def profit(study: Study) -> Floats:
    """Margin less people and the price of lost and late contacts, shape (replications,) [yuan]."""
    return earned(study) - people_cost(study)
