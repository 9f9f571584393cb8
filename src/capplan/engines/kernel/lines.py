"""Who waits for what: a queue's line of chats, an agent's inbox of messages (rules A1, P3)."""

from __future__ import annotations

from capplan.engines.jit import at, helper
from capplan.engines.kernel.codes import (
    AFTER_LIVE_LANE,
    ENTERED_LANE,
    FIRST_REPLIES_FIRST,
    FIRST_ROUND,
    HANDED_BACK,
    HANDED_BACK_LANE,
    IN_INBOX,
    IN_LINE,
    LANES,
    NONE,
    UNHURRIED,
    WRAPPING,
)
from capplan.engines.kernel.layout import Records, Rules, State


@helper
def lane_of(rules: Rules, chat: Records) -> int:
    """The lane of its line that a chat stands in (A1, D6)."""
    if chat.marks & HANDED_BACK:
        return HANDED_BACK_LANE
    if chat.marks & UNHURRIED and rules.queues[at(chat.queue)].after_live:
        return AFTER_LIVE_LANE
    return ENTERED_LANE


@helper
def line_up(rules: Rules, s: State, slot: int, now: int) -> None:
    """Join the line of the chat's queue, by tick and number in the chat's lane."""
    chat = s.chats[at(slot)]
    chat.state = IN_LINE
    chat.since = now
    lane = s.lines[at(LANES * chat.queue + lane_of(rules, chat))]
    before = lane.last
    while before != NONE and (
        s.chats[at(before)].since > now
        or (s.chats[at(before)].since == now and s.chats[at(before)].chat > chat.chat)
    ):
        before = s.chats[at(before)].before
    after = lane.first if before == NONE else s.chats[at(before)].next
    chat.before = before
    chat.next = after
    if before == NONE:
        lane.first = slot
    else:
        s.chats[at(before)].next = slot
    if after == NONE:
        lane.last = slot
    else:
        s.chats[at(after)].before = slot
    tally = s.tally[0]
    tally.waiting += 1
    tally.match = 1


@helper
def leave_line(rules: Rules, s: State, slot: int) -> None:
    """Leave the line, for an agent or for good."""
    chat = s.chats[at(slot)]
    lane = s.lines[at(LANES * chat.queue + lane_of(rules, chat))]
    before, after = chat.before, chat.next
    if before == NONE:
        lane.first = after
    else:
        s.chats[at(before)].next = after
    if after == NONE:
        lane.last = before
    else:
        s.chats[at(after)].before = before
    s.tally[0].waiting -= 1


@helper
def touch(s: State, agent: int) -> None:
    """Look at this agent when the tick settles."""
    person = s.agents[at(agent)]
    if person.touched == 0:
        person.touched = 1
        tally = s.tally[0]
        s.touched[at(tally.touched)] = agent
        tally.touched += 1


@helper
def comes_later(order: int, chat: Records) -> bool:
    """Whether the agent's order puts the chat behind first replies (P3)."""
    return order == FIRST_REPLIES_FIRST and (
        chat.marks & FIRST_ROUND == 0 or chat.state == WRAPPING
    )


@helper
def goes_before(order: int, chat: Records, other: Records) -> bool:
    """Whether the agent takes a chat before another one (P3)."""
    later, other_later = comes_later(order, chat), comes_later(order, other)
    if later != other_later:
        return other_later
    if chat.since != other.since:
        return chat.since < other.since
    return chat.chat < other.chat


@helper
def put_in_inbox(rules: Rules, s: State, agent: int, slot: int, now: int) -> None:
    """Add a message, or a wrap-up, to what the agent has to do (P3)."""
    person = s.agents[at(agent)]
    chat = s.chats[at(slot)]
    chat.since = now
    if chat.state != WRAPPING:
        chat.state = IN_INBOX
    order = rules.groups[at(person.group)].message_order
    before = person.inbox_end
    while before != NONE and goes_before(order, chat, s.chats[at(before)]):
        before = s.chats[at(before)].before
    after = person.inbox if before == NONE else s.chats[at(before)].next
    chat.before = before
    chat.next = after
    if before == NONE:
        person.inbox = slot
    else:
        s.chats[at(before)].next = slot
    if after == NONE:
        person.inbox_end = slot
    else:
        s.chats[at(after)].before = slot
    if person.doing == NONE:  # else the agent is looked at when the work in hand ends
        touch(s, agent)


@helper
def take_from_inbox(s: State, agent: int, slot: int) -> None:
    """Take a message out of the inbox."""
    person = s.agents[at(agent)]
    chat = s.chats[at(slot)]
    before, after = chat.before, chat.next
    if before == NONE:
        person.inbox = after
    else:
        s.chats[at(before)].next = after
    if after == NONE:
        person.inbox_end = before
    else:
        s.chats[at(after)].before = before


@helper
def drop_message(s: State, agent: int, slot: int) -> None:
    """Take back a message that waits in the inbox, or stop the work begun on it (C3)."""
    person = s.agents[at(agent)]
    if person.doing == slot:
        person.doing = NONE
    else:
        take_from_inbox(s, agent, slot)
