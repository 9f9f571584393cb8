"""Agents at work: they take messages, send replies, and close chats (rules P2 to P8, C3 to C5)."""

from __future__ import annotations

import numpy as np

from capplan.engines.jit import at, helper, whole
from capplan.engines.kernel.codes import (
    ALL_MARKS,
    CLOSING,
    FIRST_ROUND,
    FRESH,
    GONE,
    HANDED_BACK,
    HOLDING,
    IN_WORK,
    MESSAGE,
    NONE,
    REPLY,
    TAKEN,
    THINKING,
    UNHURRIED,
    WRAPPING,
)
from capplan.engines.kernel.layout import Demand, Log, Rules, State
from capplan.engines.kernel.lines import take_from_inbox, touch
from capplan.engines.kernel.slots import (
    close,
    free_slot,
    leave_floor,
    let_go,
    log_rest,
    log_round,
)
from capplan.engines.kernel.wheel import schedule


@helper
def call(rules: Rules, d: Demand, log: Log, s: State, agent: int, now: int) -> None:
    """Have a free agent begin to work on the first message of the inbox (P2)."""
    person = s.agents[at(agent)]
    slot = whole(person.inbox)
    take_from_inbox(s, agent, slot)
    person.doing = slot
    chat = s.chats[at(slot)]
    others = whole(person.open)
    if chat.state == WRAPPING:
        log.wrap_agent[at(chat.chat)] = person.number
        log.wrap_start[at(chat.chat)] = now
        drawn = d.wrap_up[at(chat.chat)]
    else:
        chat.state = IN_WORK
        chat.since = now
        drawn = chat.work
        others -= 1
    speed = rules.skills[at(whole(person.group) * rules.queue_count + chat.queue)].speed
    slowed = np.float64(drawn) * rules.slow[at(others)]
    speed *= rules.speed_share[at(person.shift)]
    speed *= pace_at(rules, person.shift, now)
    time = whole(slowed / speed + 0.5)  # never below zero, so this is the floor
    person.due = now + max(time, 1)
    schedule(rules, s, person.due, REPLY, agent)


@helper
def pace_at(rules: Rules, shift: int, now: int) -> float:
    """Factor on the speed of a shift's agent (P8)."""
    factor = 1.0
    for n in range(rules.first_span[at(shift)], rules.first_span[at(shift + 1)]):
        if rules.span_start[at(n)] <= now < rules.span_end[at(n)]:
            factor *= rules.span_speed[at(n)]
    return factor


@helper
def work_done(rules: Rules, d: Demand, log: Log, s: State, agent: int, now: int) -> None:
    """The message or the wrap-up in hand is worked off, unless the customer left meanwhile (C3)."""
    person = s.agents[at(agent)]
    slot = whole(person.doing)
    if slot == NONE or person.due != now:
        return
    person.doing = NONE
    touch(s, agent)
    chat = s.chats[at(slot)]
    if chat.state == WRAPPING:
        log.wrap_end[at(chat.chat)] = now
        leave_floor(s, slot)
        return
    log_round(log, chat, person.number, now)
    if chat.place == chat.last or chat.marks & GONE:
        end_chat(rules, log, s, slot, now)
        return
    if chat.marks & FIRST_ROUND and d.transfer_to.size > 0 and d.transfer_to[at(chat.chat)] != NONE:
        transfer(rules, d, log, s, slot, now)
    else:
        if person.handing_back:
            let_go(rules, log, s, slot, now)
        chat.marks &= ALL_MARKS - FIRST_ROUND - FRESH - UNHURRIED
    chat.state = THINKING
    chat.place += 1
    schedule(rules, s, now + chat.pause, MESSAGE, slot)


@helper
def transfer(rules: Rules, d: Demand, log: Log, s: State, slot: int, now: int) -> None:
    """Free the slot of a chat that will go on in another queue (C5)."""
    free_slot(rules, log, s, slot, now)
    chat = s.chats[at(slot)]
    chat.queue = d.transfer_to[at(chat.chat)]
    chat.marks &= ALL_MARKS - FIRST_ROUND - UNHURRIED - HANDED_BACK - TAKEN
    chat.marks |= FRESH


@helper
def end_chat(rules: Rules, log: Log, s: State, slot: int, now: int) -> None:
    """No round follows the reply: the chat holds its slot a little longer (C3, C4)."""
    chat = s.chats[at(slot)]
    hold = whole(chat.pause)
    if chat.marks & GONE:
        hold = rules.queues[at(chat.queue)].idle
        chat.state = THINKING
        chat.place += 1
        log_rest(log, s, chat)
    if hold == 0 or s.agents[at(chat.agent)].handing_back:
        close(rules, log, s, slot, now)  # nobody sees whether it is before others of this tick
        return
    chat.state = HOLDING
    chat.message = now + hold
    schedule(rules, s, chat.message, CLOSING, slot)


@helper
def hold_over(rules: Rules, log: Log, s: State, slot: int, now: int) -> None:
    """A closing delay or an idle time-out is over, unless the chat was closed before."""
    chat = s.chats[at(slot)]
    if chat.state == HOLDING and chat.message == now:
        close(rules, log, s, slot, now)
