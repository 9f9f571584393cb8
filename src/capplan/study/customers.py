"""The customers of each day of a search, kept as long as there is room for them."""

from __future__ import annotations

from capplan.model.scenario import Scenario
from capplan.sampling import Workload, sample
from capplan.study import memory

REMEMBERED = 1.0e9
"""So much of the days' customers is remembered; the others are drawn again for each run [bytes]."""


class Customers:
    """The customers of each day; remembered as long as there is room for them."""

    def __init__(self, scenario: Scenario, seed: int, count: int, room: float) -> None:
        self._scenario, self._seed, self._count, self._room = scenario, seed, count, room
        self._known: dict[int, Workload] = {}

    def __len__(self) -> int:
        """Days remembered."""
        return len(self._known)

    def of(self, number: int) -> Workload:
        """Those of the day of a number."""
        known = self._known.get(number)
        if known is not None:
            return known
        drawn = sample(self._scenario, self._seed, number, balanced_over=self._count)
        size = memory.size(drawn)
        if size <= self._room:
            self._room -= size
            self._known[number] = drawn
        return drawn
