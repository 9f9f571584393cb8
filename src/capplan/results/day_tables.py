"""Table of the queues' figures day by day (rule M1f)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.results.calendar_days import per_day
from capplan.results.columns import Column
from capplan.results.estimates import LEVEL
from capplan.results.study import Study
from capplan.results.tables import queue_rows

Floats = NDArray[np.float64]


def queue_days(study: Study, level: float = LEVEL) -> pd.DataFrame:
    """One row per calendar day and queue."""
    calendar, names = study.scenario.calendar, study.scenario.queue_names
    dates = [pd.Timestamp(calendar.date(day)) for day in range(calendar.days)]

    def by_day(sums: Floats) -> Floats:
        """Days one after another, each with its queues, shape (replications, days × queues)."""
        daily = per_day(calendar, sums).transpose(0, 2, 1)
        return daily.reshape(daily.shape[0], -1)

    return queue_rows(
        study,
        {
            Column("date", "local date", "datetime64[s]", "the day"): np.repeat(
                np.array(dates, dtype="datetime64[s]"), len(names)
            ),
            Column("day_type", "", "string", "type of the day"): [
                kind for kind in calendar.day_types for _ in names
            ],
            Column("queue", "", "string", "kind of contact"): list(names) * calendar.days,
        },
        by_day,
        level=level,
    )
