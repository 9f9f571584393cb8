"""The floor as the bound by levels sees it: spans of time, who is there, what they give (S5g)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.model.chat import PatienceScope
from capplan.model.scenario import Queue, Scenario
from capplan.staffing.bound import most_slots
from capplan.staffing.levels import Levels, levels, longest_wait
from capplan.staffing.needed_work import chats_offered
from capplan.staffing.seats import Seat

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_SPANS, MOST_COLUMNS = 160, 15_000
"""Intervals are taken together where there are more; where that is not enough, nothing is said."""


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """The horizon in spans: intervals, or several taken together.

    Attributes:
        edges: shape (spans + 1,) [ticks].
        starts: first interval of each span, shape (spans,).
        count: number of intervals.
    """

    edges: Ints
    starts: Ints
    count: int

    @classmethod
    def of(cls, scenario: Scenario, columns: int) -> Spans | None:
        """As few intervals together as keep the spans few; every window lies on whole spans.

        Args:
            scenario: the shop.
            columns: columns of the programme for each span.
        """
        most = min(MOST_SPANS, MOST_COLUMNS // columns)
        grid = scenario.calendar.grid
        at = {e // grid.interval for t in scenario.targets for w in t.windows for e in w}
        common = math.gcd(*(at - {0, grid.count}), 0) or grid.count
        fit = [d for d in range(1, common + 1) if common % d == 0]
        few = [d for d in fit if -(-grid.count // d) <= most]
        if not few:
            return None
        starts = np.arange(0, grid.count, few[0], dtype=np.int64)
        return cls(np.append(starts, grid.count) * grid.interval, starts, grid.count)

    @property
    def size(self) -> int:
        """Number of spans."""
        return len(self.starts)

    @property
    def seconds(self) -> Floats:
        """Length of each span, shape (spans,) [s]."""
        return np.diff(self.edges) / 1000.0

    def mean(self, by_interval: Floats) -> Floats:
        """Means over spans, shape (..., spans) from (..., intervals)."""
        sums = np.add.reduceat(by_interval, self.starts, axis=-1)
        return sums / np.diff(np.append(self.starts, self.count))

    def of_window(self, window: tuple[int, int]) -> Ints:
        """The spans of a window."""
        first, last = np.searchsorted(self.edges, window).tolist()
        return np.arange(first, last, dtype=np.int64)


class Floor:
    """Who may be there, and what an agent gives."""

    def __init__(
        self, scenario: Scenario, kinds: tuple[Seat, ...], spans: Spans, present: Floats
    ) -> None:
        self.scenario, self.spans, self.present = scenario, spans, present
        self.kinds_of = [
            np.array([k for k, s in enumerate(kinds) if s.group == g], dtype=np.int64)
            for g in range(len(scenario.groups))
        ]
        self.levels: dict[tuple[int, int], Levels] = {
            (g, q): levels(scenario, group, skill, queue)
            for g, group in enumerate(scenario.groups)
            for q, queue in enumerate(scenario.queues)
            if (skill := group.skill(queue.name)) and self.kinds_of[g].size
        }
        self.slots = [
            most_slots(g, [s for q in scenario.queues if (s := g.skill(q.name))])
            for g in scenario.groups
        ]
        starts, ends = spans.edges[:-1], spans.edges[1:]
        self.on = np.array([(s.start < ends) & (s.end > starts) for s in kinds], dtype=np.bool_)
        over = np.array([(s.end >= starts) & (s.end < ends) for s in kinds], dtype=np.bool_)
        self.leaving = over.copy()
        self.leaving[:, 1:] |= over[:, :-1]
        self.offered = np.array(
            [
                [
                    chats_offered(scenario, queue, int(a), int(b))
                    for a, b in zip(starts, ends, strict=True)
                ]
                for queue in scenario.queues
            ]
        )

    def rounds(self, queue: Queue) -> float:
        """Rounds of a chat that its queue must answer once the chat is taken, in the mean."""
        if queue.chat.patience.scope is PatienceScope.EVERY_REPLY:
            return 1.0
        stays = 1.0 - sum(t.share for t in queue.transfers)
        return 1.0 + (queue.chat.rounds.mean - 1.0) * stays

    def wait(self, queue: Queue) -> int:
        """Spans after its own in which a chat may still be taken."""
        horizon = self.scenario.calendar.grid.horizon
        if queue.retry is not None:
            return self.spans.size
        longest = longest_wait(queue.chat.patience.law, horizon)
        return min(self.spans.size, math.ceil(longest / float(np.diff(self.spans.edges).min())))
