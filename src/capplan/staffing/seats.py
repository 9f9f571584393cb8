"""The seats a plan may fill: which group may work which shift type on which day."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.model.people import Group
from capplan.model.scenario import Scenario
from capplan.model.seat_rows import WEEKLY_SHIFTS
from capplan.model.shifts import Counts, Roster, ShiftType, presence, roster_from_counts
from capplan.pay import ShiftCost, shift_cost
from capplan.units import to_hours

Floats = NDArray[np.float64]

WEEKLY_HOURS = 44.0
"""Hours a week (Labour Law of the PRC, art. 36) [h]."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A kind of seat: one column of the integer programme.

    Attributes:
        day: number of the day.
        kind: place of the shift type.
        group: place of the group.
        start: start of the shift [ticks].
        end: end of the shift [ticks].
        paid: paid time of one whole shift [ticks].
        share: share of the shift that lies inside the horizon [1].
        cost: what one person costs inside the horizon.
    """

    day: int
    kind: int
    group: int
    start: int
    end: int
    paid: int
    share: float
    cost: ShiftCost


def seats(scenario: Scenario) -> tuple[Seat, ...]:
    """All kinds of seats of a scenario.

    A shift that begins before the horizon or ends after it costs this plan only the part inside:
    the rest belongs to the plan of the days next door.
    """
    horizon = scenario.calendar.grid.horizon
    found: list[Seat] = []
    for place, group in enumerate(scenario.groups):
        for kind, shift_type in enumerate(scenario.shift_types):
            if group.name not in shift_type.groups:
                continue
            for day in shift_type.days:
                start = scenario.calendar.midnight(day) + shift_type.start
                end = start + shift_type.length
                inside = min(end, horizon) - max(start, 0)
                if inside <= 0:
                    continue
                share = inside / shift_type.length
                cost = _expected_cost(scenario, group, shift_type).times(share)
                found.append(Seat(day, kind, place, start, end, shift_type.paid, share, cost))
    return tuple(found)


def _expected_cost(scenario: Scenario, group: Group, shift_type: ShiftType) -> ShiftCost:
    """A temp who does not come is not paid; a regular is."""
    cost = shift_cost(scenario.pay_plan(group), shift_type)
    return cost.times(1.0 - group.absence) if group.is_temporary else cost


def to_counts(scenario: Scenario, kinds: tuple[Seat, ...], people: NDArray[np.int64]) -> Counts:
    """People per kind of seat as counts per (day, shift type, group)."""
    shape = (scenario.calendar.days, len(scenario.shift_types), len(scenario.groups))
    counts = np.zeros(shape, dtype=np.int64)
    for seat, number in zip(kinds, people, strict=True):
        counts[seat.day, seat.kind, seat.group] = number
    return counts


def to_roster(scenario: Scenario, kinds: tuple[Seat, ...], people: NDArray[np.int64]) -> Roster:
    """Lay out a roster from people per kind of seat."""
    return roster_from_counts(
        to_counts(scenario, kinds, people),
        scenario.shift_types,
        scenario.group_names,
        scenario.calendar.first_midnight,
    )


def presence_per_seat(scenario: Scenario, kinds: tuple[Seat, ...]) -> Floats:
    """Expected people present per person rostered, shape (kinds, intervals) [1].

    Breaks are spread evenly over their slots and absence is taken off.
    """
    edges = scenario.calendar.edges()
    rows = np.zeros((len(kinds), scenario.calendar.grid.count))
    for row, seat in zip(rows, kinds, strict=True):
        group = scenario.groups[seat.group]
        breaks = scenario.shift_types[seat.kind].breaks
        slots = max([1, *((b.latest_end - b.earliest) // b.length for b in breaks)])
        people = np.zeros(len(kinds), dtype=np.int64)
        people[kinds.index(seat)] = slots
        roster = to_roster(scenario, kinds, people)
        row[:] = presence(roster, None, edges) / slots * (1.0 - group.absence)
    return rows


def people_needed(
    scenario: Scenario, kinds: tuple[Seat, ...], people: NDArray[np.int64], group: int
) -> int:
    """Least people of a group who can work these shifts, with rest and within the weekly limits.

    Shifts with their rest are intervals; intervals need as many people as overlap at once.

    Args:
        scenario: the shop.
        kinds: the kinds of seats.
        people: how many work each, shape (kinds,).
        group: place of the group.
    """
    mine = [(s, int(n)) for s, n in zip(kinds, people, strict=True) if s.group == group and n]
    at_once = max(
        (
            sum(n for other, n in mine if other.start <= seat.start < other.end + scenario.rest)
            for seat, _ in mine
        ),
        default=0,
    )
    return max(at_once, people_for_the_week(scenario, kinds, people, group))


def weeks(scenario: Scenario, kinds: tuple[Seat, ...], group: int) -> list[NDArray[np.int64]]:
    """Places of a group's kinds of seats in each run of seven days that can break a limit."""
    found: list[NDArray[np.int64]] = []
    for first in range(max(1, scenario.calendar.days - 6)):
        week = [k for k, s in enumerate(kinds) if s.group == group and first <= s.day < first + 7]
        if len({kinds[k].day for k in week}) >= WEEKLY_SHIFTS:
            found.append(np.array(week, dtype=np.int64))
    return found


def paid_hours(kinds: tuple[Seat, ...]) -> Floats:
    """Paid hours of one shift of each kind, shape (kinds,) [h]."""
    return np.array([to_hours(s.paid) for s in kinds])


def people_for_the_week(
    scenario: Scenario, kinds: tuple[Seat, ...], people: NDArray[np.int64], group: int
) -> int:
    """Least people of a group who can work these shifts within the weekly limits."""
    hours = paid_hours(kinds)
    needed = 0.0
    for week in weeks(scenario, kinds, group):
        shifts = float(people[week].sum()) / WEEKLY_SHIFTS
        needed = max(needed, shifts, float(people[week] @ hours[week]) / WEEKLY_HOURS)
    return math.ceil(needed - 1e-9)
