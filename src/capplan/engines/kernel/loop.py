"""The run: the next event of all streams, again and again, until the floor is empty (A2, A3)."""

from __future__ import annotations

from numba import njit

from capplan.engines.kernel.agents import (
    break_over,
    call,
    duty,
    hold_over,
    leave_if_due,
    work_done,
)
from capplan.engines.kernel.customers import lose_patience, write
from capplan.engines.kernel.heap import CODE_BITS, drop_first, event_key
from capplan.engines.kernel.layout import (
    ARRIVAL,
    BREAK_END,
    CLOSING,
    DONE,
    DUTY,
    LAST_KEY,
    LIMIT,
    LINE_PATIENCE,
    MESSAGE,
    MORE_STINTS,
    NONE,
    REPLY,
    TOO_LATE,
    Demand,
    Duties,
    Log,
    Rules,
    State,
)
from capplan.engines.kernel.pools import best_agent, rivalry, update_pools
from capplan.engines.kernel.slots import assign, clear_log, come_to_floor


@njit
def best_group_agent(rules: Rules, s: State, queue: int) -> tuple[int, int]:
    """(preference, agent) of the agent who takes the next chat of a queue; agent NONE if none."""
    best, preference = NONE, NONE
    least = 0.0
    for place in range(rules.choice_first[queue], rules.choice_first[queue + 1]):
        if best != NONE and rules.choice_preference[place] > preference:
            break
        agent = best_agent(rules, s, rules.choice_group[place], queue)
        if agent == NONE:
            continue
        if best == NONE:
            best, preference = agent, rules.choice_preference[place]
            continue
        key = rivalry(rules, s, agent, queue)
        least = rivalry(rules, s, best, queue)
        if key < least or (key == least and agent < best):
            best = agent
    return preference, best


@njit
def match(rules: Rules, log: Log, s: State, now: int) -> None:
    """Give waiting chats to agents, pair by pair in the order of A1, until no pair is left."""
    tally = s.tally[0]
    while tally.waiting > 0:
        slot, agent = NONE, NONE
        preference, priority, entered = 0, 0, 0
        for queue in range(rules.queues):
            lane = 0
            head = s.line_first[2 * queue]
            if head == NONE:
                lane = 1
                head = s.line_first[2 * queue + 1]
                if head == NONE:
                    continue
            liked, choice = best_group_agent(rules, s, queue)
            if choice == NONE:
                continue
            first = slot == NONE or liked < preference
            if not first and liked == preference:
                urgency = rules.priority[queue]
                first = urgency < priority
                if not first and urgency == priority:
                    first = lane < entered
                    if not first and lane == entered:
                        mine, other = s.chats[head], s.chats[slot]
                        first = mine.entry < other.entry or (
                            mine.entry == other.entry and mine.chat < other.chat
                        )
            if first:
                slot, agent = head, choice
                preference, priority, entered = liked, rules.priority[queue], lane
        if slot == NONE:
            break
        assign(rules, log, s, slot, agent, now)
    tally.match = 0


@njit
def settle(rules: Rules, duties: Duties, d: Demand, log: Log, s: State, now: int) -> None:
    """Assign what can be assigned; then the free start work, and who is clear may go (A2)."""
    tally = s.tally[0]
    if tally.match:
        match(rules, log, s, now)
    for place in range(tally.touched):
        agent = s.touched[place]
        person = s.agents[agent]
        person.touched = 0
        if person.doing == NONE:
            if person.inbox != NONE:
                call(rules, d, log, s, agent, now)
            elif person.open == 0:
                leave_if_due(rules, duties, log, s, agent, now)
    tally.touched = 0


@njit
def change_limit(rules: Rules, s: State, group: int, limit: int) -> None:
    """A window with another limit begins, or ends (NONE); open chats stay (P2)."""
    s.window_limit[group] = limit
    for place in range(rules.member_first[group], rules.member_first[group + 1]):
        update_pools(rules, s, rules.members[place])


def run(rules: Rules, duties: Duties, d: Demand, log: Log, s: State) -> int:
    """Go on with a run until it is over, or until it must be helped; returns why it stopped.

    At the end of each tick in which something changed it settles.
    """
    bits = rules.bits
    shift = bits + CODE_BITS
    number_mask = (1 << bits) - 1
    chats, changes = d.arrival.size, duties.tick.size
    tally = s.tally[0]
    now = tally.now
    while True:
        key = LAST_KEY
        source = 0
        if tally.events > 0:
            key = s.events[0]
        if tally.patient > 0 and s.patient[0] < key:
            key = s.patient[0]
            source = 1
        if tally.arrived < chats:
            other = event_key(bits, d.arrival[tally.arrived], ARRIVAL, 0)
            if other < key:
                key = other
                source = 2
        if tally.duties < changes:
            other = event_key(bits, duties.tick[tally.duties], DUTY, 0)
            if other < key:
                key = other
                source = 3
        if (tally.touched > 0 or tally.match) and key >= event_key(bits, now, LINE_PATIENCE, 0):
            if tally.stints + tally.waiting > log.stint_chat.size:
                tally.now = now
                return MORE_STINTS
            settle(rules, duties, d, log, s, now)
            if tally.too_late:
                return TOO_LATE
            continue
        if key == LAST_KEY:
            break
        tick = key >> shift
        if tick > rules.horizon and tally.on == 0 and tally.to_come == 0:
            break
        now = tick
        code = (key >> bits) & ((1 << CODE_BITS) - 1)
        number = key & number_mask
        if source == 0:
            drop_first(s.events, tally.events)
            tally.events -= 1
            if code == REPLY:
                work_done(rules, d, log, s, number, now)
            elif code == MESSAGE:
                write(rules, d, log, s, s.slot[number], now)
            elif code == CLOSING:
                hold_over(rules, d, log, s, number, now)
            elif code == BREAK_END:
                break_over(rules, duties, log, s, number, now)
        elif source == 1:
            drop_first(s.patient, tally.patient)
            tally.patient -= 1
            lose_patience(rules, log, s, number, now, code)
        elif source == 2:
            chat = tally.arrived
            tally.arrived += 1
            clear_log(d, log, chat)
            write(rules, d, log, s, come_to_floor(d, s, chat), now)
        else:
            place = tally.duties
            tally.duties += 1
            who, about = duties.who[place], duties.about[place]
            if duties.kind[place] == LIMIT:
                change_limit(rules, s, who, about)
            else:
                duty(rules, duties, d, log, s, who, duties.kind[place], about, now)
    tally.now = now
    for chat in range(tally.arrived, chats):
        clear_log(d, log, chat)
    return DONE
