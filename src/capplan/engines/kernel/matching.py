"""The settling at the end of a tick: chats find agents, agents begin to work (rules A1, A2)."""

from __future__ import annotations

from capplan.engines.jit import at, helper, whole
from capplan.engines.kernel.codes import LANES, NONE
from capplan.engines.kernel.duty import leave_if_due
from capplan.engines.kernel.layout import Demand, Log, Rules, State
from capplan.engines.kernel.lines import lane_of
from capplan.engines.kernel.pools import best_agent, rivalry
from capplan.engines.kernel.slots import assign
from capplan.engines.kernel.work import call


@helper
def settle(rules: Rules, d: Demand, log: Log, s: State, now: int) -> None:
    """Assign what can be assigned; then the free start work, and who is clear may go (A2)."""
    tally = s.tally[0]
    if tally.match:
        match(rules, log, s, now)
    for place in range(tally.touched):
        agent = whole(s.touched[at(place)])
        person = s.agents[at(agent)]
        person.touched = 0
        if person.doing == NONE:
            if person.inbox != NONE:
                call(rules, d, log, s, agent, now)
            elif person.open == 0:
                leave_if_due(rules, log, s, agent, now)
    tally.touched = 0


@helper
def match(rules: Rules, log: Log, s: State, now: int) -> None:
    """Give waiting chats to agents, pair by pair in the order of A1, until no pair is left."""
    tally = s.tally[0]
    while tally.waiting > 0:
        slot, agent, liked = whole(NONE), whole(NONE), whole(NONE)
        for queue in range(rules.queue_count):
            head = first_in_line(s, queue)
            if head == NONE:
                continue
            place = best_choice(rules, s, queue)
            if place == NONE:
                continue
            preference = rules.choices[at(place)].preference
            if slot != NONE and (
                preference > liked or (preference == liked and not goes_first(rules, s, head, slot))
            ):
                continue
            slot, liked = head, preference
            agent = best_of_equals(rules, s, queue, place)
        if slot == NONE:
            break
        assign(rules, log, s, slot, agent, now)
    tally.match = 0


@helper
def first_in_line(s: State, queue: int) -> int:
    """Slot of the first chat in a queue's line, or NONE: the first of its first lane (A1)."""
    for lane in range(LANES * queue, LANES * (queue + 1)):
        if s.lines[at(lane)].first != NONE:
            return s.lines[at(lane)].first
    return NONE


@helper
def goes_first(rules: Rules, s: State, slot: int, other_slot: int) -> bool:
    """Whether the head of one line goes before that of another, liked alike (A1)."""
    chat, other = s.chats[at(slot)], s.chats[at(other_slot)]
    priority, other_priority = (
        rules.queues[at(chat.queue)].priority,
        rules.queues[at(other.queue)].priority,
    )
    if priority != other_priority:
        return priority < other_priority
    lane, other_lane = lane_of(rules, chat), lane_of(rules, other)
    if lane != other_lane:
        return lane < other_lane
    if chat.since != other.since:
        return chat.since < other.since
    return chat.chat < other.chat


@helper
def best_choice(rules: Rules, s: State, queue: int) -> int:
    """Place of the first choice of a queue with an agent who takes a chat, or NONE."""
    terms = rules.queues[at(queue)]
    for place in range(terms.first_choice, terms.end_choice):
        if best_agent(rules, s, rules.choices[at(place)].group, queue) != NONE:
            return place
    return NONE


@helper
def best_of_equals(rules: Rules, s: State, queue: int, first: int) -> int:
    """The agent who takes the chat, among the groups that the queue likes as much as the first."""
    agent = best_agent(rules, s, rules.choices[at(first)].group, queue)
    for place in range(first + 1, rules.queues[at(queue)].end_choice):
        if rules.choices[at(place)].preference != rules.choices[at(first)].preference:
            break
        rival = best_agent(rules, s, rules.choices[at(place)].group, queue)
        if rival != NONE:
            mine, other = rivalry(rules, s, agent, queue), rivalry(rules, s, rival, queue)
            if other < mine or (other == mine and rival < agent):
                agent = rival
    return agent
