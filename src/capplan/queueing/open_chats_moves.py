"""The Markov chain of a chat floor: its states and the moves out of each.

A state is the multiset of the agents' states (equal agents need no names) and the length of the
line. Letters: ``o`` chats open and ``i`` messages in the inbox of one agent; ``q`` chats in line.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from capplan.queueing.chat_team import ChatTeam


class Agent(NamedTuple):
    """What one agent holds: open chats and, of those, messages in the inbox."""

    open: int
    inbox: int


class State(NamedTuple):
    """The agents, sorted, and the number of chats in line."""

    agents: tuple[Agent, ...]
    line: int


class Kind(IntEnum):
    """What a move does, as far as a measure must know."""

    OTHER = 0
    FIRST_FROM_ARRIVAL = 1
    """An arriving chat is assigned at once; its first message joins an inbox."""
    FIRST_FROM_LINE = 2
    """The head of the line is assigned; its first message joins an inbox."""
    LATER = 3
    """The customer of an open chat writes again."""
    LEAVE = 4
    """A chat leaves the line."""


class Move(NamedTuple):
    """A transition: its rate [1/s], its target, and the place that a message takes in an inbox."""

    rate_per_s: float
    target: State
    kind: Kind
    place: int = 0


def empty(team: ChatTeam) -> State:
    """The state without a chat."""
    return State((Agent(0, 0),) * team.agents, 0)


def moves(team: ChatTeam, state: State) -> Iterator[Move]:
    """List the moves out of a state; a tie for the fewest open chats is broken at random.

    Args:
        team: the group; its slow-down is not looked at.
        state: where the move starts.

    Yields:
        Every move of positive rate.
    """
    yield from _arrival(team, state)
    reply_rate = 1.0 / team.pace.mean_work_s
    ends = team.end_probability
    for agent, count in Counter(state.agents).items():
        thinking = agent.open - agent.inbox
        if thinking:
            writes = _swap(state, agent, Agent(agent.open, agent.inbox + 1))
            yield Move(
                count * thinking / team.pace.mean_think_s, writes, Kind.LATER, agent.inbox + 1
            )
        if not agent.inbox:
            continue
        if ends < 1:
            goes_on = _swap(state, agent, Agent(agent.open, agent.inbox - 1))
            yield Move(count * reply_rate * (1 - ends), goes_on, Kind.OTHER)
        if state.line:
            shorter = State(state.agents, state.line - 1)
            yield Move(count * reply_rate * ends, shorter, Kind.FIRST_FROM_LINE, agent.inbox)
        else:
            closes = _swap(state, agent, Agent(agent.open - 1, agent.inbox - 1))
            yield Move(count * reply_rate * ends, closes, Kind.OTHER)
    if state.line:
        shorter = State(state.agents, state.line - 1)
        yield Move(state.line / team.mean_patience_s, shorter, Kind.LEAVE)


def _arrival(team: ChatTeam, state: State) -> Iterator[Move]:
    fewest = state.agents[0].open  # the agents are sorted by open chats first
    if fewest == team.limit:
        yield Move(team.arrivals_per_s, State(state.agents, state.line + 1), Kind.OTHER)
        return
    takers = Counter(agent for agent in state.agents if agent.open == fewest)
    for agent, count in takers.items():
        rate = team.arrivals_per_s * count / takers.total()
        takes = _swap(state, agent, Agent(fewest + 1, agent.inbox + 1))
        yield Move(rate, takes, Kind.FIRST_FROM_ARRIVAL, agent.inbox + 1)


def _swap(state: State, old: Agent, new: Agent) -> State:
    agents = list(state.agents)
    agents.remove(old)
    insort(agents, new)
    return State(tuple(agents), state.line)
