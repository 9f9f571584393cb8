"""Chats come and go: on the floor, and among the open chats of an agent (rules P2, C4)."""

from __future__ import annotations

from capplan.engines.jit import at, helper, whole
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
    TAKEN,
    THINKING,
    WRAPPING,
    WRAPS_UP,
)
from capplan.engines.kernel.layout import Demand, Log, Records, Rules, State
from capplan.engines.kernel.lines import leave_line, put_in_inbox, touch
from capplan.engines.kernel.pools import update_pools


@helper
def clear_log(log: Log, chat: int) -> None:
    """Fill the log of a chat: nothing has happened yet."""
    log.outcome[at(chat)] = OPEN_AT_END
    log.arrival[at(chat)] = NONE
    log.offline[at(chat)] = 0
    log.assigned[at(chat)] = log.left[at(chat)] = log.ended[at(chat)] = NONE
    log.wrap_agent[at(chat)] = NONE
    log.wrap_start[at(chat)] = log.wrap_end[at(chat)] = NONE


@helper
def clear_rounds(log: Log, first: int, end: int) -> None:
    """Fill the log of rounds: they have not come."""
    for place in range(first, end):
        log.message[at(place)] = log.start[at(place)] = log.reply[at(place)] = NONE
        log.agent[at(place)] = NONE


@helper
def log_round(log: Log, chat: Records, agent: int, reply: int) -> None:
    """Log a round once nothing more happens to it; its work may have begun or not."""
    place = chat.place
    log.message[at(place)] = chat.message
    log.start[at(place)] = chat.since if chat.state == IN_WORK else NONE
    log.agent[at(place)] = agent if chat.state == IN_WORK else NONE
    log.reply[at(place)] = reply


@helper
def log_rest(log: Log, s: State, chat: Records) -> None:
    """Log the round of a chat that is cut short, and those that will not come."""
    place = whole(chat.place)
    if chat.state <= IN_WORK:
        agent = NONE if chat.agent == NONE else s.agents[at(chat.agent)].number
        log_round(log, chat, agent, NONE)
        place += 1
    elif chat.state != THINKING:
        return
    clear_rounds(log, place, whole(chat.last) + 1)


@helper
def come_to_floor(d: Demand, s: State, number: int) -> int:
    """Give an arriving chat a slot of the table of chats on the floor; returns it."""
    tally = s.tally[0]
    slot = tally.free
    if slot == NONE:
        slot = tally.used
        tally.used += 1
    else:
        tally.free = s.chats[at(slot)].next
    chat = s.chats[at(slot)]
    chat.place = d.first_round[at(number)]
    chat.last = d.first_round[at(number + 1)] - 1
    chat.chat = number
    chat.agent = NONE
    chat.queue = d.queue[at(number)]
    chat.marks = (
        FIRST_ROUND
        | (SILENT if d.silent[at(number)] else 0)
        | (WRAPS_UP if d.wrap_up[at(number)] > 0 else 0)
    )
    return slot


@helper
def leave_floor(s: State, slot: int) -> None:
    """Nothing more will happen to the chat."""
    chat = s.chats[at(slot)]
    tally = s.tally[0]
    chat.state = OVER
    chat.next = tally.free
    tally.free = slot


@helper
def assign(rules: Rules, log: Log, s: State, slot: int, agent: int, now: int) -> None:
    """Give a waiting chat to an agent: it takes a slot, its message joins the inbox."""
    leave_line(rules, s, slot)
    chat = s.chats[at(slot)]
    chat.marks |= TAKEN
    person = s.agents[at(agent)]
    tally = s.tally[0]
    if log.assigned[at(chat.chat)] == NONE:
        log.assigned[at(chat.chat)] = now
    stint = tally.stints
    tally.stints += 1
    log.stint_chat[at(stint)] = chat.chat
    log.stint_agent[at(stint)] = person.number
    log.stint_start[at(stint)] = now
    log.stint_end[at(stint)] = NONE
    chat.stint = stint
    chat.agent = agent
    chat.open_before = NONE
    chat.open_next = person.open_first
    if person.open_first != NONE:
        s.chats[at(person.open_first)].open_before = slot
    person.open_first = slot
    person.open += 1
    s.last_chat[at(agent)] = now
    rules.queues[at(chat.queue)].taker = agent
    update_pools(rules, s, agent)
    put_in_inbox(rules, s, agent, slot, now)


@helper
def free_slot(rules: Rules, log: Log, s: State, slot: int, now: int) -> None:
    """Take the chat off its agent."""
    chat = s.chats[at(slot)]
    agent = whole(chat.agent)
    person = s.agents[at(agent)]
    log.stint_end[at(chat.stint)] = now
    if chat.open_before == NONE:
        person.open_first = chat.open_next
    else:
        s.chats[at(chat.open_before)].open_next = chat.open_next
    if chat.open_next != NONE:
        s.chats[at(chat.open_next)].open_before = chat.open_before
    person.open -= 1
    chat.agent = NONE
    update_pools(rules, s, agent)
    touch(s, agent)


@helper
def let_go(rules: Rules, log: Log, s: State, slot: int, now: int) -> None:
    """Free the slot of a chat that will go on with somebody else (P4)."""
    free_slot(rules, log, s, slot, now)
    s.chats[at(slot)].marks |= HANDED_BACK


@helper
def close(rules: Rules, log: Log, s: State, slot: int, now: int) -> None:
    """End a chat that was answered to its end, or lay idle; its wrap-up remains (C3, C4)."""
    chat = s.chats[at(slot)]
    agent = whole(chat.agent)
    log.ended[at(chat.chat)] = now
    log.outcome[at(chat.chat)] = LEFT_SILENT if chat.marks & GONE else HANDLED
    free_slot(rules, log, s, slot, now)
    if chat.marks & WRAPS_UP:
        chat.state = WRAPPING
        chat.message = now
        put_in_inbox(rules, s, agent, slot, now)
    else:
        leave_floor(s, slot)
