"""What an agent gives at each number of open chats: the machine-repair queue (rule S5g).

Every figure errs on the high side for the agent, as a lower bound on cost wants it: the best speed
and the most slots that the group ever has, replies less variable than exponential ones waited for
as if work were shorter (S1a).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.model.chat import PatienceScope
from capplan.model.laws import TimeLaw
from capplan.model.people import Group, Skill
from capplan.model.scenario import Queue, Scenario
from capplan.queueing import ChatPace, chat_level
from capplan.staffing.bound import most_slots
from capplan.staffing.needed_work import survival
from capplan.units import DAY, SECOND, to_seconds

Floats = NDArray[np.float64]

POINTS = 100
"""Waits at which patience is looked at, at equal steps up to the longest [1]."""
LONGEST = DAY
"""Longer waits are not looked at [ticks]."""
RARE = 0.01
"""Share of customers who may wait longer than the longest wait that is looked at [1]."""


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """One group in one queue, with 1, 2, ... chats always open per agent.

    Attributes:
        replies_per_s: replies that one agent sends, shape (levels,) [1/s].
        within: by T [ticks], share of the replies within T, shape (levels,) [1].
        kept: share of the first replies sent before the customer's patience ends, shape (levels,).
    """

    replies_per_s: Floats
    within: dict[int, Floats]
    kept: Floats


def levels(scenario: Scenario, group: Group, skill: Skill, queue: Queue) -> Levels:
    """Work out what each number of open chats gives."""
    limit = max(1, most_slots(group, [skill]))
    work = max(to_seconds(queue.chat.work.mean) / (skill.speed * _best_pace(scenario, group)), 1e-3)
    think = to_seconds(queue.chat.think.mean) * (1.0 - 1.0 / queue.chat.rounds.mean)
    replying = ChatPace(work, think, scenario.slowdown)
    squared_cv = min(1.0, queue.chat.work.squared_cv)
    waiting = ChatPace(work * (1.0 + squared_cv) / 2.0, think, scenario.slowdown)
    asked = {t.within for t in scenario.targets if t.queue == queue.name and t.within}
    open_chats = range(1, limit + 1)

    def share_within(seconds: float) -> Floats:
        return np.array([chat_level(waiting, k, seconds).within_share for k in open_chats])

    patience = queue.chat.patience
    in_line = patience.scope is PatienceScope.LINE  # met when an agent takes the chat
    return Levels(
        np.array([chat_level(replying, k).replies_per_s for k in open_chats]),
        {t: share_within(to_seconds(t)) for t in asked},
        np.ones(limit) if in_line else _kept(patience.law, share_within),
    )


def longest_wait(law: TimeLaw, most: int) -> int:
    """Wait that only a share `RARE` of the customers would outlast, at most `most` [ticks]."""
    if not math.isfinite(law.mean) or survival(law, most) > RARE:
        return most
    low, high = 0, most
    while high - low > SECOND:
        middle = (low + high) // 2
        low, high = (middle, high) if survival(law, middle) > RARE else (low, middle)
    return high


def _kept(law: TimeLaw, share_within: Callable[[float], Floats]) -> Floats:
    """Share of replies before a patience that is drawn for each, by level, shape (levels,) [1]."""
    longest = longest_wait(law, LONGEST)
    waits = np.linspace(0.0, to_seconds(longest), POINTS + 1)[1:]
    leave = -np.diff([1.0, *(survival(law, w * SECOND) for w in waits)])
    in_time = np.array([share_within(w) for w in waits])
    return leave @ in_time + (1.0 - leave.sum())


def _best_pace(scenario: Scenario, group: Group) -> float:
    """Greatest share of its speed that a group's newcomers reach within the horizon (P6)."""
    terms = group.learning
    if terms is None or terms.joined is None:
        return 1.0
    horizon = scenario.calendar.grid.horizon
    tenure = np.maximum(0.0, np.linspace(0.0, horizon, 50) - terms.joined)
    return float(terms.speed.at(tenure).max())
