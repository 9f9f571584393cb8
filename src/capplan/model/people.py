"""Groups of agents: skills, limits and how they work (rules P1 to P7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from capplan.model.campaign import Hiring

AT_ONCE = Hiring()
"""Temps about whose coming nothing was said."""


class PickRule(IntEnum):
    """Which agent inside a group takes a new chat (rule A1)."""

    FEWEST_OPEN = 0
    LONGEST_SINCE_CHAT = 1
    ROUND_ROBIN = 2


class EndRule(IntEnum):
    """What happens to open chats when a shift or break is due (rule P4)."""

    FINISH = 0
    HAND_BACK = 1


class MessageOrder(IntEnum):
    """Which message an agent works on next (rule P3)."""

    ARRIVAL = 0
    FIRST_REPLIES_FIRST = 1


@dataclass(frozen=True, slots=True)
class Skill:
    """What a group may do in one queue (rules P1 and A1).

    Attributes:
        queue: name of the queue.
        preference: place of this queue and group in the shop's order, 1 = first choice.
        speed: work is divided by it [1].
        conversion_factor: multiplies the queue's conversion [1].
        limit: a new chat of this queue is taken only below this number of open chats; None for
            the group's own limit.
    """

    queue: str
    preference: int
    speed: float = 1.0
    conversion_factor: float = 1.0
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class LimitWindow:
    """A span in which a group has another concurrency limit (rule P2).

    Attributes:
        start: from this tick on [ticks].
        end: up to this tick [ticks].
        limit: the limit in that span, for every queue [chats].
    """

    start: int
    end: int
    limit: int


@dataclass(frozen=True, slots=True)
class Curve:
    """A share that grows with tenure: straight between its points, level outside them (rule P6).

    Attributes:
        points: (tenure [ticks], share [1]), tenure rising.
    """

    points: tuple[tuple[int, float], ...]

    def __post_init__(self) -> None:
        if not self.points or any(a[0] >= b[0] for a, b in pairwise(self.points)):
            raise ValueError("a learning curve needs points whose tenure rises")
        if any(not share > 0 for _, share in self.points):
            raise ValueError("the shares of a learning curve must be above 0")

    def at(self, tenure: NDArray[np.float64]) -> NDArray[np.float64]:
        """The share at each tenure, same shape [1]."""
        ticks, shares = zip(*self.points, strict=True)
        return np.interp(tenure, np.array(ticks, dtype=np.float64), np.array(shares))


@dataclass(frozen=True, slots=True)
class Learning:
    """How newcomers of a group come up to speed, and who teaches them (rule P6).

    Attributes:
        joined: when they joined; below zero before the horizon; None: long ago [ticks].
        speed: share of the group's speed, by tenure.
        limit: share of the group's limit of open chats, by tenure.
        mentors: name of the group that teaches them, or None.
        mentor_loss: share of the own speed that a mentor loses per newcomer [1].
        taught_for: tenure below which a newcomer is taught [ticks].
    """

    joined: int | None
    speed: Curve
    limit: Curve
    mentors: str | None
    mentor_loss: float
    taught_for: int


@dataclass(frozen=True, slots=True)
class Group:
    """Agents who share skills, limits and pay.

    Attributes:
        name: the key in the scenario file.
        skills: one per queue the group serves.
        limit: greatest number of open chats per agent [chats].
        limit_windows: spans with another limit; they do not overlap.
        absence: probability that a shift's agent does not come [1].
        end_rule: what happens to open chats at a shift's end.
        break_rule: what happens to open chats at a break's start.
        message_order: which message is worked on first.
        least: where it is below `most`: people who are paid in any plan, needed or not; else there
            are just so many, and a plan pays those it uses [people] (rule S2k).
        most: people the group may have at most [people].
        pay: name of the pay plan.
        is_temporary: whether people are hired for the event and paid only for it.
        hiring_cost: cost of hiring and training one person [yuan].
        training: paid time of training per temp, before the first shift [ticks].
        least_paid: time for which each temp is paid at least over the horizon [ticks].
        least_limit: a plan may choose a limit from this one up; None: it takes `limit` [chats].
        weight: share of new chats that the group takes, against groups preferred alike (rule P7):
            its open chats are weighed against weight x limit [1].
        learning: how its newcomers come up to speed, or None.
        hiring: how its temps come in a campaign (rule S7b).
    """

    name: str
    skills: tuple[Skill, ...]
    limit: int
    limit_windows: tuple[LimitWindow, ...]
    absence: float
    end_rule: EndRule
    break_rule: EndRule
    message_order: MessageOrder
    least: int
    most: int
    pay: str
    is_temporary: bool
    hiring_cost: float
    training: int = 0
    least_paid: int = 0
    least_limit: int | None = None
    weight: float = 1.0
    learning: Learning | None = None
    hiring: Hiring = AT_ONCE

    def __post_init__(self) -> None:
        if not 0 < self.weight <= 1:
            raise ValueError(f"group {self.name}: the weight must lie in 0 to 1, not {self.weight}")
        windows = sorted(self.limit_windows, key=lambda w: w.start)
        if any(before.end > after.start for before, after in pairwise(windows)):
            raise ValueError(f"group {self.name}: two limit_windows overlap")

    def skill(self, queue: str) -> Skill | None:
        """The group's skill in a queue, or None."""
        return next((s for s in self.skills if s.queue == queue), None)
