"""The least work that targets force to be done, whoever does it (rule S5c).

Everything here errs on the low side: it feeds a lower bound on cost.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc, gammaincinv, ndtr, ndtri

from capplan.model.chat import PatienceScope
from capplan.model.laws import CountKind, CountLaw, TimeKind, TimeLaw
from capplan.model.scenario import Queue, Scenario
from capplan.model.targets import Measure, Target
from capplan.units import to_seconds

Floats = NDArray[np.float64]

LONG = 6.0
"""Nobody waits longer than so many times the mean patience, but for a share taken off [1]."""


@dataclass(frozen=True, slots=True)
class Need:
    """What one target forces to be done for the customers of one window.

    Attributes:
        queue: place of the queue.
        span: first interval, and one more than the last, in which it can be done.
        work_s: work at speed 1, in the mean of days [s].
        slot_s: time for which chats hold a slot, at the greatest speed of any group [s].
    """

    queue: int
    span: tuple[int, int]
    work_s: float
    slot_s: float


@dataclass(frozen=True, slots=True)
class OpenChat:
    """What an open chat may still need at any moment, in the mean.

    Attributes:
        work_s: work at speed 1 of its rounds still to come [s].
        in_work_s: what is left of the reply in work, one per agent [s].
        slot_s: time for which it still holds its slot, at speed 1 [s].
    """

    work_s: float
    in_work_s: float
    slot_s: float


def needs(scenario: Scenario, target: Target) -> list[Need]:
    """What a target forces, for each run of consecutive windows of it."""
    place = scenario.queue_names.index(target.queue)
    queue = scenario.queues[place]
    if queue.closed is not None:  # closed hours change who counts as offered
        return []
    fastest = max((s.speed for g in scenario.groups if (s := g.skill(queue.name))), default=1.0)
    per_chat, slot = _per_chat(queue, fastest)
    answered = [_answered(scenario, queue, target, w) for w in target.windows]
    first = [_first_round(queue, target) for _ in target.windows]
    found: list[Need] = []
    for a in range(len(answered)):
        for b in range(a, len(answered)):
            chats = sum(answered[a : b + 1])
            if chats <= 0.0:
                continue
            work = sum(n * f for n, f in zip(answered[a : b + 1], first[a : b + 1], strict=True))
            span = _span(scenario, queue, target, target.windows[a][0], target.windows[b][1])
            found.append(Need(place, span, work + chats * per_chat, chats * slot))
    return found


def _answered(scenario: Scenario, queue: Queue, target: Target, window: tuple[int, int]) -> float:
    """Customers of a window who must get a first reply, in the mean of days."""
    offered = chats_offered(scenario, queue, *window)
    match target.measure:
        case Measure.FIRST_REPLY_WITHIN:
            share = target.bound
        case Measure.REPLY_WITHIN:
            # Rounds that miss are at most (1 - bound) of all rounds that could be written.
            written = _could_be_written(scenario, queue, window[1])
            share = max(0.0, 1.0 - (1.0 - target.bound) * written / offered) if offered else 0.0
        case Measure.LOST:
            patient = patient_beyond(scenario, queue, window)
            share = max(0.0, 1.0 - target.bound - patient / offered) if offered else 0.0
        case _:
            return 0.0
    if target.assurance is None:
        return share * offered
    return share * _mean_of_least(scenario, queue, offered, target.assurance)


def _could_be_written(scenario: Scenario, queue: Queue, end: int) -> float:
    """Rounds that could be written in a queue by a tick, at most, in the mean of days."""
    others = any(t.queue == queue.name for q in scenario.queues for t in q.transfers)
    if others or queue.retry is not None:
        return math.inf
    came = float(queue.expected.between(np.array([0, end], dtype=np.int64))[0])
    bot = queue.bot
    if bot is not None:  # the hours in which it keeps the fewest
        came *= 1.0 - min(p.contains * (1.0 - p.returns) for p in (bot, *bot.hours))
    return queue.chat.rounds.mean * came


def _mean_of_least(scenario: Scenario, queue: Queue, offered: float, share: float) -> float:
    """Customers on the days with fewest, so that these are a share of days; per day of all days.

    Days that miss may be the busiest.  The count is taken as Gamma with the cv of the factors,
    of the Poisson count and of the chats' own work together.
    """
    if offered <= 0.0:
        return 0.0
    factors = (1.0 + scenario.day_factor.common_cv**2) * (1.0 + queue.own_cv**2) - 1.0
    rounds = queue.chat.rounds
    chat_cv = _count_squared_cv(rounds) + queue.chat.work.squared_cv / rounds.mean
    shape = 1.0 / (factors + (1.0 + chat_cv) / offered)
    return offered * part_below(shape, share)


def chats_offered(scenario: Scenario, queue: Queue, start: int, end: int) -> float:
    """Expected customers offered to people in a window, at least; first attempts only."""
    edges = np.array([start, end], dtype=np.int64)
    bot = queue.bot
    if bot is None:
        return float(queue.expected.between(edges)[0])
    if bot.hours or bot.talk.mean > 0.0:  # who certainly passes, and in time
        edges[1] = max(start, end - round(LONG * bot.talk.mean))
        most = max([bot.contains, *(h.contains for h in bot.hours)])
        late = survival(bot.talk, LONG * bot.talk.mean)
        return float(queue.expected.between(edges)[0]) * (1.0 - most) * (1.0 - late)
    passed = float(queue.expected.between(edges)[0]) * (1.0 - bot.contains)
    if bot.contains * bot.returns == 0.0:
        return passed
    grid = scenario.calendar.edges()
    middle = (grid[:-1] + grid[1:]) / 2.0
    delay = max(bot.return_delay.mean, 1.0)

    def by(tick: int) -> Floats:
        return -np.expm1(-np.maximum(tick - middle, 0.0) / delay)

    back = queue.expected.between(grid) @ (by(end) - by(start))
    return passed + bot.contains * bot.returns * float(back)


def patient_beyond(scenario: Scenario, queue: Queue, window: tuple[int, int]) -> float:
    """Customers who may still wait, unanswered and not lost, when it no longer counts."""
    law, horizon = queue.chat.patience.law, scenario.calendar.grid.horizon
    if not math.isfinite(law.mean):
        return math.inf
    if window[1] < horizon:
        return chats_offered(scenario, queue, *window) * survival(law, LONG * law.mean)
    grid = scenario.calendar.edges()
    inside = grid[(grid >= window[0]) & (grid <= window[1])]
    pieces = [(int(a), int(b)) for a, b in pairwise(inside.tolist())]
    counts = [chats_offered(scenario, queue, a, b) for a, b in pieces]
    beyond = [survival(law, float(horizon - b)) for _, b in pieces]
    return float(np.array(counts) @ np.array(beyond))


def _span(
    scenario: Scenario, queue: Queue, target: Target, start: int, end: int
) -> tuple[int, int]:
    """Intervals in which customers of a window can get what the target asks for."""
    grid, law = scenario.calendar.grid, queue.chat.patience.law
    after = target.within if target.within else round(LONG * min(law.mean, grid.horizon))
    if queue.retry is not None and target.measure is Measure.LOST:
        after = grid.horizon  # a later attempt may be the one that is answered
    return start // grid.interval, min(grid.count, -(-(end + after) // grid.interval))


def _first_round(queue: Queue, target: Target) -> float:
    """Mean work of a first round that is answered: the shortest may be those in time [s]."""
    if target.measure is Measure.LOST and queue.chat.patience.scope is PatienceScope.LINE:
        return to_seconds(queue.chat.work.mean)
    share = target.bound if target.measure.at_least else 1.0 - target.bound
    return least_part(queue.chat.work, share) / 1000.0 / share if share > 0.0 else 0.0


def _per_chat(queue: Queue, fastest: float) -> tuple[float, float]:
    """Work behind the first round [s], and slot time of a whole chat [s].

    Chats whose customers may leave later, or that go on to another queue, may end after the first.
    """
    if queue.transfers or queue.chat.patience.scope is PatienceScope.EVERY_REPLY:
        return 0.0, 0.0
    more = queue.chat.rounds.mean - 1.0
    work = more * to_seconds(queue.chat.work.mean)
    return work, work / fastest + more * to_seconds(queue.chat.think.mean)


def open_chat(queue: Queue) -> OpenChat:
    """What an open chat of a queue may still need."""
    rounds = _most_left(queue.chat.rounds)
    work = to_seconds(queue.chat.work.mean)
    think = to_seconds(queue.chat.think.mean) * (1.0 + queue.chat.think.squared_cv)
    in_work = work * (1.0 + queue.chat.work.squared_cv)
    return OpenChat(rounds * work, in_work, rounds * (work + think) + in_work)


def _most_left(law: CountLaw) -> float:
    """Greatest mean number of rounds still to come, whatever went before."""
    match law.kind:
        case CountKind.EMPIRICAL:
            values = np.array(law.values, dtype=np.float64)
            return max(float((values[values > k] - k).mean()) for k in range(int(values.max())))
        case CountKind.NEGATIVE_BINOMIAL:
            return max(law.mean, law.dispersion) + 1.0
        case _:
            return law.mean


def _count_squared_cv(law: CountLaw) -> float:
    match law.kind:
        case CountKind.GEOMETRIC:
            return 1.0 - 1.0 / law.mean
        case CountKind.NEGATIVE_BINOMIAL:
            return law.dispersion * (law.mean - 1.0) / law.mean**2
        case CountKind.POISSON:
            return (law.mean - 1.0) / law.mean**2
        case CountKind.DETERMINISTIC:
            return 0.0
        case CountKind.EMPIRICAL:
            values = np.array(law.values, dtype=np.float64)
            return float(values.var() / values.mean() ** 2)


def least_part(law: TimeLaw, share: float) -> float:
    """Integral of the quantile function from 0 to a share: what the shortest times add [ticks]."""
    share = min(max(share, 0.0), 1.0)
    match law.kind:
        case TimeKind.DETERMINISTIC:
            return share * law.mean
        case TimeKind.EXPONENTIAL:
            return law.mean * part_below(1.0, share)
        case TimeKind.GAMMA:
            return law.mean * part_below(law.shape, share)
        case TimeKind.WEIBULL:
            reach = -math.log1p(-share) if share < 1.0 else math.inf
            return law.mean * float(gammainc(1.0 + 1.0 / law.shape, reach))
        case TimeKind.LOGNORMAL:
            return law.mean * float(ndtr(ndtri(share) - math.sqrt(math.log1p(law.shape**2))))
        case TimeKind.EMPIRICAL:
            values = np.sort(np.array(law.values, dtype=np.float64))
            mass = np.clip(share * values.size - np.arange(values.size), 0.0, 1.0)
            return float(values @ mass) / values.size


def part_below(shape: float, share: float) -> float:
    """Part of a Gamma law's mean that lies below its quantile of a share [1]."""
    reach = float(gammaincinv(shape, share))
    return float(gammainc(shape + 1.0, reach))


def survival(law: TimeLaw, time: float) -> float:
    """Probability that a time is longer [1]; a lognormal or gamma one by its own law."""
    if not math.isfinite(law.mean):
        return 1.0
    match law.kind:
        case TimeKind.DETERMINISTIC:
            return float(law.mean > time)
        case TimeKind.EXPONENTIAL:
            return math.exp(-time / law.mean)
        case TimeKind.GAMMA:
            return 1.0 - float(gammainc(law.shape, law.shape * time / law.mean))
        case TimeKind.WEIBULL:
            scale = law.mean / math.gamma(1.0 + 1.0 / law.shape)
            return math.exp(-((time / scale) ** law.shape))
        case TimeKind.LOGNORMAL:
            deviation = math.sqrt(math.log1p(law.shape**2))
            middle = math.log(law.mean) - deviation**2 / 2.0
            return 1.0 - float(ndtr((math.log(max(time, 1e-9)) - middle) / deviation))
        case TimeKind.EMPIRICAL:
            return float(np.mean(np.array(law.values) > time))
