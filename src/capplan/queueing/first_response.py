"""The law of the first response time, exact: line, then inbox, as a phase-type law.

A tagged chat starts in line behind others or at a place in an inbox; it ends replied to or lost.
Its phases are (agents, place in line) and then (place in inbox); later arrivals do not touch it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import splu
from scipy.special import gammainc

from capplan.queueing.chat_team import ChatTeam
from capplan.queueing.open_chats_moves import Kind, State, moves

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FirstResponse:
    """First response time of a stationary floor.

    Attributes:
        served_share: share of the new chats that are replied to [1].
        mean_s: mean over those that are replied to [s].
        within_share: replied to within the time asked for ÷ all new chats [1].
    """

    served_share: float
    mean_s: float
    within_share: float


def first_response(
    team: ChatTeam, start_inbox: FloatArray, start_line: dict[State, float], within_s: float
) -> FirstResponse:
    """Follow a tagged chat from its arrival to its first reply.

    Args:
        team: the group.
        start_inbox: (limit,) probability of being assigned at once to place 1 ... limit [1].
        start_line: probability of joining the line [1], by the state after joining.
        within_s: time from arrival to first reply that `within_share` counts [s].
    """
    phases: dict[State, int] = {}
    queue = list(start_line)
    for state in queue:
        phases[state] = team.limit + len(phases)
    reply_rate = 1.0 / team.pace.mean_work_s
    rows = list(range(1, team.limit))
    columns = list(range(team.limit - 1))
    rates = [reply_rate] * (team.limit - 1)
    leaving = [reply_rate] * team.limit
    for state in queue:  # grows while it is read
        out = 0.0
        for move in moves(team, state):
            if move.target.line > state.line:
                continue  # an arrival behind the tagged chat
            out += move.rate_per_s
            rate = move.rate_per_s
            if move.kind is Kind.FIRST_FROM_LINE and state.line == 1:
                target = move.place - 1
            else:
                if move.kind is Kind.LEAVE:
                    rate *= (state.line - 1) / state.line  # the rest is the tagged chat itself
                    if rate == 0:
                        continue
                if move.target not in phases:
                    phases[move.target] = team.limit + len(phases)
                    queue.append(move.target)
                target = phases[move.target]
            rows.append(phases[state])
            columns.append(target)
            rates.append(rate)
        leaving.append(out)
    size = team.limit + len(phases)
    coming = csr_array((rates, (columns, rows)), shape=(size, size), dtype=np.float64)
    start = np.zeros(size)
    start[: team.limit] = start_inbox
    for state, probability in start_line.items():
        start[phases[state]] = probability
    return _summary(coming, np.array(leaving), start, reply_rate, within_s)


def _summary(
    coming: csr_array[np.float64],
    leaving: FloatArray,
    start: FloatArray,
    reply_rate: float,
    within_s: float,
) -> FirstResponse:
    """Mean by two linear systems, share in time by uniformisation (Jensen 1953).

    Args:
        coming: (phases, phases) rates, to the row's phase from the column's [1/s].
        leaving: (phases,) total rate out of each phase [1/s].
        start: (phases,) probability of starting there [1].
        reply_rate: rate at which the reply is sent in phase 0, first in the inbox [1/s].
        within_s: time that `within_share` counts [s].
    """
    size = len(leaving)
    diagonal = csr_array((leaving, (np.arange(size), np.arange(size))), shape=(size, size))
    factors = splu((diagonal - coming).tocsc())
    once = factors.solve(start)  # mean time spent in each phase [s]
    twice = factors.solve(once)  # that time, weighted by its age [s²]
    served = reply_rate * float(once[0])
    pace = float(leaving.max())
    steps = int(pace * within_s + 12 * np.sqrt(pace * within_s)) + 64
    weight = gammainc(np.arange(1.0, steps + 1), pace * within_s)
    stay = 1.0 - leaving / pace
    within, here = 0.0, start
    for step in range(steps):
        within += float(here[0]) * (reply_rate / pace) * float(weight[step])
        here = np.asarray(coming.dot(here), dtype=np.float64) / pace + stay * here
    return FirstResponse(served, reply_rate * float(twice[0]) / served, within)
