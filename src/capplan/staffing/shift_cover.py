"""Cover a requirement at least cost: an integer programme, solved by HiGHS (rule S2).

Whole people per kind of seat; the people present in an interval share their time among the
queues they can serve; what cannot be covered is shortage, at a price beyond every wage.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, milp

from capplan.model.scenario import Scenario
from capplan.staffing.limits import Terms, per_head
from capplan.staffing.programme import Programme, quiet
from capplan.staffing.seats import WEEKLY_HOURS, WEEKLY_SHIFTS, Seat, paid_hours, weeks
from capplan.units import HOUR

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


NEGLIGIBLE = 1e-6
"""Replies asked for that nobody is put on for: one in twelve days [1/s]."""
MOST_COLUMNS = 8_000
"""Up to so many columns people are whole in the programme; beyond, it would take hours, people are
many, and they are rounded afterwards."""


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """A solution of the integer programme.

    Attributes:
        people: people per kind of seat, shape (kinds,).
        hired: people per group, shape (groups,).
        shortage: share of the asked work left uncovered, shape (queues, intervals) [1].
        bound: proven lower bound on this programme's cost [yuan].
    """

    people: Ints
    hired: Ints
    shortage: Floats
    bound: float


def cover(
    scenario: Scenario,
    kinds: tuple[Seat, ...],
    present: Floats,
    asked: Floats,
    capacity: Floats,
    *,
    nodes: int = 2_000,
    gap: float = 1e-3,
) -> Cover:
    """Find the cheapest people per kind of seat that do the work asked for.

    Args:
        scenario: the shop.
        kinds: the kinds of seats.
        present: people present per person rostered, shape (kinds, intervals) [1].
        asked: replies asked for, shape (queues, intervals) [1/s].
        capacity: replies per present agent, shape (groups, queues) [1/s].
        nodes: branches after which the solver may stop; a count, not a time, so that the same
            question has the same answer on any machine.
        gap: relative gap at which it may stop [1].

    Raises:
        RuntimeError: if the solver finds nothing at all within its nodes.
    """
    layout = _Layout(scenario, kinds, present, asked, capacity)
    programme = Programme(layout.columns)
    layout.work_rows(programme)
    layout.time_rows(programme)
    layout.people_rows(programme)
    is_large = layout.columns > MOST_COLUMNS
    with quiet():
        result = milp(
            layout.costs(),
            constraints=programme.constraint(),
            bounds=layout.bounds(),
            integrality=np.zeros_like(layout.integrality()) if is_large else layout.integrality(),
            options={"node_limit": nodes, "mip_rel_gap": gap},
        )
    if result.x is None:
        raise RuntimeError(f"the integer programme found no cover: {result.message}")
    found = layout.solution(result.x, float(result.mip_dual_bound or 0.0))
    if is_large:
        people = _rounded(result.x[: len(kinds)], Terms(scenario, kinds, present))
        return replace(found, people=people)
    return found


def _rounded(people: Floats, terms: Terms) -> Ints:
    """Whole people: rounded down, then up again where most is missing, within the limits."""
    whole = np.floor(people + 1e-6).astype(np.int64)
    missing = people - whole
    for kind in np.argsort(-missing, kind="stable")[: round(float(missing.sum()))].tolist():
        whole[kind] += 1
        if not terms.allowed(whole):
            whole[kind] -= 1
    return whole


class _Layout:
    """Which column of the programme means what.

    Columns: people per kind of seat; people hired per group; agents' time per (group, queue,
    interval) with work; shortage per (queue, interval) with work.
    """

    def __init__(
        self,
        scenario: Scenario,
        kinds: tuple[Seat, ...],
        present: Floats,
        asked: Floats,
        capacity: Floats,
    ) -> None:
        self.scenario, self.kinds, self.present = scenario, kinds, present
        self.asked, self.capacity = asked, capacity
        self.busy = np.argwhere(asked > NEGLIGIBLE)  # (queue, interval)
        self.pairs = [
            (int(g), int(q), int(i)) for q, i in self.busy for g in np.flatnonzero(capacity[:, q])
        ]
        self.hired_at = len(kinds)
        self.time_at = self.hired_at + len(scenario.groups)
        self.short_at = self.time_at + len(self.pairs)
        self.columns = self.short_at + len(self.busy)

    def costs(self) -> Floats:
        """Cost of each column; an hour of shortage costs more than any hour of people."""
        interval_h = self.scenario.calendar.grid.interval / HOUR
        wages = [s.cost.total for s in self.kinds]
        price = 20.0 * max(
            [100.0, *(w / ((s.end - s.start) / HOUR * s.share)
                      for w, s in zip(wages, self.kinds, strict=True))]
        )  # fmt: skip
        hiring = [per_head(self.scenario, g) for g in self.scenario.groups]
        shortage = [
            price * interval_h * self.asked[q, i] / max(self.capacity[:, q].max(), 1e-9)
            for q, i in self.busy
        ]
        return np.array([*wages, *hiring, *([0.0] * len(self.pairs)), *shortage])

    def bounds(self) -> Bounds:
        """Bounds of each column."""
        groups = self.scenario.groups
        people = [groups[s.group].most for s in self.kinds]
        hired = [g.most for g in groups]
        upper = [*people, *hired, *([np.inf] * len(self.pairs)), *([1.0] * len(self.busy))]
        return Bounds(np.zeros(self.columns), np.array(upper, dtype=np.float64))

    def integrality(self) -> Ints:
        """1 for whole people."""
        whole = np.zeros(self.columns, dtype=np.int64)
        whole[: self.time_at] = 1
        return whole

    def work_rows(self, programme: Programme) -> None:
        """Time given to a queue, plus shortage, does the work asked for."""
        of_cell: dict[tuple[int, int], list[int]] = {}
        for place, (_, q, i) in enumerate(self.pairs):
            of_cell.setdefault((q, i), []).append(place)
        for number, (q, i) in enumerate(self.busy):
            places = of_cell.get((int(q), int(i)), [])
            columns = np.array([self.time_at + p for p in places] + [self.short_at + number])
            gives = [self.capacity[self.pairs[p][0], q] / self.asked[q, i] for p in places]
            programme.row(columns, np.array([*gives, 1.0]), 1.0, np.inf)

    def time_rows(self, programme: Programme) -> None:
        """Agents share the time for which they are present among the queues."""
        of_group: dict[tuple[int, int], list[int]] = {}
        for place, (g, _, i) in enumerate(self.pairs):
            of_group.setdefault((g, i), []).append(self.time_at + place)
        group_of_kind = np.array([s.group for s in self.kinds], dtype=np.int64)
        for (g, i), places in of_group.items():
            kinds = np.flatnonzero((group_of_kind == g) & (self.present[:, i] > 0.0))
            columns = np.concatenate((np.array(places, dtype=np.int64), kinds))
            values = np.concatenate((np.ones(len(places)), -self.present[kinds, i]))
            programme.row(columns, values, -np.inf, 0.0)

    def people_rows(self, programme: Programme) -> None:
        """Nobody works two shifts without rest between, nor too much in a week; seats bind."""
        rest = self.scenario.rest
        for g in range(len(self.scenario.groups)):
            mine = [k for k, s in enumerate(self.kinds) if s.group == g]
            for start in sorted({self.kinds[k].start for k in mine}):
                at_work = [
                    k for k in mine if self.kinds[k].start <= start < self.kinds[k].end + rest
                ]
                self._at_most_hired(programme, g, at_work, np.ones(len(at_work)), 1.0)
            self._weekly_rows(programme, g)
        for place, shift_type in enumerate(self.scenario.shift_types):
            for day in shift_type.days if shift_type.most is not None else ():
                kinds = [k for k, s in enumerate(self.kinds) if s.kind == place and s.day == day]
                if kinds:
                    most = float(shift_type.most or 0)
                    programme.row(np.array(kinds), np.ones(len(kinds)), -np.inf, most)
        if self.scenario.seats is not None:
            limit = float(self.scenario.seats)
            for i in range(self.present.shape[1]):
                kinds = np.flatnonzero(self.present[:, i] > 0.0)
                if kinds.size:
                    programme.row(kinds, np.ones(kinds.size), -np.inf, limit)

    def _weekly_rows(self, programme: Programme, group: int) -> None:
        hours = paid_hours(self.kinds)
        for week in weeks(self.scenario, self.kinds, group):
            kinds = week.tolist()
            self._at_most_hired(programme, group, kinds, np.ones(week.size), WEEKLY_SHIFTS)
            self._at_most_hired(programme, group, kinds, hours[week], WEEKLY_HOURS)

    def _at_most_hired(
        self, programme: Programme, group: int, kinds: list[int], weights: Floats, each: float
    ) -> None:
        if kinds:
            columns = np.array([*kinds, self.hired_at + group])
            programme.row(columns, np.array([*weights, -each]), -np.inf, 0.0)

    def solution(self, x: Floats, bound: float) -> Cover:
        """Read the solver's answer."""
        shortage = np.zeros_like(self.asked)
        shortage[self.busy[:, 0], self.busy[:, 1]] = x[self.short_at :]
        people = np.round(x[: self.hired_at]).astype(np.int64)
        hired = np.round(x[self.hired_at : self.time_at]).astype(np.int64)
        return Cover(people, hired, shortage, bound)
