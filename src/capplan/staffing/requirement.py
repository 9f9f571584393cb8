"""What theory says each interval needs: where the search starts (rules S1 and S2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.model.learning import personal_limit
from capplan.model.people import Group, Skill
from capplan.model.scenario import Queue, Scenario
from capplan.queueing import ChatPace, chat_level, lagged_load, level_for_target
from capplan.staffing.carry_over import carried, handed_on
from capplan.units import to_seconds

Floats = NDArray[np.float64]

USUAL_SHARE, USUAL_WITHIN_S = 0.8, 60.0
"""Level for a queue without a target on response: 80 % of replies within a minute (assumed)."""


@dataclass(frozen=True, slots=True, eq=False)
class Requirement:
    """Work to be done and what one person does, by theory.

    Attributes:
        replies_per_s: replies asked for, shape (queues, intervals) [1/s].
        capacity: replies one present agent gives while keeping the target's level, shape
            (groups, queues) [1/s]; 0 without the skill.
        level: open chats per agent at which the target's level holds, same shape.
        open_chats: chats in progress, shape (queues, intervals) [chats].
    """

    replies_per_s: Floats
    capacity: Floats
    level: NDArray[np.int64]
    open_chats: Floats

    def agents(self, queue: int, group: int) -> Floats:
        """Agents of one group that a queue needs alone, shape (intervals,) [people]."""
        return self.replies_per_s[queue] / self.capacity[group, queue]


def requirement(scenario: Scenario) -> Requirement:
    """Requirement of every queue and interval in the mean of days."""
    shape = (len(scenario.groups), len(scenario.queues))
    capacity, level = np.zeros(shape), np.zeros(shape, dtype=np.int64)
    for g, group in enumerate(scenario.groups):
        for q, queue in enumerate(scenario.queues):
            skill = group.skill(queue.name)
            if skill is not None:
                pace = _midway(scenario, group)
                capacity[g, q], level[g, q] = one_agent(scenario, queue, group, skill, *pace)
    loads = [_load(scenario, queue) for queue in scenario.queues]
    return Requirement(
        np.array(handed_on(scenario, [replies for replies, _ in loads])),
        capacity,
        level,
        np.array(handed_on(scenario, [chats for _, chats in loads])),
    )


def one_agent(
    scenario: Scenario, queue: Queue, group: Group, skill: Skill, pace: float, of_limit: float
) -> tuple[float, int]:
    """Replies per second and open chats of one agent at the level that the targets ask for.

    The level model knows exponential work only.  Less variable work waits less, by (1 + cv²) / 2
    as in the formula of Pollaczek and Khinchine, so the level is sought with work shortened by
    that; the replies are those of the true work.

    Args:
        scenario: the shop.
        queue: the queue.
        group: the agent's group.
        skill: its skill in the queue.
        pace: share of the group's speed that the agent has (rule P6) [1].
        of_limit: share of its limit of open chats [1].
    """
    share, within = _strictest(scenario, queue)
    speed = skill.speed * pace
    work = max(to_seconds(queue.chat.work.mean) / speed, 1e-3)
    think = _think_s(queue)
    waiting = ChatPace(work * (1.0 + queue.chat.work.squared_cv) / 2.0, think, scenario.slowdown)
    limit = personal_limit(skill.limit or group.limit, of_limit)
    sought = level_for_target(waiting, limit, within, share)
    open_chats = sought.open_chats if sought else 1
    level = chat_level(ChatPace(work, think, scenario.slowdown), open_chats, within)
    overhead = _overhead_per_reply(queue) / speed
    return 1.0 / (1.0 / level.replies_per_s + overhead), open_chats


def _midway(scenario: Scenario, group: Group) -> tuple[float, float]:
    """Shares of speed and limit of a group's newcomers in the middle of the horizon (rule P6)."""
    terms = group.learning
    if terms is None or terms.joined is None:
        return 1.0, 1.0
    tenure = np.array([max(0.0, scenario.calendar.grid.horizon / 2 - terms.joined)])
    return float(terms.speed.at(tenure)[0]), float(terms.limit.at(tenure)[0])


def _think_s(queue: Queue) -> float:
    """Think time per round; none follows the last [s]."""
    rounds = queue.chat.rounds.mean
    return max(to_seconds(queue.chat.think.mean) * (1.0 - 1.0 / rounds), 1e-3)


def _strictest(scenario: Scenario, queue: Queue) -> tuple[float, float]:
    """The hardest (share, within [s]) that the queue's targets ask of a single reply."""
    asked = [
        (t.bound, to_seconds(t.within))
        for t in scenario.targets
        if t.queue == queue.name and t.measure.at_least
    ]
    return min(asked, key=lambda a: a[1], default=(USUAL_SHARE, USUAL_WITHIN_S))


def _overhead_per_reply(queue: Queue) -> float:
    """Wrap-up per reply [s]."""
    return to_seconds(queue.chat.wrap_up.mean) / queue.chat.rounds.mean


def _load(scenario: Scenario, queue: Queue) -> tuple[Floats, Floats]:
    """Replies asked for [1/s] and chats in progress, lagging the arrivals, per interval."""
    edges = scenario.calendar.edges()
    arrivals = carried(scenario, queue, human_arrivals(scenario, queue))
    seconds = edges / 1000.0
    cycle = _think_s(queue) + to_seconds(queue.chat.work.mean)
    duration = max(queue.chat.rounds.mean * cycle, 1e-3)
    rate = arrivals / np.diff(seconds)
    load = lagged_load(seconds, rate, duration, before_per_s=rate[0])
    return load.mean / cycle, load.mean


def human_arrivals(scenario: Scenario, queue: Queue) -> Floats:
    """Expected arrivals at the people's line per interval, behind the bot, shape (intervals,).

    Those who come back from the bot are counted when they first came, for their delay is short
    against the day; those who may come back only from a clock time on, from then on.
    """
    edges, bot = scenario.calendar.edges(), queue.bot
    if bot is None:
        return queue.expected.between(edges)
    changes = np.array([t for hours in bot.hours for t in (hours.start, hours.end)], dtype=np.int64)
    cuts = np.union1d(edges, changes[(changes > 0) & (changes < edges[-1])])
    came, starts = queue.expected.between(cuts), cuts[:-1]
    part = bot.part_at(starts)
    contained = bot.contained_at(part)
    back = contained * bot.returns_at(part)
    at = bot.earliest_return(starts, part)
    waits = at > starts
    direct = came * (1.0 - contained + np.where(waits, 0.0, back))
    arrivals = np.add.reduceat(direct, np.searchsorted(cuts, edges[:-1]))
    for place, hours in enumerate(bot.hours):
        mine = waits & (part == place)
        for tick in np.unique(at[mine]):
            share = 1.0 - np.exp(-np.maximum(edges - tick, 0) / max(hours.return_delay.mean, 1.0))
            arrivals += np.diff(share) * float((came * back)[mine & (at == tick)].sum())
    return arrivals
