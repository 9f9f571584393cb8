"""What any roster that meets the targets costs at least: conservation of work and slots (S5c).

A linear programme with whole people: agents' time, at their best speed, must hold the work that
the targets force; their slots must hold the open chats.  What may be left open when a window
closes, by whoever was on, is taken off.  Routing, queueing inside a window, breaks, slow-down and
overlapping bursts only make it dearer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, milp

from capplan.model.people import Group, Skill
from capplan.model.scenario import Scenario
from capplan.staffing.limits import Terms
from capplan.staffing.needed_work import Need, OpenChat, needs, open_chat
from capplan.staffing.people_columns import PeopleColumns
from capplan.staffing.programme import Programme, quiet
from capplan.staffing.seats import Seat
from capplan.units import to_seconds
from capplan.words import say

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

METHOD = say("conservation of work and slots")
NODES, GAP = 500, 2e-3
"""Where the solver may stop; what it has proven by then is a bound all the same."""
FEW = 40
"""Shifts up to which they are counted in whole people; beyond, parts of people change little."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A lower bound on the planned cost.

    Attributes:
        cost: no roster that meets the targets costs less; infinite if none can meet them [yuan].
        method: how it was found.
    """

    cost: float
    method: str


def lower_bound(scenario: Scenario, kinds: tuple[Seat, ...], terms: Terms) -> Bound | None:
    """Bound the cost of shifts and hirings from below; None without anything that must be done."""
    asked = [n for t in scenario.targets for n in needs(scenario, t)]
    if not asked:
        return None
    layout = _Layout(scenario, kinds, terms, asked)
    programme = Programme(layout.columns)
    layout.time_rows(programme)
    layout.need_rows(programme)
    layout.people.rows(programme)
    costs, constraint, bounds = layout.costs(), programme.constraint(), layout.bounds()
    with quiet():
        in_parts = milp(costs, constraints=constraint, bounds=bounds)
        if in_parts.x is None:
            return Bound(np.inf if in_parts.status == 2 else 0.0, METHOD)
        if in_parts.x[: layout.heads_at].sum() > FEW:
            return Bound(float(in_parts.fun), METHOD)
        result = milp(
            costs,
            constraints=constraint,
            bounds=bounds,
            integrality=layout.integrality(),
            options={"node_limit": NODES, "mip_rel_gap": GAP},
        )
    if result.status == 2:
        return Bound(np.inf, METHOD)
    return Bound(max(0.0, float(result.mip_dual_bound or 0.0)), METHOD)


class _Layout:
    """Which column of the programme means what.

    Columns: people per kind of seat; heads per group; work time, then slot time, per (group,
    queue, interval) [s].
    """

    def __init__(
        self, scenario: Scenario, kinds: tuple[Seat, ...], terms: Terms, asked: list[Need]
    ) -> None:
        self.scenario, self.kinds, self.asked = scenario, kinds, asked
        self.skills = [
            (g, q, skill)
            for g, group in enumerate(scenario.groups)
            for q, queue in enumerate(scenario.queues)
            if (skill := group.skill(queue.name))
        ]
        self.intervals = scenario.calendar.grid.count
        self.length_s = to_seconds(scenario.calendar.grid.interval)
        self.open = [open_chat(queue) for queue in scenario.queues]
        self.present = self._present()
        self.people = PeopleColumns(scenario, kinds, terms)
        self.heads_at, self.work_at = self.people.heads_at, self.people.count
        self.slot_at = self.work_at + len(self.skills) * self.intervals
        self.columns = self.slot_at + len(self.skills) * self.intervals

    def _present(self) -> Floats:
        """Share of each interval that each kind of seat is on, breaks not taken off [1]."""
        edges = self.scenario.calendar.edges()
        length = np.diff(edges)
        rows = [np.diff(np.clip(edges, s.start, s.end)) / length for s in self.kinds]
        absence = np.array([self.scenario.groups[s.group].absence for s in self.kinds])
        return np.array(rows) * (1.0 - absence[:, np.newaxis])

    def costs(self) -> Floats:
        """Cost of each column."""
        costs = np.zeros(self.columns)
        costs[: self.work_at] = self.people.costs
        return costs

    def bounds(self) -> Bounds:
        """Bounds of each column."""
        upper = np.full(self.columns, np.inf)
        upper[: self.work_at] = self.people.most
        return Bounds(np.zeros(self.columns), upper)

    def integrality(self) -> Ints:
        """1 for whole people."""
        whole = np.zeros(self.columns, dtype=np.int64)
        whole[: self.work_at] = 1
        return whole

    def time_rows(self, programme: Programme) -> None:
        """Work time and slot time per group and interval are those of the people present."""
        for g, group in enumerate(self.scenario.groups):
            mine = [n for n, skill in enumerate(self.skills) if skill[0] == g]
            kinds = np.array([k for k, s in enumerate(self.kinds) if s.group == g], dtype=np.int64)
            if not mine:
                continue
            limit = most_slots(group, [self.skills[n][2] for n in mine])
            for at, each in ((self.work_at, 1.0), (self.slot_at, float(limit))):
                for i in range(self.intervals):
                    columns = np.array([at + n * self.intervals + i for n in mine])
                    on = self.present[kinds, i]
                    programme.row(
                        np.concatenate((columns, kinds[on > 0.0])),
                        np.concatenate(
                            (np.ones(columns.size), -each * self.length_s * on[on > 0.0])
                        ),
                        -np.inf,
                        0.0,
                    )

    def need_rows(self, programme: Programme) -> None:
        """What a target forces is done in its window, or left open by whoever was on."""
        for need in self.asked:
            mine = [(n, s) for n, (_, q, s) in enumerate(self.skills) if q == need.queue]
            inside = np.arange(*need.span)
            left_work, left_slots = self._left_open(need)
            for at, speeds, left, wanted in (
                (self.work_at, [s.speed for _, s in mine], left_work, need.work_s),
                (self.slot_at, [1.0] * len(mine), left_slots, need.slot_s),
            ):
                columns = [at + n * self.intervals + inside for n, _ in mine]
                values = [np.full(inside.size, speed) for speed in speeds]
                programme.row(
                    np.concatenate((*columns, np.arange(self.heads_at))),
                    np.concatenate((*values, left)),
                    wanted,
                    np.inf,
                )

    def _left_open(self, need: Need) -> tuple[Floats, Floats]:
        """Work and slot time that one person of each kind may leave open, shape (kinds,) [s]."""
        work, slots = np.zeros(len(self.kinds)), np.zeros(len(self.kinds))
        still: OpenChat = self.open[need.queue]
        queue = self.scenario.queues[need.queue].name
        first, last = need.span
        for k, seat in enumerate(self.kinds):
            group = self.scenario.groups[seat.group]
            skill = group.skill(queue)
            if skill is None or not self.present[k, first:last].any():
                continue
            limit = most_slots(group, [skill])
            work[k] = limit * still.work_s + still.in_work_s
            slots[k] = limit * (still.slot_s / min(skill.speed, 1.0))
        return work, slots


def most_slots(group: Group, skills: list[Skill]) -> int:
    """Most chats that one agent may ever hold."""
    own = [group.limit, *(w.limit for w in group.limit_windows)]
    return max([*own, *(s.limit for s in skills if s.limit is not None)])
