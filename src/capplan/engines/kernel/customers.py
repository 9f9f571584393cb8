"""What customers do: arrive, write, lose patience (rules C1 to C3)."""

from __future__ import annotations

from numba import njit

from capplan.engines.kernel.heap import event_key, push
from capplan.engines.kernel.layout import (
    EVERY_REPLY_SCOPE,
    FIRST_ROUND,
    GONE,
    IN_WORK,
    LEFT_FIRST_REPLY,
    LEFT_LATER,
    LEFT_LINE,
    LEFT_SILENT,
    LINE_PATIENCE,
    LINE_SCOPE,
    NEVER,
    NONE,
    PATIENCE,
    SILENT,
    Demand,
    Log,
    Rules,
    State,
)
from capplan.engines.kernel.lines import drop_message, leave_line, line_up, put_in_inbox
from capplan.engines.kernel.slots import free_slot, leave_floor


@njit
def start_patience(rules: Rules, d: Demand, s: State, slot: int, now: int) -> None:
    """Set the customer's patience running (C2)."""
    chat = s.chats[slot]
    scope = rules.scope[chat.queue]
    chat.leaves = NONE
    if chat.marks & FIRST_ROUND:
        patience = d.patience[chat.chat]
    elif scope == EVERY_REPLY_SCOPE:
        patience = d.later_patience[chat.place]
    else:
        return
    if patience < NEVER and now + patience <= rules.last_tick:
        chat.leaves = now + patience
        code = LINE_PATIENCE if scope == LINE_SCOPE else PATIENCE
        tally = s.tally[0]
        key = event_key(rules.bits, chat.leaves, code, chat.chat)
        push(s.patient, tally.patient, key)
        tally.patient += 1


@njit
def write(rules: Rules, d: Demand, log: Log, s: State, slot: int, now: int) -> None:
    """Write a message, to the agent who holds the chat or into the line (C1)."""
    chat = s.chats[slot]
    chat.message = now
    log.message[chat.place] = now
    start_patience(rules, d, s, slot, now)
    if chat.agent == NONE:
        line_up(s, slot, now)
    else:
        put_in_inbox(rules, s, chat.agent, slot)


@njit
def lose_patience(
    rules: Rules, log: Log, s: State, number: int, now: int, code: int
) -> None:
    """Leave, openly or silently, if what the customer waits for has not come (C2, C3)."""
    slot = s.slot[number]
    if slot == NONE:
        return
    chat = s.chats[slot]
    if chat.state > IN_WORK or chat.leaves != now:
        return
    assigned = log.assigned[number] != NONE
    if code == LINE_PATIENCE and assigned:
        return
    chat.leaves = NONE
    log.left[number] = now
    if chat.marks & SILENT:
        chat.marks |= GONE
        log.outcome[number] = LEFT_SILENT
        return
    log.ended[number] = now
    if chat.marks & FIRST_ROUND == 0:
        log.outcome[number] = LEFT_LATER
    elif assigned:
        log.outcome[number] = LEFT_FIRST_REPLY
    else:
        log.outcome[number] = LEFT_LINE
    if chat.agent == NONE:
        leave_line(s, slot)
    else:
        drop_message(s, chat.agent, slot)
        free_slot(rules, log, s, slot, now)
    leave_floor(s, slot)
