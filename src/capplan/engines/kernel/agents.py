"""What agents do: work on messages, send replies, begin and end shifts and breaks (P2 to P4)."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from capplan.engines.kernel.heap import event_key, push
from capplan.engines.kernel.layout import (
    BREAK_END,
    BREAK_START,
    CLOSING,
    FIRST_ROUND,
    GONE,
    HAND_BACK,
    HOLDING,
    IN_WORK,
    MESSAGE,
    NONE,
    REPLY,
    SHIFT_END,
    SHIFT_START,
    THINKING,
    WRAPPING,
    Demand,
    Duties,
    Log,
    Rules,
    State,
)
from capplan.engines.kernel.lines import drop_message, line_up, take_from_inbox, touch
from capplan.engines.kernel.pools import update_pools
from capplan.engines.kernel.slots import close, leave_floor, let_go


@njit
def after(rules: Rules, s: State, tick: int, code: int, number: int) -> None:
    """Put an event into the run."""
    tally = s.tally[0]
    if tick > rules.last_tick:
        tally.too_late = 1
        return
    push(s.events, tally.events, event_key(rules.bits, tick, code, number))
    tally.events += 1


@njit
def call(rules: Rules, d: Demand, log: Log, s: State, agent: int, now: int) -> None:
    """Have a free agent begin to work on the first message of the inbox (P2)."""
    person = s.agents[agent]
    slot = person.inbox
    take_from_inbox(s, agent, slot)
    person.doing = slot
    chat = s.chats[slot]
    others = np.int64(person.open)
    if chat.state == WRAPPING:
        log.wrap_agent[chat.chat] = person.number
        log.wrap_start[chat.chat] = now
        drawn = d.wrap_up[chat.chat]
    else:
        chat.state = IN_WORK
        log.agent[chat.place] = person.number
        log.start[chat.place] = now
        drawn = d.work[chat.place]
        others -= 1
    speed = rules.speed[person.group * rules.queues + chat.queue]
    time = np.int64(math.floor(np.float64(drawn) * rules.slow[others] / speed + 0.5))
    person.due = now + max(time, 1)
    after(rules, s, person.due, REPLY, agent)


@njit
def work_done(rules: Rules, d: Demand, log: Log, s: State, agent: int, now: int) -> None:
    """The message or the wrap-up in hand is worked off."""
    person = s.agents[agent]
    slot = person.doing
    if slot == NONE or person.due != now:
        return  # the customer left while the agent wrote (C3)
    person.doing = NONE
    touch(s, agent)
    chat = s.chats[slot]
    if chat.state == WRAPPING:
        log.wrap_end[chat.chat] = now
        leave_floor(s, slot)
        return
    place = chat.place
    log.reply[place] = now
    if chat.marks & GONE == 0 and place != chat.last:
        if person.handing_back:
            let_go(rules, log, s, slot, now)
        chat.state = THINKING
        chat.marks &= ~FIRST_ROUND
        chat.place = place + 1
        after(rules, s, now + d.think[place], MESSAGE, chat.chat)
        return
    hold = rules.idle[chat.queue] if chat.marks & GONE else np.int64(d.closing[chat.chat])
    if person.handing_back or hold == 0:  # nothing in between minds a closing in this tick
        close(rules, d, log, s, slot, now)
    else:
        chat.state = HOLDING
        after(rules, s, now + hold, CLOSING, chat.chat)


@njit
def hold_over(rules: Rules, d: Demand, log: Log, s: State, number: int, now: int) -> None:
    """A closing delay or an idle time-out is over."""
    slot = s.slot[number]
    if slot != NONE and s.chats[slot].state == HOLDING:
        close(rules, d, log, s, slot, now)


@njit
def hand_back(rules: Rules, d: Demand, log: Log, s: State, agent: int, now: int) -> None:
    """Part with all open chats at the end of a shift or at a break (P4)."""
    slot = s.agents[agent].open_first
    while slot != NONE:
        chat = s.chats[slot]
        following = chat.open_next
        if chat.state < IN_WORK:
            drop_message(s, agent, slot)
            let_go(rules, log, s, slot, now)
            line_up(s, slot, now)
        elif chat.state == THINKING:
            let_go(rules, log, s, slot, now)
        elif chat.state == HOLDING:
            close(rules, d, log, s, slot, now)
        slot = following


@njit
def leave_if_due(rules: Rules, d: Duties, log: Log, s: State, agent: int, now: int) -> None:
    """A clear agent goes home, or into a break."""
    person = s.agents[agent]
    if person.leaving:
        log.shift_end[person.shift] = now
        person.shift = NONE
        person.leaving = 0
        person.handing_back = 0
        s.tally[0].on -= 1
    elif person.break_due < person.break_last and person.on_break == NONE:
        place = person.break_due
        person.break_due += 1
        person.on_break = place
        log.break_start[place] = now
        after(rules, s, now + d.break_length[place], BREAK_END, agent)


@njit
def break_over(rules: Rules, d: Duties, log: Log, s: State, agent: int, now: int) -> None:
    """Back to work, or into the next break if it is due."""
    person = s.agents[agent]
    place = person.on_break
    if place == NONE or log.break_start[place] + d.break_length[place] != now:
        return  # the shift's end cut the break short
    log.break_end[place] = now
    person.on_break = NONE
    if person.break_due == person.break_last:
        person.handing_back = 0
        person.accepting = 1
        update_pools(rules, s, agent)
    touch(s, agent)


@njit
def duty(
    rules: Rules, duties: Duties, d: Demand, log: Log, s: State, agent: int, kind: int, about: int,
    now: int,
) -> None:  # fmt: skip
    """A shift starts or ends, or a break is due (P4)."""
    person = s.agents[agent]
    tally = s.tally[0]
    if kind == SHIFT_START:
        if person.shift == NONE:
            tally.on += 1
        else:  # the shift before ran over into this one
            log.shift_end[person.shift] = now
        tally.to_come -= 1
        log.shift_start[about] = now
        person.shift = about
        person.leaving = 0
        person.handing_back = 0
        person.accepting = 1
    else:
        if kind == BREAK_START:
            if person.shift == NONE or person.leaving:
                return
            if person.break_due == person.break_last:
                person.break_due = about
            person.break_last = about + 1
            rule = rules.break_rule[person.group]
        else:
            if person.on_break != NONE:
                log.break_end[person.on_break] = now
                person.on_break = NONE
            person.break_due = person.break_last
            person.leaving = 1
            rule = rules.end_rule[person.group]
        person.accepting = 0
        if rule == HAND_BACK:
            person.handing_back = 1
            hand_back(rules, d, log, s, agent, now)
    update_pools(rules, s, agent)
    touch(s, agent)
