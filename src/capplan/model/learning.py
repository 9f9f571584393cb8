"""Newcomers: how tenure sets speed and chats at once, and what teaching costs (rule P6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster, Shift
from capplan.units import DAY

Floats = NDArray[np.float64]

LEAST_SPEED = 0.1
"""A mentor keeps at least this share of the own speed, however many newcomers sit beside [1]."""


@dataclass(frozen=True, slots=True, eq=False)
class Pace:
    """What tenure and teaching make of each shift.

    Attributes:
        speed: the speeds of the group's skills are multiplied by it, shape (shifts,) [1].
        limit: so are its limits of open chats, shape (shifts,) [1].
    """

    speed: Floats
    limit: Floats

    @property
    def is_even(self) -> bool:
        """Whether everybody has the group's own limits."""
        return bool((self.limit == 1.0).all())


def personal_limit(limit: int, share: float) -> int:
    """The limit of one agent: the share of it, rounded, at least 1 of a limit that is not 0."""
    return min(limit, max(1, int(limit * share + 0.5)))


def paces(scenario: Scenario, roster: Roster) -> Pace:
    """Speed and limit of each shift of a roster, as factors on those of its group."""
    speed, limit = np.ones(len(roster.shifts)), np.ones(len(roster.shifts))
    for group in scenario.groups:
        terms = group.learning
        if terms is None:
            continue
        mine = [n for n, s in enumerate(roster.shifts) if s.group == group.name]
        tenure = np.array([_tenure(scenario, roster.shifts[n], terms.joined) for n in mine])
        speed[mine] = terms.speed.at(tenure)
        limit[mine] = terms.limit.at(tenure)
        if terms.mentors is not None:
            taught = [n for n, t in zip(mine, tenure, strict=True) if t < terms.taught_for]
            _teach(roster, taught, terms.mentors, terms.mentor_loss, speed)
    return Pace(speed, limit)


def _tenure(scenario: Scenario, shift: Shift, joined: int | None) -> float:
    """Time since joining at the start of the shift's day; infinite where nothing is said."""
    if shift.tenure is not None:
        return float(shift.tenure)
    if joined is None:
        return np.inf
    return float(max(0, scenario.calendar.first_midnight + shift.day * DAY - joined))


def _teach(roster: Roster, taught: list[int], mentors: str, loss: float, speed: Floats) -> None:
    """Seat each newcomer beside one mentor, who loses a share of the own speed in that shift.

    The mentor is whoever is on at the same time and has the fewest newcomers; ties by the longer
    time together, then by the order of the roster.
    """
    places = [n for n, s in enumerate(roster.shifts) if s.group == mentors]
    start = np.array([roster.shifts[n].start for n in places], dtype=np.int64)
    end = np.array([roster.shifts[n].end for n in places], dtype=np.int64)
    beside = np.zeros(len(places), dtype=np.int64)
    for newcomer in sorted(taught, key=lambda n: (roster.shifts[n].start, n)):
        shift = roster.shifts[newcomer]
        together = np.minimum(end, shift.end) - np.maximum(start, shift.start)
        on = np.flatnonzero(together > 0)
        if on.size:
            beside[on[np.lexsort((on, -together[on], beside[on]))[0]]] += 1
    speed[places] *= np.maximum(LEAST_SPEED, 1.0 - loss * beside)
