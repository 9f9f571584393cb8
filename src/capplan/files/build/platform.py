"""Platform profiles and what is usual, built from their shapes."""

from __future__ import annotations

from capplan.files.shape.platforms import MetricShape, PlatformShape
from capplan.files.shape.queues import UsualShape
from capplan.model.platform import Asked, Metric, Platform, Unit, Usual
from capplan.model.provenance import Mark


def build_platform(key: str, shape: PlatformShape) -> Platform:
    """A profile."""
    metrics = tuple(_metric(name, metric) for name, metric in shape.metrics.items())
    return Platform(key, shape.name, shape.chinese, shape.as_of, metrics)


def build_usual(shape: UsualShape | None) -> Usual | None:
    """What is usual on other days."""
    return None if shape is None else Usual(shape.share, shape.a_day)


def _metric(key: str, shape: MetricShape) -> Metric:
    return Metric(
        key=key,
        name=shape.name,
        chinese=shape.chinese,
        asked=Asked(shape.what),
        within=shape.within or 0,
        unit=Unit(shape.unit),
        between=shape.between,
        exempt=shape.exempt,
        offline_counts=shape.offline_counts,
        bot_counts=shape.bot_counts,
        unanswered_misses=shape.unanswered == "miss",
        threshold=None if shape.threshold is None else shape.threshold[1],
        mark=Mark(shape.mark),
        source=shape.source,
    )
