"""On which days targets must hold, as the bound by levels sees them (rule S5g)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from capplan.model.scenario import Scenario
from capplan.model.targets import Measure, Target
from capplan.staffing.needed_work import part_below

BAND = 0.05
"""Days just below the quantile that an assurance names, as a share of all days [1]."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A target in one window.

    Attributes:
        target: the target.
        window: (start, end) [ticks].
        factor: demand on the days looked at ÷ expected demand [1].
    """

    target: Target
    window: tuple[int, int]
    factor: float


@dataclass(frozen=True, slots=True)
class Day:
    """Targets that must hold on days of the same demand: the mean day, or critical ones."""

    asked: tuple[Asked, ...]


def days(scenario: Scenario) -> list[Day]:
    """The mean day for targets over all days; for each with assurance the days that decide it."""
    measures = (Measure.FIRST_REPLY_WITHIN, Measure.REPLY_WITHIN, Measure.LOST)
    closed = {q.name for q in scenario.queues if q.closed is not None}
    known = [t for t in scenario.targets if t.measure in measures and t.queue not in closed]
    mean = [Asked(t, w, 1.0) for t in known if t.assurance is None for w in t.windows]
    critical = [
        tuple(Asked(t, w, critical_factor(scenario, t, t.assurance, w)) for w in t.windows)
        for t in known
        if t.assurance is not None
    ]
    return [Day(asked) for asked in (tuple(mean), *critical) if asked]


def critical_factor(
    scenario: Scenario, target: Target, assurance: float, window: tuple[int, int]
) -> float:
    """Mean factor on demand of the days just below the quantile that the assurance names [1].

    The days on which a target holds are at best the quietest.  The product of the factors, summed
    over the window, is taken as Gamma.
    """
    law, queue = scenario.day_factor, scenario.queues[scenario.queue_names.index(target.queue)]
    one = (1.0 + law.common_cv**2) * (1.0 + queue.own_cv**2) - 1.0
    changes = law.phase + law.period * np.arange(1, law.periods(window[1]) + 1, dtype=np.int64)
    inside = changes[(changes > window[0]) & (changes < window[1])]
    came = queue.expected.between(np.array([window[0], *inside, window[1]], dtype=np.int64))
    if one == 0.0 or came.sum() <= 0.0:
        return 1.0
    shape = 1.0 / (one * float(((came / came.sum()) ** 2).sum()))
    low = max(0.0, assurance - BAND)
    return (part_below(shape, assurance) - part_below(shape, low)) / (assurance - low)
