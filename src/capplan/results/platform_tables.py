"""Table of what the platforms measure, per day and over the horizon (rule M4)."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.results import estimates
from capplan.results.columns import Column, declared, estimated
from capplan.results.estimates import LEVEL, Estimate
from capplan.results.platforms import Judged, judged
from capplan.results.study import Study
from capplan.results.thirty_days import thirty_days
from capplan.units import SECOND, to_seconds

Floats = NDArray[np.float64]

_COLUMNS = (
    Column("shop", "", "string", "shop of the queue"),
    Column("queue", "", "string", "kind of contact"),
    Column("platform", "", "string", "platform profile"),
    Column("metric", "", "string", "metric of the profile"),
    Column("asked", "", "string", "what it asks of replies"),
    Column("within_s", "s", "Float64", "the time that a reply must keep"),
    Column("unit", "", "string", "what it counts"),
    Column("date", "local date", "datetime64[s]", "the day; absent for the whole horizon"),
    *estimated("counted", "per run", "what counts, in the metric's unit, mean per run"),
    *estimated("measured", "of the metric", "the metric, sum over sum"),
    Column("threshold", "of the metric", "Float64", "what the platform asks for"),
    *estimated("over_30_days", "of the metric", "the metric over 30 days, the others being usual"),
    Column("usual_share", "1", "Float64", "what the days before the horizon are taken at"),
    Column("usual_a_day", "of the unit", "Float64", "what counts on each of them"),
)


def platforms(study: Study, level: float = LEVEL) -> pd.DataFrame:
    """One row per queue, metric and day, and one for the horizon after its days."""
    rows = [
        row
        for place, pair in enumerate(judged(study.scenario))
        for row in (*_day_rows(study, place, pair, level), _horizon_row(study, place, pair, level))
    ]
    names = [column.name for column in _COLUMNS]
    return declared({name: [row[name] for row in rows] for name in names}, _COLUMNS)


def measured(
    study: Study, place: int, pair: Judged, day: int | None, level: float = LEVEL
) -> Estimate:
    """A metric on one day, or over the horizon [1, or s for means].

    Args:
        study: the replications.
        place: place of the metric in the study's `platforms`.
        pair: the queue and the metric.
        day: number of the day, or None for the horizon.
        level: confidence level [1].
    """
    sums = _sums(study, place, day)
    top = sums[:, 0] if pair.metric.asked.at_least else sums[:, 0] / SECOND
    return estimates.ratio(top, sums[:, 1], level)


def _day_rows(study: Study, place: int, pair: Judged, level: float) -> list[dict[str, object]]:
    days = range(study.scenario.calendar.days)
    return [_row(study, place, pair, day, level) for day in days]


def _horizon_row(study: Study, place: int, pair: Judged, level: float) -> dict[str, object]:
    row = _row(study, place, pair, None, level)
    effect = thirty_days(study, place, pair, level)
    if effect is None:
        return row
    shown = _estimate("over_30_days", effect.measured, 1.0)
    return row | shown | {"usual_share": effect.usual_share, "usual_a_day": effect.usual_a_day}


def _row(
    study: Study, place: int, pair: Judged, day: int | None, level: float
) -> dict[str, object]:
    queue, metric = pair.queue, pair.metric
    greatest = 1.0 if metric.asked.at_least else math.inf
    absent = dict.fromkeys((c.name for c in _COLUMNS), np.nan)
    return absent | {
        "shop": queue.shop,
        "queue": queue.name,
        "platform": queue.platform.key if queue.platform else "",
        "metric": metric.key,
        "asked": str(metric.asked),
        "within_s": to_seconds(metric.within) or np.nan,
        "unit": str(metric.unit),
        "date": None if day is None else pd.Timestamp(study.scenario.calendar.date(day)),
        **_estimate("counted", estimates.mean(_sums(study, place, day)[:, 1], level)),
        **_estimate("measured", measured(study, place, pair, day, level), greatest),
        "threshold": np.nan if metric.threshold is None else metric.threshold,
    }


def _sums(study: Study, place: int, day: int | None) -> Floats:
    """Numerator and denominator, shape (replications, 2)."""
    sums = study.platforms[:, place]
    return sums.sum(axis=1) if day is None else sums[:, day]


def _estimate(name: str, estimate: Estimate, greatest: float = math.inf) -> dict[str, object]:
    """A figure with its interval, which ends at 0 and at the greatest possible value."""
    low, high = max(estimate.low, 0.0), min(estimate.high, greatest)
    return {name: estimate.value, f"{name}_low": low, f"{name}_high": high}
