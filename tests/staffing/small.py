"""A shop small enough to plan in a second: one day, two groups, three shift types."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from capplan.model.chat import PatienceScope
from capplan.model.demand import RateProfile
from capplan.model.pay import PayPlan
from capplan.model.people import Skill
from capplan.model.scenario import Queue, Scenario
from capplan.model.shifts import Break, ShiftType
from capplan.model.targets import Measure, Target
from capplan.units import MINUTE, SECOND
from shop import DAY, HOUR, Calendar, Grid, chat, exponential, geometric, group, scenario

REGULAR = PayPlan("regular", hourly=30.0, monthly=None, employer=0.25, least_paid=0, overtime=1.5)
TEMP = PayPlan("temp", hourly=20.0, monthly=None, employer=0.0, least_paid=4 * HOUR, overtime=1.5)

EARLY = ShiftType("early", 8 * HOUR, 16 * HOUR, (), ("regulars", "temps"), (0,), 0.0)
LATE = ShiftType(
    "late",
    16 * HOUR,
    24 * HOUR,
    (Break(30 * MINUTE, 18 * HOUR, 20 * HOUR, paid=False),),
    ("regulars", "temps"),
    (0,),
    10.0,
)
EVENING = ShiftType("evening", 19 * HOUR, 23 * HOUR, (), ("temps",), (0,), 0.0)


def day(
    *,
    per_hour: float = 60.0,
    limit: int = 5,
    work: float = 13.0,
    patience: float = 180.0,
    wage: float = 30.0,
    most: int = 100,
) -> Scenario:
    """A day from 8:00 to 24:00 with an evening twice as busy as the rest."""
    edges = np.array([8, 19, 22, 24], dtype=np.int64) * HOUR
    demand = RateProfile(edges, per_hour * np.array([11.0, 6.0, 2.0]))
    course = chat(
        rounds=geometric(4),
        work=exponential(work),
        think=exponential(60),
        patience=exponential(patience),
        scope=PatienceScope.FIRST_REPLY,
        silent=1.0,
    )
    windows = tuple((h * HOUR, (h + 4) * HOUR) for h in (8, 12, 16, 20))
    regulars = group("regulars", skills=(Skill("chats", 1),), limit=limit)
    temps = group("temps", skills=(Skill("chats", 2, speed=0.7),), limit=limit)
    return replace(
        scenario(
            queues=(Queue("chats", demand, 0.0, 1, course, None, None),),
            groups=(
                replace(regulars, most=most, pay="regular"),
                replace(temps, most=most, pay="temp", is_temporary=True, hiring_cost=50.0),
            ),
            hours=24,
            interval_h=0.5,
        ),
        shift_types=(EARLY, LATE, EVENING),
        pay_plans=(replace(REGULAR, hourly=wage), TEMP),
        targets=(
            Target("chats", Measure.FIRST_REPLY_WITHIN, 0.8, 30 * SECOND, windows, None),
            Target("chats", Measure.LOST, 0.1, 0, ((8 * HOUR, DAY),), 0.75),
        ),
    )


def week() -> Scenario:
    """Seven such days, with shift types on each of them."""
    one = day()
    types = tuple(replace(t, days=tuple(range(7))) for t in one.shift_types)
    calendar = Calendar(one.calendar.start, Grid(7 * DAY, HOUR), "Asia/Shanghai")
    return replace(one, calendar=calendar, shift_types=types, targets=())
