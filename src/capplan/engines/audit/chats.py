"""Checks of the customers' side: outcomes, rounds, patience, the line."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from capplan.engines.audit.facts import Facts, per_chat, problem
from capplan.engines.contract import NONE, Outcome
from capplan.model.chat import PatienceScope

_FOREVER = 2**62


def conservation(f: Facts) -> Iterator[str]:
    """Every customer ends exactly once, in the state that the rest of the log shows."""
    log, w = f.log, f.w
    replies = per_chat(log.reply != NONE, w)
    left = log.left != NONE
    taken = log.assigned != NONE
    expected = np.where(log.arrival == NONE, int(Outcome.NOT_COME), int(Outcome.OPEN_AT_END))
    expected[(replies == f.due) & (log.ended != NONE)] = Outcome.HANDLED
    expected[f.open_leaver & (replies > 0)] = Outcome.LEFT_LATER
    expected[f.open_leaver & (replies == 0) & taken] = Outcome.LEFT_FIRST_REPLY
    expected[f.open_leaver & (replies == 0) & ~taken] = Outcome.LEFT_LINE
    expected[left & w.silent] = Outcome.LEFT_SILENT
    expected[f.turned_away] = Outcome.LEFT_CLOSED
    yield from problem("M1", "an outcome contradicts the log", log.outcome != expected)
    yield from problem(
        "C3", "an open leaver's chat did not end when they left",
        f.open_leaver & (log.ended != log.left),
    )  # fmt: skip


def coming(f: Facts) -> Iterator[str]:
    """Who comes when, and whom nobody is there for (D6, D7)."""
    log, w = f.log, f.w
    came = log.arrival != NONE
    own = np.arange(w.chats) < w.arrivals
    yield from problem(
        "A3", "a customer did not come, or at another time",
        own & np.where(came, log.arrival != w.arrival, w.arrival < log.stopped),
    )  # fmt: skip
    due = np.full(w.chats, NONE, dtype=np.int64)
    if w.retry.size:
        again = np.flatnonzero((w.retry >= 0) & (log.left != NONE))
        back = log.left[again] + w.retry_delay[again]
        in_time = back < f.scenario.calendar.grid.horizon
        due[w.retry[again[in_time]]] = back[in_time]
    yield from problem(
        "D7", "an attempt was made at another time than the loss before asks for",
        ~own & (log.arrival != due),
    )  # fmt: skip
    closed = came & f.is_closed(w.queue, log.arrival)
    stays = w.stays if w.stays.size else np.ones(w.chats, dtype=np.bool_)
    yield from problem(
        "D6", "an offline message at an open hour, or none at a closed one",
        (log.offline == 1) != (closed & stays),
    )  # fmt: skip
    yield from problem(
        "D6", "a customer was turned away, or not, against the draw",
        f.turned_away != (closed & ~stays),
    )  # fmt: skip
    stayed = (log.left != log.arrival) | (log.ended != log.arrival)
    yield from problem("D6", "who was turned away did not leave at once", f.turned_away & stayed)


def rounds(f: Facts) -> Iterator[str]:
    """Rounds follow one another: message, work, reply, think time (C1)."""
    log, w = f.log, f.w
    first = w.first_round[:-1]
    written, worked, sent = log.message != NONE, log.start != NONE, log.reply != NONE
    left = log.left[f.chat]
    came = np.where(f.turned_away, NONE, log.arrival)
    yield from problem("C1", "a first message is not the arrival", log.message[first] != came)
    yield from problem(
        "C1", "work began without a message or before it",
        worked & (~written | (log.start < log.message)),
    )  # fmt: skip
    yield from problem(
        "C1", "a reply was sent without work", sent & (~worked | (log.reply <= log.start))
    )
    yield from problem("C1", "work has nobody who does it", worked != (log.agent != NONE))
    yield from problem(
        "C3", "work was broken off though no customer left openly",
        worked & ~sent & (~f.open_leaver[f.chat] | (log.start >= left)),
    )  # fmt: skip
    served = f.open_leaver[f.chat] & (np.maximum(log.start, log.reply) > left)
    yield from problem(
        "C3", "a customer wrote, or was served, after leaving",
        (left != NONE) & ((log.message > left) | served),
    )  # fmt: skip
    follows = np.ones(w.work.size, dtype=np.bool_)
    follows[first] = False
    place = np.flatnonzero(follows)
    due = log.reply[place - 1] + w.think[place - 1]
    went = (left[place] != NONE) & (left[place] < log.reply[place - 1])
    follows = place - first[f.chat[place]] < f.due[f.chat[place]]
    comes = sent[place - 1] & ~went & (due <= log.stopped) & follows
    wrong = (comes & (log.message[place] != due)) | (~comes & written[place])
    yield from problem("C1", "a message did not follow the reply after the think time", wrong)


def patience(f: Facts) -> Iterator[str]:
    """Nobody leaves before, or stays after, the end of their patience (C2)."""
    log, w = f.log, f.w
    scope = np.array([int(q.chat.patience.scope) for q in f.scenario.queues], dtype=np.int64)
    scope = scope[f.queue]
    first = w.first_round[:-1]
    moved = first[f.sent_on] + 1
    fresh = np.zeros(w.work.size, dtype=np.bool_)
    fresh[moved] = True
    deadline = np.full(w.work.size, _FOREVER, dtype=np.int64)
    if w.later_patience.size:
        lasts = np.minimum(w.later_patience, _FOREVER - log.message)
        again = fresh | (scope == PatienceScope.EVERY_REPLY)
        deadline = np.where(again, log.message + lasts, deadline)
    deadline[first] = log.arrival + np.minimum(w.patience, _FOREVER - log.arrival)
    deadline[f.unhurried()] = _FOREVER
    met = log.reply.copy()
    met[first] = np.where(scope[first] == PatienceScope.LINE, log.assigned, log.reply[first])
    in_line = moved[scope[moved] == PatienceScope.LINE]
    met[in_line] = f.taken(in_line)
    over = (log.message != NONE) & (deadline < np.where(met == NONE, log.stopped, met))
    left = log.left[f.chat]
    yield from problem("C2", "patience ended and the customer stayed", over & (left != deadline))
    unmet = (log.message != NONE) & ((met == NONE) | (met > deadline))
    allowed = per_chat(unmet & (left == deadline), w) > 0
    yield from problem(
        "C2", "a customer left at another time than the draw says",
        (log.left != NONE) & ~allowed & ~f.turned_away,
    )  # fmt: skip


def line(f: Facts) -> Iterator[str]:
    """Within a queue, chats are taken in the order in which they entered its line (A1, D6)."""
    log = f.log
    first = f.w.first_round[:-1]
    entered = np.concatenate((first, first[f.sent_on] + 1))
    taken = np.concatenate((log.assigned, f.taken(first[f.sent_on] + 1)))
    late = np.array([q.closed is not None and q.closed.after_live for q in f.scenario.queues])
    after_live = f.unhurried()[entered] & late[f.queue[entered]]
    order = np.lexsort((f.chat[entered], log.message[entered]))
    order = order[taken[order] != NONE]
    for number, queue in enumerate(f.scenario.queues):
        for lane in (False, True):
            mine = order[(f.queue[entered] == number)[order] & (after_live == lane)[order]]
            yield from problem(
                "A1",
                f"queue {queue.name} was not first come first served",
                np.diff(taken[mine]) < 0,
            )
    yield from problem(
        "A1", "a chat was assigned before it arrived",
        (log.assigned != NONE) & (log.assigned < log.arrival),
    )  # fmt: skip
