"""What customers do: arrive, write, lose patience (rules C1 to C3)."""

from __future__ import annotations

from capplan.engines.kernel.codes import (
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
)
from capplan.engines.kernel.jit import at, helper, whole
from capplan.engines.kernel.layout import Demand, Log, Records, Rules, State
from capplan.engines.kernel.lines import drop_message, leave_line, line_up, put_in_inbox
from capplan.engines.kernel.slots import free_slot, leave_floor, log_rest
from capplan.engines.kernel.wheel import schedule


@helper
def patience_of(rules: Rules, d: Demand, chat: Records) -> int:
    """Patience for the reply to the message that waits (C2)."""
    if chat.marks & FIRST_ROUND:
        return d.patience[at(chat.chat)]
    if rules.queues[at(chat.queue)].scope == EVERY_REPLY_SCOPE:
        return d.later_patience[at(chat.place)]
    return NEVER


@helper
def write(rules: Rules, d: Demand, s: State, slot: int, now: int) -> None:
    """Write a message, to the agent who holds the chat or into the line (C1)."""
    chat = s.chats[at(slot)]
    chat.message = now
    place = chat.place
    chat.work = d.work[at(place)]
    chat.pause = d.closing[at(chat.chat)] if place == chat.last else d.think[at(place)]
    patience = patience_of(rules, d, chat)
    if patience < NEVER:
        line = rules.queues[at(chat.queue)].scope == LINE_SCOPE
        schedule(rules, s, now + patience, LINE_PATIENCE if line else PATIENCE, slot)
    if chat.agent == NONE:
        line_up(s, slot, now)
    else:
        put_in_inbox(rules, s, whole(chat.agent), slot, now)


@helper
def lose_patience(
    rules: Rules, d: Demand, log: Log, s: State, slot: int, code: int, now: int
) -> None:
    """Leave, openly or silently, if what the customer waits for has not come (C2, C3).

    The slot may have passed to another chat since; that one's own patience decides then.
    """
    chat = s.chats[at(slot)]
    if chat.state > IN_WORK or chat.marks & GONE:
        return
    line = rules.queues[at(chat.queue)].scope == LINE_SCOPE
    if line != (code == LINE_PATIENCE) or chat.message + patience_of(rules, d, chat) != now:
        return
    number = chat.chat
    assigned = log.assigned[at(number)] != NONE
    if line and assigned:
        return
    log.left[at(number)] = now
    if chat.marks & SILENT:
        chat.marks |= GONE
        log.outcome[at(number)] = LEFT_SILENT
        return
    log.ended[at(number)] = now
    if chat.marks & FIRST_ROUND == 0:
        log.outcome[at(number)] = LEFT_LATER
    elif assigned:
        log.outcome[at(number)] = LEFT_FIRST_REPLY
    else:
        log.outcome[at(number)] = LEFT_LINE
    log_rest(log, s, chat)
    if chat.agent == NONE:
        leave_line(s, slot)
    else:
        drop_message(s, whole(chat.agent), slot)
        free_slot(rules, log, s, slot, now)
    leave_floor(s, slot)
