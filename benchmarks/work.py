"""The work that is timed: a day of 10,000 chats, a peak of a million, and M/M/10."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from capplan.model.calendar import Calendar
from capplan.model.chat import Chat, Patience, PatienceScope
from capplan.model.demand import DayFactor, RateProfile
from capplan.model.laws import CountKind, CountLaw, TimeKind, TimeLaw
from capplan.model.people import (
    Curve,
    EndRule,
    Group,
    Learning,
    LimitWindow,
    MessageOrder,
    PickRule,
    Skill,
)
from capplan.model.scenario import ClosedHours, Queue, Retry, Scenario, Transfer
from capplan.model.shifts import Roster, Shift
from capplan.sampling import NEVER, Workload
from capplan.sampling.workload import Contained
from capplan.units import DAY, HOUR, MINUTE, SECOND, WEEK, Grid

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


def _group(
    name: str,
    limit: int,
    *skills: Skill,
    end_rule: EndRule,
    windows: tuple[LimitWindow, ...] | None = None,
) -> Group:
    if windows is None:
        windows = (LimitWindow(20 * HOUR, 22 * HOUR, limit + 2),)
    return Group(
        name=name,
        skills=skills,
        limit=limit,
        limit_windows=windows,
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
        _queue("pre_sales", 0.6 * chats, rounds=5.7, work=11, think=60),
        _queue("after_sales", 0.3 * chats, rounds=5.7, work=15, think=60),
        _queue("refund", 0.1 * chats, rounds=4.7, work=14, think=60),
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
    return day(10_000, 34, 6)


def day_of_every_rule() -> tuple[Scenario, Roster]:
    """The small day with transfers, closed hours, retries, newcomers with mentors, and weights."""
    scenario, roster = small_day()
    names = scenario.queue_names
    queues = tuple(
        replace(
            queue,
            transfers=(Transfer(names[(place + 1) % len(names)], 0.1),),
            closed=ClosedHours(0.6, None, after_live=True),
            retry=Retry(0.2, TimeLaw(TimeKind.EXPONENTIAL, 20 * MINUTE), 3),
        )
        for place, queue in enumerate(scenario.queues)
    )
    half = Curve(((0, 0.5), (12 * WEEK, 1.0)))
    newcomers = Learning(-WEEK, half, half, "pre", 0.2, 2 * WEEK)
    groups = tuple(
        replace(
            group,
            skills=tuple(Skill(n, 1 if group.skill(n) else 2) for n in names),
            weight=0.7,
            learning=newcomers if group.name == "all" else None,
        )
        for group in scenario.groups
    )
    return replace(scenario, queues=queues, groups=groups), roster


def peak_day() -> tuple[Scenario, Roster]:
    """1,000,000 chats, 1,900 agents."""
    return day(1_000_000, 1_900, 8)


@dataclass(frozen=True)
class ServedInOrder:
    """M/M/10 at 0.9 load: every customer's times, drawn once for all programs.

    Attributes:
        arrival: rising, shape (n,) [ticks].
        service: shape (n,), at least 1 [ticks].
    """

    arrival: NDArray[np.int64]
    service: NDArray[np.int64]

    @property
    def customers(self) -> int:
        """Number of customers."""
        return self.arrival.size


SERVERS = 10


def m_m_10(customers: int = 100_000) -> ServedInOrder:
    """Ten servers, mean service 60 s, load 0.9."""
    rng = np.random.default_rng(1)
    gaps = rng.exponential(60_000 / (0.9 * SERVERS), customers)
    return ServedInOrder(
        arrival=np.cumsum(gaps).astype(np.int64),
        service=np.maximum(1, rng.exponential(60_000, customers)).astype(np.int64),
    )


def as_a_floor(work: ServedInOrder) -> tuple[Scenario, Roster, Workload]:
    """The same customers as chats of one round, for agents with one open chat each."""
    n = work.customers
    never = TimeLaw(TimeKind.DETERMINISTIC, float("inf"))
    none = TimeLaw(TimeKind.DETERMINISTIC, 0)
    one = CountLaw(CountKind.DETERMINISTIC, 1)
    horizon = DAY * (int(work.arrival[-1]) // DAY + 1)
    course = Chat(one, none, none, one, one, Patience(PatienceScope.LINE, never, 0.0, 0.0),
                  none, none, 0)  # fmt: skip
    demand = RateProfile(np.array([0, horizon], dtype=np.int64), np.array([float(n)]))
    scenario = Scenario(
        name="M/M/10",
        calendar=Calendar(datetime(2026, 11, 11), Grid(horizon, horizon), "Asia/Shanghai"),
        queues=(Queue("line", demand, 0.0, 1, course, None, None),),
        groups=(_group("servers", 1, Skill("line", 1), end_rule=EndRule.FINISH, windows=()),),
        pick=PickRule.LONGEST_SINCE_CHAT,
        slowdown=0.0,
        day_factor=DayFactor(0.0, horizon),
    )
    nobody = np.zeros(0, dtype=np.int64)
    workload = Workload(
        queue=np.zeros(n, dtype=np.int64),
        arrival=work.arrival,
        first_round=np.arange(n + 1),
        work=work.service.astype(np.int32),
        think=np.zeros(n, dtype=np.int32),
        patience=np.full(n, NEVER),
        later_patience=nobody,
        silent=np.zeros(n, dtype=np.bool_),
        closing=np.zeros(n, dtype=np.int32),
        wrap_up=np.zeros(n, dtype=np.int32),
        order_uniform=np.zeros(n),
        returned=np.zeros(n, dtype=np.bool_),
        contained=Contained(nobody, nobody, np.zeros(0)),
    )
    shifts = tuple(Shift(agent, "servers", 0, horizon) for agent in range(SERVERS))
    return scenario, Roster(shifts), workload
