"""Flows of chats and of agents' time, on each kind of day, with people in common (rule S5g)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from capplan.model.targets import Measure
from capplan.staffing.level_days import Asked, Day
from capplan.staffing.level_floor import Floor
from capplan.staffing.needed_work import chats_offered, patient_beyond
from capplan.staffing.people_columns import PeopleColumns
from capplan.staffing.programme import Programme
from capplan.units import to_seconds

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Parts = list[tuple[Ints, Floats | float]]


class Flows:
    """Columns and rows: for each kind of day its own flows, people in common.

    Columns of a day, for each span: customers answered of those who came (per queue); chats taken,
    rounds left open, rounds that leavers finish, and agents' time at each level (per group and
    queue).  For each target: replies in time.
    """

    def __init__(self, floor: Floor, people: PeopleColumns) -> None:
        self.floor, self.columns = floor, people.count
        self.most: list[Floats] = []
        self._programme = Programme(people.count)
        people.rows(self._programme)

    def programme(self) -> Programme:
        """All rows so far."""
        self._programme.columns = self.columns
        return self._programme

    def _new(self, *shape: int, most: float = np.inf) -> Ints:
        count = math.prod(shape)
        first, self.columns = self.columns, self.columns + count
        self.most.append(np.full(count, most))
        return np.arange(first, first + count).reshape(shape)

    def _row(self, parts: Parts, low: float, high: float) -> None:
        columns = [np.atleast_1d(c) for c, _ in parts]
        values = [np.broadcast_to(np.asarray(v, dtype=np.float64), c.shape)
                  for c, (_, v) in zip(columns, parts, strict=True)]  # fmt: skip
        self._programme.row(
            np.concatenate([c.reshape(-1) for c in columns]),
            np.concatenate([v.reshape(-1) for v in values]),
            low,
            high,
        )

    def add(self, day: Day) -> None:
        """The flows of one kind of day."""
        size = self.floor.spans.size
        queues = sorted({self._queue(a) for a in day.asked})
        time = {
            (g, q): self._new(table.replies_per_s.size, size)
            for (g, q), table in self.floor.levels.items()
            if q in queues
        }
        self._time_rows(time)
        for q in queues:
            mine = [a for a in day.asked if self._queue(a) == q]
            answered = self._answered(q, mine)
            own = {g: at for (g, queue), at in time.items() if queue == q}
            taken = self._taken_rows(q, answered, list(own))
            for g, at in own.items():
                self._open_rows(g, q, at, taken[g])
            for asked in mine:
                self._target_rows(q, asked, answered, own)

    def _queue(self, asked: Asked) -> int:
        return self.floor.scenario.queue_names.index(asked.target.queue)

    def _time_rows(self, time: dict[tuple[int, int], Ints]) -> None:
        """Agents share the time of those present among queues and levels."""
        for g, kinds in enumerate(self.floor.kinds_of):
            mine = [at for (group, _), at in time.items() if group == g]
            for i in range(self.floor.spans.size) if mine else ():
                spent = np.concatenate([at[:, i] for at in mine])
                self._row([(spent, 1.0), (kinds, -self.floor.present[kinds, i])], -np.inf, 0.0)

    def _answered(self, queue: int, asked: list[Asked]) -> Ints:
        """Columns of the customers answered, by the span in which they came, shape (spans,)."""
        most = self.floor.offered[queue].copy()
        for one in asked:
            inside = self.floor.spans.of_window(one.window)
            most[inside] = self.floor.offered[queue][inside] * one.factor
        columns = self._new(self.floor.spans.size)
        self.most[-1] = most
        return columns

    def _taken_rows(self, queue: int, answered: Ints, groups: list[int]) -> dict[int, Ints]:
        """Chats are taken after they came, and before the longest wait is over."""
        size, wait = self.floor.spans.size, self.floor.wait(self.floor.scenario.queues[queue])
        taken = {g: self._new(size) for g in groups}
        so_far, came = self._new(size), self._new(size)
        for i in range(size):
            before = [(so_far[i - 1 : i], -1.0), (came[i - 1 : i], -1.0)] if i else []
            now = np.array([taken[g][i] for g in groups], dtype=np.int64)
            self._row([(so_far[i], 1.0), (now, -1.0), *before[:1]], 0.0, 0.0)
            self._row([(came[i], 1.0), (answered[i], -1.0), *before[1:]], 0.0, 0.0)
            self._row([(so_far[i], 1.0), (came[i], -1.0)], -np.inf, 0.0)
            if i >= wait:
                self._row([(so_far[i], 1.0), (came[i - wait], -1.0)], 0.0, np.inf)
        return taken

    def _open_rows(self, group: int, queue: int, time: Ints, taken: Ints) -> None:
        """Rounds of chats taken are answered, left open in slots, or finished after the shift."""
        floor, size = self.floor, self.floor.spans.size
        rounds = floor.rounds(floor.scenario.queues[queue])
        still = floor.scenario.queues[queue].chat.rounds.mean * floor.slots[group]
        per_s = floor.levels[group, queue].replies_per_s
        left, finished = self._new(size), self._new(size)
        kinds = floor.kinds_of[group]
        for i in range(size):
            sent = per_s * floor.spans.seconds[i]
            before = [(left[i - 1 : i], -1.0)] if i else []
            self._row(
                [
                    (left[i], 1.0),
                    *before,
                    (taken[i], -rounds),
                    (finished[i], 1.0),
                    (time[:, i], sent),
                ],
                0.0,
                0.0,
            )
            on, leaving = kinds[floor.on[kinds, i]], kinds[floor.leaving[kinds, i]]
            self._row([(left[i], 1.0), (on, -still)], -np.inf, 0.0)
            self._row([(finished[i], 1.0), (leaving, -still)], -np.inf, 0.0)

    # ---- what targets ask -------------------------------------------------------------------

    def _target_rows(self, q: int, asked: Asked, answered: Ints, time: dict[int, Ints]) -> None:
        """So many replies in time, which levels give and customers answered ask for."""
        target, floor = asked.target, self.floor
        queue = floor.scenario.queues[q]
        inside = answered[floor.spans.of_window(asked.window)]
        first, each, reach = 1.0 / floor.rounds(queue), 1.0, target.within
        within = {g: floor.levels[g, q].within.get(target.within) for g in time}
        match target.measure:
            case Measure.LOST:
                within = {g: floor.levels[g, q].kept for g in time}
                reach = floor.wait(queue) * int(np.diff(floor.spans.edges).max())
            case Measure.REPLY_WITHIN:
                first, each, inside = 1.0, queue.chat.rounds.mean, answered
            case _:
                pass
        replies = self._new(1)
        self._row([(replies, 1.0)], self._wanted(q, asked), np.inf)
        self._row([(inside, each), (replies, -1.0)], 0.0, np.inf)
        if target.measure is Measure.LOST and queue.retry is not None:
            return
        share = {g: s for g, s in within.items() if s is not None}
        parts = self._good(q, time, asked.window, reach, share, first)
        self._row([*parts, (replies, -1.0)], 0.0, np.inf)

    def _wanted(self, q: int, asked: Asked) -> float:
        """Replies in time that a target asks for."""
        target, floor = asked.target, self.floor
        queue = floor.scenario.queues[q]
        offered = float(floor.offered[q][floor.spans.of_window(asked.window)].sum())
        match target.measure:
            case Measure.LOST:
                beyond = patient_beyond(floor.scenario, queue, asked.window)
                wanted = (1.0 - target.bound) * offered - beyond
            case Measure.FIRST_REPLY_WITHIN:
                wanted = target.bound * offered
            case _:
                wanted = target.bound * floor.rounds(queue) * self._written_for(q, asked)
        return wanted * asked.factor

    def _written_for(self, q: int, asked: Asked) -> float:
        """Customers whose rounds are all written in the window, at least, on an expected day."""
        one = self.floor.scenario.queues[q]
        start, end = asked.window
        if end < self.floor.scenario.calendar.grid.horizon:
            cycle = one.chat.work.mean + one.chat.think.mean
            end = max(start, end - round(2.0 * one.chat.rounds.mean * cycle))
        return chats_offered(self.floor.scenario, one, start, end)

    def _good(
        self,
        queue: int,
        time: dict[int, Ints],
        window: tuple[int, int],
        after: int,
        share: dict[int, Floats],
        each: float,
    ) -> Parts:
        """Replies in time in a window, and in the time after it in which they still count.

        First replies are taken to be as common among all replies at every level.

        Args:
            queue: place of the queue.
            time: columns of agents' time at each level by group, each (levels, spans).
            window: (start, end) [ticks].
            after: time after the window in which they still count [ticks].
            share: share of the replies in time by group, each (levels,) [1].
            each: what a reply counts: 1, or the share of first replies among replies [1].
        """
        spans = self.floor.spans
        inside = spans.of_window(window)
        parts: Parts = []
        for g, at in time.items():
            good = self.floor.levels[g, queue].replies_per_s * share[g] * each
            parts.append((at[:, inside], good[:, np.newaxis] * spans.seconds[inside]))
            # Behind the window everybody on, at the best level, for as long as it counts.
            reached = float(spans.edges[inside[-1] + 1]) + after
            for i in range(int(inside[-1]) + 1, spans.size):
                overlap = min(reached, float(spans.edges[i + 1])) - float(spans.edges[i])
                if overlap <= 0.0:
                    break
                kinds = self.floor.kinds_of[g]
                kinds = kinds[self.floor.on[kinds, i]]
                parts.append((kinds, float(good.max()) * overlap / 1000.0))
            if inside[-1] + 1 == spans.size:
                kinds = self.floor.kinds_of[g]
                kinds = kinds[self.floor.on[kinds, -1]]
                parts.append((kinds, float(good.max()) * to_seconds(after)))
        return parts
