"""Tables of a plan: its roster, its cost by part, its requirement per interval."""

from __future__ import annotations

import numpy as np
import pandas as pd

from capplan.model.shifts import presence
from capplan.results.columns import Column, declared
from capplan.results.roster_tables import SHIFTS
from capplan.staffing.plan import Plan
from capplan.units import format_clock, to_hours

_ROSTER = (
    *SHIFTS,
    Column("paid_h", "h", "Float64", "paid hours of all of them inside the horizon"),
    Column("cost_yuan", "yuan", "Float64", "their expected cost inside the horizon"),
)
_COST = (
    Column("group", "", "string", "group of agents"),
    Column("part", "", "string", "part of the cost"),
    Column("cost_yuan", "yuan", "Float64", "expected cost over the horizon"),
)
_REQUIREMENT = (
    Column("start", "local time", "datetime64[s]", "start of the interval"),
    Column("queue", "", "string", "kind of contact"),
    Column("replies_per_h", "1/h", "Float64", "replies asked for, lagging the arrivals"),
    Column("open_chats", "chats", "Float64", "chats in progress"),
    Column("agents_by_theory", "people", "Float64", "agents of the queue's first group needed"),
    Column("people_on", "people", "Float64", "people of all groups that serve it, less breaks"),
)


def roster(plan: Plan) -> pd.DataFrame:
    """One row per group, day and shift type in use, in the scenario's order of groups."""
    rows = [(s, n) for s, n in zip(plan.kinds, plan.people.tolist(), strict=True) if n]
    rows.sort(key=lambda row: (row[0].group, row[0].start, row[0].end))
    types = [plan.scenario.shift_types[s.kind] for s, _ in rows]
    data: dict[str, object] = {
        "date": np.array([plan.scenario.calendar.date(s.day) for s, _ in rows], "datetime64[s]"),
        "group": [plan.scenario.group_names[s.group] for s, _ in rows],
        "shift": [t.name for t in types],
        "start": [format_clock(t.start) for t in types],
        "end": [format_clock(t.end) for t in types],
        "people": [n for _, n in rows],
        "paid_h": [to_hours(t.paid) * s.share * n for t, (s, n) in zip(types, rows, strict=True)],
        "cost_yuan": [s.cost.total * n for s, n in rows],
    }
    return declared(data, _ROSTER)


def cost(plan: Plan) -> pd.DataFrame:
    """One row per group and part of the cost."""
    rows = [
        (group, part, value)
        for group in plan.scenario.group_names
        for part, value in plan.cost_parts(group).items()
    ]
    data: dict[str, object] = {
        "group": [r[0] for r in rows],
        "part": [r[1] for r in rows],
        "cost_yuan": [r[2] for r in rows],
    }
    return declared(data, _COST)


def requirement(plan: Plan) -> pd.DataFrame:
    """One row per interval and queue: what theory asks for, and who is on."""
    scenario, needs = plan.scenario, plan.needs
    calendar = scenario.calendar
    edges = calendar.edges()
    starts = np.array([calendar.at(int(t)) for t in edges[:-1]], dtype="datetime64[s]")
    on = {g.name: presence(plan.roster, g.name, edges) for g in scenario.groups}
    frames: list[pd.DataFrame] = []
    for q, queue in enumerate(scenario.queues):
        serving = [g for g in scenario.groups if g.skill(queue.name)]
        first = int(np.argmax(needs.capacity[:, q]))
        data: dict[str, object] = {
            "start": starts,
            "queue": [queue.name] * starts.size,
            "replies_per_h": needs.replies_per_s[q] * 3600.0,
            "open_chats": needs.open_chats[q],
            "agents_by_theory": needs.agents(q, first),
            "people_on": sum((on[g.name] for g in serving), np.zeros(starts.size)),
        }
        frames.append(declared(data, _REQUIREMENT))
    return pd.concat(frames, ignore_index=True)
