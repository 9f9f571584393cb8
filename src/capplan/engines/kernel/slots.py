"""Chats come and go: on the floor, and among the open chats of an agent (rules P2, C4)."""

from __future__ import annotations

import numpy as np

from capplan.engines.kernel.codes import (
    FIRST_ROUND,
    GONE,
    HANDED_BACK,
    HANDLED,
    IN_WORK,
    LEFT_SILENT,
    NONE,
    OPEN_AT_END,
    OVER,
    SILENT,
    THINKING,
    WRAPPING,
    WRAPS_UP,
)
from capplan.engines.kernel.jit import helper
from capplan.engines.kernel.layout import Demand, Log, Records, Rules, State
from capplan.engines.kernel.lines import leave_line, put_in_inbox, touch
from capplan.engines.kernel.pools import update_pools


@helper
def clear_log(log: Log, chat: int) -> None:
    """Fill the log of a chat: nothing has happened yet."""
    log.outcome[chat] = OPEN_AT_END
    log.assigned[chat] = log.left[chat] = log.ended[chat] = NONE
    log.wrap_agent[chat] = NONE
    log.wrap_start[chat] = log.wrap_end[chat] = NONE


@helper
def clear_rounds(log: Log, first: int, end: int) -> None:
    """Fill the log of rounds: they have not come."""
    for place in range(first, end):
        log.message[place] = log.start[place] = log.reply[place] = NONE
        log.agent[place] = NONE


@helper
def log_round(log: Log, chat: Records, agent: int, reply: int) -> None:
    """Log a round once nothing more happens to it; its work may have begun or not."""
    place = chat.place
    log.message[place] = chat.message
    log.start[place] = chat.since if chat.state == IN_WORK else NONE
    log.agent[place] = agent if chat.state == IN_WORK else NONE
    log.reply[place] = reply


@helper
def log_rest(log: Log, s: State, chat: Records) -> None:
    """Log the round of a chat that is cut short, and those that will not come."""
    place = np.int64(chat.place)
    if chat.state <= IN_WORK:
        agent = NONE if chat.agent == NONE else s.agents[chat.agent].number
        log_round(log, chat, agent, NONE)
        place += 1
    elif chat.state != THINKING:
        return
    clear_rounds(log, place, np.int64(chat.last) + 1)


@helper
def come_to_floor(d: Demand, s: State, number: int) -> int:
    """Give an arriving chat a slot of the table of chats on the floor; returns it."""
    tally = s.tally[0]
    slot = tally.free
    if slot == NONE:
        slot = tally.used
        tally.used += 1
    else:
        tally.free = s.chats[slot].next
    chat = s.chats[slot]
    chat.place = d.first_round[number]
    chat.last = d.first_round[number + 1] - 1
    chat.chat = number
    chat.agent = NONE
    chat.queue = d.queue[number]
    chat.marks = (
        FIRST_ROUND
        | (SILENT if d.silent[number] else 0)
        | (WRAPS_UP if d.wrap_up[number] > 0 else 0)
    )
    return slot


@helper
def leave_floor(s: State, slot: int) -> None:
    """Nothing more will happen to the chat."""
    chat = s.chats[slot]
    tally = s.tally[0]
    chat.state = OVER
    chat.next = tally.free
    tally.free = slot


@helper
def assign(rules: Rules, log: Log, s: State, slot: int, agent: int, now: int) -> None:
    """Give a waiting chat to an agent: it takes a slot, its message joins the inbox."""
    leave_line(s, slot)
    chat = s.chats[slot]
    person = s.agents[agent]
    tally = s.tally[0]
    if log.assigned[chat.chat] == NONE:
        log.assigned[chat.chat] = now
    stint = tally.stints
    tally.stints += 1
    log.stint_chat[stint] = chat.chat
    log.stint_agent[stint] = person.number
    log.stint_start[stint] = now
    log.stint_end[stint] = NONE
    chat.stint = stint
    chat.agent = agent
    chat.open_before = NONE
    chat.open_next = person.open_first
    if person.open_first != NONE:
        s.chats[person.open_first].open_before = slot
    person.open_first = slot
    person.open += 1
    s.last_chat[agent] = now
    rules.queues[chat.queue].taker = agent
    update_pools(rules, s, agent)
    put_in_inbox(rules, s, agent, slot)


@helper
def free_slot(rules: Rules, log: Log, s: State, slot: int, now: int) -> None:
    """Take the chat off its agent."""
    chat = s.chats[slot]
    agent = np.int64(chat.agent)
    person = s.agents[agent]
    log.stint_end[chat.stint] = now
    if chat.open_before == NONE:
        person.open_first = chat.open_next
    else:
        s.chats[chat.open_before].open_next = chat.open_next
    if chat.open_next != NONE:
        s.chats[chat.open_next].open_before = chat.open_before
    person.open -= 1
    chat.agent = NONE
    update_pools(rules, s, agent)
    touch(s, agent)


@helper
def let_go(rules: Rules, log: Log, s: State, slot: int, now: int) -> None:
    """Free the slot of a chat that will go on with somebody else (P4)."""
    free_slot(rules, log, s, slot, now)
    s.chats[slot].marks |= HANDED_BACK


@helper
def close(rules: Rules, log: Log, s: State, slot: int, now: int) -> None:
    """End a chat that was answered to its end, or lay idle; its wrap-up remains (C3, C4)."""
    chat = s.chats[slot]
    agent = np.int64(chat.agent)
    log.ended[chat.chat] = now
    log.outcome[chat.chat] = LEFT_SILENT if chat.marks & GONE else HANDLED
    free_slot(rules, log, s, slot, now)
    if chat.marks & WRAPS_UP:
        chat.state = WRAPPING
        chat.message = now
        put_in_inbox(rules, s, agent, slot)
    else:
        leave_floor(s, slot)
