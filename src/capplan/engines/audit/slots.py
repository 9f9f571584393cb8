"""Checks of the slots: who holds which chat from when to when (P2, P4b, C3, C4)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from capplan.engines.audit.facts import Facts, Ints, problem, work_spells
from capplan.engines.contract import NONE, DutyChange
from capplan.model.people import EndRule, Group


def stints(f: Facts) -> Iterator[str]:
    """A chat is held by one agent at a time, and only its holder works on it."""
    log, w = f.log, f.w
    never = log.stint_end == NONE
    yield from problem("P4", "a slot was never freed", never)
    yield from problem(
        "P2", "a slot was freed before it was taken", log.stint_end <= log.stint_start
    )
    yield from problem(
        "A1", "stints are not in the order of assignment", np.diff(log.stint_start) < 0
    )
    before, after = f.by_chat[:-1], f.by_chat[1:]
    yield from problem(
        "A1", "a chat was held by two agents",
        (log.stint_chat[before] == log.stint_chat[after])
        & (log.stint_end[before] > log.stint_start[after]),
    )  # fmt: skip
    first = np.full(w.chats, NONE, dtype=np.int64)
    first[log.stint_chat[f.by_chat[::-1]]] = log.stint_start[f.by_chat[::-1]]
    yield from problem("A1", "a chat was not assigned when first taken", log.assigned != first)
    gone = f.open_leaver[log.stint_chat] & (log.stint_start > log.left[log.stint_chat])
    yield from problem("C3", "a chat was taken after its customer had left", gone)
    place = np.flatnonzero(log.start != NONE)
    held = f.stint_at(f.chat[place], log.start[place])
    ends = np.where(log.reply[place] != NONE, log.reply[place], log.left[f.chat[place]])
    mine = held != NONE
    if log.stint_chat.size:
        mine &= (log.stint_agent[held] == log.agent[place]) & (ends <= log.stint_end[held])
    yield from problem("P2", "an agent worked on a chat held by nobody or by another", ~mine)


def limits(f: Facts) -> Iterator[str]:
    """No agent takes a chat at or above the limit in force (P2b, P2c)."""
    log, span = f.log, f.span
    m = log.stint_chat.size
    agent = log.stint_agent.astype(np.int64)
    order = np.argsort(agent, kind="stable")  # the log has stints in the order of assignment
    taken = np.empty(m, dtype=np.int64)
    taken[order] = np.arange(m) - np.searchsorted(agent[order], agent[order])
    ended = log.stint_end != NONE
    freed = np.sort(agent[ended] * span + log.stint_end[ended])
    gone = np.searchsorted(freed, agent * span + log.stint_start, side="right")
    held = taken - (gone - np.searchsorted(freed, agent * span))
    limit = np.zeros(m, dtype=np.int64)
    group, queue = f.group[agent], f.stint_queues()
    for g, terms in enumerate(f.scenario.groups):
        for q, name in enumerate(f.scenario.queue_names):
            mine = (group == g) & (queue == q)
            limit[mine] = _limit_at(terms, name, log.stint_start[mine])
    share = f.pace.limit[f.shift_at(agent, log.stint_start)] if m else np.ones(0)
    limit = np.minimum(limit, np.maximum(1, np.floor(limit * share + 0.5))).astype(np.int64)
    yield from problem("P2", "an agent held more chats than the limit", held >= limit)


def _limit_at(terms: Group, queue: str, ticks: Ints) -> Ints:
    skill = terms.skill(queue)
    if skill is None:
        return np.zeros(ticks.size, dtype=np.int64)
    limit = np.full(ticks.size, terms.limit if skill.limit is None else skill.limit)
    for window in terms.limit_windows:
        limit[(ticks >= window.start) & (ticks < window.end)] = window.limit
    return limit


def endings(f: Facts) -> Iterator[str]:
    """A slot is freed by the customer, after closing or idle time, or by handing back."""
    log, w = f.log, f.w
    yield from problem(
        "C4", "a chat ended unanswered, or did not end",
        ~f.open_leaver & ~f.turned_away & (f.answered != (log.ended != NONE)),
    )  # fmt: skip
    if not log.stint_chat.size:
        return
    idle = np.array([q.chat.idle_timeout for q in f.scenario.queues], dtype=np.int64)
    gone = (log.left != NONE) & w.silent
    over = log.reply[f.last] + np.where(gone, idle[f.queue[f.last]], w.closing)
    closed = (log.ended != NONE) & ~f.open_leaver & ~f.turned_away
    yield from problem(
        "C4", "a chat ended while nobody held it",
        closed & ((f.last_stint == NONE) | (log.stint_end[f.last_stint] != log.ended)),
    )  # fmt: skip
    chat, end = log.stint_chat, log.stint_end
    last = f.last_stint[chat] == np.arange(chat.size)
    due = np.where(f.open_leaver, log.left, over)[chat]
    agent = log.stint_agent.astype(np.int64)
    who, tick, _ = _dues(f)
    handed = np.isin(agent * f.span + end, who * f.span + tick)
    let_go = np.zeros(chat.size, dtype=np.bool_)
    place, held = _worked_out(f)
    let_go[held[log.reply[place] == end[held]]] = True
    plain = last & (end == log.ended[chat]) & (end == due)
    first = w.first_round[chat]
    stays = log.message[np.minimum(first + 1, log.message.size - 1)] != NONE
    sent_on = f.sent_on[chat] & (end == log.reply[first]) & (stays | (log.left[chat] == NONE))
    yield from problem("P4", "a slot was freed for no reason", ~(plain | handed | let_go | sent_on))
    first = w.first_round[:-1][f.sent_on]
    went = first[(log.message[first + 1] != NONE) & (log.agent[first] != NONE)]
    held = f.stint_at(f.chat[went], log.start[went])
    yield from problem(
        "C5", "a slot was kept after a transfer", log.stint_end[held] != log.reply[went]
    )
    yield from problem("C4", "a slot was held for too long", last & (log.ended[chat] != NONE)
                       & (end > due))  # fmt: skip


def handing_back(f: Facts) -> Iterator[str]:
    """Whoever hands back parts with every chat, the one in work after its reply (P4b)."""
    log = f.log
    place, held = _worked_out(f)
    yield from problem(
        "P4", "a chat in work was kept after the reply", log.reply[place] != log.stint_end[held]
    )
    worker, start, end = work_spells(log, f.w)
    order = np.argsort(worker, kind="stable")
    agents, ticks, _ = _dues(f)
    for agent, tick in zip(agents.tolist(), ticks.tolist(), strict=True):
        held = f.stints_of(agent)
        spans = (log.stint_start[held] < tick) & (log.stint_end[held] > tick)
        low, high = np.searchsorted(worker, [agent, agent + 1], sorter=order)
        mine = order[low:high]
        busy = bool(np.any((start[mine] < tick) & (end[mine] > tick)))
        if int(spans.sum()) > busy:
            yield f"P4: agent {agent} did not hand back at {tick}"


def _dues(f: Facts) -> tuple[Ints, Ints, Ints]:
    """Agent, tick and order code of each moment at which an agent hands back."""
    rows: list[tuple[int, int, int]] = []
    for shift in f.shifts:
        if shift is None:
            continue
        terms = f.terms(shift.agent)
        if terms.break_rule is EndRule.HAND_BACK:
            rows += [(shift.agent, b, 4 * b + DutyChange.BREAK_START) for b, _ in shift.breaks]
        if (terms.end_rule if shift.end_rule is None else shift.end_rule) is EndRule.HAND_BACK:
            rows.append((shift.agent, shift.end, 4 * shift.end + DutyChange.SHIFT_END))
    table = np.array(sorted(rows), dtype=np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def _worked_out(f: Facts) -> tuple[Ints, Ints]:
    """Rounds whose agent was told to hand back while writing the reply, and their stints."""
    log = f.log
    agents, _, codes = _dues(f)
    place = np.flatnonzero((log.reply != NONE) & (log.agent != NONE))
    held = f.stint_at(f.chat[place], log.start[place])
    place, held = place[held != NONE], held[held != NONE]
    comes = sorted(
        (s.agent, 4 * s.start + DutyChange.SHIFT_START) for s in f.shifts if s is not None
    )
    come = np.array(comes, dtype=np.int64).reshape(-1, 2)
    size = 4 * f.span
    who = log.agent[place].astype(np.int64)
    low, high = 4 * log.start[place] + 4, 4 * log.reply[place]
    began = come[:, 0] * size + come[:, 1]
    if began.size:  # a shift that begins meanwhile calls the handing back off (P4g)
        at = np.searchsorted(began, who * size + high) - 1
        same = (at >= 0) & (come[np.maximum(at, 0), 0] == who)
        low = np.maximum(low, np.where(same, come[np.maximum(at, 0), 1], low))
    keys = np.sort(agents * size + codes)
    told = np.searchsorted(keys, who * size + high) > np.searchsorted(keys, who * size + low)
    return place[told], held[told]
