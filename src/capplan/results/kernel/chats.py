"""Sums of attempts and their rounds (rules M0, M1)."""

from __future__ import annotations

from capplan.engines.jit import at, helper
from capplan.results.kernel.codes import (
    ANY,
    ATTEMPTS,
    BACKLOG,
    FIRST,
    FIRST_REPLIES,
    FIRST_RESPONSE,
    FIRST_WITHIN,
    GROUP_REPLIES,
    LEFT_SILENT,
    LINE,
    NONE,
    OFFLINE,
    OFFLINE_AGE,
    OFFLINE_REPLIES,
    REPLIES,
    RESPONSE,
    ROUNDS,
    TAKEN_OVER,
    TIMED_REPLIES,
    TRANSFERRED,
    UNANSWERED,
    WORK,
)
from capplan.results.kernel.grid import add_time, from_near
from capplan.results.kernel.layout import Customers, Log, Sums, Terms
from capplan.results.kernel.platforms import judge_round
from capplan.results.kernel.waits import count_wait


@helper
def moved_at(d: Customers, log: Log, chat: int) -> int:
    """When a chat that goes on in another queue wrote there; NONE for all others (C5)."""
    place = d.first_round[at(chat)] + 1
    if d.transfer_to[at(chat)] < 0 or place == d.first_round[at(chat + 1)]:
        return NONE
    return log.message[at(place)]


@helper
def sum_attempt(terms: Terms, d: Customers, log: Log, s: Sums, chat: int, near: int) -> int:
    """Add an attempt where it came (M0a); returns its interval."""
    queue, came = d.queue[at(chat)], log.arrival[at(chat)]
    k = from_near(terms, near, came)
    s.queues[at(queue), at(k), ATTEMPTS] += 1.0
    reply, left = log.reply[at(d.first_round[at(chat)])], log.left[at(chat)]
    response = reply - came
    if log.offline[at(chat)] == 1:
        s.queues[at(queue), at(k), OFFLINE] += 1.0
        until = log.stopped
        if reply != NONE:
            until = reply
            s.queues[at(queue), at(k), OFFLINE_REPLIES] += 1.0
            s.queues[at(queue), at(k), OFFLINE_AGE] += response
        add_time(terms, s.queues, queue, BACKLOG, k, came, until)
    elif reply != NONE:
        s.queues[at(queue), at(k), FIRST_REPLIES] += 1.0
        s.queues[at(queue), at(k), FIRST_RESPONSE] += response
        count_wait(s, queue, FIRST, response)
    if reply != NONE and (left == NONE or left >= reply):
        for place in range(terms.first_within.size):
            if response <= terms.first_within[at(place)]:
                s.queues[at(queue), at(k), at(FIRST_WITHIN + place)] += 1.0
    waited = log.assigned[at(chat)]
    if waited == NONE:
        waited = log.ended[at(chat)]
    if waited == NONE:
        waited = log.stopped
    add_time(terms, s.queues, queue, LINE, k, came, max(waited, came))
    if d.transfer_to.size > 0:
        sum_transfer(terms, d, log, s, chat, k)
    return k


@helper
def sum_transfer(terms: Terms, d: Customers, log: Log, s: Sums, chat: int, k: int) -> None:
    """Add a transfer, and the time in the other line until an agent takes the chat again (C5)."""
    moved = moved_at(d, log, chat)
    if moved == NONE:
        return
    other = d.transfer_to[at(chat)]
    s.queues[at(d.queue[at(chat)]), at(k), TRANSFERRED] += 1.0
    there = from_near(terms, k, moved)
    s.queues[at(other), at(there), TAKEN_OVER] += 1.0
    until = log.ended[at(chat)]
    if until == NONE:
        until = log.stopped
    if s.again[at(chat)] != NONE:
        until = min(until, s.again[at(chat)])
    add_time(terms, s.queues, other, LINE, there, moved, max(until, moved))


@helper
def sum_rounds(terms: Terms, d: Customers, log: Log, s: Sums, chat: int, k: int) -> None:
    """Add the rounds of a chat, the work on them, and its wrap-up (M0, M1b, M1e)."""
    begin, end = d.first_round[at(chat)], d.first_round[at(chat + 1)]
    queue, left = d.queue[at(chat)], log.left[at(chat)]
    offline = log.offline[at(chat)] == 1
    for place in range(begin, end):
        message = log.message[at(place)]
        if message == NONE:
            break
        if place == begin + 1 and d.transfer_to.size > 0 and d.transfer_to[at(chat)] >= 0:
            queue = d.transfer_to[at(chat)]
        k = from_near(terms, k, message)
        s.queues[at(queue), at(k), ROUNDS] += 1.0
        reply, start = log.reply[at(place)], log.start[at(place)]
        if reply != NONE:
            response = reply - message
            s.queues[at(queue), at(k), REPLIES] += 1.0
            if not (offline and place == begin):
                s.queues[at(queue), at(k), TIMED_REPLIES] += 1.0
                s.queues[at(queue), at(k), RESPONSE] += response
                count_wait(s, queue, ANY, response)
            if left == NONE or left >= reply:
                column = FIRST_WITHIN + terms.first_within.size
                for step in range(terms.reply_within.size):
                    if response <= terms.reply_within[at(step)]:
                        s.queues[at(queue), at(k), at(column + step)] += 1.0
        waits = reply
        if reply == NONE:
            gone = left != NONE and log.outcome[at(chat)] != LEFT_SILENT
            waits = left if gone else log.stopped
        add_time(terms, s.queues, queue, UNANSWERED, k, message, waits)
        judge_round(terms, d, log, s, queue, chat, place)
        if start != NONE:
            group = terms.group[at(log.agent[at(place)])]
            until = left
            if reply != NONE:
                until = reply
                k = from_near(terms, k, reply)
                s.groups[at(group), at(k), GROUP_REPLIES] += 1.0
            add_time(terms, s.groups, group, WORK, k, start, until)
            s.work[at(group), at(queue)] += until - start
    if log.wrap_start[at(chat)] != NONE:
        group = terms.group[at(log.wrap_agent[at(chat)])]
        start, until = log.wrap_start[at(chat)], log.wrap_end[at(chat)]
        add_time(terms, s.groups, group, WORK, k, start, until)
        s.work[at(group), at(queue)] += until - start
