"""Platform profiles in print: what they measure, and how a study fares by them (rule M4)."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table

from capplan.model.platform import Asked, Metric, Platform
from capplan.report.plain import plain_table
from capplan.units import HOUR, format_clock, format_duration

_WORDS = {
    Asked.REPLY_WITHIN: "reply within",
    Asked.FIRST_REPLY_WITHIN: "first reply within",
    Asked.MEAN_RESPONSE: "mean response",
    Asked.MEAN_FIRST_RESPONSE: "mean first response",
}


def profile_table(platforms: Iterable[Platform]) -> Table:
    """One row per metric of each profile."""
    heads = ("platform", "metric", "unit", "hours", "threshold", "as of", "source")
    table = plain_table(heads, right=-1)
    for platform in platforms:
        for metric in platform.metrics:
            table.add_row(
                platform.key,
                metric.key,
                str(metric.unit),
                hours_phrase(metric),
                threshold_phrase(metric),
                platform.as_of or "undated",
                metric.source,
            )
    return table


def metric_phrase(metric: Metric) -> str:
    """What a metric asks, in a few words: ``"reply within 3 min"``."""
    within = f" {format_duration(metric.within)}" if metric.within else ""
    return f"{_WORDS[metric.asked]}{within}"


def hours_phrase(metric: Metric) -> str:
    """Its hours as ``"08–24 h"``, or ``"08:30–24:00"``."""
    first, last = metric.between
    if first % HOUR or last % HOUR:
        return f"{format_clock(first)}–{format_clock(last)}"
    return f"{first // HOUR:02d}–{last // HOUR:02d} h"


def threshold_phrase(metric: Metric) -> str:
    """The threshold as ``"≥ 80 %"`` or ``"≤ 40 s"``."""
    if metric.threshold is None:
        return "none"
    if metric.asked.at_least:
        return f"≥ {100 * metric.threshold:g} %"
    return f"≤ {metric.threshold:g} s"
