"""Agents with open chats and one line, any size: a birth-death chain over the chats open.

An approximation. It takes (1) the open chats as spread evenly over the agents, as fewest-open
routing tends to do, and (2) each agent's inbox as in the steady state of the number it holds. A
reply that ends a chat is followed by no think time, so the level uses think time x (1 - 1/rounds):
with that, an agent who is never short of chats is exact, and so is a limit of 1 with one round,
which is Erlang A. Against `open_chats_markov` with 1 to 4 agents of limit 4 (work
20 s, think 40 s, 10 to 50 chats/h per agent) it missed the share lost by at most 0.003 and the
share of first replies in time by 0.02; the mean first response came out up to 7 % too long, because
the agent with the fewest chats holds fewer than an even share.

Letters: ``N`` chats open in the team, ``k`` at one agent, ``K`` the limit, ``n`` agents.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, roots_legendre

from capplan.queueing import checks
from capplan.queueing.chat_level import ChatLevel, ChatPace, chat_level, inbox_law
from capplan.queueing.chat_team import ChatTeam, ChatTeamPerformance, unloaded
from capplan.queueing.line_states import LineStates, line_states

FloatArray = NDArray[np.float64]

NODES = 64
"""Gauss-Legendre nodes for the sum of a wait in line and an inbox time."""


@dataclass(frozen=True, slots=True)
class _Occupation:
    """Stationary law of the open chats.

    Attributes:
        probability: (nK+1,) of N = 0 ... nK chats open, any line [1].
        line: the line while every slot is taken.
        replies_per_s: (nK+1,) replies of the team with N open [1/s].
        fewest: (nK+1,) open chats of the agents that hold the fewest.
        ahead: (nK+1,) number of agents that hold one more.
    """

    probability: FloatArray
    line: LineStates
    replies_per_s: FloatArray
    fewest: NDArray[np.int64]
    ahead: NDArray[np.int64]


def open_chats_levels(team: ChatTeam, within_s: float = 0.0) -> ChatTeamPerformance:
    """Approximate a chat floor of any size by the level model (see the head of this file).

    Args:
        team: the group; its slow-down counts.
        within_s: time that the two shares count, zero or more [s].

    Raises:
        ValueError: `within_s` is out of its range, or the patience is so long that an overloaded
            line has more states than memory holds.
    """
    within_s = checks.not_negative("within_s", within_s)
    if team.arrivals_per_s == 0:
        return unloaded(team, within_s)
    pace = ChatPace(
        team.pace.mean_work_s,
        team.pace.mean_think_s * (1.0 - team.end_probability),
        team.pace.slow_down,
    )
    levels = [chat_level(pace, k, within_s) for k in range(1, team.limit + 1)]
    return _measures(team, pace, levels, _occupation(team, levels), within_s)


def _occupation(team: ChatTeam, levels: list[ChatLevel]) -> _Occupation:
    opened = np.arange(team.agents * team.limit + 1)
    fewest, ahead = np.divmod(opened, team.agents)
    rate = np.array([0.0] + [level.replies_per_s for level in levels] + [0.0])
    replies = (team.agents - ahead) * rate[fewest] + ahead * rate[fewest + 1]
    ends = team.end_probability * replies[1:]
    line = line_states(team.arrivals_per_s, float(ends[-1]), team.mean_patience_s)
    # Weights relative to a full team with any line; N = nK with nobody in line is a part of it.
    logs = np.concatenate((np.zeros(1), np.cumsum(np.log(team.arrivals_per_s / ends))))
    logs += line.log_nobody_ahead - logs[-1]
    logs[-1] = 0.0
    weights = np.exp(logs - logs.max())
    return _Occupation(weights / weights.sum(), line, replies, fewest, ahead)


def _measures(
    team: ChatTeam,
    pace: ChatPace,
    levels: list[ChatLevel],
    occupation: _Occupation,
    within_s: float,
) -> ChatTeamPerformance:
    n, full = team.agents, team.limit
    probability, line = occupation.probability, occupation.line
    waiting = float(probability[-1])
    lost = waiting * line.lost_share

    # Time that the agents spend at each level, in agents.
    at_level = np.zeros(full + 2)
    np.add.at(at_level, occupation.fewest, probability * (n - occupation.ahead))
    np.add.at(at_level, occupation.fewest + 1, probability * occupation.ahead)
    held = at_level[1 : full + 1]
    busy = np.array([level.busy_share for level in levels])
    inbox = np.array([level.mean_inbox_s for level in levels])
    in_time = np.array([level.within_share for level in levels])
    replies = held * np.array([level.replies_per_s for level in levels])
    total = float(replies.sum())

    # First responses: an arrival takes the agent with the fewest, who then holds one more.
    at_once = np.bincount(occupation.fewest[:-1], weights=probability[:-1], minlength=full)
    served_from_line = waiting * float(line.served.sum())
    waits_s = waiting * float(line.served @ line.mean_wait_if_served_s())
    response_s = float(at_once @ inbox) + waits_s + served_from_line * float(inbox[-1])
    from_line = waiting * _line_and_inbox_within(line, pace, full, within_s)
    return ChatTeamPerformance(
        busy_share=float(held @ busy) / n,
        lost_share=lost,
        waiting_probability=waiting,
        mean_open_chats=float(held @ np.arange(1.0, full + 1)) / n,
        replies_per_s=total,
        mean_inbox_s=float(replies @ inbox) / total,
        within_share=float(replies @ in_time) / total,
        mean_first_response_s=response_s / (1.0 - waiting + served_from_line),
        first_within_share=float(at_once @ in_time) + from_line,
    )


def _line_and_inbox_within(line: LineStates, pace: ChatPace, limit: int, within_s: float) -> float:
    """Share of those who must wait that have their first reply within `within_s` [1].

    The wait in line and the inbox time after it are taken as independent.
    """
    if within_s == 0:
        return 0.0
    work_s = pace.work_s(limit)
    nodes, weights = roots_legendre(NODES)
    longest_s = min(within_s, work_s * (2 * limit + 60))  # the inbox takes longer: below 1e-17
    inbox_s = 0.5 * longest_s * (nodes + 1.0)
    place = np.arange(1.0, limit + 1)[:, np.newaxis]
    scaled = inbox_s / work_s
    erlang = np.exp((place - 1.0) * np.log(scaled) - scaled - gammaln(place)) / work_s
    density = inbox_law(limit - 1, work_s, pace.mean_think_s) @ erlang
    by_then = line.served @ line.turn_by(within_s - inbox_s)
    return float(0.5 * longest_s * (weights @ (density * by_then)))
