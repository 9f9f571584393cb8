"""Targets with their windows on the horizon."""

from __future__ import annotations

from capplan.files.build.calendar import days_on
from capplan.files.errors import nearest, quoted
from capplan.files.shape.targets import TargetShape
from capplan.files.tree import Path, Problems
from capplan.model.calendar import Calendar
from capplan.model.scenario import Queue
from capplan.model.targets import Measure, Target
from capplan.units import DAY, SECOND, format_clock, format_duration
from capplan.words import say

Spans = list[tuple[int, int]]


def build_target(
    queue: Queue, shape: TargetShape, calendar: Calendar, path: Path, problems: Problems
) -> Target | None:
    """One target; notes problems of its windows on the way."""
    if shape.platform_metric is not None:
        return _by_platform(queue, shape, shape.platform_metric, calendar, path, problems)
    spans = _spans(shape, calendar, path, problems)
    interval = calendar.grid.interval
    if shape.every is not None and shape.every % interval:
        text = say("{step} is not a multiple of the interval", step=format_duration(shape.every))
        problems.add(
            (*path, "every"),
            say("{text} ({interval})", text=text, interval=format_duration(interval)),
        )
    elif any(edge % interval for span in spans for edge in span):
        text = say(
            "the windows must lie on steps of the interval ({interval})",
            interval=format_duration(interval),
        )
        problems.add(path, text)
    windows = _cut(spans, shape.every)
    bound, within = _bound(shape)
    return Target(queue.name, shape.measure, bound, within, tuple(windows), shape.on)


def _by_platform(
    queue: Queue,
    shape: TargetShape,
    key: str,
    calendar: Calendar,
    path: Path,
    problems: Problems,
) -> Target | None:
    """A target on a platform's metric: the whole horizon, or each calendar day of it."""
    path = (*path, "platform_metric")
    if queue.platform is None:
        text = say("the queue has no platform; write for example platform: tmall")
        problems.add(path, text)
        return None
    metric = queue.platform.metric(key)
    if metric is None or not metric.asked.at_least:
        lack = say("there is no metric") if metric is None else say("no share is measured by")
        shares = [m.key for m in queue.platform.metrics if m.asked.at_least]
        problems.add(
            path,
            say(
                "{lack} {quoted} on {key}{nearest}",
                lack=lack,
                quoted=quoted(key),
                key=queue.platform.key,
                nearest=nearest(key, shares),
            ),
        )
        return None
    horizon = calendar.grid.horizon
    windows = [(0, horizon)]
    if shape.every is not None:
        midnights = [calendar.midnight(day) for day in range(calendar.days)]
        windows = [(max(0, m), min(horizon, m + DAY)) for m in midnights]
    measure, bound = Measure.PLATFORM_METRIC, shape.share or 0.0
    return Target(queue.name, measure, bound, metric.within, tuple(windows), shape.on, metric)


def _bound(shape: TargetShape) -> tuple[float, int]:
    """Bound and T of a target."""
    match shape.measure:
        case Measure.FIRST_REPLY_WITHIN:
            return shape.share or 0.0, shape.first_reply_within or 0
        case Measure.REPLY_WITHIN:
            return shape.share or 0.0, shape.reply_within or 0
        case Measure.LOST:
            return shape.lost or 0.0, 0
        case Measure.PLATFORM_METRIC:
            return shape.share or 0.0, 0
        case Measure.OCCUPANCY:
            return shape.occupancy or 0.0, 0
        case Measure.MEAN_FIRST_RESPONSE:
            return (shape.mean_first_response or 0) / SECOND, 0
        case Measure.MEAN_RESPONSE:
            return (shape.mean_response or 0) / SECOND, 0


def _spans(shape: TargetShape, calendar: Calendar, path: Path, problems: Problems) -> Spans:
    horizon = calendar.grid.horizon
    if shape.from_ is not None and shape.to is not None:
        start, end = calendar.tick(shape.from_), calendar.tick(shape.to)
        if end <= start:
            problems.add((*path, "to"), say("the window ends before it starts"))
            return []
        return _clipped([(start, end)], horizon, say("the window"), path, problems)
    if shape.between is None and shape.days is None:
        return [(0, horizon)]
    first, last = shape.between or (0, DAY)
    days = days_on(shape.days, calendar, first=-1)
    spans = [(calendar.midnight(d) + first, calendar.midnight(d) + last) for d in days]
    text = say("the span {first}-{last}", first=format_clock(first), last=format_clock(last))
    if shape.days is not None:
        text = say("{text} of these days", text=text)
    return _clipped(spans, horizon, text, path, problems)


def _clipped(spans: Spans, horizon: int, what: str, path: Path, problems: Problems) -> Spans:
    clipped = [(max(0, a), min(horizon, b)) for a, b in spans if a < horizon and b > 0]
    if not clipped:
        problems.add(path, say("{what} lies outside the horizon", what=what))
    return clipped


def _cut(spans: Spans, every: int | None) -> Spans:
    if every is None:
        return spans
    return [(start, min(start + every, end)) for a, end in spans for start in range(a, end, every)]
