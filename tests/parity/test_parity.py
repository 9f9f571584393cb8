"""The compiled engine writes the reference's log, to the last chat: no tolerance."""

from __future__ import annotations

import os
from itertools import product

import numpy as np
import pytest
from cases import Case, cases
from hypothesis import HealthCheck, given, settings

import shop
from capplan.engines import ChatLog, simulate
from capplan.model.chat import PatienceScope
from capplan.model.people import EndRule, LimitWindow, MessageOrder, PickRule, Skill
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster, Shift
from capplan.sampling import Workload, sample
from capplan.units import HOUR, MINUTE

NO_JIT = os.environ.get("NUMBA_DISABLE_JIT", "0") not in {"", "0"}
"""Kernels run as Python then, a thousand times slower: every second mixture of rules will do."""


def examples(number: int) -> settings:
    """So many examples, or a tenth of them without the compiler."""
    return settings(
        max_examples=number // 10 if NO_JIT else number,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def both(scenario: Scenario, roster: Roster, workload: Workload) -> ChatLog:
    """The reference's log, once the compiled engine has written the same."""
    log = simulate(scenario, roster, workload, "reference")
    assert log.differences(simulate(scenario, roster, workload, "compiled")) == []
    return log


@examples(400)
@given(cases())
def test_tiny_shops_with_ties_in_every_tick(case: Case) -> None:
    both(case.scenario, case.roster, case.workload)


@examples(60)
@given(cases(chats=60, people=14))
def test_shops_with_a_crowd(case: Case) -> None:
    both(case.scenario, case.roster, case.workload)


RULES = list(product(PickRule, PatienceScope, EndRule))


@pytest.mark.parametrize(("pick", "scope", "rule"), RULES[::2] if NO_JIT else RULES)
def test_a_day_drawn_from_laws(pick: PickRule, scope: PatienceScope, rule: EndRule) -> None:
    scenario, roster = two_queues(pick, scope, rule)
    log = both(scenario, roster, sample(scenario, seed=1))
    assert np.unique(log.outcome).size >= 3, "the day should show what the rules do"


def two_queues(pick: PickRule, scope: PatienceScope, rule: EndRule) -> tuple[Scenario, Roster]:
    """A shop that is a little too small, with two queues and three groups."""
    hours = 1 if NO_JIT else 4
    course = shop.chat(
        rounds=shop.geometric(4),
        work=shop.exponential(14),
        think=shop.exponential(40),
        patience=shop.exponential(90),
        scope=scope,
        at_once=0.02,
        silent=0.4,
        closing=shop.exponential(10),
        wrap_up=shop.exponential(5),
        idle=30,
    )
    scenario = shop.scenario(
        queues=(
            shop.queue("first", per_hour=420, hours=hours, course=course),
            shop.queue("second", per_hour=160, hours=hours, course=course, priority=2),
        ),
        groups=(
            shop.group("one", skills=(Skill("first", 1),), limit=4, at_end=rule, at_break=rule,
                       order=MessageOrder.FIRST_REPLIES_FIRST),
            shop.group("two", skills=(Skill("second", 1, 0.9), Skill("first", 2, 1.2, limit=2)),
                       limit=3, at_end=rule, at_break=rule, absence=0.2,
                       windows=(LimitWindow(HOUR // 2, 2 * HOUR, 2),
                                LimitWindow(2 * HOUR, 3 * HOUR, 5))),
            shop.group("three", skills=(Skill("second", 1), Skill("first", 1)), limit=3,
                       at_end=rule, at_break=rule),
        ),
        hours=hours,
        pick=pick,
        slowdown=0.03,
    )  # fmt: skip
    shifts = [
        Shift(10 * g + n, name, start, start + 2 * HOUR,
              ((start + 20 * MINUTE, start + 30 * MINUTE),), seat=n)
        for g, name in enumerate(("one", "two", "three"))
        for n in range(4)
        for start in range(-HOUR + 10 * MINUTE * n, hours * HOUR, 2 * HOUR)
    ]  # fmt: skip
    return scenario, Roster.of(shifts)
