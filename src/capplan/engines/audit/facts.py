"""What the checks of a log have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from capplan.engines.contract import NONE, ChatLog, Outcome, on_the_floor
from capplan.model.learning import Pace, paces
from capplan.model.people import Group
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster, Shift
from capplan.sampling import Workload, attend

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def problem(rule: str, what: str, wrong: Flags) -> Iterator[str]:
    """One sentence if anything is wrong."""
    if wrong.any():
        yield f"{rule}: {what} ({int(wrong.sum())} times, first at {int(np.argmax(wrong))})"


def well_formed(log: ChatLog, roster: Roster, w: Workload) -> Iterator[str]:
    """Shapes and ranges; the other checks rely on them."""
    n, r, m = w.chats, w.work.size, log.stint_chat.size
    s, b = len(roster.shifts), sum(len(shift.breaks) for shift in roster.shifts)
    sizes = {"message": r, "start": r, "reply": r, "agent": r}
    for f in fields(log):
        column = getattr(log, f.name)
        if f.name == "stopped":
            continue
        kind = f.name.split("_")[0]
        size = sizes.get(f.name, {"stint": m, "shift": s, "break": b}.get(kind, n))
        if column.shape != (size,):
            yield f"log: {f.name} has shape {column.shape}, not ({size},)"
            return
        yield from problem("log", f"{f.name} holds a value below -1", column < NONE)
    yield from problem(
        "log", "there is no such outcome", (log.outcome < 0) | (log.outcome > max(Outcome))
    )
    yield from problem("log", "offline is neither 0 nor 1", (log.offline & ~1) != 0)
    for name in ("agent", "wrap_agent", "stint_agent"):
        agents = getattr(log, name)
        low = 0 if name == "stint_agent" else NONE
        yield from problem(
            "log", f"{name}: no such agent", (agents < low) | (agents >= roster.agents)
        )
    chat = log.stint_chat
    yield from problem("log", "stint_chat: no such chat", (chat < 0) | (chat >= n))


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """A log, its inputs, and what follows from them at once.

    Attributes:
        log: the log.
        scenario: the shop.
        roster: who is on.
        w: the customers.
        shifts: each shift as the run sees it (P4h), None if not worked.
        group: number of each agent's group, shape (agents,).
        chat: chat of each round, shape (r,).
        queue: queue in which each round is written, shape (r,).
        due: rounds of each chat, as it came, live or offline, shape (n,).
        sent_on: who goes on in another queue once the first reply is heard, shape (n,).
        pace: what tenure and teaching make of each shift (P6).
        written: rounds written, per chat, shape (n,).
        last: place of the last round written, shape (n,); `NONE` if there is none.
        turned_away: who came in closed hours and left at once, shape (n,).
        open_leaver: who left and closed the chat, shape (n,).
        by_chat: stints by chat, then start, shape (m,).
        by_agent: stints by agent, then in the log's order, shape (m,).
        last_stint: each chat's last stint, shape (n,); `NONE` if there is none.
    """

    log: ChatLog
    scenario: Scenario
    roster: Roster
    w: Workload
    shifts: tuple[Shift | None, ...]
    group: Ints
    chat: Ints
    queue: Ints
    due: Ints
    sent_on: Flags
    pace: Pace
    written: Ints
    last: Ints
    turned_away: Flags
    open_leaver: Flags
    by_chat: Ints
    by_agent: Ints
    last_stint: Ints

    @classmethod
    def of(cls, log: ChatLog, scenario: Scenario, roster: Roster, w: Workload) -> Facts:
        """Gather the facts of a well-formed log."""
        group = np.zeros(roster.agents, dtype=np.int64)
        names = {name: place for place, name in enumerate(scenario.group_names)}
        for shift in roster.shifts:
            group[shift.agent] = names[shift.group]
        written = per_chat(log.message != NONE, w)
        due = np.where(log.offline == 1, w.offline_rounds, w.rounds) if w.stays.size else w.rounds
        by_chat = np.lexsort((log.stint_start, log.stint_chat)).astype(np.int64)
        last_stint = np.full(w.chats, NONE, dtype=np.int64)
        last_stint[log.stint_chat[by_chat]] = by_chat
        return cls(
            log=log,
            scenario=scenario,
            roster=roster,
            w=w,
            shifts=on_the_floor(roster, attend(scenario, roster, w)),
            group=group,
            chat=w.chat_of_round,
            queue=w.queue_of_round(),
            due=due,
            sent_on=(w.transfer_to >= 0) & (due > 1) if w.transfer_to.size else due < 0,
            pace=paces(scenario, roster),
            written=written,
            last=np.where(written > 0, w.first_round[:-1] + written - 1, NONE),
            turned_away=log.outcome == Outcome.LEFT_CLOSED,
            open_leaver=(log.left != NONE) & ~w.silent & (log.outcome != Outcome.LEFT_CLOSED),
            by_chat=by_chat,
            by_agent=np.argsort(log.stint_agent, kind="stable").astype(np.int64),
            last_stint=last_stint,
        )

    @property
    def span(self) -> int:
        """More than any tick of the log, to make one number of (agent or chat, tick)."""
        log = self.log
        columns = (log.message, log.reply, log.ended, log.left, log.wrap_end, log.stint_end)
        planned = [shift.end for shift in self.roster.shifts]
        most = max(int(column.max(initial=0)) for column in columns)
        return 2 + max([most, log.stopped, *planned])

    @property
    def answered(self) -> Flags:
        """Whether each chat's last message is answered and no round can follow, shape (n,)."""
        replied = (self.last != NONE) & (self.log.reply[self.last] != NONE)
        gone = (self.log.left != NONE) & self.w.silent
        return replied & (gone | (self.written == self.due))

    def is_closed(self, queue: Ints, ticks: Ints) -> Flags:
        """Whether each queue has closed hours at each tick: nobody who may serve it is on (D6)."""
        closed = np.zeros(ticks.size, dtype=np.bool_)
        for number, terms in enumerate(self.scenario.queues):
            if terms.closed is None:
                continue
            serving = {g.name for g in self.scenario.groups if g.skill(terms.name)}
            shifts = [s for s in self.shifts if s is not None and s.group in serving]
            start = np.sort(np.array([s.start for s in shifts], dtype=np.int64))
            end = np.sort(np.array([s.end for s in shifts], dtype=np.int64))
            on = np.searchsorted(start, ticks, "right") - np.searchsorted(end, ticks, "right")
            closed |= (queue == number) & (on == 0)
        return closed

    def unhurried(self) -> Flags:
        """Whether each round is a message of closed hours, without patience, shape (r,) (D6)."""
        rounds = np.zeros(self.w.work.size, dtype=np.bool_)
        first = self.w.first_round[:-1]
        rounds[first] = self.log.offline == 1
        other = first[self.sent_on] + 1
        written = self.log.message[other] != NONE
        rounds[other] = written & self.is_closed(self.queue[other], self.log.message[other])
        return rounds

    def taken(self, rounds: Ints) -> Ints:
        """When an agent took the chat of each round after its message; `NONE` if nobody did."""
        log, order = self.log, self.by_chat
        if not order.size:
            return np.full(rounds.size, NONE, dtype=np.int64)
        keys = log.stint_chat[order] * self.span + log.stint_start[order]
        place = np.searchsorted(keys, self.chat[rounds] * self.span + log.message[rounds])
        found = order[np.minimum(place, order.size - 1)]
        mine = (log.message[rounds] != NONE) & (place < order.size)
        mine &= log.stint_chat[found] == self.chat[rounds]
        return np.where(mine, log.stint_start[found], NONE)

    def stint_queues(self) -> Ints:
        """Queue in which each stint's chat was held, shape (m,) (C5)."""
        chat = self.log.stint_chat
        if not self.sent_on.any():
            return self.w.queue[chat]
        moved = self.log.message[np.minimum(self.w.first_round[chat] + 1, self.chat.size - 1)]
        there = self.sent_on[chat] & (moved != NONE) & (self.log.stint_start >= moved)
        return np.where(there, self.w.transfer_to[chat], self.w.queue[chat])

    def shift_at(self, agents: Ints, ticks: Ints) -> Ints:
        """The last shift, of those worked, that each agent began by each tick."""
        worked = [n for n, s in enumerate(self.shifts) if s is not None]
        who = np.array([self.roster.shifts[n].agent for n in worked], dtype=np.int64)
        start = np.array([s.start for s in self.shifts if s is not None], dtype=np.int64)
        place = np.searchsorted(who * self.span + start, agents * self.span + ticks, "right") - 1
        return np.array(worked, dtype=np.int64)[place]

    def stint_at(self, chats: Ints, ticks: Ints) -> Ints:
        """The last stint of each chat that began by each tick; `NONE` if there is none."""
        if self.by_chat.size == 0:
            return np.full(chats.size, NONE, dtype=np.int64)
        log, order, span = self.log, self.by_chat, self.span
        keys = log.stint_chat[order] * span + log.stint_start[order]
        place = np.searchsorted(keys, chats * span + ticks, side="right") - 1
        found = order[np.maximum(place, 0)]
        return np.where((place >= 0) & (log.stint_chat[found] == chats), found, NONE)

    def stints_of(self, agent: int) -> Ints:
        """An agent's stints, in the log's order."""
        low, high = np.searchsorted(self.log.stint_agent, [agent, agent + 1], sorter=self.by_agent)
        return self.by_agent[low:high]

    def terms(self, agent: int) -> Group:
        """The group of an agent."""
        return self.scenario.groups[int(self.group[agent])]


def per_chat(flags: Flags, w: Workload) -> Ints:
    """Rounds with a flag, per chat, shape (n,)."""
    total = np.concatenate(([0], np.cumsum(flags)))
    return total[w.first_round[1:]] - total[w.first_round[:-1]]


def work_spells(log: ChatLog, w: Workload) -> tuple[Ints, Ints, Ints]:
    """Agent, start and end of each piece of work: replies, broken-off replies, wrap-ups."""
    place = np.flatnonzero(log.start != NONE)
    end = log.reply[place]
    broken_off = np.flatnonzero(end == NONE)
    chat = np.searchsorted(w.first_round, place[broken_off], side="right") - 1
    end[broken_off] = log.left[chat]
    wrapped = np.flatnonzero(log.wrap_start != NONE)
    return (
        np.concatenate((log.agent[place], log.wrap_agent[wrapped])).astype(np.int64),
        np.concatenate((log.start[place], log.wrap_start[wrapped])),
        np.concatenate((end, log.wrap_end[wrapped])),
    )
