"""A group of equal agents with open chats and one line, and what its customers meet."""

from __future__ import annotations

import math
from dataclasses import dataclass

from capplan.queueing import checks
from capplan.queueing.chat_level import ChatPace


@dataclass(frozen=True, slots=True)
class ChatTeam:
    """A stationary chat floor: Poisson arrivals, one line, fewest open chats first.

    The number of rounds is geometric, every time exponential; patience runs in the line only and
    who leaves says so (open leaving), as in the figures of `docs/model.md`.

    Attributes:
        arrivals_per_s: rate of new chats, zero or more [1/s].
        pace: work per reply and think time.
        mean_rounds: mean of the geometric number of rounds per chat, 1 or more.
        mean_patience_s: mean patience in the line, finite and above zero [s].
        agents: agents on duty, 1 or more.
        limit: concurrency limit, the most open chats per agent, 1 or more.
    """

    arrivals_per_s: float
    pace: ChatPace
    mean_rounds: float
    mean_patience_s: float
    agents: int
    limit: int

    def __post_init__(self) -> None:
        checks.not_negative("arrivals_per_s", self.arrivals_per_s)
        checks.at_least_one("mean_rounds", self.mean_rounds)
        checks.positive("mean_patience_s", self.mean_patience_s)
        checks.whole("agents", self.agents, least=1)
        checks.whole("limit", self.limit, least=1)

    @property
    def end_probability(self) -> float:
        """Probability that a chat ends with a reply [1]."""
        return 1.0 / self.mean_rounds


@dataclass(frozen=True, slots=True)
class ChatTeamPerformance:
    """What the customers of a chat team meet in the steady state.

    Attributes:
        busy_share: share of the agents' time at work [1].
        lost_share: share of new chats that leave the line [1].
        waiting_probability: share of new chats that find every slot taken and join the line [1].
        mean_open_chats: mean open chats per agent.
        replies_per_s: replies of all agents together [1/s].
        mean_inbox_s: mean of reply - max(message, assignment), over all replies [s].
        within_share: share of all replies with an inbox time within the time asked for [1].
        mean_first_response_s: mean of first reply - arrival, over the served chats [s].
        first_within_share: first replies within the time asked for ÷ all new chats, lost ones
            included as missed [1].
    """

    busy_share: float
    lost_share: float
    waiting_probability: float
    mean_open_chats: float
    replies_per_s: float
    mean_inbox_s: float
    within_share: float
    mean_first_response_s: float
    first_within_share: float


def unloaded(team: ChatTeam, within_s: float) -> ChatTeamPerformance:
    """Performance in the limit of no arrivals: a rare chat has an agent for itself.

    Args:
        team: the group; its arrival rate is not looked at.
        within_s: time that the two shares count [s].
    """
    work_s = team.pace.mean_work_s
    in_time = -math.expm1(-within_s / work_s)
    return ChatTeamPerformance(
        busy_share=0.0,
        lost_share=0.0,
        waiting_probability=0.0,
        mean_open_chats=0.0,
        replies_per_s=0.0,
        mean_inbox_s=work_s,
        within_share=in_time,
        mean_first_response_s=work_s,
        first_within_share=in_time,
    )
