"""What customers do: come, write, lose patience, try again (rules C1 to C3, C5, D6, D7)."""

from __future__ import annotations

from capplan.engines.jit import at, helper, whole
from capplan.engines.kernel.codes import (
    ARRIVAL,
    EVERY_REPLY_SCOPE,
    FIRST_ROUND,
    FRESH,
    GONE,
    IN_WORK,
    LEFT_CLOSED,
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
    TAKEN,
    UNHURRIED,
)
from capplan.engines.kernel.layout import Demand, Log, Records, Rules, State
from capplan.engines.kernel.lines import drop_message, leave_line, line_up, put_in_inbox
from capplan.engines.kernel.slots import (
    clear_log,
    clear_rounds,
    come_to_floor,
    free_slot,
    leave_floor,
    log_rest,
)
from capplan.engines.kernel.wheel import schedule


@helper
def patience_of(rules: Rules, d: Demand, chat: Records) -> int:
    """Patience for the reply to the message that waits (C2, C5, D6)."""
    if chat.marks & UNHURRIED:
        return NEVER
    if chat.marks & FIRST_ROUND:
        return d.patience[at(chat.chat)]
    if chat.marks & FRESH or rules.queues[at(chat.queue)].scope == EVERY_REPLY_SCOPE:
        return d.later_patience[at(chat.place)]
    return NEVER


@helper
def is_closed(rules: Rules, queue: int) -> bool:
    """Whether nobody who may serve a queue with closed hours is on shift (D6)."""
    terms = rules.queues[at(queue)]
    return terms.closes != 0 and terms.staff == 0


@helper
def come(rules: Rules, d: Demand, log: Log, s: State, number: int, now: int) -> None:
    """Come to the people's line; in closed hours leave a message, or leave (D6)."""
    clear_log(log, number)
    log.arrival[at(number)] = now
    closed = is_closed(rules, d.queue[at(number)])
    if closed and not d.stays[at(number)]:
        log.outcome[at(number)] = LEFT_CLOSED
        log.left[at(number)] = log.ended[at(number)] = now
        clear_rounds(log, d.first_round[at(number)], d.first_round[at(number + 1)])
        try_again(rules, d, s, number, now)
        return
    slot = come_to_floor(d, s, number)
    chat = s.chats[at(slot)]
    if closed:
        log.offline[at(number)] = 1
        chat.marks |= UNHURRIED
    if d.live_rounds.size > 0:
        rounds = d.offline_rounds[at(number)] if closed else d.live_rounds[at(number)]
        chat.last = d.first_round[at(number)] + rounds - 1
        clear_rounds(log, whole(chat.last) + 1, d.first_round[at(number + 1)])
    write(rules, d, s, slot, now)


@helper
def try_again(rules: Rules, d: Demand, s: State, number: int, now: int) -> None:
    """Come back after a loss, if the draw says so and the horizon is not over (D7)."""
    if d.retry.size == 0 or d.retry[at(number)] == NONE:
        return
    due = now + d.retry_delay[at(number)]
    if due < rules.horizon:
        schedule(rules, s, due, ARRIVAL, d.retry[at(number)])


@helper
def write(rules: Rules, d: Demand, s: State, slot: int, now: int) -> None:
    """Write a message, to the agent who holds the chat or into the line (C1)."""
    chat = s.chats[at(slot)]
    chat.message = now
    if chat.marks & FRESH and is_closed(rules, chat.queue):
        chat.marks |= UNHURRIED
    place = chat.place
    chat.work = d.work[at(place)]
    chat.pause = d.closing[at(chat.chat)] if place == chat.last else d.think[at(place)]
    patience = patience_of(rules, d, chat)
    if patience < NEVER:
        line = rules.queues[at(chat.queue)].scope == LINE_SCOPE
        schedule(rules, s, now + patience, LINE_PATIENCE if line else PATIENCE, slot)
    if chat.agent == NONE:
        line_up(rules, s, slot, now)
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
    if line and chat.marks & TAKEN:
        return
    log.left[at(number)] = now
    try_again(rules, d, s, number, now)
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
        leave_line(rules, s, slot)
    else:
        drop_message(s, whole(chat.agent), slot)
        free_slot(rules, log, s, slot, now)
    leave_floor(s, slot)
