"""Sums of intervals to calendar days (rule M1f)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from capplan.model.calendar import Calendar
from capplan.units import DAY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def days_of_intervals(calendar: Calendar) -> Ints:
    """Day number of each interval by its start, shape (intervals + 1,).

    The last one, which holds what falls behind the horizon, belongs to the last day.
    """
    starts = calendar.edges()[:-1] - calendar.first_midnight
    return np.append(starts // DAY, calendar.days - 1)


def per_day(calendar: Calendar, sums: Floats) -> Floats:
    """Sums of each calendar day.

    Args:
        calendar: the horizon.
        sums: shape (..., intervals + 1).

    Returns:
        Shape (..., days).
    """
    first = np.searchsorted(days_of_intervals(calendar), np.arange(calendar.days))
    return np.add.reduceat(sums, first, axis=-1)
