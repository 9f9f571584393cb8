"""A campaign small enough to plan in a second: five days, regulars and temps, one busy evening."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from capplan.campaign.crews import of_scenario
from capplan.campaign.plan import campaign_of
from capplan.campaign.shop import Shop
from capplan.model.calendar import Calendar
from capplan.model.campaign import Campaign, Hiring, Move
from capplan.model.chat import PatienceScope
from capplan.model.demand import RateProfile
from capplan.model.pay import PayPlan
from capplan.model.people import Curve, Learning, Skill
from capplan.model.scenario import Queue, Scenario
from capplan.model.shifts import ShiftType
from capplan.model.targets import Measure, Target
from capplan.staffing.requirement import requirement
from capplan.staffing.seats import presence_per_seat, seats
from capplan.units import MINUTE, SECOND, WEEK
from shop import DAY, HOUR, Grid, chat, exponential, geometric, group, scenario

DAYS, PEAK = 8, 5
GROUPS = ("regulars", "temps", "helpers")


def shop(
    *,
    told: int | None = None,
    in_a_row: int = 6,
    overtime_h: float = 36.0,
    regulars: int = 8,
    temps: int = 20,
    long_day: bool = False,
    least_paid: int = 0,
) -> Scenario:
    """Eight days from 8:00 to 24:00; the sixth is far busier than the others."""
    hours = np.zeros(24 * DAYS)
    for day in range(DAYS):
        hours[24 * day + 8 : 24 * day + 24] = 500.0 if day == PEAK else 40.0
    demand = RateProfile(np.arange(hours.size + 1, dtype=np.int64) * HOUR, hours)
    after = RateProfile(np.arange(hours.size + 1, dtype=np.int64) * HOUR, hours / 4.0)
    course = chat(
        rounds=geometric(4),
        work=exponential(13),
        think=exponential(60),
        patience=exponential(300),
        scope=PatienceScope.FIRST_REPLY,
        silent=1.0,
    )
    days = tuple(range(DAYS))
    length = 12 if long_day else 8
    types = (
        ShiftType("early", 8 * HOUR, (8 + length) * HOUR, (), GROUPS, days, 0.0),
        ShiftType("late", (24 - length) * HOUR, DAY, (), GROUPS, days, 0.0),
    )
    windows = tuple((d * DAY + h * HOUR, d * DAY + (h + 8) * HOUR) for d in days for h in (8, 16))
    curve = Curve(((0, 0.5), (2 * WEEK, 1.0)))
    base = scenario(
        queues=(
            Queue("chats", demand, 0.0, 1, course, None, None),
            Queue("returns", after, 0.0, 2, course, None, None),
        ),
        groups=(
            replace(group("regulars", skills=(Skill("chats", 1), Skill("returns", 2)), limit=5),
                    most=regulars, least=regulars, pay="regular"),
            replace(
                group("temps", skills=(Skill("chats", 2),), limit=5),
                most=temps, pay="temp", is_temporary=True, hiring_cost=50.0,
                training=16 * HOUR, least_paid=least_paid,
                learning=Learning(None, curve, curve, "regulars", 0.1, 3 * DAY),
                hiring=Hiring(lead=7, drop_out=0.2, days_a_week=3.0),
            ),
            replace(group("helpers", skills=(Skill("returns", 1, speed=0.8),), limit=4),
                    most=0, least=0, pay="regular"),
        ),
        hours=24 * DAYS,
        interval_h=0.5,
    )  # fmt: skip
    return replace(
        base,
        calendar=Calendar(base.calendar.start, Grid(DAYS * DAY, 30 * MINUTE), "Asia/Shanghai"),
        shift_types=types,
        pay_plans=(
            PayPlan("regular", 30.0, None, 0.25, 0, 1.5),
            PayPlan("temp", 20.0, None, 0.0, 4 * HOUR, 1.5),
        ),
        targets=tuple(
            Target(q, Measure.FIRST_REPLY_WITHIN, 0.8, 60 * SECOND, windows, None)
            for q in ("chats", "returns")
        ),
        campaign=Campaign(
            PEAK, told, in_a_row, round(overtime_h * HOUR), (Move("regulars", "helpers", (6, 7)),)
        ),
    )


def search_shop(scenario: Scenario) -> Shop:
    """The shop with its crews."""
    terms, kinds = campaign_of(scenario), seats(scenario)
    crews = tuple(of_scenario(scenario, terms, kinds))
    return Shop(scenario, terms, kinds, presence_per_seat(scenario, kinds), crews)


def asked(ready: Shop) -> np.ndarray:
    """Replies that theory asks for between 8:00 and 24:00, shape (queues, intervals) [1/s]."""
    needs = requirement(ready.scenario).replies_per_s
    hours = np.arange(needs.shape[1]) / 2 % 24
    return np.where(hours >= 8, needs, 0.0)
