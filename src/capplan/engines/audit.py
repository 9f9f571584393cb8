"""Recompute a log from scratch: what must hold whatever engine wrote it.

Nothing here shares code with an engine.  Each check states its rule of docs/model.md.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from capplan.engines.contract import NONE, ChatLog, Outcome, first_breaks, on_the_floor
from capplan.model.people import Group
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.sampling import Workload, attend

Ints = NDArray[np.int64]


def audit(log: ChatLog, scenario: Scenario, roster: Roster, workload: Workload) -> list[str]:
    """Check a log against its inputs; one sentence per broken rule, empty if all hold."""
    checks = (_conservation, _rounds, _patience, _line, _one_at_a_time, _work, _slots, _presence)
    return [problem for check in checks for problem in check(log, scenario, roster, workload)]


def _problem(rule: str, what: str, wrong: NDArray[np.bool_]) -> Iterator[str]:
    if wrong.any():
        yield f"{rule}: {what} ({int(wrong.sum())} times, first at {int(np.argmax(wrong))})"


def _conservation(log: ChatLog, scenario: Scenario, roster: Roster, w: Workload) -> Iterator[str]:
    """Every customer ends exactly once, in the state that the rest of the log shows."""
    replies = _per_chat(log.reply != NONE, w)
    left = log.left != NONE
    taken = log.assigned != NONE
    done = replies == w.rounds
    expected = np.full(w.chats, int(Outcome.OPEN_AT_END))
    expected[done & (log.ended != NONE)] = Outcome.HANDLED
    open_leaver = left & ~w.silent
    expected[open_leaver & (replies > 0)] = Outcome.LEFT_LATER
    expected[open_leaver & (replies == 0) & taken] = Outcome.LEFT_FIRST_REPLY
    expected[open_leaver & (replies == 0) & ~taken] = Outcome.LEFT_LINE
    expected[left & w.silent] = Outcome.LEFT_SILENT
    yield from _problem("M1", "an outcome contradicts the log", log.outcome != expected)
    yield from _problem(
        "C3", "an open leaver's chat did not end when they left",
        open_leaver & (log.ended != log.left),
    )  # fmt: skip


def _rounds(log: ChatLog, scenario: Scenario, roster: Roster, w: Workload) -> Iterator[str]:
    """Rounds follow one another: message, work, reply, think time (C1)."""
    first = w.first_round[:-1]
    yield from _problem("C1", "a first message is not the arrival", log.message[first] != w.arrival)
    worked = log.start != NONE
    yield from _problem("C1", "work began before the message", worked & (log.start < log.message))
    sent = log.reply != NONE
    yield from _problem(
        "C1", "a reply was sent without work", sent & (~worked | (log.reply <= log.start))
    )
    follows = np.ones(w.work.size, dtype=np.bool_)
    follows[first] = False
    place = np.flatnonzero(follows & (log.message != NONE))
    due = log.reply[place - 1] + w.think[place - 1]
    yield from _problem(
        "C1", "a message did not follow the reply after the think time",
        (log.reply[place - 1] == NONE) | (log.message[place] != due),
    )  # fmt: skip


def _patience(log: ChatLog, scenario: Scenario, roster: Roster, w: Workload) -> Iterator[str]:
    """Nobody leaves before, or is answered after, the end of their patience (C2)."""
    scope = np.array([int(q.chat.patience.scope) for q in scenario.queues])[w.queue]
    first = w.first_round[:-1]
    deadline = w.arrival + w.patience
    met_at = np.where(scope == 0, log.assigned, log.reply[first])
    unmet = met_at == NONE
    over = ~unmet & (met_at > deadline)
    gone_first = (log.left != NONE) & (log.left == deadline)
    yield from _problem("C2", "an open leaver was served after leaving", over & ~w.silent)
    yield from _problem("C2", "patience ended and the customer stayed", over & ~gone_first)
    lines_end = (log.left != NONE) & unmet & (log.left != deadline)
    yield from _problem("C2", "a customer left at another time than the draw says", lines_end)


def _line(log: ChatLog, scenario: Scenario, roster: Roster, w: Workload) -> Iterator[str]:
    """Within a queue, chats are taken in order of arrival (A1)."""
    for number, queue in enumerate(scenario.queues):
        taken = log.assigned[(w.queue == number) & (log.assigned != NONE)]
        yield from _problem("A1", f"queue {queue.name} was not first come first served",
                            np.diff(taken) < 0)  # fmt: skip
    yield from _problem(
        "A1", "a chat was assigned before it arrived",
        (log.assigned != NONE) & (log.assigned < w.arrival),
    )  # fmt: skip


def work_spells(log: ChatLog, w: Workload) -> tuple[Ints, Ints, Ints]:
    """Agent, start and end of each piece of work: replies, broken-off replies, wrap-ups."""
    place = np.flatnonzero(log.start != NONE)
    chat = np.searchsorted(w.first_round, place, side="right") - 1
    end = np.where(log.reply[place] == NONE, log.left[chat], log.reply[place])
    wrapped = np.flatnonzero(log.wrap_start != NONE)
    return (
        np.concatenate((log.agent[place], log.wrap_agent[wrapped])).astype(np.int64),
        np.concatenate((log.start[place], log.wrap_start[wrapped])),
        np.concatenate((end, log.wrap_end[wrapped])),
    )


def _one_at_a_time(log: ChatLog, scenario: Scenario, roster: Roster, w: Workload) -> Iterator[str]:
    """An agent works on one message at a time (P2)."""
    agent, start, end = work_spells(log, w)
    order = np.lexsort((start, agent))
    same = agent[order][1:] == agent[order][:-1]
    overlap = same & (start[order][1:] < end[order][:-1])
    yield from _problem("P2", "an agent did two things at once", overlap)


def _open_after(log: ChatLog, agents: Ints, ticks: Ints) -> Ints:
    """Chats each agent holds after the assignments of a tick, shape of `ticks` [chats]."""
    span = 1 + max(int(log.stopped), int(ticks.max(initial=0)))
    taken = np.sort(log.stint_agent.astype(np.int64) * span + log.stint_start)
    ends = log.stint_end != NONE
    freed = np.sort(log.stint_agent[ends].astype(np.int64) * span + log.stint_end[ends])
    at = agents * span + ticks

    def count(events: Ints) -> Ints:
        first = np.searchsorted(events, agents * span, side="left")
        return np.searchsorted(events, at, side="right") - first

    return count(taken) - count(freed)


def _work(log: ChatLog, scenario: Scenario, roster: Roster, w: Workload) -> Iterator[str]:
    """Work lasts as long as the rule says, given the chats then open (P2)."""
    speed = np.array(
        [[s.speed if (s := g.skill(q.name)) else 0.0 for q in scenario.queues]
         for g in scenario.groups]
    )  # fmt: skip
    group = _group_of_agent(scenario, roster)
    place = np.flatnonzero(log.reply != NONE)
    chat = np.searchsorted(w.first_round, place, side="right") - 1
    wrapped = np.flatnonzero(log.wrap_end != NONE)
    agent = np.concatenate((log.agent[place], log.wrap_agent[wrapped])).astype(np.int64)
    start = np.concatenate((log.start[place], log.wrap_start[wrapped]))
    end = np.concatenate((log.reply[place], log.wrap_end[wrapped]))
    own = np.concatenate((np.ones(place.size, np.int64), np.zeros(wrapped.size, np.int64)))
    drawn = np.concatenate((w.work[place], w.wrap_up[wrapped])).astype(np.float64)
    queue = w.queue[np.concatenate((chat, wrapped))]
    others = _open_after(log, agent, start) - own
    slowed = drawn * (1.0 + scenario.slowdown * others)
    lasts = np.maximum(1, np.floor(slowed / speed[group[agent], queue] + 0.5)).astype(np.int64)
    yield from _problem("P2", "a piece of work lasted another time", end - start != lasts)


def _slots(log: ChatLog, scenario: Scenario, roster: Roster, w: Workload) -> Iterator[str]:
    """No agent takes a chat at or above the limit in force (P2)."""
    if log.stint_chat.size == 0:
        return
    group = _group_of_agent(scenario, roster)[log.stint_agent]
    queue = w.queue[log.stint_chat]
    held = _open_after(log, log.stint_agent.astype(np.int64), log.stint_start)
    limit = np.zeros(held.size, dtype=np.int64)
    for g, terms in enumerate(scenario.groups):
        for q, _ in enumerate(scenario.queues):
            mine = (group == g) & (queue == q)
            limit[mine] = _limit_at(terms, scenario.queues[q].name, log.stint_start[mine])
    yield from _problem("P2", "an agent held more chats than the limit", held > limit)
    ended = log.stint_end != NONE
    yield from _problem("P2", "a slot was freed before it was taken",
                        ended & (log.stint_end < log.stint_start))  # fmt: skip


def _limit_at(terms: Group, queue: str, ticks: Ints) -> Ints:
    skill = terms.skill(queue)
    usual = terms.limit if skill is None or skill.limit is None else skill.limit
    limit = np.full(ticks.size, usual if skill else 0)
    for window in terms.limit_windows:
        limit[(ticks >= window.start) & (ticks < window.end)] = window.limit
    return limit


def _presence(log: ChatLog, scenario: Scenario, roster: Roster, w: Workload) -> Iterator[str]:
    """New chats are taken on shift only, never from a break's or the shift's end on (P4)."""
    present = on_the_floor(roster, attend(scenario, roster, w))
    allowed = np.zeros(log.stint_chat.size, dtype=np.bool_)
    first = first_breaks(roster)
    order = np.argsort(log.stint_agent, kind="stable")
    sorted_agents = log.stint_agent[order]
    for place, shift in enumerate(present):
        came = log.shift_start[place]
        if (shift is None) != (came == NONE) or (shift is not None and came != shift.start):
            yield f"P5: shift {place} was not worked as planned"
        if shift is None:
            continue
        if log.shift_end[place] < min(shift.end, log.stopped):
            yield f"P4: the agent of shift {place} left early"
        low, high = np.searchsorted(sorted_agents, [shift.agent, shift.agent + 1])
        mine = order[low:high]
        starts = log.stint_start[mine]
        on = (starts >= shift.start) & (starts < shift.end)
        for number, (begin, _) in enumerate(shift.breaks):
            back = log.break_end[first[place] + number]
            on &= ~((starts >= begin) & ((back == NONE) | (starts < back)))
        allowed[mine] |= on
    yield from _problem("P4", "a chat was taken off shift or on a break", ~allowed)


def _group_of_agent(scenario: Scenario, roster: Roster) -> Ints:
    group = np.zeros(roster.agents, dtype=np.int64)
    names = {name: place for place, name in enumerate(scenario.group_names)}
    for shift in roster.shifts:
        group[shift.agent] = names[shift.group]
    return group


def _per_chat(flags: NDArray[np.bool_], w: Workload) -> Ints:
    total = np.concatenate(([0], np.cumsum(flags)))
    return total[w.first_round[1:]] - total[w.first_round[:-1]]
