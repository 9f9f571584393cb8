"""What named people cost, day by day and part by part (rules E1 and S7e)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from capplan.campaign.people import Person, overtime_h
from capplan.campaign.shop import Shop, hour_of
from capplan.campaign.working_time import beyond_day_h
from capplan.model.pay import LEGAL_DAY
from capplan.pay import PARTS
from capplan.units import to_hours

BESIDE = ("hiring", "training", "top_up")
"""Parts beside those of shifts."""
Costs = dict[tuple[int, int, str], float]
"""Cost by (day, place of the group, part); days before the horizon are below zero [yuan]."""


def costs(shop: Shop, people: Sequence[Person]) -> Costs:
    """Everything the people cost, on the day on which it falls due."""
    found: Costs = {}
    for person in people:
        for day, part, amount in _of(shop, person):
            key = (day, person.group, part)
            found[key] = found.get(key, 0.0) + amount
    for group, called in called_in_vain(shop, people).items():
        for day, heads in called.items():
            key = (day, group, "hiring")
            found[key] = found.get(key, 0.0) + heads * shop.scenario.groups[group].hiring_cost
    return found


def _of(shop: Shop, person: Person) -> Iterator[tuple[int, str, float]]:
    crew, group = shop.crews[person.crew], shop.scenario.groups[person.group]
    hourly = hour_of(shop.scenario, group)
    worked = 0.0
    for kind, _ in person.shifts:
        seat = shop.kinds[kind]
        worked += to_hours(seat.paid)
        for part in PARTS:
            yield seat.day, part, float(getattr(seat.cost, part))
    if crew.joined is not None:
        yield crew.joined, "hiring", group.hiring_cost
        for day in crew.training:
            yield day, "training", to_hours(LEGAL_DAY) * hourly
        short = to_hours(group.least_paid) - worked
        if short > 0.0:
            yield person.last, "top_up", short * hourly
        return
    pay = shop.scenario.pay_plan(group)
    priced = dict.fromkeys(overtime_h(shop, person), 0.0)
    for kind, _ in person.shifts:
        seat = shop.kinds[kind]
        if seat.day in priced:
            priced[seat.day] += beyond_day_h(seat)
    for day, hours in overtime_h(shop, person).items():
        beyond_week = hours - priced[day]
        if beyond_week > 1e-9:
            extra = (pay.overtime - 1.0) * pay.hourly * beyond_week
            yield day, "overtime", extra
            yield day, "employer", extra * pay.employer


def called(shop: Shop, group: int, heads: int) -> int:
    """People to call so that so many come to the floor."""
    drop_out = shop.scenario.groups[group].hiring.drop_out
    return math.ceil(heads / (1.0 - drop_out) - 1e-9)


def called_in_vain(shop: Shop, people: Sequence[Person]) -> dict[int, dict[int, int]]:
    """People who are called and drop out, by group and first day of training."""
    heads: dict[int, dict[int, int]] = {}
    for person in people:
        joined = shop.crews[person.crew].joined
        if joined is not None:
            by_day = heads.setdefault(person.group, {})
            by_day[joined] = by_day.get(joined, 0) + 1
    return {
        group: {day: called(shop, group, n) - n for day, n in by_day.items()}
        for group, by_day in heads.items()
    }
