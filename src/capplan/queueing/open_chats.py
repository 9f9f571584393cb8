"""Agents with open chats and one line: the exact stationary Markov chain, for small teams."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array
from scipy.sparse.linalg import splu
from scipy.special import gammainc

from capplan.queueing import checks
from capplan.queueing.chat_team import ChatTeam, ChatTeamPerformance, unloaded
from capplan.queueing.first_response import first_response
from capplan.queueing.open_chats_moves import Kind, Move, State, empty, moves

FloatArray = NDArray[np.float64]

MOST_STATES = 20_000
"""States beyond which the chain is refused; it takes about five seconds there."""

SHIFT = 1e-10
"""Part of the greatest rate that is added to the diagonal of the balance equations [1]."""

ROUNDS = 5
"""Rounds of inverse iteration."""


def open_chats_markov(team: ChatTeam, within_s: float = 0.0) -> ChatTeamPerformance:
    """Solve a small chat floor exactly; ties for the fewest open chats are broken at random.

    Args:
        team: the group, without slow-down.
        within_s: time that the two shares count, zero or more [s].

    Raises:
        ValueError: `within_s` is out of its range, the pace has a slow-down or no think time, or
            the chain has more than `MOST_STATES` states (use `open_chats_levels` then).
    """
    within_s = checks.not_negative("within_s", within_s)
    if team.pace.slow_down:
        raise ValueError(
            f"slow_down must be 0 in the exact chain, not {team.pace.slow_down};"
            " open_chats_levels knows it"
        )
    checks.positive("mean_think_s", team.pace.mean_think_s)
    if team.arrivals_per_s == 0:
        return unloaded(team, within_s)
    chain = _chain(team)
    return _measures(team, chain, _stationary(chain), within_s)


@dataclass(frozen=True, slots=True)
class _Chain:
    """States in the order found and, for each, its moves (arrivals to a full line left out)."""

    states: list[State]
    moves: list[list[Move]]


def _longest_line(team: ChatTeam) -> int:
    """Length that the line passes with a probability of less than 1e-15, even without agents."""
    mean = team.arrivals_per_s * team.mean_patience_s
    return int(mean + 9 * np.sqrt(mean)) + 16


def _chain(team: ChatTeam) -> _Chain:
    longest = _longest_line(team)
    states = [empty(team)]
    known = set(states)
    all_moves: list[list[Move]] = []
    for state in states:  # grows while it is read
        here = [move for move in moves(team, state) if move.target.line <= longest]
        all_moves.append(here)
        for move in here:
            if move.target not in known:
                known.add(move.target)
                states.append(move.target)
        if len(states) > MOST_STATES:
            raise ValueError(
                f"agents and limit must be smaller for the exact chain: {team.agents} agents with"
                f" a limit of {team.limit} have more than {MOST_STATES} states"
                " (use open_chats_levels)"
            )
    return _Chain(states, all_moves)


def _stationary(chain: _Chain) -> FloatArray:
    """Solve the balance equations by inverse iteration; (states,).

    The balance matrix with a little added to its diagonal is an M-matrix: without pivoting its
    factors only ever add numbers of one sign, so no probability comes out negative, and no single
    state, which might be a rare one, has to set the scale. Each round shrinks the effect of what
    was added by shift ÷ (slowest rate); probabilities below about 1e-25 carry no digits.
    """
    number = {state: index for index, state in enumerate(chain.states)}
    size = len(chain.states)
    sources = np.repeat(np.arange(size), [len(here) for here in chain.moves])
    targets = np.array([number[move.target] for here in chain.moves for move in here])
    rates = np.array([move.rate_per_s for here in chain.moves for move in here])
    out = np.bincount(sources, weights=rates, minlength=size)
    diagonal = out + SHIFT * out.max()
    own = np.arange(size)
    rows, columns = np.concatenate((own, targets)), np.concatenate((own, sources))
    balance = csc_array((np.concatenate((diagonal, -rates)), (rows, columns)), shape=(size, size))
    factors = splu(
        balance,
        permc_spec="MMD_AT_PLUS_A",
        diag_pivot_thresh=0.0,
        options={"SymmetricMode": True},
    )
    probability = np.full(size, 1.0 / size)
    for _ in range(ROUNDS):
        probability = factors.solve(probability)
        probability /= probability.sum()
    return probability


def _measures(
    team: ChatTeam, chain: _Chain, probability: FloatArray, within_s: float
) -> ChatTeamPerformance:
    busy = opened = line = waiting = 0.0
    joins = {kind: np.zeros(team.limit) for kind in Kind}  # rate by place in the inbox [1/s]
    start_line: defaultdict[State, float] = defaultdict(float)
    for state, here, weight in zip(chain.states, chain.moves, probability.tolist(), strict=True):
        busy += weight * sum(agent.inbox > 0 for agent in state.agents)
        opened += weight * sum(agent.open for agent in state.agents)
        line += weight * state.line
        if state.agents[0].open == team.limit:  # the fewest: every slot is taken
            waiting += weight
            start_line[State(state.agents, state.line + 1)] += weight
        for move in here:
            if move.place:
                joins[move.kind][move.place - 1] += weight * move.rate_per_s
    replies = joins[Kind.FIRST_FROM_ARRIVAL] + joins[Kind.FIRST_FROM_LINE] + joins[Kind.LATER]
    place = np.arange(1.0, team.limit + 1)
    total = float(replies.sum())
    work_s = team.pace.mean_work_s
    first = first_response(
        team, joins[Kind.FIRST_FROM_ARRIVAL] / team.arrivals_per_s, start_line, within_s
    )
    return ChatTeamPerformance(
        busy_share=busy / team.agents,
        lost_share=line / (team.mean_patience_s * team.arrivals_per_s),
        waiting_probability=waiting,
        mean_open_chats=opened / team.agents,
        replies_per_s=total,
        mean_inbox_s=work_s * float(replies @ place) / total,
        within_share=float(replies @ gammainc(place, within_s / work_s)) / total,
        mean_first_response_s=first.mean_s,
        first_within_share=first.within_share,
    )
