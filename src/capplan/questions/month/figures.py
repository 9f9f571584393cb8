"""From the shifts of a month to the figures by which people are paid (rule E2d)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster, Shift
from capplan.pay import overtime_cost, shift_cost
from capplan.pay.errors import PayError
from capplan.pay.law.holidays import public_holidays
from capplan.pay.money import exact
from capplan.pay.paid_by import PaidBy
from capplan.pay.person import Person, paid_days
from capplan.questions.money import kind_of
from capplan.questions.month.dates import MonthDays
from capplan.questions.month.persons import WORKDAYS, Duty, Team
from capplan.results.agents import COUNTS
from capplan.results.shift_study import ShiftStudy
from capplan.units import DAY, HOUR, SECOND

Floats = NDArray[np.float64]

NORMAL_DAY_H = 8.0
"""Hours of a day after which overtime begins (Labour Law, art. 36) [h]."""
NIGHT_UNTIL, EVENING_FROM = 6 * HOUR, 22 * HOUR
"""A shift that reaches into the hours up to here is a night shift; else one that ends after the
other is an evening shift [ticks after midnight]."""
DUTIES = (
    "days_worked", "absent_days", "shifts", "hours_worked", "overtime_h", "rest_day_h",
    "holiday_h", "night_shifts", "evening_shifts", "work_h",
)  # fmt: skip
"""What is summed per person besides `COUNTS`."""
_SUMS = (*COUNTS, *DUTIES)
Sums = Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class PersonMonth:
    """What one person did in a month.

    Attributes:
        name: the group and a number.
        group: the group of the shop.
        weeks: label of each week with a shift, and its sums.
        shops: chats by shop; empty where there are no shops.
        priced: what the wage of `pay` prices the same shifts at, overtime included [yuan].
    """

    name: str
    group: str
    weeks: Mapping[str, Floats]
    shops: Mapping[str, float]
    priced: float

    @property
    def sums(self) -> dict[str, float]:
        """Sums of the month, by name."""
        whole = sum(self.weeks.values(), np.zeros(len(_SUMS)))
        return dict(zip(_SUMS, whole.tolist(), strict=True))


class Prices:
    """What each shift of a roster is: paid hours, price, kind; worked out once."""

    def __init__(self, scenario: Scenario, roster: Roster) -> None:
        types = {t.name: t for t in scenario.shift_types}
        groups = {g.name: g for g in scenario.groups}
        kinds = [kind_of(s, types) for s in roster.shifts]
        plans = [scenario.pay_plan(groups[s.group]) for s in roster.shifts]
        self.hours = np.array([kind.paid / HOUR for kind in kinds])
        self.wage = np.array([shift_cost(p, k).total for p, k in zip(plans, kinds, strict=True)])
        self.overtime = np.array([overtime_cost(p, 1.0) for p in plans])
        self.unpaid_if_absent = np.array([groups[s.group].is_temporary for s in roster.shifts])
        first = scenario.calendar.first_midnight
        self.night = np.array([_reaches_night(s, first) for s in roster.shifts])
        self.evening = np.array([_ends_late(s, first) for s in roster.shifts]) & ~self.night


def _reaches_night(shift: Shift, first: int) -> bool:
    """Whether a shift holds time between 0:00 and 6:00."""
    start = (shift.start - first) % DAY
    return start < NIGHT_UNTIL or start + shift.end - shift.start > DAY


def _ends_late(shift: Shift, first: int) -> bool:
    end = (shift.end - first) % DAY
    return end > EVENING_FROM or end == 0


def persons(
    study: ShiftStudy, prices: Prices, team: Team, month: MonthDays, first_run: int
) -> list[PersonMonth]:
    """What each person of a team did in one month.

    Args:
        study: all runs.
        prices: of its roster.
        team: who works when.
        month: its days.
        first_run: number of the month's first run in the study.
    """
    week_of = dict(zip(month.days, month.weeks(), strict=True))
    holidays = _holidays(month)
    names = [queue.shop for queue in study.scenario.queues]
    weeks: list[dict[str, Floats]] = [{} for _ in range(team.people)]
    shops: list[dict[str, float]] = [{} for _ in range(team.people)]
    priced = [0.0] * team.people
    for duty in team.duties:
        run = first_run + duty.on.run
        counts = study.counts[run, duty.place]
        own = weeks[duty.person].setdefault(week_of[duty.on], np.zeros(len(_SUMS)))
        own[: len(COUNTS)] += counts.sum(axis=0)
        own[len(COUNTS) :] += _duty(study, prices, duty, run, duty.on.date in holidays)
        came = bool(study.came[run, duty.place])
        overtime = study.time("overtime_ms")[run, duty.place] / HOUR
        if came or not prices.unpaid_if_absent[duty.place]:
            priced[duty.person] += float(prices.wage[duty.place])
        priced[duty.person] += float(prices.overtime[duty.place] * overtime)
        for shop, chats in zip(names, counts[:, COUNTS.index("chats")], strict=True):
            if shop:
                mine = shops[duty.person]
                mine[shop] = mine.get(shop, 0.0) + float(chats)
    return [
        PersonMonth(f"{team.group} {n + 1}", team.group, weeks[n], shops[n], priced[n])
        for n in range(team.people)
    ]


def _holidays(month: MonthDays) -> frozenset[object]:
    """Public holidays of the month; none where the table does not reach so far."""
    try:
        return frozenset(public_holidays(month.first))
    except PayError:
        return frozenset()


def _duty(study: ShiftStudy, prices: Prices, duty: Duty, run: int, holiday: bool) -> Floats:
    """Sums of `DUTIES` for one shift."""
    found = dict.fromkeys(DUTIES, 0.0)
    place = duty.place
    if not study.came[run, place]:
        found["absent_days"] = 1.0
        return np.array(list(found.values()))
    hours = float(prices.hours[place] + study.time("overtime_ms")[run, place] / HOUR)
    found |= {"days_worked": 1.0, "shifts": 1.0, "hours_worked": hours}
    if holiday:
        found["holiday_h"] = hours
    elif duty.nth > WORKDAYS:
        found["rest_day_h"] = hours
    else:
        found["overtime_h"] = max(0.0, hours - NORMAL_DAY_H)
    found["night_shifts"] = float(prices.night[place])
    found["evening_shifts"] = float(prices.evening[place])
    found["work_h"] = float(study.time("work_ms")[run, place] / HOUR)
    return np.array(list(found.values()))


def metrics(sums: Sums) -> dict[str, Decimal]:
    """The metrics that pay plans name, from sums of a week or a month; a rate of nothing is 0."""

    def rate(top: str, under: str, per: float = 1.0) -> float:
        return sums[top] / sums[under] / per if sums[under] else 0.0

    figures = {
        "asked": sums["offered"],
        "chats": sums["chats"],
        **{name: sums[name] for name in DUTIES[:-1]},
        "first_response_s": rate("first_response_ms", "first_replies", SECOND),
        "mean_response_s": rate("response_ms", "timed_replies", SECOND),
        "reply_rate": rate("answered", "attempts"),
        "reply_3_min": rate("reply_within", "rounds"),
        "answer_30_s": rate("first_within", "attempts"),
        "inquirers": sums["inquirers"],
        "orders": sums["orders"],
        "buyers": sums["orders"],
        "sales": sums["sales_yuan"],
        "conversion": rate("orders", "inquirers"),
        "lost_inquiries": rate("inquirers_lost", "inquirers"),
        "order_value": rate("sales_yuan", "orders"),
    }
    return {name: exact(value) for name, value in figures.items()}


def paid_person(
    mine: PersonMonth, paid: PaidBy, month: MonthDays, before: Mapping[str, Decimal]
) -> Person:
    """The person as a payroll sees her."""
    paid_in_month = paid_days(month.first)
    shops = {shop: exact(chats) for shop, chats in mine.shops.items()}
    if shops and not any(shops.values()):
        shops = dict.fromkeys(shops, Decimal(1))
    given = dict(paid.values)
    return Person(
        name=mine.name,
        group=paid.paid_as,
        values={**metrics(mine.sums), **given, **before},
        weeks={
            week: {**metrics(dict(zip(_SUMS, sums.tolist(), strict=True))), **given}
            for week, sums in mine.weeks.items()
        },
        texts=dict(paid.texts),
        shops=shops,
        paid_days=paid_in_month,
        month_days=paid_in_month,
    )


def periods(month: MonthDays) -> Sequence[str]:
    """Labels of the weeks of a month."""
    return tuple(dict.fromkeys(month.weeks()))
