"""A campaign of 21 days: 1.2 million chats, six groups, bots, after-sales that follow sales."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
from work import SHARES, _group, _queue

from capplan.model.bot import Bot, BotHours
from capplan.model.calendar import Calendar
from capplan.model.demand import DayFactor, RateProfile, decaying_burst
from capplan.model.follow_on import ContactsOfOrders, Fault, FollowOn, follow_on
from capplan.model.laws import TimeKind, TimeLaw
from capplan.model.people import EndRule, Group, PickRule, Skill
from capplan.model.scenario import Queue, Scenario
from capplan.model.shifts import Roster, Shift
from capplan.units import DAY, HOUR, MINUTE, SECOND, Grid

CHATS = 1_200_000
"""Chats at the people's line in the mean of campaigns [chats]."""
DAY_TYPES = (
    *("normal",) * 3, *("deposit",) * 3, *("normal",) * 3, "eve", "opening", "peak",
    *("parcels",) * 6, *("normal",) * 3,
)  # fmt: skip
"""From 1 to 21 November."""
VOLUME = {"normal": 1.0, "deposit": 2.0, "eve": 3.0, "opening": 9.0, "peak": 4.0, "parcels": 1.5}
"""Pre-sales chats of a day against a normal one [1]."""
DELAY = (0.15, 0.20, 0.15, 0.12, 0.10, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02)
CHATS_PER_PERSON = 260
"""Chats that one person takes in a shift of 12 h [chats]."""


def campaign(chats: float = CHATS) -> tuple[Scenario, Roster]:
    """The scenario, and a roster of two shifts of 12 h whose size follows the day's chats."""
    scenario = _scaled(_scenario(1_000.0), chats)
    return scenario, _roster(scenario)


def _scaled(draft: Scenario, chats: float) -> Scenario:
    """The same campaign with so many chats at the people's line; all demand is linear."""
    drafted = sum(queue.expected.total * _passes(queue) for queue in draft.queues)
    return _scenario(1_000.0 * chats / drafted)


def _passes(queue: Queue) -> float:
    """Share of a queue's chats that come to people, the hours of the bot left aside [1]."""
    return 1.0 - queue.bot.contains * (1.0 - queue.bot.returns) if queue.bot else 1.0


def _scenario(normal: float) -> Scenario:
    """The campaign with so many pre-sales chats on a normal day of the greater shop."""
    days = len(DAY_TYPES)
    grid = Grid(days * DAY, 15 * MINUTE)
    calendar = Calendar(datetime(2026, 11, 1), grid, "Asia/Shanghai", DAY_TYPES)
    bot = _bot(calendar)
    sales = [
        replace(_queue(name, 0.0, rounds=5, work=12, think=70), own_cv=0.1, bot=bot,
                demand=_sales(calendar, share * normal))
        for name, share in (("sales_a", 1.0), ("sales_b", 0.6))
    ]  # fmt: skip
    care = [
        replace(_queue(name, 0.0, rounds=6, work=work, think=70), own_cv=0.1, bot=bot,
                demand=RateProfile(calendar.edges(), np.zeros(grid.count)),
                follow_ons=tuple(_after(q, per_order, calendar) for q in sales))
        for name, work, per_order in (("after_sales", 20, 0.2), ("refund", 16, 0.08))
    ]  # fmt: skip
    return Scenario(
        name="a campaign",
        calendar=calendar,
        queues=(*sales, *care),
        groups=(
            _people("pre_a", 8, "sales_a"),
            _people("pre_b", 8, "sales_b"),
            _people("temps", 5, "sales_a", "sales_b"),
            _people("after", 6, "after_sales", "refund"),
            _people("refunds", 6, "refund"),
            _people("all", 6, "sales_a", "sales_b", "after_sales", "refund"),
        ),
        pick=PickRule.FEWEST_OPEN,
        slowdown=0.02,
        day_factor=DayFactor(0.15, DAY),
    )


def _people(name: str, limit: int, *queues: str) -> Group:
    skills = (Skill(queue, place) for place, queue in enumerate(queues, 1))
    return _group(name, limit, *skills, end_rule=EndRule.FINISH, windows=())


def _sales(calendar: Calendar, normal: float) -> RateProfile:
    """Pre-sales chats: each day by its type, and a burst at the opening at 20:00."""
    hours = np.concatenate([normal * VOLUME[name] * SHARES / SHARES.sum() for name in DAY_TYPES])
    edges = calendar.edges()
    base = RateProfile(np.arange(hours.size + 1, dtype=np.int64) * HOUR, hours)
    opening = calendar.midnight(DAY_TYPES.index("eve")) + 20 * HOUR
    return RateProfile(edges, base.between(edges)).plus(
        decaying_burst(3 * normal, opening, 40 * MINUTE, edges)
    )


def _after(sales: Queue, per_order: float, calendar: Calendar) -> FollowOn:
    opening = calendar.midnight(DAY_TYPES.index("opening"))
    contacts = ContactsOfOrders(
        per_order,
        DELAY,
        tuple((SHARES / SHARES.sum()).tolist()),
        (Fault(opening, opening + 2 * HOUR, 0.3, 5.0),),
    )
    orders = sales.demand.times(3.0)
    return follow_on(sales.name, orders, float(orders.expected[:96].sum()), contacts, calendar)


def _bot(calendar: Calendar) -> Bot:
    """A bot that keeps nearly all at night; the kept come back from 8:00 on."""
    back = TimeLaw(TimeKind.EXPONENTIAL, HOUR)
    nights = tuple(
        BotHours(at + HOUR, at + 8 * HOUR, 0.8, 0.5, back, back_from=at + 8 * HOUR)
        for at in (calendar.midnight(day) for day in range(calendar.days))
    )
    return Bot(0.4, 0.3, back, nights, TimeLaw(TimeKind.EXPONENTIAL, 30 * SECOND))


def _roster(scenario: Scenario) -> Roster:
    """On each day as many people as its chats ask for: day, evening and a few at night."""
    calendar = scenario.calendar
    edges = np.array([calendar.midnight(day) for day in range(calendar.days + 1)])
    volume = {q.name: q.expected.between(edges) * _passes(q) for q in scenario.queues}
    sales = volume["sales_a"] + volume["sales_b"]
    care = volume["after_sales"] + volume["refund"]
    asked = {
        "pre_a": 0.5 * volume["sales_a"], "pre_b": 0.5 * volume["sales_b"], "temps": 0.4 * sales,
        "after": 0.6 * care, "refunds": 0.15 * care, "all": 0.1 * sales + 0.25 * care,
    }  # fmt: skip
    shifts: list[Shift] = []
    for group, chats in asked.items():
        for day, number in enumerate(np.ceil(chats / CHATS_PER_PERSON).astype(int)):
            for seat in range(number):
                start = int(edges[day]) + (0, 8, 10, 12)[seat % 4] * HOUR
                pause = start + 4 * HOUR + (seat // 4 % 6) * 30 * MINUTE
                breaks = ((pause, pause + 30 * MINUTE),)
                shifts.append(
                    Shift(len(shifts), group, start, start + 12 * HOUR, breaks, "", day, seat)
                )
    return Roster(tuple(shifts))
