"""Small shops for tests: every argument has a default that makes the plainest shop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from capplan.model.calendar import Calendar
from capplan.model.chat import Chat, Orders, Patience, PatienceScope
from capplan.model.demand import DayFactor, RateProfile
from capplan.model.laws import CountKind, CountLaw, TimeKind, TimeLaw
from capplan.model.people import (
    EndRule,
    Group,
    Learning,
    LimitWindow,
    MessageOrder,
    PickRule,
    Skill,
)
from capplan.model.scenario import Bot, ClosedHours, Queue, Scenario
from capplan.model.shifts import Roster, Shift
from capplan.sampling import NEVER, Workload
from capplan.sampling.workload import Contained
from capplan.units import DAY, HOUR, SECOND, Grid


def exponential(seconds: float) -> TimeLaw:
    return TimeLaw(TimeKind.EXPONENTIAL, seconds * SECOND)


def fixed(seconds: float) -> TimeLaw:
    return TimeLaw(TimeKind.DETERMINISTIC, seconds * SECOND)


def geometric(mean: float) -> CountLaw:
    return CountLaw(CountKind.GEOMETRIC, mean)


def count(number: int) -> CountLaw:
    return CountLaw(CountKind.DETERMINISTIC, number)


NEVER_LEAVES = fixed(float("inf"))


def chat(
    *,
    rounds: CountLaw | None = None,
    work: TimeLaw | None = None,
    think: TimeLaw | None = None,
    patience: TimeLaw = NEVER_LEAVES,
    scope: PatienceScope = PatienceScope.LINE,
    at_once: float = 0.0,
    silent: float = 0.0,
    closing: TimeLaw | None = None,
    wrap_up: TimeLaw | None = None,
    idle: float = 120.0,
) -> Chat:
    return Chat(
        rounds=rounds or count(1),
        work=work or exponential(60),
        think=think or fixed(0),
        messages=count(1),
        replies=count(1),
        patience=Patience(scope, patience, at_once, silent),
        closing_delay=closing or fixed(0),
        wrap_up=wrap_up or fixed(0),
        idle_timeout=round(idle * SECOND),
    )


def queue(
    name: str = "chats",
    *,
    per_hour: float = 60.0,
    hours: float = 4.0,
    course: Chat | None = None,
    priority: int = 1,
    bot: Bot | None = None,
    orders: Orders | None = None,
    own_cv: float = 0.0,
) -> Queue:
    edges = np.array([0, round(hours * HOUR)], dtype=np.int64)
    demand = RateProfile(edges, np.array([per_hour * hours]))
    return Queue(name, demand, own_cv, priority, course or chat(), bot, orders)


def group(
    name: str = "agents",
    *,
    skills: tuple[Skill, ...] = (Skill("chats", 1),),
    limit: int = 1,
    windows: tuple[LimitWindow, ...] = (),
    absence: float = 0.0,
    at_end: EndRule = EndRule.FINISH,
    at_break: EndRule = EndRule.FINISH,
    order: MessageOrder = MessageOrder.ARRIVAL,
    weight: float = 1.0,
    learning: Learning | None = None,
) -> Group:
    return Group(
        name=name,
        skills=skills,
        limit=limit,
        limit_windows=windows,
        absence=absence,
        end_rule=at_end,
        break_rule=at_break,
        message_order=order,
        least=0,
        most=10_000,
        pay="",
        is_temporary=False,
        hiring_cost=0.0,
        weight=weight,
        learning=learning,
    )


def scenario(
    *,
    queues: tuple[Queue, ...] | None = None,
    groups: tuple[Group, ...] | None = None,
    hours: float = 4.0,
    interval_h: float = 1.0,
    pick: PickRule = PickRule.FEWEST_OPEN,
    slowdown: float = 0.0,
    cv: float = 0.0,
    **more: object,
) -> Scenario:
    grid = Grid(round(hours * HOUR), round(interval_h * HOUR))
    return Scenario(
        name="test",
        calendar=Calendar(datetime(2026, 11, 11), grid, "Asia/Shanghai"),
        queues=queues if queues is not None else (queue(hours=hours),),
        groups=groups if groups is not None else (group(),),
        pick=pick,
        slowdown=slowdown,
        day_factor=DayFactor(cv, DAY),
        **more,  # type: ignore[arg-type]
    )


def all_day(people: int, hours: float = 4.0, name: str = "agents", first: int = 0) -> Roster:
    return Roster(
        tuple(Shift(first + n, name, 0, round(hours * HOUR), seat=n) for n in range(people))
    )


@dataclass(frozen=True)
class Visit:
    """One customer, every draw written out; times in ticks, one entry of `work` per round.

    `think` has an entry for every round but the last, `later_patience` likewise.  `rounds` and
    `offline_rounds` are all that `work` has, unless told otherwise.  An attempt that follows a loss
    stands behind all others; its `after` names the chat before and the delay.
    """

    arrival: int
    work: tuple[int, ...] = (10,)
    think: tuple[int, ...] = ()
    queue: int = 0
    patience: int = NEVER
    later_patience: tuple[int, ...] = ()
    silent: bool = False
    closing: int = 0
    wrap_up: int = 0
    order_uniform: float = 0.5
    transfer_to: int = -1
    stays: bool = True
    rounds: int | None = None
    offline_rounds: int | None = None
    after: tuple[int, int] | None = None


def again(before: int, delay: int, work: tuple[int, ...] = (10,), **more: object) -> Visit:
    """A further attempt of the customer of chat `before`, some ticks after that one is lost."""
    return Visit(NEVER, work, after=(before, delay), **more)  # type: ignore[arg-type]


def workload(
    *visits: Visit,
    kept: Sequence[tuple[int, int, float]] = (),
    seed: int | None = None,
    replication: int = 0,
) -> Workload:
    """A workload from visits in order of arrival; `kept`: (queue, arrival, order uniform)."""

    def ints(values: Sequence[int]) -> np.ndarray:
        return np.array(values, dtype=np.int64)

    for visit in visits:
        assert len(visit.think) == len(visit.work) - 1, "one think time between two rounds"
    rounds = [len(v.work) for v in visits]
    later = [
        patience
        for v in visits
        for patience in (NEVER, *v.later_patience, *[NEVER] * (len(v.work) - 1))[: len(v.work)]
    ]
    retry, delay, customer = [-1] * len(visits), [0] * len(visits), list(range(len(visits)))
    for number, visit in enumerate(visits):
        if visit.after is not None:
            before = visit.after[0]
            retry[before], delay[before] = number, visit.after[1]
            customer[number] = customer[before]
    closes = any(not v.stays or v.rounds or v.offline_rounds for v in visits)
    comes_again = any(v.after for v in visits)
    return Workload(
        transfer_to=ints(
            [v.transfer_to for v in visits if any(u.transfer_to >= 0 for u in visits)]
        ),
        stays=np.array([v.stays for v in visits if closes], dtype=np.bool_),
        live_rounds=ints([v.rounds or len(v.work) for v in visits if closes]),
        offline_rounds=ints([v.offline_rounds or len(v.work) for v in visits if closes]),
        retry=ints(retry if comes_again else []),
        retry_delay=ints(delay if comes_again else []),
        customer=ints(customer if comes_again else []),
        queue=ints([v.queue for v in visits]),
        arrival=ints([v.arrival for v in visits]),
        first_round=ints([0, *np.cumsum(rounds)]) if visits else ints([0]),
        work=np.array([t for v in visits for t in v.work], dtype=np.int32),
        think=np.array([t for v in visits for t in (*v.think, 0)], dtype=np.int32),
        patience=ints([v.patience for v in visits]),
        later_patience=ints(
            later if any(v.later_patience or v.transfer_to >= 0 for v in visits) else []
        ),
        silent=np.array([v.silent for v in visits], dtype=np.bool_),
        closing=np.array([v.closing for v in visits], dtype=np.int32),
        wrap_up=np.array([v.wrap_up for v in visits], dtype=np.int32),
        order_uniform=np.array([v.order_uniform for v in visits], dtype=np.float64),
        returned=np.zeros(len(visits), dtype=np.bool_),
        contained=Contained(
            ints([k[0] for k in kept]),
            ints([k[1] for k in kept]),
            np.array([k[2] for k in kept], dtype=np.float64),
        ),
        seed=seed,
        replication=replication,
    )


def shop(
    *names: str,
    groups: tuple[Group, ...] | None = None,
    scope: PatienceScope = PatienceScope.FIRST_REPLY,
    idle: int = 50,
    priorities: Sequence[int] = (),
    horizon: int = 2_000,
    interval: int = 500,
    closed: ClosedHours | None = None,
    **more: object,
) -> Scenario:
    """A shop for workloads written by hand: queues by name, all times in ticks."""
    course = chat(scope=scope, idle=idle / SECOND)
    names = names or ("chats",)
    hours = horizon / HOUR
    return scenario(
        queues=tuple(
            replace(queue(name, hours=hours, course=course, priority=priority), closed=closed)
            for name, priority in zip(names, priorities or [1] * len(names), strict=True)
        ),
        groups=groups,
        hours=hours,
        interval_h=interval / HOUR,
        **more,  # type: ignore[arg-type]
    )


def on_duty(people: int = 1, until: int = 2_000, name: str = "agents", first: int = 0) -> Roster:
    """People with a shift from tick 0, numbered from `first`."""
    return Roster(tuple(Shift(first + n, name, 0, until, seat=n) for n in range(people)))
