"""Tables of the value of an agent-hour: stretches, steps to where it meets its price, risk (E3)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from capplan.questions.value import Value
from capplan.results.columns import Column, declared, estimated, filled
from capplan.results.estimates import Estimate

_GROUP = Column("group", "", "string", "group of agents")
_SHIFT = Column("shift", "", "string", "shift type; empty: a window of its own, or by hand")
_STRETCHES = (
    _GROUP,
    _SHIFT,
    Column("start", "local time", "datetime64[s]", "start of the added hours"),
    Column("end", "local time", "datetime64[s]", "their end"),
    Column("hours_h", "h", "Float64", "their length"),
    *estimated("earns_per_hour_yuan", "yuan/h", "gain by one more person ÷ hours, paired"),
    Column("price_per_hour_yuan", "yuan/h", "Float64", "cost of these hours ÷ hours"),
    Column("pays", "", "string", "yes, no, or too close to call"),
)
_STEPS = (
    _GROUP,
    _SHIFT,
    Column("change", "people", "int64", "one more, or one fewer"),
    *estimated("profit_change_yuan", "yuan", "profit per run less that of the roster before"),
)
_RISKS = (
    Column("quantile", "1", "Float64", "quantile of the shared day factor"),
    Column("demand_factor", "1", "Float64", "demand ÷ forecast"),
    *estimated("earned_yuan", "yuan", "margin less the price of lost and late contacts"),
    *estimated("people_yuan", "yuan", "cost of people, by the wage of their shifts"),
    *estimated("profit_yuan", "yuan", "what is left to the owner"),
)
YES, NO, OPEN = "yes", "no", "too close to call"


def stretches(value: Value) -> pd.DataFrame:
    """One row per group and stretch."""
    mine, calendar = value.stretches, value.scenario.calendar
    data: dict[str, object] = {
        "group": [s.group for s in mine],
        "shift": [s.shift_type for s in mine],
        "start": np.array([calendar.at(s.start) for s in mine], dtype="datetime64[s]"),
        "end": np.array([calendar.at(s.end) for s in mine], dtype="datetime64[s]"),
        "hours_h": [s.hours for s in mine],
        **filled("earns_per_hour_yuan", [s.gain for s in mine], [1.0 / s.hours for s in mine]),
        "price_per_hour_yuan": [s.price / s.hours for s in mine],
        "pays": [_pays(s.gain, s.price) for s in mine],
    }
    return declared(data, _STRETCHES)


def steps(value: Value) -> pd.DataFrame:
    """One row per step to the roster at which no person more or fewer pays."""
    mine = value.steps
    data: dict[str, object] = {
        "group": [s.group for s in mine],
        "shift": [s.shift_type for s in mine],
        "change": [s.change for s in mine],
        **filled("profit_change_yuan", [s.gain for s in mine]),
    }
    return declared(data, _STEPS)


def risks(value: Value) -> pd.DataFrame:
    """One row per quantile of the demand."""
    mine = value.risks
    data: dict[str, object] = {
        "quantile": [r.probability for r in mine],
        "demand_factor": [r.factor for r in mine],
        **filled("earned_yuan", [r.earned for r in mine]),
        **filled("people_yuan", [r.people for r in mine]),
        **filled("profit_yuan", [r.profit for r in mine]),
    }
    return declared(data, _RISKS)


def _pays(gain: Estimate, price: float) -> str:
    if gain.low > price:
        return YES
    return NO if gain.high < price else OPEN
