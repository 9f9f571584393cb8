"""Which agent of a group takes a chat: one tree of keys per pool, the least key at its root.

A tree of m leaves stands at m to 2m - 1, a node's children at twice its place; node 1 is the
root.  An agent who may not take a chat has `LAST_KEY`.  A key is what the shop's rule compares,
then the agent's number (rule A1).
"""

from __future__ import annotations

import numpy as np

from capplan.engines.jit import at, helper, tested, whole
from capplan.engines.kernel.codes import (
    FEWEST_OPEN,
    LAST_KEY,
    LONGEST_SINCE_CHAT,
    NONE,
    ROUND_ROBIN,
)
from capplan.engines.kernel.layout import Ints, Rules, State


@tested
def set_leaf(trees: Ints, first: int, node: int, key: int) -> None:
    """Set the key of a leaf, and the least keys above it."""
    trees[at(first + node)] = key
    while node > 1:
        node >>= 1
        left, right = trees[at(first + 2 * node)], trees[at(first + 2 * node + 1)]
        least = left if left < right else right
        if trees[at(first + node)] == least:
            return
        trees[at(first + node)] = least


@tested
def least_from(trees: Ints, first: int, leaves: int, leaf: int) -> int:
    """The key of the first leaf at or after one that has a key, else of the first of all."""
    if leaf < leaves:
        node = leaves + leaf
        if trees[at(first + node)] != LAST_KEY:
            return trees[at(first + node)]
        while node > 1:
            if node & 1 == 0 and trees[at(first + node + 1)] != LAST_KEY:
                return trees[at(first + node + 1)]
            node >>= 1
    return trees[at(first + 1)]


@helper
def limit_of(rules: Rules, group: int, queue: int) -> int:
    """Open chats below which an agent of the group takes one more of a queue (P2)."""
    window = rules.groups[at(group)].window
    skill = rules.skills[at(group * rules.queue_count + queue)]
    return skill.limit if window == NONE else window


@helper
def personal_limit(rules: Rules, limit: int, shift: int) -> int:
    """The limit of one agent, by the tenure that the shift carries (P6)."""
    if rules.personal == 0 or shift == NONE:
        return limit
    share = rules.limit_share[at(shift)]
    return min(limit, max(whole(1), whole(np.float64(limit) * share + 0.5)))


@helper
def update_pools(rules: Rules, s: State, agent: int) -> None:
    """Note in the group's pools whether the agent may take one more chat (P2)."""
    person = s.agents[at(agent)]
    group = rules.groups[at(person.group)]
    for place in range(group.first_pool, group.end_pool):
        pool = rules.pools[at(place)]
        measure = whole(0)
        accepts = person.accepting != 0
        if rules.pick == FEWEST_OPEN and rules.personal == 0:
            measure = whole(person.open)
        else:
            limit = pool.limit if group.window == NONE else group.window
            limit = personal_limit(rules, limit, person.shift)
            accepts = accepts and person.open < limit
            if rules.pick == LONGEST_SINCE_CHAT:
                measure = s.last_chat[at(agent)] + 1
            elif rules.pick == FEWEST_OPEN and accepts:
                row = rules.rank_of[at(person.group * rules.widest + limit)]
                measure = rules.ranks[at(row + person.open)]
        key = (measure << rules.agent_bits) | whole(agent) if accepts else LAST_KEY
        set_leaf(s.trees, pool.first, pool.leaves + person.member, key)
    s.tally[0].match = 1


@helper
def member_after(rules: Rules, group: int, agent: int) -> int:
    """Place in the group of its first agent with a number above one."""
    low, high = rules.groups[at(group)].first_member, rules.groups[at(group)].end_member
    while low < high:
        middle = (low + high) >> 1
        if rules.members[at(middle)] <= agent:
            low = middle + 1
        else:
            high = middle
    return low - rules.groups[at(group)].first_member


@helper
def best_agent(rules: Rules, s: State, group: int, queue: int) -> int:
    """The agent of a group who takes the next chat of a queue, or NONE (A1)."""
    pool = rules.pools[at(rules.skills[at(group * rules.queue_count + queue)].pool)]
    if rules.pick == ROUND_ROBIN:
        after = member_after(rules, group, rules.queues[at(queue)].taker)
        key = least_from(s.trees, pool.first, pool.leaves, after)
    else:
        key = s.trees[at(pool.first + 1)]
    if key == LAST_KEY:
        return NONE
    shared = rules.pick == FEWEST_OPEN and rules.personal == 0
    if shared and key >> rules.agent_bits >= limit_of(rules, group, queue):
        return NONE
    return key & ((1 << rules.agent_bits) - 1)


@helper
def rivalry(rules: Rules, s: State, agent: int, queue: int) -> float:
    """What decides between agents of groups that a queue prefers alike; the least wins (A1)."""
    person = s.agents[at(agent)]
    if rules.pick == FEWEST_OPEN:
        limit = personal_limit(rules, limit_of(rules, person.group, queue), person.shift)
        weight = rules.groups[at(person.group)].weight
        return np.float64(person.open) / (weight * np.float64(limit))
    if rules.pick == LONGEST_SINCE_CHAT:
        return np.float64(s.last_chat[at(agent)])
    return np.float64((agent - rules.queues[at(queue)].taker - 1) % s.agents.size)
