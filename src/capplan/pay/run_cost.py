"""What the people of each run cost: planned shifts, and the overtime of finishing chats (E1f)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from capplan.pay.shift_cost import overtime_cost
from capplan.results.study import Study
from capplan.units import HOUR

Floats = NDArray[np.float64]


def finishing_cost(study: Study) -> Floats:
    """Cost of the overtime of finishing chats, shape (replications,) [yuan]."""
    hours = study.group_sums("overtime_ms").sum(axis=2) / HOUR
    shop = study.scenario
    per_hour = [overtime_cost(shop.pay_plan(group), 1.0) for group in shop.groups]
    return hours @ np.array(per_hour)


def run_cost(study: Study, planned: float) -> Floats:
    """Cost of people, shape (replications,) [yuan].

    Args:
        study: the runs.
        planned: cost of shifts, hirings and what else was planned [yuan].
    """
    return planned + finishing_cost(study)
