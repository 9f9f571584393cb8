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
    expected = np.full(w.chats, int(Outcome.OPEN_AT_END))
    expected[(replies == w.rounds) & (log.ended != NONE)] = Outcome.HANDLED
    expected[f.open_leaver & (replies > 0)] = Outcome.LEFT_LATER
    expected[f.open_leaver & (replies == 0) & taken] = Outcome.LEFT_FIRST_REPLY
    expected[f.open_leaver & (replies == 0) & ~taken] = Outcome.LEFT_LINE
    expected[left & w.silent] = Outcome.LEFT_SILENT
    yield from problem("M1", "an outcome contradicts the log", log.outcome != expected)
    yield from problem(
        "C3", "an open leaver's chat did not end when they left",
        f.open_leaver & (log.ended != log.left),
    )  # fmt: skip


def rounds(f: Facts) -> Iterator[str]:
    """Rounds follow one another: message, work, reply, think time (C1)."""
    log, w = f.log, f.w
    first = w.first_round[:-1]
    written, worked, sent = log.message != NONE, log.start != NONE, log.reply != NONE
    left = log.left[f.chat]
    yield from problem("C1", "a first message is not the arrival", log.message[first] != w.arrival)
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
    comes = sent[place - 1] & ~went & (due <= log.stopped)
    wrong = (comes & (log.message[place] != due)) | (~comes & written[place])
    yield from problem("C1", "a message did not follow the reply after the think time", wrong)


def patience(f: Facts) -> Iterator[str]:
    """Nobody leaves before, or stays after, the end of their patience (C2)."""
    log, w = f.log, f.w
    scope = np.array([int(q.chat.patience.scope) for q in f.scenario.queues], dtype=np.int64)
    scope = scope[w.queue][f.chat]
    first = w.first_round[:-1]
    deadline = np.full(w.work.size, _FOREVER, dtype=np.int64)
    if w.later_patience.size:
        lasts = np.minimum(w.later_patience, _FOREVER - log.message)
        deadline = np.where(scope == PatienceScope.EVERY_REPLY, log.message + lasts, deadline)
    deadline[first] = w.arrival + np.minimum(w.patience, _FOREVER - w.arrival)
    met = log.reply.copy()
    met[first] = np.where(scope[first] == PatienceScope.LINE, log.assigned, log.reply[first])
    over = (log.message != NONE) & (deadline < np.where(met == NONE, log.stopped, met))
    left = log.left[f.chat]
    yield from problem("C2", "patience ended and the customer stayed", over & (left != deadline))
    unmet = (log.message != NONE) & ((met == NONE) | (met > deadline))
    allowed = per_chat(unmet & (left == deadline), w) > 0
    yield from problem(
        "C2", "a customer left at another time than the draw says", (log.left != NONE) & ~allowed
    )


def line(f: Facts) -> Iterator[str]:
    """Within a queue, chats are taken in order of arrival (A1)."""
    log, w = f.log, f.w
    for number, queue in enumerate(f.scenario.queues):
        taken = log.assigned[(w.queue == number) & (log.assigned != NONE)]
        yield from problem(
            "A1", f"queue {queue.name} was not first come first served", np.diff(taken) < 0
        )
    yield from problem(
        "A1", "a chat was assigned before it arrived",
        (log.assigned != NONE) & (log.assigned < w.arrival),
    )  # fmt: skip
