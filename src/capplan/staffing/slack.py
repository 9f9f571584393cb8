"""How far a target is kept on the search days (rule S3d)."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from capplan.model.targets import Measure, Target
from capplan.results.platforms import counts
from capplan.results.study import Study
from capplan.results.verdicts import fractions, interval_span

Floats = NDArray[np.float64]
Window = tuple[Target, tuple[int, int]]

SMOOTH = 10
"""Days from which the day that decides an assurance is taken with its two neighbours."""


def slacks(study: Study, windows: list[Window]) -> Floats:
    """Normalised slack of each window, shape (windows,); infinite with nothing to measure."""
    return np.array([_slack(study, window) for window in windows])


def _slack(study: Study, window: Window) -> float:
    """How far a target is on the good side, as a share of what it leaves open.

    For a target with assurance: on the worst of the days on which it must hold.
    """
    target, span = window
    numerator, denominator = fractions(study, target, span)
    if not denominator.sum() > 0.0:
        return math.inf
    if target.assurance is None:
        slack = sign(target) * (numerator.sum() / denominator.sum() - target.bound)
    else:
        slack = worst_that_counts(target, daily_slack(target, numerator, denominator))
    return float(slack / scale(target))


def local_slack(study: Study, window: Window, span: slice) -> Floats:
    """Normalised slack of each interval of a window, on the days that decide it.

    A platform's metric is shared out among its hours by what happens to chats there.
    """
    target, whole = window
    days = np.arange(study.replications)
    if target.assurance is not None:
        daily = daily_slack(target, *fractions(study, target, whole))
        days = np.flatnonzero(daily <= worst_that_counts(target, daily))
    grid = study.scenario.calendar.grid
    local = np.full(span.stop - span.start, np.inf)
    top, bottom = np.zeros(local.size), np.zeros(local.size)
    by_interval = _by_interval(target)
    for place, interval in enumerate(range(span.start, span.stop)):
        edges = (grid.start(interval), grid.start(interval + 1))
        if _counts(study, target, edges[0]):
            parts = fractions(study, by_interval, edges)
            top[place], bottom[place] = (part[days].sum() for part in parts)
    known = bottom > 0.0
    local[known] = sign(target) * (top[known] / bottom[known] - target.bound) / scale(target)
    if target.metric is not None and known.any():
        mean = sign(target) * (top.sum() / bottom.sum() - target.bound) / scale(target)
        local[known] += _slack(study, window) - mean
    return local


def _by_interval(target: Target) -> Target:
    """A target whose measure is known for each interval: that of chats for a platform's metric."""
    if target.metric is None:
        return target
    return replace(target, measure=Measure(target.metric.asked), metric=None)


def _counts(study: Study, target: Target, tick: int) -> bool:
    """Whether a target's measure counts what happens at a tick."""
    if target.metric is None:
        return True
    return bool(counts(target.metric, study.scenario.calendar, np.array([tick]))[0])


def intervals_of(study: Study, window: Window) -> slice:
    """The intervals of a window inside the horizon."""
    span = interval_span(study.scenario, window[1])
    return slice(span.start, min(span.stop, study.scenario.calendar.grid.count))


def sign(target: Target) -> float:
    """1 where more is better, -1 where less is."""
    return 1.0 if target.measure.at_least else -1.0


def daily_slack(target: Target, numerator: Floats, denominator: Floats) -> Floats:
    """Slack of each day; a day with nothing to measure has no limit, shape (days,)."""
    value = numerator / np.where(denominator > 0.0, denominator, 1.0)
    return np.where(denominator > 0.0, sign(target) * (value - target.bound), np.inf)


def worst_that_counts(target: Target, daily: Floats) -> float:
    """Slack of the worst day on which a target with assurance must still hold."""
    return order_slack(target, daily, daily.size)


def order_slack(target: Target, daily: Floats, days: int) -> float:
    """The same among so many days, of which these are some: no less than that of all of them.

    From `SMOOTH` days on it is the mean with the day before and the day after it in rising order:
    a search would fit itself to the luck of a single day.
    """
    place = days_to_spare(target, days)
    beside = 1 if days >= SMOOTH else 0
    few = np.sort(daily)[max(0, place - beside) : place + beside + 1]
    return float(few.mean()) if few.size else math.inf


def days_to_spare(target: Target, days: int) -> int:
    """Days of so many on which a target with assurance may be missed."""
    assert target.assurance is not None
    return math.floor((1.0 - target.assurance) * days + 1e-9)


def scale(target: Target) -> float:
    """What a target leaves open, in its own unit."""
    if target.measure.at_least:
        return max(1.0 - target.bound, 0.02)
    return max(target.bound, 0.02)
