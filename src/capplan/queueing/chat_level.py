"""An agent who always holds k open chats: the machine-repair queue (rule S1).

k customers think, the agent repairs: one reply at a time, in order of arrival. Letters:
``m`` customers who think and ``i`` messages in the inbox, the one in work included, ``m + i = k``.
With exponential work and think time P(m think) is proportional to ``(think/work)^m / m!`` (the
truncated Poisson law of M/M/1//k; any law of think times gives the same). A message that comes in
finds the inbox as it would be with k-1 chats (arrival theorem: Lavenberg & Reiser 1980).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc, gammaln, xlogy

from capplan.queueing import checks

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ChatPace:
    """How fast the two sides of a chat write.

    Attributes:
        mean_work_s: mean of the agent's exponential work per reply with one chat open [s].
        mean_think_s: mean time from a reply to the customer's next message, zero or more [s].
        slow_down: relative growth of the work per other open chat, zero or more [1].
    """

    mean_work_s: float
    mean_think_s: float
    slow_down: float = 0.0

    def __post_init__(self) -> None:
        checks.positive("mean_work_s", self.mean_work_s)
        checks.not_negative("mean_think_s", self.mean_think_s)
        checks.not_negative("slow_down", self.slow_down)

    def work_s(self, open_chats: int) -> float:
        """Mean work per reply with a number of chats open, the answered one included [s]."""
        return self.mean_work_s * (1.0 + self.slow_down * max(0, open_chats - 1))


@dataclass(frozen=True, slots=True)
class ChatLevel:
    """What an agent gives who always holds the same number of open chats.

    Attributes:
        open_chats: k, chats always open.
        busy_share: share of the time at work [1].
        replies_per_s: replies that the agent sends [1/s].
        mean_inbox_s: mean time from a message to its reply [s].
        within_share: share of the replies sent within the time asked for [1].
    """

    open_chats: int
    busy_share: float
    replies_per_s: float
    mean_inbox_s: float
    within_share: float


def inbox_law(open_chats: int, mean_work_s: float, mean_think_s: float) -> FloatArray:
    """Stationary law of the number of messages in the inbox, the one in work included.

    Args:
        open_chats: k, zero or more.
        mean_work_s: mean work per reply, above zero [s].
        mean_think_s: mean think time, zero or more [s].

    Returns:
        (k+1,) probability of 0 ... k messages [1].
    """
    thinking = np.arange(open_chats, -1.0, -1.0)
    logs = xlogy(thinking, mean_think_s / mean_work_s) - gammaln(thinking + 1.0)
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def chat_level(pace: ChatPace, open_chats: int, within_s: float = 0.0) -> ChatLevel:
    """Compute what an agent gives who always holds k open chats.

    Args:
        pace: work and think time.
        open_chats: k, 1 or more.
        within_s: time from message to reply that `within_share` counts, zero or more [s].

    Raises:
        ValueError: an argument is out of its range.
    """
    k = checks.whole("open_chats", open_chats, least=1)
    within_s = checks.not_negative("within_s", within_s)
    work_s = pace.work_s(k)
    busy = float(inbox_law(k, work_s, pace.mean_think_s)[1:].sum())
    ahead = inbox_law(k - 1, work_s, pace.mean_think_s)
    place = np.arange(1.0, k + 1)
    return ChatLevel(
        open_chats=k,
        busy_share=busy,
        replies_per_s=busy / work_s,
        mean_inbox_s=work_s * float(ahead @ place),
        within_share=float(ahead @ gammainc(place, within_s / work_s)),
    )


def level_for_target(pace: ChatPace, limit: int, within_s: float, share: float) -> ChatLevel | None:
    """Find the greatest number of open chats at which a share of replies is in time.

    With a slow-down the agent's `replies_per_s` may be greater at a lower level: the greatest
    level that keeps the target is not always the most productive one.

    Args:
        pace: work and think time.
        limit: the most chats an agent may hold, 1 or more.
        within_s: time from message to reply, zero or more [s].
        share: share of replies to be sent within `within_s`, in [0, 1) [1].

    Returns:
        The level, with the replies per second an agent then gives; None if even one chat at a
        time misses the target.

    Raises:
        ValueError: an argument is out of its range.
    """
    share = checks.share_below_one("share", share)
    for k in range(checks.whole("limit", limit, least=1), 0, -1):
        level = chat_level(pace, k, within_s)
        if level.within_share >= share:
            return level
    return None
