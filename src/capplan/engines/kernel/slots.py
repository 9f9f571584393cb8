"""Chats come and go: on the floor, and among the open chats of an agent (rules P2, C4)."""

from __future__ import annotations

from numba import njit

from capplan.engines.kernel.layout import (
    FIRST_ROUND,
    GONE,
    HANDED_BACK,
    HANDLED,
    LEFT_SILENT,
    NONE,
    OPEN_AT_END,
    SILENT,
    WRAPPING,
    Demand,
    Log,
    Rules,
    State,
)
from capplan.engines.kernel.lines import leave_line, put_in_inbox, touch
from capplan.engines.kernel.pools import update_pools


@njit
def clear_log(d: Demand, log: Log, chat: int) -> None:
    """Fill the log of a chat: nothing has happened yet."""
    log.outcome[chat] = OPEN_AT_END
    log.assigned[chat] = log.left[chat] = log.ended[chat] = NONE
    log.wrap_agent[chat] = NONE
    log.wrap_start[chat] = log.wrap_end[chat] = NONE
    for place in range(d.first_round[chat], d.first_round[chat + 1]):
        log.message[place] = log.start[place] = log.reply[place] = NONE
        log.agent[place] = NONE


@njit
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
    chat.marks = FIRST_ROUND | SILENT if d.silent[number] else FIRST_ROUND
    s.slot[number] = slot
    return slot


@njit
def leave_floor(s: State, slot: int) -> None:
    """Nothing more will happen to the chat."""
    chat = s.chats[slot]
    tally = s.tally[0]
    s.slot[chat.chat] = NONE
    chat.next = tally.free
    tally.free = slot


@njit
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
    s.last_taker[chat.queue] = agent
    update_pools(rules, s, agent)
    put_in_inbox(rules, s, agent, slot)


@njit
def free_slot(rules: Rules, log: Log, s: State, slot: int, now: int) -> None:
    """Take the chat off its agent."""
    chat = s.chats[slot]
    agent = chat.agent
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


@njit
def let_go(rules: Rules, log: Log, s: State, slot: int, now: int) -> None:
    """Free the slot of a chat that will go on with somebody else (P4)."""
    free_slot(rules, log, s, slot, now)
    s.chats[slot].marks |= HANDED_BACK


@njit
def close(rules: Rules, d: Demand, log: Log, s: State, slot: int, now: int) -> None:
    """End a chat that was answered to its end, or lay idle; its wrap-up remains (C3, C4)."""
    chat = s.chats[slot]
    agent = chat.agent
    log.ended[chat.chat] = now
    log.outcome[chat.chat] = LEFT_SILENT if chat.marks & GONE else HANDLED
    free_slot(rules, log, s, slot, now)
    if d.wrap_up[chat.chat] > 0:
        chat.state = WRAPPING
        chat.message = now
        put_in_inbox(rules, s, agent, slot)
    else:
        leave_floor(s, slot)
