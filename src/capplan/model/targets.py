"""Targets: a measure, a bound, the windows it covers and its assurance (rule S3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from capplan.model.platform import Metric


class Measure(StrEnum):
    """What a target speaks of; numerator and denominator are those of rule M2."""

    FIRST_REPLY_WITHIN = "first_reply_within"
    """First replies within T ÷ all attempts; lost ones are misses. At least."""
    REPLY_WITHIN = "reply_within"
    """Rounds answered by a person within T ÷ all rounds; lost ones are misses. At least."""
    LOST = "lost"
    """Customers who left before their chat was done ÷ customers offered. At most."""
    MEAN_FIRST_RESPONSE = "mean_first_response"
    """Mean first response time of those who got one [s]. At most."""
    MEAN_RESPONSE = "mean_response"
    """Mean response time over all replies sent [s]. At most."""
    OCCUPANCY = "occupancy"
    """Time at work ÷ time on shift less breaks, of all groups that serve the queue. At most."""
    PLATFORM_METRIC = "platform_metric"
    """A share as the queue's platform counts it (rule M4). At least."""

    @property
    def at_least(self) -> bool:
        """Whether more is better."""
        return self in {
            Measure.FIRST_REPLY_WITHIN,
            Measure.REPLY_WITHIN,
            Measure.PLATFORM_METRIC,
        }


@dataclass(frozen=True, slots=True)
class Target:
    """What a plan must reach in one queue.

    Attributes:
        queue: name of the queue.
        measure: what is measured.
        bound: the least or greatest allowed value [1], or [s] for mean response times.
        within: the T of the measures that have one [ticks]; 0 otherwise.
        windows: (start, end) of each window that must hold on its own [ticks].
        assurance: share of days on which each window must hold [1]; None: over all days together,
            sum over sum.
        metric: the platform's metric of `platform_metric`, whose windows are whole days.
    """

    queue: str
    measure: Measure
    bound: float
    within: int
    windows: tuple[tuple[int, int], ...]
    assurance: float | None
    metric: Metric | None = None

    def __post_init__(self) -> None:
        if self.assurance is not None and not 0 < self.assurance < 1:
            raise ValueError(f"an assurance must lie between 0 and 1, not {self.assurance}")
        if (self.metric is not None) != (self.measure is Measure.PLATFORM_METRIC):
            raise ValueError("a platform's metric and the measure platform_metric belong together")
        if any(end <= start for start, end in self.windows):
            raise ValueError("a target's window must end after it starts")
