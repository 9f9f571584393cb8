"""When an incident is noticed, and when it is over (rule I5a)."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from capplan.model.calendar import Calendar
from capplan.model.incidents import Incident
from capplan.results import estimates
from capplan.results.estimates import Estimate

Floats = NDArray[np.float64]

NOTABLE = 1.1
"""More than so many times those of the same day without it must wait [1]."""
USUAL = 0.95
"""Up to this quantile of days without it, the number that wait is usual [1]."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a shift leader sees of an incident: too many customers wait for a reply.

    Attributes:
        noticed: from the start to the end of the first interval beyond the usual range, median
            of the days on which there is one [ticks].
        over: from the start to the end of the last one, median of the same days; infinite where
            that is the end of the horizon: it is not over [ticks].
        share: share of days on which there is one [1].
    """

    noticed: Estimate
    over: Estimate
    share: Estimate


def usual_most(waiting: Floats) -> Floats:
    """Most customers who usually wait in each interval, its neighbours looked at as well.

    Args:
        waiting: of days without incident, shape (days, intervals) [customers].
    """
    around = np.pad(waiting, ((0, 0), (1, 1)), mode="edge")
    three = np.concatenate((around[:, :-2], around[:, 1:-1], around[:, 2:]))
    return np.asarray(np.quantile(three, USUAL, axis=0), dtype=np.float64)


def alarm(incident: Incident, calendar: Calendar, without: Floats, struck: Floats) -> Alarm:
    """Find the first and the last interval in which more wait than usual, day by day.

    Args:
        incident: what strikes.
        calendar: the horizon.
        without: who waits on days without it, shape (days, intervals) [customers].
        struck: who waits on the same days with it, same shape.
    """
    ends = calendar.edges()[1:]
    more = struck > NOTABLE * without
    beyond = more & (struck > usual_most(without)) & (ends > incident.start)
    seen = beyond.any(axis=1)
    first = ends[np.argmax(beyond, axis=1)][seen]
    last = ends[beyond.shape[1] - 1 - np.argmax(beyond[:, ::-1], axis=1)][seen]
    return Alarm(
        noticed=estimates.quantile((first - incident.start).astype(np.float64), 0.5),
        over=_open_ended(
            estimates.quantile((last - incident.start).astype(np.float64), 0.5),
            calendar.grid.horizon - incident.start,
        ),
        share=estimates.share(int(seen.sum()), seen.size),
    )


def _open_ended(over: Estimate, left: int) -> Estimate:
    """What takes as long as the horizon lasts may take any time.

    Args:
        over: until it is over [ticks].
        left: until the horizon ends [ticks].
    """

    def until(value: float) -> float:
        return math.inf if value >= left else value

    return replace(over, value=until(over.value), low=until(over.low), high=until(over.high))
