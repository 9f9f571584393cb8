"""The work that is timed: a day of 10,000 chats, a peak of a million, and M/M/10."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from capplan.model.calendar import Calendar
from capplan.model.chat import Chat, Patience, PatienceScope
from capplan.model.demand import DayFactor, RateProfile
from capplan.model.laws import CountKind, CountLaw, TimeKind, TimeLaw
from capplan.model.people import EndRule, Group, LimitWindow, MessageOrder, PickRule, Skill
from capplan.model.scenario import Queue, Scenario
from capplan.model.shifts import Roster, Shift
from capplan.units import DAY, HOUR, MINUTE, SECOND, Grid

SHARES = np.array([
    2.9, 1.8, 1.1, 0.7, 0.6, 0.8, 1.5, 2.6, 4.1, 5.3, 5.6, 5.1,
    4.9, 5.2, 5.4, 5.3, 5.2, 4.9, 5.0, 5.9, 6.8, 7.4, 6.7, 5.2,
])  # fmt: skip
"""Share of a day's chats in each hour [%]."""


def _queue(name: str, chats: float, *, rounds: float, work: float, think: float) -> Queue:
    course = Chat(
        rounds=CountLaw(CountKind.GEOMETRIC, rounds),
        work=TimeLaw(TimeKind.GAMMA, work * SECOND, 2.0),
        think=TimeLaw(TimeKind.EXPONENTIAL, think * SECOND),
        messages=CountLaw(CountKind.DETERMINISTIC, 1),
        replies=CountLaw(CountKind.DETERMINISTIC, 1),
        patience=Patience(
            PatienceScope.FIRST_REPLY, TimeLaw(TimeKind.WEIBULL, 3 * MINUTE, 2.0), 0.0, 0.5
        ),
        closing_delay=TimeLaw(TimeKind.DETERMINISTIC, 30 * SECOND),
        wrap_up=TimeLaw(TimeKind.DETERMINISTIC, 0),
        idle_timeout=120 * SECOND,
    )
    demand = RateProfile(np.arange(25, dtype=np.int64) * HOUR, chats * SHARES / SHARES.sum())
    return Queue(name, demand, 0.0, 1, course, None, None)


def _group(name: str, limit: int, *skills: Skill, end_rule: EndRule) -> Group:
    return Group(
        name=name,
        skills=skills,
        limit=limit,
        limit_windows=(LimitWindow(20 * HOUR, 22 * HOUR, limit + 2),),
        absence=0.0,
        end_rule=end_rule,
        break_rule=EndRule.FINISH,
        message_order=MessageOrder.ARRIVAL,
        least=0,
        most=10_000,
        pay="",
        is_temporary=False,
        hiring_cost=0.0,
    )


def day(chats: float, people: int, limit: int) -> tuple[Scenario, Roster]:
    """A day with three queues and three groups; people in two shifts of 12 h, with a break."""
    queues = (
        _queue("pre_sales", 0.6 * chats, rounds=5, work=11, think=60),
        _queue("after_sales", 0.3 * chats, rounds=5, work=15, think=60),
        _queue("refund", 0.1 * chats, rounds=4, work=14, think=60),
    )
    groups = (
        _group("pre", limit, Skill("pre_sales", 1), end_rule=EndRule.FINISH),
        _group("after", limit, Skill("after_sales", 1), Skill("refund", 1),
               end_rule=EndRule.HAND_BACK),
        _group("all", limit, Skill("pre_sales", 2), Skill("after_sales", 2), Skill("refund", 2),
               end_rule=EndRule.FINISH),
    )  # fmt: skip
    scenario = Scenario(
        name="a day",
        calendar=Calendar(datetime(2026, 11, 11), Grid(DAY, 15 * MINUTE), "Asia/Shanghai"),
        queues=queues,
        groups=groups,
        pick=PickRule.FEWEST_OPEN,
        slowdown=0.02,
        day_factor=DayFactor(0.0, DAY),
    )
    shifts: list[Shift] = []
    for group, share in (("pre", 0.5), ("after", 0.3), ("all", 0.2)):
        for seat in range(round(share * people)):
            # a third by night, two thirds by day, as the demand has it
            start = 0 if seat % 3 == 0 else 9 * HOUR + (seat % 7) * 30 * MINUTE
            begin = start + 4 * HOUR + (seat % 4) * 30 * MINUTE
            pause = ((begin, begin + 30 * MINUTE),)
            shifts.append(Shift(len(shifts), group, start, start + 12 * HOUR, pause, seat=seat))
    return scenario, Roster(tuple(shifts))


def small_day() -> tuple[Scenario, Roster]:
    """10,000 chats, about 50,000 replies."""
    return day(10_000, 30, 6)


def peak_day() -> tuple[Scenario, Roster]:
    """1,000,000 chats, 1,900 agents."""
    return day(1_000_000, 1_900, 8)
