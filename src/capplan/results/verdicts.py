"""Whether targets are met (rules M2 and S3)."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from capplan.model.platform import Metric
from capplan.model.scenario import Scenario
from capplan.model.targets import Measure, Target
from capplan.results import estimates
from capplan.results.estimates import LEVEL, Estimate
from capplan.results.platforms import day_numbers, judged
from capplan.results.study import Study
from capplan.units import SECOND

Floats = NDArray[np.float64]


class Answer(StrEnum):
    """What can be said of a target."""

    MET = "met"
    MISSED = "missed"
    OPEN = "too close to call"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One target in one window.

    Attributes:
        target: the target.
        window: (start, end) [ticks].
        measured: the measure over all days, sum over sum.
        kept: share of days on which the bound was kept, for a target with assurance, else None.
        slack: how far the estimate lies on the good side of the bound: of the measure, or of the
            share of days [1 or s].
        answer: met, missed or too close to call, at the estimate's level.
    """

    target: Target
    window: tuple[int, int]
    measured: Estimate
    kept: Estimate | None
    slack: float
    answer: Answer

    @property
    def holds(self) -> bool:
        """Whether the estimate itself keeps the bound; what a search goes by."""
        return not self.slack < 0.0


def verdicts(study: Study, level: float = LEVEL) -> list[Verdict]:
    """Judge every target of the scenario in every window."""
    return [
        _judge(study, target, window, level)
        for target in study.scenario.targets
        for window in target.windows
    ]


def joint_verdicts(study: Study, risk: float) -> list[Verdict]:
    """Judge every target in every window so that all that is said holds together (rule S5a).

    The probability that any target is called met though it is not is at most `risk`, and so is
    that of calling one missed though it is met: by Holm (1979), "A simple sequentially rejective
    multiple test procedure", the surest verdict is held to `risk` ÷ (number of verdicts), the next
    to `risk` ÷ (one less), and so on until one fails.

    Args:
        study: days on which nothing was chosen before.
        risk: what all verdicts together may spend on each side [1].
    """
    judged = verdicts(study)
    doubts = [_doubts(study, v) for v in judged]
    met = _sure([d[0] for d in doubts], risk)
    missed = _sure([d[1] for d in doubts], risk)
    return [
        replace(v, answer=Answer.MET if good else Answer.MISSED if bad else Answer.OPEN)
        for v, good, bad in zip(judged, met, missed, strict=True)
    ]


def _sure(doubts: list[float], risk: float) -> list[bool]:
    """Holm's procedure: which may be said together."""
    sure = [False] * len(doubts)
    for place, number in enumerate(sorted(range(len(doubts)), key=lambda k: doubts[k])):
        if doubts[number] > risk / (len(doubts) - place):
            break
        sure[number] = True
    return sure


def _doubts(study: Study, verdict: Verdict) -> tuple[float, float]:
    """Doubt that a target is met, and that it is missed [1]."""
    target = verdict.target
    numerator, denominator = fractions(study, target, verdict.window)
    if target.assurance is not None:
        kept = int(daily(target, numerator, denominator).sum())
        n = numerator.size
        at_most = 1.0 - estimates.at_least(kept + 1, n, target.assurance)
        return estimates.at_least(kept, n, target.assurance), at_most
    if denominator.sum() <= 0.0:
        return 0.0, 1.0
    above, below = estimates.ratio_doubts(numerator, denominator, target.bound)
    return (above, below) if target.measure.at_least else (below, above)


def fractions(study: Study, target: Target, window: tuple[int, int]) -> tuple[Floats, Floats]:
    """Numerator and denominator of a target's measure per replication, shape (replications,)."""
    span = interval_span(study.scenario, window)
    if target.metric is not None:
        return _as_the_platform_counts(study, target, target.metric, window)
    place = study.scenario.queue_names.index(target.queue)

    def queue_sum(name: str) -> Floats:
        return study.queue_sums(name)[:, place, span].sum(axis=1)

    match target.measure:
        case Measure.FIRST_REPLY_WITHIN:
            return queue_sum(f"first_within_{target.within}"), queue_sum("attempts")
        case Measure.REPLY_WITHIN:
            return queue_sum(f"reply_within_{target.within}"), queue_sum("rounds")
        case Measure.LOST:
            return queue_sum("lost"), queue_sum("offered")
        case Measure.MEAN_FIRST_RESPONSE:
            return queue_sum("first_response_ms") / SECOND, queue_sum("first_replies")
        case Measure.MEAN_RESPONSE:
            return queue_sum("response_ms") / SECOND, queue_sum("timed_replies")
        case Measure.OCCUPANCY:
            serving = [g.skill(target.queue) is not None for g in study.scenario.groups]

            def group_sum(name: str) -> Floats:
                return study.group_sums(name)[:, serving, span].sum(axis=(1, 2))

            return group_sum("work_ms"), group_sum("on_shift_ms") - group_sum("break_ms")
        case Measure.PLATFORM_METRIC:  # pragma: no cover  (has a metric, see model.targets)
            raise ValueError("a target by platform needs its metric")


def _as_the_platform_counts(
    study: Study, target: Target, metric: Metric, window: tuple[int, int]
) -> tuple[Floats, Floats]:
    """The sums of the days that a window touches, shape (replications,)."""
    pairs = [(j.queue.name, j.metric.key) for j in judged(study.scenario)]
    place = pairs.index((target.queue, metric.key))
    edges = np.array(window, dtype=np.int64) - (0, 1)
    first, last = day_numbers(study.scenario.calendar, edges).tolist()
    sums = study.platforms[:, place, first : last + 1].sum(axis=1)
    return sums[:, 0], sums[:, 1]


def interval_span(scenario: Scenario, window: tuple[int, int]) -> slice:
    """The intervals of a window.

    Raises:
        ValueError: if the window does not lie on the grid, or not within the horizon.
    """
    grid = scenario.calendar.grid
    start, end = window
    if start % grid.interval or end % grid.interval or not 0 <= start < end <= grid.horizon:
        raise ValueError("a target's window must lie within the horizon, on whole intervals")
    last = grid.count + 1 if end == grid.horizon else end // grid.interval
    return slice(start // grid.interval, last)


def daily(target: Target, numerator: Floats, denominator: Floats) -> NDArray[np.bool_]:
    """Whether each replication keeps the bound; one with nothing to measure keeps it."""
    sign = 1.0 if target.measure.at_least else -1.0
    return sign * (numerator - target.bound * denominator) >= -1e-9


def _judge(study: Study, target: Target, window: tuple[int, int], level: float) -> Verdict:
    numerator, denominator = fractions(study, target, window)
    measured = estimates.ratio(numerator, denominator, level)
    if target.assurance is None:
        sign = 1.0 if target.measure.at_least else -1.0
        slack = sign * (measured.value - target.bound)
        if math.isnan(slack):  # nothing to measure: nothing is missed
            return Verdict(target, window, measured, None, math.inf, Answer.MET)
        return Verdict(target, window, measured, None, slack, _answer(slack, measured.half_width))
    kept_days = daily(target, numerator, denominator)
    kept = estimates.share(int(kept_days.sum()), kept_days.size, level)
    if kept.low >= target.assurance:
        answer = Answer.MET
    elif kept.high < target.assurance:
        answer = Answer.MISSED
    else:
        answer = Answer.OPEN
    return Verdict(target, window, measured, kept, kept.value - target.assurance, answer)


def _answer(slack: float, half_width: float) -> Answer:
    if slack >= half_width:
        return Answer.MET
    return Answer.MISSED if slack <= -half_width else Answer.OPEN
