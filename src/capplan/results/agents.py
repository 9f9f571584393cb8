"""From one log to what each person did: sums per shift and queue (rule M1j)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.engines import NONE, ChatLog, Outcome
from capplan.engines.audit import work_spells
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.results.calendar_days import days_of_intervals
from capplan.results.orders import last_attempts, orders
from capplan.sampling import Workload
from capplan.units import MINUTE, SECOND

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

FIRST_WITHIN, REPLY_WITHIN = 30 * SECOND, 3 * MINUTE
"""The response times that are counted per person, for first replies and for rounds [ticks]."""
LOST = (
    Outcome.LEFT_LINE, Outcome.LEFT_FIRST_REPLY, Outcome.LEFT_LATER, Outcome.LEFT_SILENT,
    Outcome.LEFT_CLOSED,
)  # fmt: skip
TIMES = ("on_shift_ms", "break_ms", "work_ms", "open_ms", "overtime_ms")
"""What is summed per shift."""
COUNTS = (
    "chats", "offered", "handled", "lost", "inquirers", "inquirers_lost", "orders", "sales_yuan",
    "margin_yuan", "attempts", "answered", "first_replies", "first_response_ms", "first_within",
    "rounds", "replies", "timed_replies", "response_ms", "reply_within",
)  # fmt: skip
"""What is summed per shift, or nobody, and queue."""


@dataclass(frozen=True, slots=True, eq=False)
class ShiftSums:
    """What each shift of a roster did in one replication, and what fell to nobody.

    Attributes:
        times: shape (shifts, `TIMES`) [ms].
        came: whether the person came, shape (shifts,).
        counts: shape (shifts + days, queues, `COUNTS`); behind the shifts a row per calendar day
            for what fell to nobody: who left the line, or was kept by the bot.
    """

    times: Floats
    came: Flags
    counts: Floats


def shift_sums(scenario: Scenario, roster: Roster, w: Workload, log: ChatLog) -> ShiftSums:
    """Sum one replication up by shift."""
    shifts = _Shifts(roster, log)
    return ShiftSums(_times(roster, w, log, shifts), log.shift_start != NONE,
                     _Counts(scenario, roster, w, log, shifts).array())  # fmt: skip


class _Shifts:
    """Which shift an agent is in at a tick."""

    def __init__(self, roster: Roster, log: ChatLog) -> None:
        self._worked = np.flatnonzero(log.shift_start != NONE)
        self._base = log.stopped + 1
        agents = np.array([s.agent for s in roster.shifts], dtype=np.int64)[self._worked]
        self._keys = agents * self._base + log.shift_start[self._worked]

    def at(self, agent: NDArray[np.integer], tick: Ints) -> Ints:
        """Place of the last shift that the agent has begun by then."""
        keys = agent.astype(np.int64) * self._base + tick
        return self._worked[np.searchsorted(self._keys, keys, side="right") - 1]


def _times(roster: Roster, w: Workload, log: ChatLog, shifts: _Shifts) -> Floats:
    number = len(roster.shifts)
    sums = np.zeros((number, len(TIMES)))

    def put(name: str, shift: Ints, time: Ints) -> None:
        total = np.bincount(shift, time.astype(np.float64), minlength=number)
        sums[:, TIMES.index(name)] += total

    worked = np.flatnonzero(log.shift_start != NONE)
    end = np.where(log.shift_end == NONE, log.stopped, log.shift_end)[worked]
    planned = np.array([s.end for s in roster.shifts], dtype=np.int64)[worked]
    put("on_shift_ms", worked, end - log.shift_start[worked])
    put("overtime_ms", worked, end - np.minimum(planned, end))
    of_break = np.repeat(np.arange(number), [len(s.breaks) for s in roster.shifts])
    taken = np.flatnonzero(log.break_start != NONE)
    back = np.where(log.break_end == NONE, log.stopped, log.break_end)[taken]
    put("break_ms", of_break[taken].astype(np.int64), back - log.break_start[taken])
    agent, start, stop = work_spells(log, w)
    put("work_ms", shifts.at(agent, start), stop - start)
    freed = np.where(log.stint_end == NONE, log.stopped, log.stint_end)
    put("open_ms", shifts.at(log.stint_agent, log.stint_start), freed - log.stint_start)
    return sums


class _Counts:
    """Sums by (shift or nobody's day, queue), by name of the sum."""

    def __init__(
        self, scenario: Scenario, roster: Roster, w: Workload, log: ChatLog, shifts: _Shifts
    ) -> None:
        self._queues = len(scenario.queues)
        self._nobody = len(roster.shifts)
        self._grid = scenario.calendar.grid
        self._day = days_of_intervals(scenario.calendar)
        self._shape = (self._nobody + scenario.calendar.days, self._queues)
        self._sums = np.zeros((len(COUNTS), self._shape[0] * self._queues))
        self._held = _last_stints(w, log, shifts)
        written_in = w.queue_of_round() if w.transfer_to.size else w.queue[w.chat_of_round]
        owner = self._attempts(w, log, shifts)
        self._customers(scenario, roster, w, log, owner)
        self._rounds(w, log, shifts, written_in)

    def array(self) -> Floats:
        """Shape (shifts + days, queues, names)."""
        return np.ascontiguousarray(
            self._sums.reshape(len(COUNTS), *self._shape).transpose(1, 2, 0)
        )

    def _put(self, name: str, cells: Ints, weights: NDArray[np.generic] | None = None) -> None:
        size = self._sums.shape[1]
        weights = None if weights is None else weights.astype(np.float64)
        self._sums[COUNTS.index(name)] += np.bincount(cells, weights, minlength=size)

    def _cells(self, row: Ints, queue: Ints, tick: Ints) -> Ints:
        """Place of each row and queue; where no shift is (-1), of the day's nobody."""
        interval = np.minimum(tick // self._grid.interval, self._grid.count)
        row = np.where(row == NONE, self._nobody + self._day[interval], row)
        return np.asarray(row * self._queues + queue, dtype=np.int64)

    def _attempts(self, w: Workload, log: ChatLog, shifts: _Shifts) -> Ints:
        """Shift that each attempt belongs to: of the first reply, else of who held it last."""
        owner = self._held.copy()
        first = log.reply[w.first_round[:-1]]
        replied = np.flatnonzero(first != NONE)
        owner[replied] = shifts.at(log.agent[w.first_round[replied]], first[replied])
        came = np.flatnonzero(log.arrival != NONE)
        cells = self._cells(owner[came], w.queue[came], log.arrival[came])
        self._put("attempts", cells)
        reply, response = first[came], first[came] - log.arrival[came]
        live = (reply != NONE) & (log.offline[came] != 1)
        left = log.left[came]
        heard = (reply != NONE) & ((left == NONE) | (left >= reply))
        self._put("answered", cells[reply != NONE])
        self._put("first_replies", cells[live])
        self._put("first_response_ms", cells[live], response[live])
        self._put("first_within", cells[heard & (response <= FIRST_WITHIN)])
        return owner

    def _customers(
        self, scenario: Scenario, roster: Roster, w: Workload, log: ChatLog, owner: Ints
    ) -> None:
        """Each customer belongs to the shift of the last attempt (M0c)."""
        first = np.flatnonzero(log.arrival[: w.arrivals] != NONE)
        last = last_attempts(w, log)[first]
        queue = w.queue[first]
        cells = self._cells(owner[last], queue, log.arrival[first])
        ended = log.outcome[last]
        lost = np.isin(ended, LOST)
        self._put("offered", cells)
        self._put("handled", cells[ended == Outcome.HANDLED])
        self._put("lost", cells[lost])
        terms = [q.orders for q in scenario.queues]
        asks = np.array([t is not None for t in terms])[queue]
        self._put("inquirers", cells[asks])
        self._put("inquirers_lost", cells[asks & lost])
        value = np.array([t.order_value if t else 0.0 for t in terms])
        margin = np.array([t.order_value * t.margin if t else 0.0 for t in terms])
        decided = orders(scenario, roster, w, log)
        kept, bot = decided.by_bot, w.contained
        nobody = np.full(bot.queue.size, NONE, dtype=np.int64)
        for cell, of, placed in (
            (cells, queue, decided.placed[first]),
            (self._cells(nobody, bot.queue, bot.arrival), bot.queue, kept),
        ):
            self._put("orders", cell[placed])
            self._put("sales_yuan", cell[placed], value[of[placed]])
            self._put("margin_yuan", cell[placed], margin[of[placed]])

    def _rounds(self, w: Workload, log: ChatLog, shifts: _Shifts, written_in: Ints) -> None:
        """Each round belongs to who worked on it, else to who held its chat last."""
        sent = np.flatnonzero(log.message != NONE)
        chat, reply, agent = w.chat_of_round[sent], log.reply[sent], log.agent[sent]
        row = self._held[chat].copy()
        begun = np.flatnonzero(log.start[sent] != NONE)
        row[begun] = shifts.at(agent[begun], log.start[sent][begun])
        answered = reply != NONE
        row[answered] = shifts.at(agent[answered], reply[answered])
        cells = self._cells(row, written_in[sent], log.message[sent])
        left, response = log.left[chat], reply - log.message[sent]
        heard = answered & ((left == NONE) | (left >= reply))
        timed = answered & ~((log.offline[chat] == 1) & (sent == w.first_round[chat]))
        self._put("rounds", cells)
        self._put("replies", cells[answered])
        self._put("timed_replies", cells[timed])
        self._put("response_ms", cells[timed], response[timed])
        self._put("reply_within", cells[heard & (response <= REPLY_WITHIN)])
        pairs = chat[answered] * self._shape[0] + row[answered]
        pairs, once = np.unique(pairs, return_index=True)
        of = np.flatnonzero(answered)[once]
        self._put("chats", row[of] * self._queues + w.queue[chat[of]])


def _last_stints(w: Workload, log: ChatLog, shifts: _Shifts) -> Ints:
    """Shift that held each chat last, `NONE` if nobody did, shape (chats,)."""
    held = np.full(w.chats, NONE, dtype=np.int64)
    order = np.argsort(log.stint_start, kind="stable")
    taken = shifts.at(log.stint_agent, log.stint_start)
    held[log.stint_chat[order]] = taken[order]  # of one chat the last stint stays
    return held
