"""Tiny shops with every rule, on ticks so coarse that ties are the rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

import shop
from capplan.model.calendar import Calendar
from capplan.model.chat import PatienceScope
from capplan.model.demand import DayFactor, RateProfile
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
from capplan.model.scenario import ClosedHours, Queue, Scenario
from capplan.model.shifts import PaceSpan, Roster, Shift
from capplan.sampling import NEVER, Workload
from capplan.sampling.workload import Contained
from capplan.units import SECOND, Grid

END_RULES = st.sampled_from(EndRule)


@dataclass(frozen=True)
class Case:
    scenario: Scenario
    roster: Roster
    workload: Workload


@st.composite
def cases(draw: st.DrawFn, chats: int = 14, people: int = 5, *, further: bool = True) -> Case:
    """A scenario, a roster and a workload that meet in a few dozen distinct ticks.

    With `further`: transfers, closed hours, attempts that follow a loss, tenure and weights.
    """
    step = draw(st.integers(1, 7))
    horizon = step * draw(st.integers(3, 30))
    queues = tuple(
        draw(_queues(f"q{n}", horizon, step, further)) for n in range(draw(st.integers(1, 3)))
    )
    names = [q.name for q in queues]
    group_names = [f"g{n}" for n in range(draw(st.integers(1, 3)))]
    groups = tuple(draw(_groups(name, names, horizon, step)) for name in group_names)
    if further:
        groups = tuple(draw(_further_terms(group, group_names)) for group in groups)
    scenario = Scenario(
        name="tiny",
        calendar=Calendar(datetime(2026, 11, 11), Grid(horizon, horizon), "Asia/Shanghai"),
        queues=queues,
        groups=groups,
        pick=draw(st.sampled_from(PickRule)),
        slowdown=draw(st.sampled_from([0.0, 0.0, 0.02, 0.5])),
        day_factor=DayFactor(0.0, horizon),
    )
    roster = draw(_rosters([g.name for g in groups], people, horizon, step, further))
    return Case(scenario, roster, draw(_workloads(len(queues), chats, horizon, step, further)))


def _spans(draw: st.DrawFn, low: int, high: int, most: int, step: int = 1) -> list[tuple[int, int]]:
    """Up to `most` spans that do not overlap, some of them adjacent."""
    places = st.integers(-(-low // step), high // step)
    edges = sorted(draw(st.sets(places, max_size=2 * most)))
    spans = [(a * step, b * step) for a, b in pairwise(edges) if draw(st.integers(0, 3))]
    return spans[:most]


@st.composite
def _queues(draw: st.DrawFn, name: str, horizon: int, step: int, further: bool) -> Queue:
    course = shop.chat(
        scope=draw(st.sampled_from(PatienceScope)), idle=step * draw(st.integers(0, 4)) / SECOND
    )
    nobody = RateProfile(np.array([0, horizon], dtype=np.int64), np.zeros(1))
    closed = None
    if further:
        closed = draw(st.none() | st.booleans().map(lambda late: ClosedHours(0.5, None, late)))
    return Queue(name, nobody, 0.0, draw(st.integers(1, 2)), course, None, None, closed=closed)


@st.composite
def _groups(draw: st.DrawFn, name: str, queues: list[str], horizon: int, step: int) -> Group:
    limits = st.integers(0, 3) | st.just(2)
    skills = tuple(
        Skill(
            queue,
            preference=draw(st.integers(1, 2)),
            speed=draw(st.sampled_from([1.0, 1.0, 0.5, 1.3, 3.0])),
            limit=draw(st.none() | limits),
        )
        for queue in queues
        if draw(st.integers(0, 3))
    )
    windows = [
        LimitWindow(a, b, draw(limits)) for a, b in _spans(draw, -horizon, 2 * horizon, 3, step)
    ]
    return shop.group(
        name,
        skills=skills,
        limit=draw(limits),
        windows=tuple(draw(st.permutations(windows))),
        absence=draw(st.sampled_from([0.0, 0.0, 0.4])),
        at_end=draw(END_RULES),
        at_break=draw(END_RULES),
        order=draw(st.sampled_from(MessageOrder)),
    )


@st.composite
def _further_terms(draw: st.DrawFn, group: Group, groups: list[str]) -> Group:
    return replace(
        group,
        weight=draw(st.sampled_from([1.0, 1.0, 0.5, 0.3])),
        learning=draw(st.none() | _learning([g for g in groups if g != group.name])),
    )


@st.composite
def _learning(draw: st.DrawFn, others: list[str]) -> Learning:
    shares = st.sampled_from([0.3, 0.5, 1.0])
    return Learning(
        joined=draw(st.none() | st.integers(-10, 10)),
        speed=Curve(((0, draw(shares)), (10, 1.0))),
        limit=Curve(((0, draw(shares)), (10, draw(shares)))),
        mentors=draw(st.sampled_from([None, *others])),
        mentor_loss=draw(st.sampled_from([0.2, 0.6])),
        taught_for=draw(st.sampled_from([5, 20])),
    )


@st.composite
def _rosters(
    draw: st.DrawFn, groups: list[str], people: int, horizon: int, step: int, further: bool
) -> Roster:
    shifts: list[Shift] = []
    number = 0
    for seat in range(draw(st.integers(0, people))):
        number += draw(st.sampled_from([1, 1, 1, 70]))
        group = draw(st.sampled_from(groups))
        whole = draw(st.booleans())
        spans = [(0, horizon)] if whole else _spans(draw, -horizon, 2 * horizon, 3, step)
        tenures = st.none() | st.sampled_from([0, 4, 10])
        shifts += [
            Shift(
                number, group, a, b, tuple(_spans(draw, a, b, 3, step)), seat=seat,
                tenure=draw(tenures),
                **(_hit(draw, groups, horizon, step) if further else {}),
            )
            for a, b in spans
        ]  # fmt: skip
    return Roster(tuple(shifts))


def _hit(draw: st.DrawFn, groups: list[str], horizon: int, step: int) -> dict[str, object]:
    """What incidents do to a shift (P8, I1)."""
    speeds = st.sampled_from([0.3, 0.7, 0.9, 2.0])
    spans = _spans(draw, -horizon, 2 * horizon, 2, step) + _spans(draw, 0, horizon, 1, step)
    return {
        "spans": tuple(PaceSpan(a, b, draw(speeds)) for a, b in spans),
        "end_rule": draw(st.none() | END_RULES),
        "home": draw(st.sampled_from(["", *groups])),
    }


@st.composite
def _workloads(
    draw: st.DrawFn, queues: int, chats: int, horizon: int, step: int, further: bool
) -> Workload:
    short = st.integers(0, 3).map(lambda k: k * step)
    patience = st.integers(0, 6).map(lambda k: k * step) | st.just(NEVER)
    rounds = draw(st.lists(st.integers(1, 4), min_size=chats // 8, max_size=chats))
    n, r = len(rounds), sum(rounds)
    first = n  # the others come only if an attempt before is lost
    if further and draw(st.booleans()):
        first -= draw(st.integers(0, n // 2))
    arrivals = st.integers(0, horizon // step + 1).map(lambda k: k * step)

    def column(values: st.SearchStrategy[int], size: int, dtype: type = np.int64) -> np.ndarray:
        return np.array(draw(st.lists(values, min_size=size, max_size=size)), dtype=dtype)

    queue = column(st.integers(0, queues - 1), n)
    plain = Workload(
        queue=queue,
        arrival=np.concatenate((np.sort(column(arrivals, first)), np.full(n - first, NEVER))),
        first_round=np.concatenate(([0], np.cumsum(rounds))).astype(np.int64),
        work=column(short | st.integers(0, 30), r, np.int32),
        think=column(short, r, np.int32),
        patience=column(patience, n),
        later_patience=column(patience, r),
        silent=column(st.booleans(), n, np.bool_),
        closing=column(short, n, np.int32),
        wrap_up=column(short, n, np.int32),
        order_uniform=np.zeros(n),
        returned=np.zeros(n, dtype=np.bool_),
        contained=Contained(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)),
        seed=draw(st.integers(0, 9)),
    )
    if not further:
        return plain
    transfer_to = column(st.integers(-1, queues - 1), n)
    retry, customer = np.full(n, -1, dtype=np.int64), np.arange(n)
    for attempt in range(first, n):
        before = draw(st.sampled_from([k for k in range(attempt) if retry[k] < 0]))
        retry[before], customer[attempt] = attempt, customer[before]
    return replace(
        plain,
        transfer_to=np.where(transfer_to == queue, -1, transfer_to),
        stays=column(st.booleans(), n, np.bool_),
        live_rounds=np.array([draw(st.integers(1, k)) for k in rounds], dtype=np.int64),
        offline_rounds=np.array([draw(st.integers(1, k)) for k in rounds], dtype=np.int64),
        retry=retry,
        retry_delay=column(short, n),
        customer=customer,
    )
