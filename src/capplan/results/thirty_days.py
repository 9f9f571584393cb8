"""What the horizon does to a platform's figure over 30 days (rule M4f)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from capplan.model.calendar import Calendar
from capplan.model.platform import Metric, Usual
from capplan.results import estimates
from capplan.results.calendar_days import per_day
from capplan.results.estimates import LEVEL, Estimate
from capplan.results.platforms import Judged
from capplan.results.study import Study
from capplan.units import DAY

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SPAN = 30
"""Days over which platforms judge [days]."""
NORMAL = "normal"
"""Type of day that counts as usual."""


@dataclass(frozen=True, slots=True)
class ThirtyDays:
    """A metric over the 30 days that end with the horizon's last day.

    Attributes:
        measured: the metric [1].
        usual_share: what the days before the horizon are taken at [1].
        usual_a_day: how much is counted on each of them, in the metric's own unit.
    """

    measured: Estimate
    usual_share: float
    usual_a_day: float


def thirty_days(study: Study, place: int, pair: Judged, level: float = LEVEL) -> ThirtyDays | None:
    """The metric over 30 days if the days before the horizon were usual.

    None for means, and for queues of which nothing is known to be usual.

    Args:
        study: the replications.
        place: place of the metric in the study's `platforms`.
        pair: the queue and the metric.
        level: confidence level of the interval [1].
    """
    usual, metric, calendar = pair.queue.usual, pair.metric, study.scenario.calendar
    if usual is None or not metric.asked.at_least:
        return None
    sums = study.platforms[:, place]
    a_day = _usual_a_day(study, sums[..., 1], pair, usual)
    last = calendar.date(calendar.days - 1)
    before = [last - timedelta(days=back) for back in range(calendar.days, SPAN)]
    counted = a_day * sum(not metric.is_exempt(day) for day in before)
    inside = sums[:, -SPAN:].sum(axis=1)
    measured = estimates.ratio(inside[:, 0] + usual.share * counted, inside[:, 1] + counted, level)
    return ThirtyDays(measured, usual.share, a_day)


def _usual_a_day(study: Study, counted: Floats, pair: Judged, usual: Usual) -> float:
    """How much a usual day counts, in the metric's own unit.

    As the scenario says; else the mean of the horizon's normal days; else its least busy day.

    Args:
        study: the replications.
        counted: what counts on each day, shape (replications, days).
        pair: the queue and the metric.
        usual: what the scenario says.
    """
    calendar = study.scenario.calendar
    mean = counted.mean(axis=0)
    open_days = ~_exempt(calendar, pair.metric)
    if usual.a_day is not None:
        customers = per_day(calendar, study.queue_sums("customers")[:, pair.number]).mean(axis=0)
        came = customers[open_days].sum()
        return float(usual.a_day * mean[open_days].sum() / came) if came else usual.a_day
    whole = open_days & _whole(calendar, pair.metric)
    normal = whole & (np.array(calendar.day_types) == NORMAL)
    if normal.any():
        return float(mean[normal].mean())
    some = whole if whole.any() else open_days
    return float(mean[some].min()) if some.any() else 0.0


def _exempt(calendar: Calendar, metric: Metric) -> Flags:
    return np.array([metric.is_exempt(calendar.date(d)) for d in range(calendar.days)])


def _whole(calendar: Calendar, metric: Metric) -> Flags:
    """Whether the horizon holds all of a metric's hours of each day."""
    midnights = calendar.first_midnight + DAY * np.arange(calendar.days)
    first, last = metric.between
    return (midnights + first >= 0) & (midnights + last <= calendar.grid.horizon)
