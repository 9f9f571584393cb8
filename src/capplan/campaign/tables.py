"""Tables of a campaign plan: shifts, hiring, releases, training, cost by day, people, rota."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from capplan.campaign.crews import Crew, is_taught
from capplan.campaign.money import called
from capplan.campaign.people import Person, overtime_h
from capplan.campaign.plan import CampaignPlan
from capplan.campaign.working_time import month_of
from capplan.model.pay import LEGAL_DAY
from capplan.results.columns import Column, declared
from capplan.results.roster_tables import SHIFTS
from capplan.units import format_clock, to_hours

_DATE = Column("date", "", "datetime64[s]", "day; of a shift, that on which it starts")
_GROUP = Column("group", "", "string", "group of agents")
_SHIFTS = (
    *SHIFTS,
    Column("from_other_groups", "people", "Int64", "those of them who belong to another group"),
    Column("newcomers", "people", "Int64", "those of them who are still taught"),
    Column("paid_h", "h", "Float64", "paid hours of all of them inside the horizon"),
    Column("cost_yuan", "yuan", "Float64", "their expected cost inside the horizon"),
)
_HIRING = (
    _GROUP,
    Column("call_by", "", "datetime64[s]", "last day on which they can be called"),
    Column("to_call", "people", "Int64", "people to call, so that enough come to the floor"),
    Column("people", "people", "Int64", "people who come to the floor"),
    Column("first_training", "", "datetime64[s]", "first day of training; NA without"),
    Column("last_training", "", "datetime64[s]", "last day of training; NA without"),
    Column("first_shift", "", "datetime64[s]", "first day on the floor"),
    Column("last_day", "", "datetime64[s]", "last day of the last of them"),
    Column("shifts", "", "Int64", "shifts of all of them"),
    Column("paid_h", "h", "Float64", "their paid hours on the floor"),
)
_RELEASES = (
    _DATE,
    _GROUP,
    Column("leave", "people", "Int64", "temps whose last day it is"),
    Column("stay", "people", "Int64", "temps who stay"),
)
_TRAINING = (
    _DATE,
    _GROUP,
    Column("in_training", "people", "Int64", "people in training, off the floor"),
    Column("training_h", "h", "Float64", "their paid hours"),
    Column("taught_on_floor", "people", "Int64", "newcomers on shift who sit beside a mentor"),
    Column("mentors", "", "string", "group of the mentors; empty where nobody is taught"),
    Column("mentors_lose_h", "h", "Float64", "hours of work that their mentors lose by it"),
)
_COST = (
    _DATE,
    _GROUP,
    Column("part", "", "string", "part of the cost"),
    Column("cost_yuan", "yuan", "Float64", "expected cost"),
)
_PEOPLE = (
    Column("person", "", "string", "name of the group with a number"),
    _GROUP,
    Column("first_day", "", "datetime64[s]", "first day of training or of work"),
    Column("last_day", "", "datetime64[s]", "last day of work"),
    Column("shifts", "", "Int64", "shifts"),
    Column("moved_shifts", "", "Int64", "those of them in another group"),
    Column("paid_h", "h", "Float64", "paid hours on the floor"),
    Column("overtime_h", "h", "Float64", "hours beyond 8 a day or the week's"),
    Column("most_days_in_a_row", "days", "Int64", "longest run of days of work or training"),
)


def _dates(days: Iterable[date | None]) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    return np.array([np.datetime64("NaT") if d is None else d for d in days], "datetime64[s]")


def shifts(plan: CampaignPlan) -> pd.DataFrame:
    """One row per day, group and shift type in use: head-count, newcomers, cost."""
    scenario, kinds = plan.scenario, plan.shop.kinds
    heads: Counter[int] = Counter()
    moved: Counter[int] = Counter()
    newcomers: Counter[int] = Counter()
    for person in plan.people:
        crew = plan.shop.crews[person.crew]
        for kind, _ in person.shifts:
            heads[kind] += 1
            moved[kind] += kinds[kind].group != person.group
            newcomers[kind] += is_taught(scenario, crew, kinds[kind]) is not None
    used = sorted(heads, key=lambda k: (kinds[k].day, kinds[k].group, kinds[k].start, kinds[k].end))
    types = [scenario.shift_types[kinds[k].kind] for k in used]
    data: dict[str, object] = {
        "date": _dates(scenario.calendar.date(kinds[k].day) for k in used),
        "group": [scenario.group_names[kinds[k].group] for k in used],
        "shift": [t.name for t in types],
        "start": [format_clock(t.start) for t in types],
        "end": [format_clock(t.end) for t in types],
        "people": [heads[k] for k in used],
        "from_other_groups": [moved[k] for k in used],
        "newcomers": [newcomers[k] for k in used],
        "paid_h": [to_hours(kinds[k].paid) * kinds[k].share * heads[k] for k in used],
        "cost_yuan": [kinds[k].cost.total * heads[k] for k in used],
    }
    return declared(data, _SHIFTS)


def _cohorts(plan: CampaignPlan) -> list[tuple[int, Crew, list[Person]]]:
    """(first day of training, crew, its people) of the temps who are hired."""
    by_crew: dict[int, list[Person]] = {}
    for person in plan.people:
        by_crew.setdefault(person.crew, []).append(person)
    found = [
        (crew.joined, crew, people)
        for number, people in by_crew.items()
        if (crew := plan.shop.crews[number]).joined is not None
    ]
    return sorted(found, key=lambda c: (c[0], c[1].group))


def hiring(plan: CampaignPlan) -> pd.DataFrame:
    """One row per group and day on which temps come: who is called when, and until when."""
    calendar, scenario = plan.scenario.calendar, plan.scenario
    rows = _cohorts(plan)
    kinds = plan.shop.kinds
    data: dict[str, object] = {
        "group": [scenario.group_names[crew.group] for _, crew, _ in rows],
        "call_by": _dates(
            calendar.date(joined - scenario.groups[crew.group].hiring.lead)
            for joined, crew, _ in rows
        ),
        "to_call": [called(plan.shop, crew.group, len(people)) for _, crew, people in rows],
        "people": [len(people) for _, _, people in rows],
        "first_training": _dates(
            calendar.date(crew.training[0]) if crew.training else None for _, crew, _ in rows
        ),
        "last_training": _dates(
            calendar.date(crew.training[-1]) if crew.training else None for _, crew, _ in rows
        ),
        "first_shift": _dates(calendar.date(crew.first) for _, crew, _ in rows),
        "last_day": _dates(calendar.date(max(p.last for p in people)) for *_, people in rows),
        "shifts": [sum(len(p.shifts) for p in people) for *_, people in rows],
        "paid_h": [
            sum(to_hours(kinds[k].paid) for p in people for k, _ in p.shifts) for *_, people in rows
        ],
    }
    return declared(data, _HIRING)


def releases(plan: CampaignPlan) -> pd.DataFrame:
    """One row per group and day on which temps leave."""
    calendar, scenario = plan.scenario.calendar, plan.scenario
    leave: Counter[tuple[int, int]] = Counter()
    all_of: Counter[int] = Counter()
    for person in plan.people:
        if plan.shop.crews[person.crew].is_hired:
            leave[person.last, person.group] += 1
            all_of[person.group] += 1
    keys = sorted(leave)
    stay: list[int] = []
    for key in keys:
        all_of[key[1]] -= leave[key]
        stay.append(all_of[key[1]])
    data: dict[str, object] = {
        "date": _dates(calendar.date(day) for day, _ in keys),
        "group": [scenario.group_names[group] for _, group in keys],
        "leave": [leave[key] for key in keys],
        "stay": stay,
    }
    return declared(data, _RELEASES)


def training(plan: CampaignPlan) -> pd.DataFrame:
    """One row per day and group: who is trained off the floor, and who is taught on it."""
    scenario, kinds = plan.scenario, plan.shop.kinds
    off: Counter[tuple[int, int]] = Counter()
    taught: Counter[tuple[int, int]] = Counter()
    lost: dict[tuple[int, int], float] = {}
    for person in plan.people:
        crew = plan.shop.crews[person.crew]
        for day in crew.training:
            off[day, person.group] += 1
        for kind, _ in person.shifts:
            seat = kinds[kind]
            terms = scenario.groups[seat.group].learning
            if terms is not None and is_taught(scenario, crew, seat) is not None:
                key = (seat.day, seat.group)
                taught[key] += 1
                lost[key] = lost.get(key, 0.0) + terms.mentor_loss * to_hours(seat.paid)
    keys = sorted({*off, *taught})
    mentors: list[str] = []
    for key in keys:
        terms = scenario.groups[key[1]].learning
        mentors.append(terms.mentors or "" if terms is not None and key in taught else "")
    data: dict[str, object] = {
        "date": _dates(scenario.calendar.date(day) for day, _ in keys),
        "group": [scenario.group_names[group] for _, group in keys],
        "in_training": [off[key] for key in keys],
        "training_h": [off[key] * to_hours(LEGAL_DAY) for key in keys],
        "taught_on_floor": [taught[key] for key in keys],
        "mentors": mentors,
        "mentors_lose_h": [lost.get(key, 0.0) for key in keys],
    }
    return declared(data, _TRAINING)


def cost_by_day(plan: CampaignPlan) -> pd.DataFrame:
    """One row per day, group and part of the cost; nothing for parts that cost nothing."""
    rows = [(key, value) for key, value in sorted(plan.costs().items()) if value]
    data: dict[str, object] = {
        "date": _dates(plan.scenario.calendar.date(day) for (day, _, _), _ in rows),
        "group": [plan.scenario.group_names[group] for (_, group, _), _ in rows],
        "part": [part for (_, _, part), _ in rows],
        "cost_yuan": [value for _, value in rows],
    }
    return declared(data, _COST)


def people(plan: CampaignPlan) -> pd.DataFrame:
    """One row per person: first and last day, shifts, hours, overtime."""
    calendar, kinds = plan.scenario.calendar, plan.shop.kinds
    days = [_days_of(plan, person) for person in plan.people]
    data: dict[str, object] = {
        "person": [p.name for p in plan.people],
        "group": [plan.scenario.group_names[p.group] for p in plan.people],
        "first_day": _dates(calendar.date(d[0]) if d else None for d in days),
        "last_day": _dates(calendar.date(d[-1]) if d else None for d in days),
        "shifts": [len(p.shifts) for p in plan.people],
        "moved_shifts": [
            sum(kinds[k].group != p.group for k, _ in p.shifts) for p in plan.people
        ],
        "paid_h": [sum(to_hours(kinds[k].paid) for k, _ in p.shifts) for p in plan.people],
        "overtime_h": [sum(overtime_h(plan.shop, p).values()) for p in plan.people],
        "most_days_in_a_row": [_longest_run(d) for d in days],
    }  # fmt: skip
    return declared(data, _PEOPLE)


def _days_of(plan: CampaignPlan, person: Person) -> list[int]:
    """Days of training and of work, rising."""
    training_days = plan.shop.crews[person.crew].training
    return sorted({*training_days, *(plan.shop.kinds[k].day for k, _ in person.shifts)})


def _longest_run(days: list[int]) -> int:
    longest = run = 0
    before: int | None = None
    for day in days:
        run = run + 1 if before is not None and day == before + 1 else 1
        longest, before = max(longest, run), day
    return longest


def most_overtime_h(plan: CampaignPlan) -> float:
    """The most overtime that anybody has in a calendar month [h]."""
    most = 0.0
    for person in plan.people:
        by_month: dict[tuple[int, int], float] = {}
        for day, hours in overtime_h(plan.shop, person).items():
            month = month_of(plan.scenario.calendar, day)
            by_month[month] = by_month.get(month, 0.0) + hours
        most = max([most, *by_month.values()])
    return most
