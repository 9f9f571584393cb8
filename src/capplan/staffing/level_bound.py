"""What a roster must cost if agents answer as the level model says at best (rule S5g).

A linear programme of flows over time, with whole people: an agent present spends the time at
levels of open chats; the replies in time must reach what the targets ask, chats are carried over
as far as slots can hold them, and the cheapest shifts that have the people are found.  It sees
waiting, which conservation of work does not, but rests on the level model: believed, not proven.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, milp

from capplan.model.chat import PatienceScope
from capplan.model.scenario import Queue, Scenario
from capplan.model.targets import Measure, Target
from capplan.staffing.bound import Bound, most_slots
from capplan.staffing.levels import Levels, levels, longest_wait
from capplan.staffing.limits import Terms
from capplan.staffing.needed_work import chats_offered, part_below, patient_beyond
from capplan.staffing.people_columns import PeopleColumns
from capplan.staffing.programme import Programme, quiet
from capplan.staffing.seats import Seat
from capplan.units import to_seconds
from capplan.words import say

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

METHOD = say("levels of open chats")
BAND = 0.05
"""Days just below the quantile that an assurance names, as a share of all days [1]."""
MOST_SPANS, MOST_COLUMNS = 160, 15_000
"""Intervals are taken together where there are more; where that is not enough, nothing is said."""
NODES, GAP, GIVE_UP_S = 1, 1e-2, 60.0
"""Where the solver may stop, at the latest after so many seconds; what it has proven by then is a
bound all the same."""


def level_bound(
    scenario: Scenario, kinds: tuple[Seat, ...], terms: Terms, present: Floats
) -> Bound | None:
    """Bound the cost of shifts and hirings from below by the level model.

    Args:
        scenario: the shop.
        kinds: the kinds of seats.
        terms: their limits and prices.
        present: people present per person rostered, shape (kinds, intervals) [1].

    Returns:
        The bound; None without a target that the level model knows, or over too many intervals.
    """
    days = _days(scenario)
    spans = _Spans.of(scenario, _columns_per_span(scenario, days))
    if not days or spans is None:
        return None
    people = PeopleColumns(scenario, kinds, terms)
    floor = _Floor(scenario, kinds, spans, spans.mean(present))
    flows = _Flows(floor, people)
    for day in days:
        flows.add(day)
    with quiet():
        result = milp(
            np.concatenate((people.costs, np.zeros(flows.columns - people.count))),
            constraints=flows.programme().constraint(),
            bounds=Bounds(np.zeros(flows.columns), np.concatenate((people.most, *flows.most))),
            integrality=(np.arange(flows.columns) < people.count).astype(np.int64),
            options={"node_limit": NODES, "mip_rel_gap": GAP, "time_limit": GIVE_UP_S},
        )
    if result.status == 2:
        return Bound(np.inf, METHOD)
    proven = result.mip_dual_bound
    return Bound(max(0.0, float(proven)) if proven is not None else 0.0, METHOD)


def _columns_per_span(scenario: Scenario, days: list[_Day]) -> int:
    """Columns of the programme for each span, near enough."""
    total = 1
    for day in days:
        for name in {a.target.queue for a in day.asked}:
            skills = [(g, s) for g in scenario.groups if (s := g.skill(name))]
            total += 3 + sum(most_slots(group, [skill]) + 3 for group, skill in skills)
    return total


# ---- what must hold on which days ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """A target in one window.

    Attributes:
        target: the target.
        window: (start, end) [ticks].
        factor: demand on the days looked at ÷ expected demand [1].
    """

    target: Target
    window: tuple[int, int]
    factor: float


@dataclass(frozen=True, slots=True)
class _Day:
    """Targets that must hold on days of the same demand: the mean day, or critical ones."""

    asked: tuple[_Asked, ...]


def _days(scenario: Scenario) -> list[_Day]:
    """The mean day for targets over all days; for each with assurance the days that decide it."""
    measures = (Measure.FIRST_REPLY_WITHIN, Measure.REPLY_WITHIN, Measure.LOST)
    closed = {q.name for q in scenario.queues if q.closed is not None}
    known = [t for t in scenario.targets if t.measure in measures and t.queue not in closed]
    mean = [_Asked(t, w, 1.0) for t in known if t.assurance is None for w in t.windows]
    critical = [
        tuple(_Asked(t, w, _critical(scenario, t, t.assurance, w)) for w in t.windows)
        for t in known
        if t.assurance is not None
    ]
    return [_Day(asked) for asked in (tuple(mean), *critical) if asked]


def _critical(
    scenario: Scenario, target: Target, assurance: float, window: tuple[int, int]
) -> float:
    """Mean factor on demand of the days just below the quantile that the assurance names [1].

    The days on which a target holds are at best the quietest.  The product of the factors, summed
    over the window, is taken as Gamma.
    """
    law, queue = scenario.day_factor, scenario.queues[scenario.queue_names.index(target.queue)]
    one = (1.0 + law.common_cv**2) * (1.0 + queue.own_cv**2) - 1.0
    changes = law.phase + law.period * np.arange(1, law.periods(window[1]) + 1, dtype=np.int64)
    inside = changes[(changes > window[0]) & (changes < window[1])]
    came = queue.expected.between(np.array([window[0], *inside, window[1]], dtype=np.int64))
    if one == 0.0 or came.sum() <= 0.0:
        return 1.0
    shape = 1.0 / (one * float(((came / came.sum()) ** 2).sum()))
    low = max(0.0, assurance - BAND)
    return (part_below(shape, assurance) - part_below(shape, low)) / (assurance - low)


# ---- time and people ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Spans:
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
    def of(cls, scenario: Scenario, columns: int) -> _Spans | None:
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


class _Floor:
    """Who may be there, and what an agent gives."""

    def __init__(
        self, scenario: Scenario, kinds: tuple[Seat, ...], spans: _Spans, present: Floats
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


# ---- the flows ----------------------------------------------------------------------------------


class _Flows:
    """Columns and rows: for each kind of day its own flows, people in common.

    Columns of a day, for each span: customers answered of those who came (per queue); chats taken,
    rounds left open, rounds that leavers finish, and agents' time at each level (per group and
    queue).
    """

    def __init__(self, floor: _Floor, people: PeopleColumns) -> None:
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

    def _row(self, parts: list[tuple[Ints, Floats | float]], low: float, high: float) -> None:
        columns = [np.atleast_1d(c) for c, _ in parts]
        values = [np.broadcast_to(np.asarray(v, dtype=np.float64), c.shape)
                  for c, (_, v) in zip(columns, parts, strict=True)]  # fmt: skip
        self._programme.row(
            np.concatenate([c.reshape(-1) for c in columns]),
            np.concatenate([v.reshape(-1) for v in values]),
            low,
            high,
        )

    def add(self, day: _Day) -> None:
        """The flows of one kind of day."""
        scenario, size = self.floor.scenario, self.floor.spans.size
        names = scenario.queue_names
        queues = sorted({names.index(a.target.queue) for a in day.asked})
        time = {
            (g, q): self._new(table.replies_per_s.size, size)
            for (g, q), table in self.floor.levels.items()
            if q in queues
        }
        self._time_rows(time)
        for q in queues:
            mine = [a for a in day.asked if names.index(a.target.queue) == q]
            answered = self._answered(q, mine)
            taken = self._taken_rows(q, answered, [g for g, queue in time if queue == q])
            for (g, queue), at in time.items():
                if queue == q:
                    self._open_rows(g, q, at, taken[g])
            for asked in mine:
                self._target_rows(
                    q, asked, answered, {g: x for (g, k), x in time.items() if k == q}
                )

    def _time_rows(self, time: dict[tuple[int, int], Ints]) -> None:
        """Agents share the time of those present among queues and levels."""
        for g, kinds in enumerate(self.floor.kinds_of):
            mine = [at for (group, _), at in time.items() if group == g]
            for i in range(self.floor.spans.size) if mine else ():
                spent = np.concatenate([at[:, i] for at in mine])
                self._row([(spent, 1.0), (kinds, -self.floor.present[kinds, i])], -np.inf, 0.0)

    def _answered(self, queue: int, asked: list[_Asked]) -> Ints:
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

    def _target_rows(
        self, queue: int, asked: _Asked, answered: Ints, time: dict[int, Ints]
    ) -> None:
        """What a target asks of the customers answered and of the levels at which they are."""
        target, floor = asked.target, self.floor
        inside = floor.spans.of_window(asked.window)
        offered = float(floor.offered[queue][inside].sum()) * asked.factor
        one = floor.scenario.queues[queue]
        first = 1.0 / floor.rounds(one)
        match target.measure:
            case Measure.LOST:
                patient = patient_beyond(floor.scenario, one, asked.window) * asked.factor
                wanted = (1.0 - target.bound) * offered - patient
                self._row([(answered[inside], 1.0)], wanted, np.inf)
                if one.retry is None:
                    good = {g: floor.levels[g, queue].kept for g in time}
                    wait = floor.wait(one) * int(np.diff(floor.spans.edges).max())
                    parts = self._good(queue, time, asked.window, wait, good, first)
                    self._row(parts, wanted, np.inf)
            case Measure.FIRST_REPLY_WITHIN:
                good = {g: floor.levels[g, queue].within[target.within] for g in time}
                parts = self._good(queue, time, asked.window, target.within, good, first)
                self._in_time(parts, answered[inside], 1.0, target.bound * offered)
            case _:
                good = {g: floor.levels[g, queue].within[target.within] for g in time}
                parts = self._good(queue, time, asked.window, target.within, good, 1.0)
                written = floor.rounds(one) * self._written_for(queue, asked)
                self._in_time(parts, answered, one.chat.rounds.mean, target.bound * written)

    def _in_time(
        self, parts: list[tuple[Ints, Floats | float]], answered: Ints, each: float, wanted: float
    ) -> None:
        """So many replies in time, which levels give and customers answered ask for."""
        replies = self._new(1)
        self._row([*parts, (replies, -1.0)], 0.0, np.inf)
        self._row([(answered, each), (replies, -1.0)], 0.0, np.inf)
        self._row([(replies, 1.0)], wanted, np.inf)

    def _written_for(self, queue: int, asked: _Asked) -> float:
        """Customers whose rounds are all written in the window, at least."""
        one = self.floor.scenario.queues[queue]
        start, end = asked.window
        if end < self.floor.scenario.calendar.grid.horizon:
            cycle = one.chat.work.mean + one.chat.think.mean
            end = max(start, end - round(2.0 * one.chat.rounds.mean * cycle))
        return chats_offered(self.floor.scenario, one, start, end) * asked.factor

    def _good(
        self,
        queue: int,
        time: dict[int, Ints],
        window: tuple[int, int],
        after: int,
        share: dict[int, Floats],
        each: float,
    ) -> list[tuple[Ints, Floats | float]]:
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
        parts: list[tuple[Ints, Floats | float]] = []
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
