"""Crews: people who are the same to a plan, and the seats they may take (rules S7a and S7b)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.model.campaign import Campaign, days_to_floor, training_days
from capplan.model.learning import personal_limit
from capplan.model.pay import LEGAL_DAY
from capplan.model.people import Group
from capplan.model.scenario import Scenario
from capplan.staffing.requirement import one_agent
from capplan.staffing.seats import Seat

Floats = NDArray[np.float64]

COHORTS = 8
"""Most days on which temps of one group may come to the floor for the first time."""


@dataclass(frozen=True, slots=True)
class Crew:
    """The regulars of a group, or its temps who come on one day.

    Attributes:
        group: place of the group whose people they are.
        most: how many there may be [people].
        first: number of their first day on the floor.
        training: numbers of their days of training; may be below zero.
        joined: number of the day from which temps' tenure runs; None for regulars.
        seats: places of the kinds of seats that they may take.
    """

    group: int
    most: int
    first: int
    training: tuple[int, ...]
    joined: int | None
    seats: tuple[int, ...]

    @property
    def is_hired(self) -> bool:
        """Whether they are temps, who come and go."""
        return self.joined is not None

    def owed_before(self, share: float) -> float:
        """Shifts owed to each for the days before the floor, where training is work [shifts].

        Args:
            share: share of the days of the stay for which each has work at least [1].
        """
        before = 0 if self.joined is None else self.first - self.joined
        return share * before - len(self.training)


def of_scenario(scenario: Scenario, campaign: Campaign, kinds: tuple[Seat, ...]) -> list[Crew]:
    """All crews that a plan may use: one of regulars per group, some of temps."""
    found: list[Crew] = []
    for place, group in enumerate(scenario.groups):
        if group.most == 0:
            continue
        if group.is_temporary:
            found += _cohorts(scenario, campaign, kinds, place)
            continue
        reach = {place: range(scenario.calendar.days)} | {
            scenario.group_names.index(m.to): m.days
            for m in campaign.moves
            if m.group == group.name
        }
        seats = tuple(k for k, s in enumerate(kinds) if s.day in reach.get(s.group, ()))
        found.append(Crew(place, group.most, 0, (), None, seats))
    return found


def _cohorts(
    scenario: Scenario, campaign: Campaign, kinds: tuple[Seat, ...], place: int
) -> list[Crew]:
    """Temps by their first day on the floor: evenly from the earliest to the day they are needed.

    Nobody is trained earlier than it takes to be on the floor on the first day of the horizon.
    """
    group = scenario.groups[place]
    days = training_length(group)
    away = days_to_floor(days, campaign.days_in_a_row)
    needed = campaign.peak if group.hiring.needed_by is None else group.hiring.needed_by
    earliest = 0
    if campaign.told is not None:
        earliest = max(0, campaign.told + group.hiring.lead + away)
    spread = np.linspace(earliest, needed, min(COHORTS, needed - earliest + 1))
    found: list[Crew] = []
    for first in sorted({round(day) for day in spread.tolist()}):
        joined = first - away
        seats = tuple(k for k, s in enumerate(kinds) if s.group == place and s.day >= first)
        training = tuple(joined + day for day in training_days(days, campaign.days_in_a_row))
        found.append(Crew(place, group.most, first, training, joined, seats))
    return found


def training_length(group: Group) -> int:
    """Days that the training of one temp takes, 8 h each [days]."""
    return math.ceil(group.training / LEGAL_DAY)


class Capacity:
    """Replies per second of one present member of a crew, by queue and seat (rules S1a and P6).

    Args:
        scenario: the shop.
        kinds: the kinds of seats.
    """

    def __init__(self, scenario: Scenario, kinds: tuple[Seat, ...]) -> None:
        self._scenario, self._kinds = scenario, kinds
        self._known: dict[tuple[int, float, int], Floats] = {}

    def of(self, crew: Crew, seat: int) -> Floats:
        """Replies per second by queue; 0 without the skill, shape (queues,) [1/s]."""
        kind = self._kinds[seat]
        group = self._scenario.groups[kind.group]
        speed, limit = self._shares(group, crew, kind.day)
        return self.at_speed(kind.group, speed, limit)

    def at_speed(self, place: int, speed: float, limit: float = 1.0) -> Floats:
        """The same of a group, at shares of its speed and of its limit of open chats."""
        group = self._scenario.groups[place]
        key = (place, round(speed, 4), personal_limit(group.limit, limit))
        if key not in self._known:
            self._known[key] = self._of_group(group, speed, limit)
        return self._known[key]

    def _of_group(self, group: Group, speed: float, limit: float) -> Floats:
        found = np.zeros(len(self._scenario.queues))
        for q, queue in enumerate(self._scenario.queues):
            skill = group.skill(queue.name)
            if skill is not None:
                found[q] = one_agent(self._scenario, queue, group, skill, speed, limit)[0]
        return found

    def _shares(self, group: Group, crew: Crew, day: int) -> tuple[float, float]:
        """Shares of speed and limit that tenure leaves on a day."""
        tenure = tenure_on(self._scenario, group, crew, day)
        if group.learning is None or tenure is None:
            return 1.0, 1.0
        at = np.array([float(tenure)])
        return float(group.learning.speed.at(at)[0]), float(group.learning.limit.at(at)[0])


def tenure_on(scenario: Scenario, group: Group, crew: Crew, day: int) -> int | None:
    """Tenure of a crew in a group at the start of a day; None where it is long (P6) [ticks]."""
    calendar = scenario.calendar
    if crew.joined is not None:
        return calendar.midnight(day) - calendar.midnight(crew.joined)
    if group.learning is None or group.learning.joined is None:
        return None
    return max(0, calendar.midnight(day) - group.learning.joined)


def is_taught(scenario: Scenario, crew: Crew, seat: Seat) -> int | None:
    """Place of the group whose people teach this crew on that seat, or None (rule P6b)."""
    group = scenario.groups[seat.group]
    terms = group.learning
    if terms is None or terms.mentors is None:
        return None
    tenure = tenure_on(scenario, group, crew, seat.day)
    if tenure is None or tenure >= terms.taught_for:
        return None
    return scenario.group_names.index(terms.mentors)
