"""Checks of the agents' work: one thing at a time, for as long as it takes, and no idling."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from capplan.engines.audit.facts import Facts, Flags, Ints, problem, work_spells
from capplan.engines.contract import NONE

Floats = NDArray[np.float64]


def one_at_a_time(f: Facts) -> Iterator[str]:
    """An agent works on one message at a time (P2)."""
    agent, start, end = work_spells(f.log, f.w)
    order = np.lexsort((start, agent))
    same = agent[order][1:] == agent[order][:-1]
    overlap = same & (start[order][1:] < end[order][:-1])
    yield from problem("P2", "an agent did two things at once", overlap)


def lasting(f: Facts) -> Iterator[str]:
    """Work lasts as long as the rule says, given the chats then open (P2a, P6, P8, A2c)."""
    log, w = f.log, f.w
    speed = np.array(
        [[s.speed if (s := g.skill(q.name)) else 1.0 for q in f.scenario.queues]
         for g in f.scenario.groups]
    )  # fmt: skip
    place = np.flatnonzero((log.reply != NONE) & (log.agent != NONE))
    wrapped = np.flatnonzero((log.wrap_end != NONE) & (log.wrap_agent != NONE))
    agent = np.concatenate((log.agent[place], log.wrap_agent[wrapped])).astype(np.int64)
    start = np.concatenate((log.start[place], log.wrap_start[wrapped]))
    end = np.concatenate((log.reply[place], log.wrap_end[wrapped]))
    own = np.concatenate((np.ones(place.size, np.int64), np.zeros(wrapped.size, np.int64)))
    drawn = np.concatenate((w.work[place], w.wrap_up[wrapped])).astype(np.float64)
    last = f.last[wrapped]
    queue = np.concatenate((f.queue[place], f.queue[last]))
    others = _open_after(f, agent, start) - own
    slowed = drawn * (1.0 + f.scenario.slowdown * others)
    own_speed = speed[f.group[agent], queue] * _pace(f, f.shift_at(agent, start), start)
    lasts = np.maximum(1, np.floor(slowed / own_speed + 0.5)).astype(np.int64)
    wrong = np.zeros(w.work.size + w.chats, dtype=np.bool_)
    wrong[np.concatenate((place, w.work.size + wrapped))] = end - start != lasts
    yield from problem("P2", "a reply took another time to write", wrong[: w.work.size])
    yield from problem("P2", "a wrap-up took another time", wrong[w.work.size :])


def idling(f: Facts) -> Iterator[str]:
    """An agent never idles while a message or a wrap-up waits in the inbox (P2, A2)."""
    log, span = f.log, f.span
    begun = np.flatnonzero((log.start != NONE) & (log.agent != NONE))
    held = f.stint_at(f.chat[begun], log.start[begun])
    known = held != NONE
    begun, held = begun[known], held[known]
    since = np.maximum(log.message[begun], log.stint_start[held])
    yield from problem(
        "P2", "an agent idled while a message waited",
        _idle(f, log.agent[begun].astype(np.int64), since, log.start[begun]),
    )  # fmt: skip
    wrapped = np.flatnonzero((log.wrap_start != NONE) & (log.wrap_agent != NONE))
    agent = log.wrap_agent[wrapped].astype(np.int64)
    yield from problem(
        "P2", "an agent idled while a wrap-up waited",
        _idle(f, agent, log.ended[wrapped], log.wrap_start[wrapped]),
    )  # fmt: skip
    # Messages that left an inbox unworked: with the customer, or handed back.
    stint = np.flatnonzero(log.stint_end != NONE)
    written = np.flatnonzero(log.message != NONE)
    keys = f.chat[written] * span + log.message[written]
    chat, freed = log.stint_chat[stint], log.stint_end[stint]
    place = written[np.maximum(np.searchsorted(keys, chat * span + freed, side="right") - 1, 0)]
    waits = (f.chat[place] == chat) & ((log.start[place] == NONE) | (log.start[place] >= freed))
    stint, place, freed = stint[waits], place[waits], freed[waits]
    since = np.minimum(np.maximum(log.message[place], log.stint_start[stint]), freed)
    yield from problem(
        "P2", "an agent idled while a message waited that was then taken away",
        _idle(f, log.stint_agent[stint].astype(np.int64), since, freed),
    )  # fmt: skip


def wrapping_up(f: Facts) -> Iterator[str]:
    """Who ended a chat wraps it up afterwards, once (C4)."""
    log, w = f.log, f.w
    due = (log.ended != NONE) & ~f.open_leaver & (f.last_stint != NONE) & (w.wrap_up > 0)
    ender = np.where(due, log.stint_agent[f.last_stint] if log.stint_agent.size else NONE, NONE)
    done = (log.wrap_start != NONE) & (log.wrap_start >= log.ended) & (log.wrap_end != NONE)
    none = (log.wrap_start == NONE) & (log.wrap_end == NONE)
    yield from problem("C4", "another agent wrapped up, or nobody", log.wrap_agent != ender)
    yield from problem("C4", "a wrap-up did not follow its chat", (due & ~done) | (~due & ~none))


def _pace(f: Facts, shifts: Ints, ticks: Ints) -> Floats:
    """Factor on speed by tenure and teaching (P6), and by spans of another pace (P8)."""
    pace = f.pace.speed[shifts]
    factor = np.ones(ticks.size)
    for number in np.unique(shifts):
        mine = shifts == number
        for span in f.roster.shifts[int(number)].spans:
            factor[mine & (ticks >= span.start) & (ticks < span.end)] *= span.speed
    return pace * factor


def _open_after(f: Facts, agents: Ints, ticks: Ints) -> Ints:
    """Chats each agent holds after the assignments of a tick, shape of `ticks` [chats]."""
    log, span = f.log, f.span
    taken = np.sort(log.stint_agent.astype(np.int64) * span + log.stint_start)
    ends = log.stint_end != NONE
    freed = np.sort(log.stint_agent[ends].astype(np.int64) * span + log.stint_end[ends])
    at = agents * span + ticks

    def count(events: Ints) -> Ints:
        first = np.searchsorted(events, agents * span, side="left")
        return np.searchsorted(events, at, side="right") - first

    return count(taken) - count(freed)


def _idle(f: Facts, agents: Ints, since: Ints, until: Ints) -> Flags:
    """Whether each agent was not at work all the time between two ticks."""
    agent, start, end = work_spells(f.log, f.w)
    order = np.lexsort((start, agent))
    agent, start, lasts = agent[order], start[order], (end - start)[order]
    keys = agent * f.span + start
    before = np.concatenate(([0], np.cumsum(lasts)))

    def worked(ticks: Ints) -> Ints:
        place = np.searchsorted(keys, agents * f.span + ticks, side="right") - 1
        some = np.maximum(place, 0)
        current = np.minimum(ticks - start[some], lasts[some])
        mine = (place >= 0) & (agent[some] == agents)
        return np.where(mine, before[some] + current, before[place + 1])

    if not agent.size:
        return until > since
    return worked(until) - worked(since) != until - since
