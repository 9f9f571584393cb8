"""What a roster may not exceed, and what it costs: vectorised over many rosters (S2c, S2d)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from capplan.model.scenario import Scenario
from capplan.staffing.seats import WEEKLY_HOURS, WEEKLY_SHIFTS, Seat, paid_hours, weeks

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Terms:
    """People needed, cost and limits of rosters, each given as people per kind of seat.

    Args:
        scenario: the shop.
        kinds: the kinds of seats.
        present: people present per person rostered, shape (kinds, intervals) [1].
    """

    def __init__(self, scenario: Scenario, kinds: tuple[Seat, ...], present: Floats) -> None:
        self.scenario, self.kinds = scenario, kinds
        self.seat_costs = np.array([s.cost.total for s in kinds])
        self._hours = paid_hours(kinds)
        self.head_rows = [self._rows(g) for g in range(len(scenario.groups))]
        self.cost_per_head = np.array(
            [g.hiring_cost if g.is_temporary else 0.0 for g in scenario.groups]
        )
        self.on = (present > 0.0).T.astype(np.float64)

    def _rows(self, group: int) -> Floats:
        """Rows whose products with a roster are heads of a group, shape (rows, kinds)."""
        mine = [k for k, s in enumerate(self.kinds) if s.group == group]
        rows = [np.zeros(len(self.kinds))]
        for start in sorted({self.kinds[k].start for k in mine}):
            row = np.zeros(len(self.kinds))
            for k in mine:
                seat = self.kinds[k]
                row[k] = float(seat.start <= start < seat.end + self.scenario.rest)
            rows.append(row)
        for week in weeks(self.scenario, self.kinds, group):
            for weight in (
                np.full(week.size, 1.0 / WEEKLY_SHIFTS),
                self._hours[week] / WEEKLY_HOURS,
            ):
                row = np.zeros(len(self.kinds))
                row[week] = weight
                rows.append(row)
        return np.array(rows)

    def heads(self, people: Ints) -> Ints:
        """People needed per group, shape (..., groups) from (..., kinds) (rule S2d)."""
        needed = [np.ceil((people @ rows.T).max(axis=-1) - 1e-9) for rows in self.head_rows]
        return np.stack(needed, axis=-1).astype(np.int64)

    def cost(self, people: Ints) -> Floats:
        """Cost of shifts and hirings, shape (...,) from (..., kinds) [yuan]."""
        total = people @ self.seat_costs
        if self.cost_per_head.any():
            total = total + self.heads(people) @ self.cost_per_head
        return np.asarray(total, dtype=np.float64)

    def allowed(self, people: Ints) -> NDArray[np.bool_]:
        """Whether rosters keep all limits, shape (...,) from (..., kinds)."""
        most = np.array([group.most for group in self.scenario.groups])
        fine = (people >= 0).all(axis=-1) & (self.heads(people) <= most).all(axis=-1)
        if self.scenario.seats is not None:
            fine &= ((people @ self.on.T) <= self.scenario.seats + 1e-9).all(axis=-1)
        return np.asarray(fine, dtype=np.bool_)
