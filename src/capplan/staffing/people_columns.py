"""Whole people in an integer programme that bounds a cost: seats, heads and their limits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from capplan.model.scenario import Scenario
from capplan.staffing.limits import Terms
from capplan.staffing.programme import Programme
from capplan.staffing.seats import Seat

Floats = NDArray[np.float64]


class PeopleColumns:
    """The first columns of such a programme: people per kind of seat, then heads per group.

    Attributes:
        costs: shift of each kind, hiring and training of each head, shape (count,) [yuan].
        most: greatest value of each column, shape (count,) [people].
        count: number of these columns.
        heads_at: column of the first group's heads.
    """

    def __init__(self, scenario: Scenario, kinds: tuple[Seat, ...], terms: Terms) -> None:
        self._scenario, self._terms = scenario, terms
        self.heads_at = len(kinds)
        self.count = self.heads_at + len(scenario.groups)
        self.costs = np.concatenate((terms.seat_costs, terms.cost_per_head))
        seats = [scenario.groups[s.group].most for s in kinds]
        self.most = np.array([*seats, *(g.most for g in scenario.groups)], dtype=np.float64)

    def rows(self, programme: Programme) -> None:
        """As many heads as shifts that one person cannot both work; limits and seats bind."""
        for g, rows in enumerate(self._terms.head_rows):
            for row in rows:
                kinds = np.flatnonzero(row)
                if kinds.size:
                    columns = np.append(kinds, self.heads_at + g)
                    programme.row(columns, np.append(row[kinds], -1.0), -np.inf, 0.0)
        for row, most in self._terms.shift_rows:
            kinds = np.flatnonzero(row)
            if kinds.size:
                programme.row(kinds, np.ones(kinds.size), -np.inf, most)
        if self._scenario.seats is None:
            return
        for on in np.unique(self._terms.on, axis=0):
            kinds = np.flatnonzero(on)
            if kinds.size:
                limit = float(self._scenario.seats)
                programme.row(kinds, np.ones(kinds.size), -np.inf, limit)
