"""What a roster may not exceed, and what it costs: vectorised over many rosters (S2c, S2d)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from capplan.model.people import Group
from capplan.model.scenario import Scenario
from capplan.staffing.seats import WEEKLY_HOURS, WEEKLY_SHIFTS, Seat, paid_hours, weeks
from capplan.units import to_hours

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def per_head(scenario: Scenario, group: Group) -> float:
    """What hiring and training one person of a group costs; nothing for regulars [yuan]."""
    if not group.is_temporary:
        return 0.0
    return group.hiring_cost + to_hours(group.training) * _paid_hour(scenario, group)


def _paid_hour(scenario: Scenario, group: Group) -> float:
    """Cost of an hour at the plain wage, the employer's add-on included [yuan/h]."""
    if not group.training and not group.least_paid:
        return 0.0
    pay = scenario.pay_plan(group)
    return pay.hourly * (1.0 + pay.employer)


class Terms:
    """People needed, cost and limits of rosters, each given as people per kind of seat.

    Args:
        scenario: the shop.
        kinds: the kinds of seats.
        present: people present per person rostered, shape (kinds, intervals); needed for the
            limit of seats only [1].
    """

    def __init__(
        self, scenario: Scenario, kinds: tuple[Seat, ...], present: Floats | None = None
    ) -> None:
        self.scenario, self.kinds = scenario, kinds
        self.seat_costs = np.array([s.cost.total for s in kinds])
        self._hours = paid_hours(kinds)
        self.head_rows = [self._rows(g) for g in range(len(scenario.groups))]
        self.cost_per_head = np.array([per_head(scenario, g) for g in scenario.groups])
        self._hourly = np.array([_paid_hour(scenario, g) for g in scenario.groups])
        self._top_ups = np.array(
            [to_hours(g.least_paid) if g.is_temporary else 0.0 for g in scenario.groups]
        )
        self._least = np.array([g.least if g.least < g.most else 0 for g in scenario.groups])
        self._standby = np.array([self._cheapest_shift(g) for g in range(len(scenario.groups))])
        self._of_group = np.array([s.group for s in kinds], dtype=np.int64)
        self.shift_rows = self._shift_rows()
        nobody = np.zeros((len(kinds), 0))
        self.on = ((nobody if present is None else present) > 0.0).T.astype(np.float64)

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

    def _cheapest_shift(self, group: int) -> float:
        """Cost of a group's cheapest shift: what somebody who is not needed costs [yuan]."""
        return min((s.cost.total for s in self.kinds if s.group == group), default=0.0)

    def _shift_rows(self) -> list[tuple[Floats, float]]:
        """(kinds, most people) of each shift type and day with a limit."""
        found: list[tuple[Floats, float]] = []
        for place, shift_type in enumerate(self.scenario.shift_types):
            if shift_type.most is None:
                continue
            for day in shift_type.days:
                row = [float(s.kind == place and s.day == day) for s in self.kinds]
                found.append((np.array(row), float(shift_type.most)))
        return found

    def heads(self, people: Ints) -> Ints:
        """People needed per group, shape (..., groups) from (..., kinds) (rule S2d)."""
        needed = [np.ceil((people @ rows.T).max(axis=-1) - 1e-9) for rows in self.head_rows]
        return np.stack(needed, axis=-1).astype(np.int64)

    def cost(self, people: Ints) -> Floats:
        """Cost of shifts and hirings, shape (...,) from (..., kinds) [yuan]."""
        beside = sum(part.sum(axis=-1) for part in self.parts(people).values())
        return np.asarray(people @ self.seat_costs + beside, dtype=np.float64)

    def parts(self, people: Ints) -> dict[str, Floats]:
        """What people cost beside their shifts, each (..., groups) from (..., kinds) [yuan].

        Hiring and training are paid once per temp; who is paid for less than the least time gets
        the rest (hours are taken as spread evenly); people below the group's least, whom no shift
        needs, are paid for its cheapest shift.
        """
        heads = self.heads(people)
        paid = np.maximum(heads, self._least)
        hours = np.stack(
            [
                people @ np.where(self._of_group == g, self._hours, 0.0)
                for g in range(len(self._least))
            ],
            axis=-1,
        )
        short = np.maximum(paid * self._top_ups - hours, 0.0)
        return {
            "hiring": paid * self.cost_per_head,
            "top_up": short * self._hourly,
            "standby": np.maximum(self._least - heads, 0) * self._standby,
        }

    def allowed(self, people: Ints) -> NDArray[np.bool_]:
        """Whether rosters keep all limits, shape (...,) from (..., kinds)."""
        most = np.array([group.most for group in self.scenario.groups])
        fine = (people >= 0).all(axis=-1) & (self.heads(people) <= most).all(axis=-1)
        if self.scenario.seats is not None:
            fine &= ((people @ self.on.T) <= self.scenario.seats + 1e-9).all(axis=-1)
        for row, most_on in self.shift_rows:
            fine &= people @ row <= most_on + 1e-9
        return np.asarray(fine, dtype=np.bool_)
