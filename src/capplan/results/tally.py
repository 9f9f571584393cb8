"""From one log to counts and sums per queue, group and interval (rules M0 and M1).

A tally is what a replication leaves behind: plain sums, so that tallies of intervals add up to
windows and days, and tallies of replications to estimates.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.engines import NONE, ChatLog, Outcome
from capplan.engines.audit import work_spells
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.model.targets import Measure, Target
from capplan.results.orders import orders
from capplan.results.platforms import platform_sums
from capplan.results.waits import wait_counts
from capplan.results.work_split import Spells, work_sums
from capplan.sampling import Workload
from capplan.units import MINUTE, SECOND

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LOST = ("left_line", "left_first_reply", "left_later", "left_silent")
QUEUE_SUMS = (
    "customers", "contained", "offered", "handled", *LOST, "open_at_end",
    "first_replies", "first_response_ms", "rounds", "replies", "response_ms", "line_ms",
    "orders", "orders_if_prompt",
)  # fmt: skip
"""What is summed per queue and interval; then come the "within" counts of `Thresholds`."""
GROUP_SUMS = ("on_shift_ms", "break_ms", "work_ms", "open_ms", "replies", "overtime_ms")
"""What is summed per group and interval."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The response times that are counted, rising.

    Attributes:
        first: for first replies [ticks].
        reply: for replies of any round [ticks].
    """

    first: tuple[int, ...]
    reply: tuple[int, ...]

    @classmethod
    def of(cls, scenario: Scenario) -> Thresholds:
        """30 s for first replies, 3 min for rounds, and what the targets name."""

        def named(measure: Measure, usual: int) -> tuple[int, ...]:
            own = {t.within for t in scenario.targets if _asks(t) == measure}
            return tuple(sorted(own | {usual}))

        return cls(
            named(Measure.FIRST_REPLY_WITHIN, 30 * SECOND), named(Measure.REPLY_WITHIN, 3 * MINUTE)
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the counts, in order."""
        return tuple(f"first_within_{t}" for t in self.first) + tuple(
            f"reply_within_{t}" for t in self.reply
        )


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Sums of one replication; the last interval collects what falls behind the horizon.

    Attributes:
        queues: shape (queues, intervals + 1, queue columns): `QUEUE_SUMS` + thresholds.
        groups: shape (groups, intervals + 1, `GROUP_SUMS`).
        platforms: by metric of each queue's platform and day, shape (judged, days, 2).
        work: time at work by group and queue, shape (groups, queues) [ms].
        waits: how many replies took how long, shape (queues, 2, bins); see `results.waits`.
    """

    queues: Floats
    groups: Floats
    platforms: Floats
    work: Floats
    waits: Floats


def _asks(target: Target) -> str:
    """The measure whose T a target names, itself or through its platform's metric."""
    return target.metric.asked if target.metric else target.measure


def queue_columns(thresholds: Thresholds) -> tuple[str, ...]:
    """Names of the last axis of `Tally.queues`."""
    return QUEUE_SUMS + thresholds.columns


def tally(scenario: Scenario, roster: Roster, workload: Workload, log: ChatLog) -> Tally:
    """Sum one replication up."""
    written_in = workload.queue_of_round()
    group, spells = groups_of_agents(scenario, roster), work_spells(log, workload)
    return Tally(
        queues=_queue_sums(scenario, roster, workload, log),
        groups=_group_sums(scenario, roster, log, spells),
        platforms=platform_sums(scenario, workload, log),
        work=work_sums(scenario, group, workload, log, spells, written_in),
        waits=wait_counts(scenario, workload, log, written_in),
    )


