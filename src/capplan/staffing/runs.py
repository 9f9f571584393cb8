"""Rosters run on the search days; what was run of late is not run again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from capplan.model.scenario import Scenario
from capplan.results.study import Study
from capplan.results.tally import Tally
from capplan.staffing.seats import Seat, to_roster
from capplan.study import memory
from capplan.study.days import Days
from capplan.study.replicate import cores

Ints = NDArray[np.int64]

ROOM = 5.0e7
"""So much of the tallies is kept, those of the rosters asked for last [bytes]."""


class Runs:
    """Runs of rosters on the search days; a glance at a few days is a part of the whole run.

    Args:
        scenario: the shop.
        days: the search days.
        kinds: the kinds of seats.
        room: so much of the tallies is kept [bytes].
    """

    def __init__(
        self, scenario: Scenario, days: Days, kinds: tuple[Seat, ...], room: float = ROOM
    ) -> None:
        self._scenario, self._days, self._kinds, self._room = scenario, days, kinds, room
        self._kept: dict[bytes, dict[int, Tally]] = {}

    def studies(self, rosters: Sequence[Ints], places: Sequence[int]) -> list[Study]:
        """A study of each roster on the days at these places; days that are kept are not run.

        What it says does not depend on the number of cores.

        Args:
            rosters: people per kind of seat, each of shape (kinds,).
            places: of days, counted from 0.
        """
        shifts = [to_roster(self._scenario, self._kinds, people) for people in rosters]
        tallies = [dict(self._kept.get(people.tobytes(), {})) for people in rosters]
        new = [(n, place) for n, own in enumerate(tallies) for place in places if place not in own]
        if new:  # cores that would be idle run further days of the last roster
            known = tallies[-1].keys() | set(places)
            further = [place for place in range(self._days.count) if place not in known]
            new += [(len(rosters) - 1, place) for place in further[: -len(new) % cores()]]
        run = self._days.each([(shifts[n], place) for n, place in new])
        for (n, place), tally in zip(new, run, strict=True):
            tallies[n][place] = tally
        for people, own in zip(rosters, tallies, strict=True):
            self._keep(people.tobytes(), own)
        return [
            self._days.stack(roster, [own[place] for place in places])
            for roster, own in zip(shifts, tallies, strict=True)
        ]

    def _keep(self, key: bytes, tallies: dict[int, Tally]) -> None:
        """Keep the tallies of a roster, and let go those asked for longest ago."""
        self._kept.pop(key, None)
        self._kept[key] = tallies
        size = memory.size(next(iter(tallies.values())))  # all are alike
        while len(self._kept) > 1 and size * sum(map(len, self._kept.values())) > self._room:
            del self._kept[next(iter(self._kept))]
