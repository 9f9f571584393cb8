"""Where one more person may be put on, and what that earns against its price (rule E3b)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.model.people import Group
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster, Shift
from capplan.questions import money
from capplan.results import estimates
from capplan.results.estimates import Estimate
from capplan.results.study import Study
from capplan.results.worth import earned
from capplan.units import HOUR

Floats = NDArray[np.float64]

WINDOW = 2 * HOUR
"""Length of the stretches that are asked about besides shifts [ticks]."""

_SEAT = 10_000
"""Seat of an added person: their absence is their own, and changes nobody else's."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where one more person of a group is put on.

    Attributes:
        group: the group.
        shift_type: name of a shift type; "" for a window of its own.
        start: start [ticks].
        end: end [ticks].
        price: cost of the added shift [yuan].
        gain: margin and price of contacts, with one more less without, paired [yuan].
    """

    group: str
    shift_type: str
    start: int
    end: int
    price: float
    gain: Estimate

    @property
    def hours(self) -> float:
        """Length [h]."""
        return (self.end - self.start) / HOUR

    @property
    def net(self) -> float:
        """Gain less price [yuan]."""
        return self.gain.value - self.price


def windows(scenario: Scenario, roster: Roster, group: Group) -> list[Shift]:
    """One more person of a group in each window of two hours of the clock."""
    number, calendar = roster.agents, scenario.calendar
    horizon = calendar.grid.horizon
    first = -(calendar.first_midnight % WINDOW) if calendar.first_midnight % WINDOW else 0
    found: list[Shift] = []
    for start in range(first, horizon, WINDOW):
        begin, end = max(0, start), min(start + WINDOW, horizon)
        found.append(Shift(number, group.name, begin, end, day=_day(scenario, begin), seat=_SEAT))
    return found


def shifts(scenario: Scenario, roster: Roster, group: Group) -> list[Shift]:
    """One more shift of each type that the group may work, on each of its days."""
    calendar, found = scenario.calendar, list[Shift]()
    for kind in scenario.shift_types:
        for day in kind.days if group.name in kind.groups else ():
            midnight = calendar.midnight(day)
            taken = sum(
                s.shift_type == kind.name and s.day == day and s.group == group.name
                for s in roster.shifts
            )
            breaks = [(midnight + b.start_of_seat(taken), b.length) for b in kind.breaks]
            found.append(
                Shift(
                    roster.agents,
                    group.name,
                    midnight + kind.start,
                    midnight + kind.end,
                    tuple((start, start + length) for start, length in breaks),
                    kind.name,
                    day,
                    taken,
                )
            )
    return found


def _day(scenario: Scenario, tick: int) -> int:
    calendar = scenario.calendar
    return (calendar.at(tick).date() - calendar.date(0)).days


def with_one(roster: Roster, shift: Shift) -> Roster:
    """A roster with one shift more."""
    return Roster.of((*roster.shifts, shift))


def measured(scenario: Scenario, shift: Shift, base: Study, study: Study) -> Stretch:
    """What an added shift earned, paired, and its price.

    Args:
        scenario: the shop.
        shift: what was added.
        base: the runs without it.
        study: the same with it.
    """
    price = money.roster_cost(scenario, study.roster) - money.roster_cost(scenario, base.roster)
    gain = estimates.paired_difference(earned_by_hours(base), earned_by_hours(study))
    return Stretch(shift.group, shift.shift_type, shift.start, shift.end, price, gain)


def earned_by_hours(study: Study) -> Floats:
    """Margin less the price of contacts and the overtime of finishing chats [yuan]."""
    overtime = money.people_cost(study) - money.roster_cost(study.scenario, study.roster)
    return earned(study) - overtime
