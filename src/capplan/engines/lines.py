"""The two waiting structures of the reference engine: a queue's line and a group's pool.

Both answer in O(log n) or better, so a peak with tens of thousands waiting stays fast.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from enum import IntEnum
from heapq import heappop, heappush

from capplan.engines.actors import Agent, Chat
from capplan.engines.contract import NONE
from capplan.model.people import PickRule

Entry = tuple[int, int, Chat]


class Lane(IntEnum):
    """The parts of a line, in the order in which they are taken (rules A1, D6)."""

    HANDED_BACK = 0
    ENTERED = 1
    AFTER_LIVE = 2
    """Offline messages that wait until no live chat does."""


class Line:
    """Chats that wait for an agent in one queue: by lane, then by entry (A1)."""

    def __init__(self) -> None:
        self._lanes: tuple[deque[Entry], ...] = tuple(deque() for _ in Lane)

    def join(self, chat: Chat, tick: int, part: Lane) -> None:
        """Enter at a tick no earlier than any before; ties go by chat number."""
        lane = self._lanes[part]
        chat.line_entry = entry = (tick, chat.number, chat)
        place = len(lane)
        while place and lane[place - 1][:2] > entry[:2]:
            place -= 1
        lane.insert(place, entry)

    def leave(self, chat: Chat) -> None:
        """Leave the line; the place is cleared when it comes to the head."""
        chat.line_entry = None

    def head(self) -> tuple[int, int, int, Chat] | None:
        """(lane, entry tick, chat number, chat) of the first, or None."""
        for order, lane in enumerate(self._lanes):
            while lane and lane[0][2].line_entry is not lane[0]:
                lane.popleft()
            if lane:
                return order, *lane[0]
        return None


class Pool:
    """Agents of one group who may take one more chat of a queue, best first (A1)."""

    def __init__(self, rule: PickRule, agents: int) -> None:
        self._rule = rule
        self._agents = agents
        self._keys: dict[Agent, float] = {}
        self._heap: list[tuple[float, int, Agent]] = []
        self._ring: list[tuple[int, Agent]] = []
        self.last = NONE
        """Number of the agent who took the queue's last chat (round robin)."""

    def update(self, agent: Agent, limit: int, weight: float) -> None:
        """Tell the pool that an agent's state, or the limit, has changed (P2, P7)."""
        accepts = agent.accepting and len(agent.open) < limit
        if self._rule is PickRule.ROUND_ROBIN:
            self._update_ring(agent, accepts=accepts)
        elif accepts:
            by_load = self._rule is PickRule.FEWEST_OPEN
            key = len(agent.open) / (weight * limit) if by_load else agent.last_chat
            self._keys[agent] = key
            heappush(self._heap, (key, agent.number, agent))
        else:
            self._keys.pop(agent, None)

    def best(self) -> tuple[float, int, Agent] | None:
        """The shop's choice, as (key, agent number, agent); the least key goes first."""
        if self._rule is PickRule.ROUND_ROBIN:
            if not self._ring:
                return None
            place = bisect_left(self._ring, self.last + 1, key=lambda member: member[0])
            number, agent = self._ring[place % len(self._ring)]
            return (number - self.last - 1) % self._agents, number, agent
        while self._heap:
            key, _, agent = self._heap[0]
            if self._keys.get(agent) == key:
                return self._heap[0]
            heappop(self._heap)
        return None

    def _update_ring(self, agent: Agent, *, accepts: bool) -> None:
        known = agent in self._keys
        if accepts and not known:
            self._keys[agent] = 0.0
            insort(self._ring, (agent.number, agent), key=lambda member: member[0])
        elif known and not accepts:
            del self._keys[agent]
            self._ring.pop(bisect_left(self._ring, agent.number, key=lambda member: member[0]))