class _Cells:
    """Sums by (row, interval), by name of the sum."""

    def __init__(self, names: tuple[str, ...], rows: int, scenario: Scenario) -> None:
        self._grid = scenario.calendar.grid
        self._columns = self._grid.count + 1
        self._places = {name: place for place, name in enumerate(names)}
        self._sums = np.zeros((len(names), rows * self._columns))

    def cell(self, row: Ints, tick: Ints) -> Ints:
        """Place of each (row, tick); ticks behind the horizon fall into the last interval."""
        return row * self._columns + np.minimum(tick // self._grid.interval, self._columns - 1)

    def put(self, name: str, cells: Ints, weights: NDArray[np.generic] | None = None) -> None:
        """Count cells, or add weights to them."""
        size = self._sums.shape[1]
        total = (
            np.bincount(cells, minlength=size)
            if weights is None
            else np.bincount(cells, weights.astype(np.float64), minlength=size)
        )
        self._sums[self._places[name]] += total

    def put_time(self, name: str, row: Ints, start: Ints, end: Ints) -> None:
        """Add the part of each spell that lies in each interval [ms]."""
        interval, last = self._grid.interval, int(end.max(initial=0)) + 1
        edges: Floats = np.arange(self._columns + 1, dtype=np.float64) * interval
        edges[-1] = max(edges[-1], last)
        size = self._sums.shape[1]

        def passed(ticks: Ints) -> Floats:
            """Time since the given ticks, summed, at each edge, shape (rows, columns)."""
            cells = self.cell(row, ticks)
            count = np.bincount(cells, minlength=size).reshape(-1, self._columns)
            total = np.bincount(cells, ticks.astype(np.float64), minlength=size)
            total = total.reshape(-1, self._columns)
            return np.asarray(edges[1:] * count.cumsum(axis=1) - total.cumsum(axis=1), np.float64)

        by_then = passed(start) - passed(end)
        self._sums[self._places[name]] += np.diff(by_then, axis=1, prepend=0.0).reshape(-1)

    def array(self) -> Floats:
        """The sums, shape (rows, intervals + 1, names)."""
        shape = (len(self._places), -1, self._columns)
        return np.ascontiguousarray(self._sums.reshape(shape).transpose(1, 2, 0))


def _queue_sums(scenario: Scenario, roster: Roster, w: Workload, log: ChatLog) -> Floats:
    thresholds = Thresholds.of(scenario)
    cells = _Cells(queue_columns(thresholds), len(scenario.queues), scenario)
    came = cells.cell(w.queue, w.arrival)
    bot = cells.cell(w.contained.queue, w.contained.arrival)
    cells.put("offered", came)
    cells.put("contained", bot)
    cells.put("customers", came)
    cells.put("customers", bot)
    for outcome in Outcome:
        cells.put(outcome.name.lower(), came[log.outcome == outcome])
    first = log.reply[w.first_round[:-1]]
    replied = first != NONE
    response = first[replied] - w.arrival[replied]
    answered = came[replied]
    cells.put("first_replies", answered)
    cells.put("first_response_ms", answered, response)
    left = log.left[replied]
    heard = (left == NONE) | (left >= first[replied])
    for within in thresholds.first:
        cells.put(f"first_within_{within}", answered[heard & (response <= within)])
    waited = np.where(log.assigned != NONE, log.assigned, log.ended)
    waited = np.where(waited != NONE, waited, log.stopped)
    cells.put_time("line_ms", w.queue, w.arrival, np.maximum(waited, w.arrival))
    _round_sums(cells, thresholds, w, log)
    ordered, prompt, bot_orders = orders(scenario, roster, w, log)
    for name, flags in (("orders", ordered), ("orders_if_prompt", prompt)):
        cells.put(name, came[flags])
        cells.put(name, bot[bot_orders])
    return cells.array()


def _round_sums(cells: _Cells, thresholds: Thresholds, w: Workload, log: ChatLog) -> None:
    """Rounds belong to the window of their message; those of a silent leaver are misses (M0)."""
    sent = np.flatnonzero(log.message != NONE)
    chat = np.repeat(np.arange(w.chats), w.rounds)[sent]
    message, reply, left = log.message[sent], log.reply[sent], log.left[chat]
    cell = cells.cell(w.queue[chat], message)
    cells.put("rounds", cell)
    answered = reply != NONE
    heard = answered & ((left == NONE) | (left >= reply))
    response = reply - message
    cells.put("replies", cell[answered])
    cells.put("response_ms", cell[answered], response[answered])
    for within in thresholds.reply:
        cells.put(f"reply_within_{within}", cell[heard & (response <= within)])


def _group_sums(scenario: Scenario, roster: Roster, log: ChatLog, spells: Spells) -> Floats:
    cells = _Cells(GROUP_SUMS, len(scenario.groups), scenario)
    group = groups_of_agents(scenario, roster)
    worked = np.flatnonzero(log.shift_start != NONE)
    shift_group = group[np.array([s.agent for s in roster.shifts], dtype=np.int64)[worked]]
    end = np.where(log.shift_end == NONE, log.stopped, log.shift_end)[worked]
    planned = np.array([s.end for s in roster.shifts], dtype=np.int64)[worked]
    cells.put_time("on_shift_ms", shift_group, log.shift_start[worked], end)
    cells.put_time("overtime_ms", shift_group, np.minimum(planned, end), end)
    breaks = np.repeat(np.arange(len(roster.shifts)), [len(s.breaks) for s in roster.shifts])
    taken = np.flatnonzero(log.break_start != NONE)
    if taken.size:
        agents = np.array([s.agent for s in roster.shifts], dtype=np.int64)
        resting = group[agents[breaks[taken]]]
        back = np.where(log.break_end == NONE, log.stopped, log.break_end)[taken]
        cells.put_time("break_ms", resting, log.break_start[taken], back)
    agent, start, stop = spells
    cells.put_time("work_ms", group[agent], start, stop)
    freed = np.where(log.stint_end == NONE, log.stopped, log.stint_end)
    cells.put_time("open_ms", group[log.stint_agent], log.stint_start, freed)
    sent = log.reply != NONE
    cells.put("replies", cells.cell(group[log.agent[sent]], log.reply[sent]))
    return cells.array()


def groups_of_agents(scenario: Scenario, roster: Roster) -> Ints:
    """Number of each agent's group, shape (agents,)."""
    names = {name: place for place, name in enumerate(scenario.group_names)}
    group = np.zeros(roster.agents, dtype=np.int64)
    for shift in roster.shifts:
        group[shift.agent] = names[shift.group]
    return group
