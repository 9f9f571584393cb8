"""Shifts, breaks and limit windows (rules P2, P4)."""

from __future__ import annotations

from capplan.engines.jit import at, helper, whole
from capplan.engines.kernel.codes import (
    BREAK_END,
    BREAK_START,
    HAND_BACK,
    HOLDING,
    IN_WORK,
    LIMIT,
    NONE,
    SHIFT_START,
    THINKING,
)
from capplan.engines.kernel.layout import Log, Rules, State
from capplan.engines.kernel.lines import drop_message, line_up, touch
from capplan.engines.kernel.pools import update_pools
from capplan.engines.kernel.slots import close, let_go
from capplan.engines.kernel.wheel import schedule


@helper
def make_change(rules: Rules, log: Log, s: State, place: int, now: int) -> None:
    """A change on the floor that was known beforehand takes place."""
    change = rules.changes[at(place)]
    if change.kind == LIMIT:
        change_limit(rules, s, change.who, change.about)
        return
    person = s.agents[at(change.who)]
    if change.kind == SHIFT_START:
        come(log, s, change.who, change.about, now)
        count_staff(rules, person.group, 1)
    elif change.kind == BREAK_START:
        if person.shift == NONE or person.leaving:
            return
        if person.break_due == person.break_end:
            person.break_due = change.about
        person.break_end = change.about + 1
        stop(rules, log, s, change.who, rules.groups[at(person.group)].break_rule, now)
    else:
        go(log, s, change.who, now)
        count_staff(rules, person.group, -1)
        stop(rules, log, s, change.who, rules.end_rule[at(change.about)], now)
    update_pools(rules, s, change.who)
    touch(s, change.who)


@helper
def change_limit(rules: Rules, s: State, group: int, limit: int) -> None:
    """A window with another limit begins, or ends (NONE); open chats stay (P2)."""
    rules.groups[at(group)].window = limit
    for place in range(rules.groups[at(group)].first_member, rules.groups[at(group)].end_member):
        update_pools(rules, s, rules.members[at(place)])


@helper
def come(log: Log, s: State, agent: int, shift: int, now: int) -> None:
    """A shift begins; one that ran over into it ends."""
    person = s.agents[at(agent)]
    tally = s.tally[0]
    if person.shift == NONE:
        tally.on += 1
    else:
        log.shift_end[at(person.shift)] = now
    tally.to_come -= 1
    log.shift_start[at(shift)] = now
    person.shift = shift
    person.leaving = 0
    person.handing_back = 0
    person.accepting = 1


@helper
def count_staff(rules: Rules, group: int, more: int) -> None:
    """Note who is on shift for the queues of a group (D6)."""
    for queue in range(rules.queue_count):
        if rules.skills[at(group * rules.queue_count + queue)].pool != NONE:
            rules.queues[at(queue)].staff += more


@helper
def go(log: Log, s: State, agent: int, now: int) -> None:
    """The shift is over; a break ends with it, one not yet begun is skipped."""
    person = s.agents[at(agent)]
    if person.on_break != NONE:
        log.break_end[at(person.on_break)] = now
        person.on_break = NONE
    person.break_due = person.break_end
    person.leaving = 1


@helper
def stop(rules: Rules, log: Log, s: State, agent: int, rule: int, now: int) -> None:
    """No new chats; by the rule of the group, the open ones go on with somebody else (P4)."""
    person = s.agents[at(agent)]
    person.accepting = 0
    if rule != HAND_BACK:
        return
    person.handing_back = 1
    slot = whole(person.open_first)
    while slot != NONE:
        chat = s.chats[at(slot)]
        following = whole(chat.open_next)
        if chat.state < IN_WORK:
            drop_message(s, agent, slot)
            let_go(rules, log, s, slot, now)
            line_up(rules, s, slot, now)
        elif chat.state == THINKING:
            let_go(rules, log, s, slot, now)
        elif chat.state == HOLDING:
            close(rules, log, s, slot, now)
        slot = following


@helper
def leave_if_due(rules: Rules, log: Log, s: State, agent: int, now: int) -> None:
    """A clear agent goes home, or into a break."""
    person = s.agents[at(agent)]
    if person.leaving:
        log.shift_end[at(person.shift)] = now
        person.shift = NONE
        person.leaving = 0
        person.handing_back = 0
        s.tally[0].on -= 1
    elif person.break_due < person.break_end and person.on_break == NONE:
        place = person.break_due
        person.break_due += 1
        person.on_break = place
        log.break_start[at(place)] = now
        schedule(rules, s, now + rules.break_length[at(place)], BREAK_END, agent)


@helper
def break_over(rules: Rules, log: Log, s: State, agent: int, now: int) -> None:
    """Back to work, or into the next break if it is due; a shift's end may have cut it short."""
    person = s.agents[at(agent)]
    place = person.on_break
    if place == NONE or log.break_start[at(place)] + rules.break_length[at(place)] != now:
        return
    log.break_end[at(place)] = now
    person.on_break = NONE
    if person.break_due == person.break_end:
        person.handing_back = 0
        person.accepting = 1
        update_pools(rules, s, agent)
    touch(s, agent)
