"""Platform profiles in print: what they measure, and how a study fares by them (rule M4)."""

from __future__ import annotations

import math
from collections.abc import Iterable

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from capplan.model.platform import Metric, Platform, Unit
from capplan.report.names import named
from capplan.report.plain import estimate_percent, line, percent, plain_table
from capplan.results.estimates import Estimate
from capplan.results.platform_tables import measured
from capplan.results.platforms import Judged, judged
from capplan.results.study import Study
from capplan.results.thirty_days import thirty_days
from capplan.units import HOUR, format_clock
from capplan.words import Sentence, day, listed, say, tell

_UNITS = {
    Unit.ROUND: say("round"),
    Unit.MESSAGE: say("message"),
    Unit.CUSTOMER: say("customer"),
    Unit.SESSION: say("session"),
}


def profile_table(platforms: Iterable[Platform]) -> Table:
    """One row per metric of each profile."""
    table = plain_table(
        ("platform", "metric", "unit", "clock hours", "threshold", "as of", "source"), right=-1
    )
    for platform in platforms:
        for metric in platform.metrics:
            table.add_row(
                platform.key,
                metric.key,
                tell(_UNITS[metric.unit]),
                hours_phrase(metric),
                threshold_phrase(metric),
                platform.as_of or tell("undated"),
                metric.source,
            )
    return table


def hours_phrase(metric: Metric) -> str:
    """Its hours as ``"08–24 h"``, or ``"08:30–24:00"``."""
    first, last = metric.between
    if first % HOUR or last % HOUR:
        return f"{format_clock(first)}–{format_clock(last)}"
    return tell("{first}–{last} h", first=f"{first // HOUR:02d}", last=f"{last // HOUR:02d}")


def threshold_phrase(metric: Metric) -> str:
    """The threshold as ``"≥ 80 %"`` or ``"≤ 40 s"``."""
    if metric.threshold is None:
        return tell("none")
    if metric.asked.at_least:
        return f"≥ {tell('{number} %', number=f'{100 * metric.threshold:g}')}"
    return f"≤ {tell('{number:g} s', number=metric.threshold)}"


def platform_lines(study: Study) -> list[RenderableType]:
    """How the platforms judge the queues; nothing if no queue has a platform."""
    if not judged(study.scenario):
        return []
    lines: list[RenderableType] = [Text(), platform_table(study)]
    usual = usual_line(study)
    return lines if usual is None else [*lines, usual]


def platform_table(study: Study) -> Table:
    """One row per queue and metric: the horizon, its worst day, and 30 days."""
    table = plain_table(
        ("queue", "platform", "metric", "measured", "worst day", "30 days", "asked")
    )
    for place, pair in enumerate(judged(study.scenario)):
        metric, effect = pair.metric, thirty_days(study, place, pair)
        table.add_row(
            pair.queue.name,
            named(pair.queue.platform) if pair.queue.platform else "",
            named(metric),
            _with_interval(metric, measured(study, place, pair, None)),
            _worst_day(study, place, pair),
            "" if effect is None else _value(metric, effect.measured.value),
            threshold_phrase(metric),
        )
    return table


def usual_line(study: Study) -> Text | None:
    """What the days outside the horizon are taken to be; None if nothing was measured so."""
    found: list[Sentence] = []
    for place, pair in enumerate(judged(study.scenario)):
        effect = thirty_days(study, place, pair)
        if effect is not None:
            share, counted = 100 * effect.usual_share, effect.usual_a_day
            found.append(
                say(
                    "{queue} {share:g} % of {counted}",
                    queue=pair.queue.name,
                    share=share,
                    counted=_counted(f"{counted:,.0f}", pair.metric.unit),
                )
            )
    if not found:
        return None
    usual = listed(dict.fromkeys(found))
    text = tell("30 days: each day before the horizon is taken as usual: {usual}.", usual=usual)
    return line(text, "dim")


def _counted(number: str, unit: Unit) -> Sentence:
    match unit:
        case Unit.ROUND:
            return say("{number} rounds", number=number)
        case Unit.MESSAGE:
            return say("{number} messages", number=number)
        case Unit.CUSTOMER:
            return say("{number} customers", number=number)
        case Unit.SESSION:
            return say("{number} sessions", number=number)


def _worst_day(study: Study, place: int, pair: Judged) -> str:
    days = range(study.scenario.calendar.days)
    values = {d: measured(study, place, pair, d).value for d in days}
    known = {d: v for d, v in values.items() if not math.isnan(v)}
    if not known:
        return "–"
    worst = (min if pair.metric.asked.at_least else max)(known, key=lambda d: known[d])
    date = tell(day(study.scenario.calendar.date(worst)))
    return f"{_value(pair.metric, known[worst])} {date}"


def _with_interval(metric: Metric, estimate: Estimate) -> str:
    if metric.asked.at_least or math.isnan(estimate.value):
        return estimate_percent(estimate)
    value = _value(metric, estimate.value)
    return f"{value} ± {estimate.half_width:,.1f}" if math.isfinite(estimate.half_width) else value


def _value(metric: Metric, value: float) -> str:
    return percent(value) if metric.asked.at_least else tell("{number} s", number=f"{value:,.1f}")
