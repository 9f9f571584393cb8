"""Everybody's days by name, as a table and as seats; `capplan simulate --roster` reads both."""

from __future__ import annotations

import numpy as np
import pandas as pd

from capplan.campaign.people import place_of, place_on_roster
from capplan.campaign.plan import CampaignPlan
from capplan.model.seat_rows import SeatRow

OFF, TRAINING = "off", "training"
"""What the rota says of days without a shift."""


def rota(plan: CampaignPlan) -> pd.DataFrame:
    """A row per person and a column per day: the shift, ``off``, ``training``, or nothing.

    Key columns ``person`` and ``group``, ``joined`` where there are temps (their first day of
    training, from which their tenure runs); then one column per date. A shift in another group
    names it: ``late (helpers)``.
    """
    calendar, kinds, scenario = plan.scenario.calendar, plan.shop.kinds, plan.scenario
    first = min([0, *(d for p in plan.people for d in plan.shop.crews[p.crew].training)])
    days = range(first, calendar.days)
    rows: list[list[str]] = []
    for person in plan.people:
        crew = plan.shop.crews[person.crew]
        at: dict[int, str] = dict.fromkeys(crew.training, TRAINING)
        for kind, _ in person.shifts:
            seat = kinds[kind]
            name = scenario.shift_types[seat.kind].name
            moved = seat.group != person.group
            at[seat.day] = f"{name} ({scenario.group_names[seat.group]})" if moved else name
        begin = crew.first if crew.joined is None else crew.joined
        rows.append(
            [at.get(day, OFF if begin <= day <= person.last and day >= 0 else "") for day in days]
        )
    keys: dict[str, object] = {
        "person": pd.array([p.name for p in plan.people], dtype="string"),
        "group": pd.array([scenario.group_names[p.group] for p in plan.people], dtype="string"),
    }
    joined = [plan.shop.crews[p.crew].joined for p in plan.people]
    if any(day is not None for day in joined):
        dates = [None if day is None else calendar.date(day) for day in joined]
        keys["joined"] = np.array(dates, dtype="datetime64[s]")
    columns = zip(*rows, strict=True) if rows else ((),) * len(days)
    cells = {
        calendar.date(day).isoformat(): pd.array(list(cells), dtype="string")
        for day, cells in zip(days, columns, strict=True)
    }
    return pd.DataFrame({**keys, **cells})


def seats(plan: CampaignPlan) -> tuple[SeatRow, ...]:
    """A seat per person, in the order of the rota, with the shifts that the floor ran."""
    calendar, scenario = plan.scenario.calendar, plan.scenario
    ran = {place_on_roster(s): s for s in plan.study.roster.shifts}
    found: list[SeatRow] = []
    numbers: dict[int, int] = {}
    for person in plan.people:
        numbers[person.group] = numbers.get(person.group, 0) + 1
        joined = plan.shop.crews[person.crew].joined
        found.append(
            SeatRow(
                scenario.group_names[person.group],
                numbers[person.group],
                None if joined is None else calendar.midnight(joined),
                [ran[place_of(plan.shop, kind, seat)] for kind, seat in person.shifts],
            )
        )
    return tuple(found)
