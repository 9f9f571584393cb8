"""What the checks of a log have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from capplan.engines.contract import NONE, ChatLog, Outcome, on_the_floor
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
        written: rounds written, per chat, shape (n,).
        last: place of the last round written, shape (n,); `NONE` if there is none.
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
    written: Ints
    last: Ints
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
            chat=np.repeat(np.arange(w.chats, dtype=np.int64), w.rounds),
            written=written,
            last=np.where(written > 0, w.first_round[:-1] + written - 1, NONE),
            open_leaver=(log.left != NONE) & ~w.silent,
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
        return replied & (gone | (self.written == self.w.rounds))

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
