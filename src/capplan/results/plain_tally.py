"""The tally in NumPy: for reading.

Every sum is one line of the rules M0 and M1; `compiled_tally` makes the same sums in one pass.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from capplan.engines import NONE, ChatLog, Outcome
from capplan.engines.audit import work_spells
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.results.orders import last_attempts, orders
from capplan.results.platforms import platform_sums
from capplan.results.tally import (
    GROUP_SUMS,
    Tally,
    Thresholds,
    groups_of_agents,
    queue_columns,
)
from capplan.results.waits import wait_counts
from capplan.results.work_split import Spells, work_sums
from capplan.sampling import Workload

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


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
    bot = cells.cell(w.contained.queue, w.contained.arrival)
    cells.put("contained", bot)
    cells.put("customers", bot)
    _customer_sums(cells, w, log)
    _attempt_sums(cells, thresholds, w, log)
    _line_sums(cells, w, log)
    _round_sums(cells, thresholds, w, log)
    decided = orders(scenario, roster, w, log)
    first = np.flatnonzero(log.arrival[: w.arrivals] != NONE)
    came = cells.cell(w.queue[first], log.arrival[first])
    for name, flags in (("orders", decided.placed), ("orders_if_prompt", decided.if_prompt)):
        cells.put(name, came[flags[first]])
        cells.put(name, bot[decided.by_bot])
    closed = decided.if_prompt & ~decided.placed & decided.closed
    cells.put("closed_orders_lost", came[closed[first]])
    return cells.array()


def _customer_sums(cells: _Cells, w: Workload, log: ChatLog) -> None:
    """Each customer ends once, as the last attempt did, where the first one came (M0c)."""
    first = np.flatnonzero(log.arrival[: w.arrivals] != NONE)
    cell = cells.cell(w.queue[first], log.arrival[first])
    cells.put("offered", cell)
    cells.put("customers", cell)
    ended = log.outcome[last_attempts(w, log)[first]]
    for outcome in Outcome:
        if outcome is not Outcome.NOT_COME:
            cells.put(outcome.name.lower(), cell[ended == outcome])


def _attempt_sums(cells: _Cells, thresholds: Thresholds, w: Workload, log: ChatLog) -> None:
    """First replies belong to the interval in which their attempt came (M0a)."""
    came = np.flatnonzero(log.arrival != NONE)
    cell = cells.cell(w.queue[came], log.arrival[came])
    cells.put("attempts", cell)
    offline = log.offline[came] == 1
    first = log.reply[w.first_round[came]]
    replied = first != NONE
    response = first - log.arrival[came]
    live, late = replied & ~offline, replied & offline
    cells.put("first_replies", cell[live])
    cells.put("first_response_ms", cell[live], response[live])
    left = log.left[came]
    heard = replied & ((left == NONE) | (left >= first))
    for within in thresholds.first:
        cells.put(f"first_within_{within}", cell[heard & (response <= within)])
    if offline.any():
        cells.put("offline", cell[offline])
        cells.put("offline_replies", cell[late])
        cells.put("offline_age_ms", cell[late], response[late])
        until = np.where(replied, first, log.stopped)[offline]
        cells.put_time("backlog_ms", w.queue[came[offline]], log.arrival[came[offline]], until)


def _line_sums(cells: _Cells, w: Workload, log: ChatLog) -> None:
    """Time in the line from arrival, and again after a transfer (C5)."""
    came = np.flatnonzero(log.arrival != NONE)
    start = log.arrival[came]
    waited = np.where(log.assigned[came] != NONE, log.assigned[came], log.ended[came])
    waited = np.where(waited != NONE, waited, log.stopped)
    cells.put_time("line_ms", w.queue[came], start, np.maximum(waited, start))
    if not w.transfer_to.size:
        return
    goes = np.flatnonzero((w.transfer_to >= 0) & (w.room > 1))
    goes = goes[log.message[w.first_round[goes] + 1] != NONE]
    cells.put("transferred", cells.cell(w.queue[goes], log.arrival[goes]))
    message = log.message[w.first_round[goes] + 1]
    cells.put("taken_over", cells.cell(w.transfer_to[goes], message))
    wrote = np.full(w.chats, np.iinfo(np.int64).max)
    wrote[goes] = message
    taken = np.where(log.ended == NONE, log.stopped, log.ended)
    again = log.stint_start >= wrote[log.stint_chat]
    np.minimum.at(taken, log.stint_chat[again], log.stint_start[again])
    until = np.maximum(taken[goes], message)
    cells.put_time("line_ms", w.transfer_to[goes], message, until)


def _round_sums(cells: _Cells, thresholds: Thresholds, w: Workload, log: ChatLog) -> None:
    """Rounds belong to the window of their message; those of a silent leaver are misses (M0)."""
    sent = np.flatnonzero(log.message != NONE)
    chat = w.chat_of_round[sent]
    message, reply, left = log.message[sent], log.reply[sent], log.left[chat]
    queue = w.queue_of_round()[sent] if w.transfer_to.size else w.queue[chat]
    cell = cells.cell(queue, message)
    cells.put("rounds", cell)
    answered = reply != NONE
    heard = answered & ((left == NONE) | (left >= reply))
    response = reply - message
    cells.put("replies", cell[answered])
    gone = (left != NONE) & (log.outcome[chat] != Outcome.LEFT_SILENT)
    until = np.where(answered, reply, np.where(gone, left, log.stopped))
    cells.put_time("unanswered_ms", queue, message, np.maximum(until, message))
    timed = answered & ~((log.offline[chat] == 1) & (sent == w.first_round[chat]))
    cells.put("timed_replies", cell[timed])
    cells.put("response_ms", cell[timed], response[timed])
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
