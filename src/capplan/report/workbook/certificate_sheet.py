"""The certificate: the plan less one person in each shift, and on busier and quieter days."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from capplan.report.target_text import verdict_line
from capplan.report.workbook.book import Sheet, table
from capplan.staffing.plan import Plan
from capplan.words import say


def certificate_sheets(plan: Plan) -> Iterator[Sheet]:
    """What was shown of the plan beside its targets."""
    if plan.thinner:
        note = say("The plan less one person in each shift, on the same days.")
        yield table(say("less one person"), _less_one(plan), note)
    if plan.forecasts:
        note = say("The plan on quiet, usual and busy days of the forecast.")
        yield table(say("forecast missed"), _forecasts(plan), note)


def _less_one(plan: Plan) -> pd.DataFrame:
    scenario, rows = plan.scenario, plan.thinner
    seats = [plan.kinds[t.kind] for t in rows]
    suffers = ["" if t.window is None else _target(plan, t.window) for t in rows]
    return pd.DataFrame(
        {
            "date": np.array([str(scenario.calendar.date(s.day)) for s in seats], "datetime64[s]"),
            "group": pd.array([scenario.group_names[s.group] for s in seats], dtype="string"),
            "shift": pd.array([scenario.shift_types[s.kind].name for s in seats], dtype="string"),
            "suffers": suffers,
            "answer": pd.array([str(t.answer) for t in rows], dtype="string"),
        }
    )


def _target(plan: Plan, window: int) -> str:
    return verdict_line(plan.verdicts[window], plan.scenario)


def _forecasts(plan: Plan) -> pd.DataFrame:
    rows = plan.forecasts
    return pd.DataFrame(
        {
            "quantile": [f.probability for f in rows],
            "day_factor": [f.factor for f in rows],
            "all_kept": [f.together.value for f in rows],
            "lost_share": [f.lost.value for f in rows],
            "lost_share_low": [max(0.0, f.lost.low) for f in rows],
            "lost_share_high": [f.lost.high for f in rows],
        }
    )
