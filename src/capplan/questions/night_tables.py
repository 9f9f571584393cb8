"""The table of the ways to cover a night (rule E4d)."""

from __future__ import annotations

import math

import pandas as pd

from capplan.questions.night import Night
from capplan.results.columns import Column, declared, estimated, filled
from capplan.results.estimates import NOTHING, Estimate
from capplan.units import HOUR

_SHOWN = {
    "lost": ("lost_share", 1.0),
    "messages": ("messages", 1.0),
    "message_age_ms": ("message_age_h", 1.0 / HOUR),
    "orders": ("orders", 1.0),
    "margin_yuan": ("margin_yuan", 1.0),
    "people_cost_yuan": ("people_cost_yuan", 1.0),
    "profit_yuan": ("profit_yuan", 1.0),
}
"""Each measure's name in the table, and what its figures are multiplied by."""

_COLUMNS = (
    Column("cover", "", "string", "way to cover the night"),
    *estimated("lost_share", "1", "customers lost ÷ offered to people"),
    *estimated("messages", "chats", "messages that wait for the opening, per run"),
    *estimated("message_age_h", "h", "age of a message at its first reply"),
    *estimated("orders", "orders", "orders per run"),
    *estimated("margin_yuan", "yuan", "margin of the orders per run"),
    *estimated("people_cost_yuan", "yuan", "cost of all people per run"),
    *estimated("profit_yuan", "yuan", "margin less people per run"),
    *estimated("orders_more", "orders", "orders more than with closed nights, paired"),
    *estimated("lost_share_more", "1", "share lost more than with closed nights, paired"),
    *estimated("margin_more_yuan", "yuan", "margin more than with closed nights, paired"),
    *estimated("cost_more_yuan", "yuan", "cost of people more than with closed nights, paired"),
    *estimated("profit_more_yuan", "yuan", "profit more than with closed nights, paired"),
    Column("pays", "", "string", "whether it pays at the volume of now: yes, no, close"),
    Column("from_volume", "", "string", "inside the range, always, or never"),
    *estimated("from_chats", "chats", "chats a night from which on it pays"),
)
_MORE = {
    "orders_more": "orders",
    "lost_share_more": "lost",
    "margin_more_yuan": "margin_yuan",
    "cost_more_yuan": "people_cost_yuan",
    "profit_more_yuan": "profit_yuan",
}


def night_table(night: Night) -> pd.DataFrame:
    """One row per way to cover the night, the closed night first."""
    places = range(len(night.covers))
    data: dict[str, object] = {"cover": [cover.name for cover in night.covers]}
    for measure, (name, scale) in _SHOWN.items():
        found = [night.compared(place, measure) for place in places]
        data |= filled(name, [f.second for f in found], scale)
    for name, measure in _MORE.items():
        found = [night.compared(place, measure) for place in places]
        data |= filled(name, [f.difference for f in found])
    known = night.volumes
    answers = {-math.inf: "always", math.inf: "never"}
    data["pays"] = ["" if c is None else _pays(c.now) for c in known]
    data["from_volume"] = [
        "" if c is None else answers.get(c.value, "inside the range") for c in known
    ]
    data |= filled("from_chats", [c or NOTHING for c in known], night.chats_a_night)
    return declared(data, _COLUMNS)


def _pays(now: Estimate) -> str:
    if now.low > 0.0:
        return "yes"
    return "no" if now.high < 0.0 else "close"
