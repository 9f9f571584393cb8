"""The audit finds what an engine could get wrong: every tick and name in a log, changed by one."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from capplan.engines import NONE, ChatLog, Outcome, audit, simulate
from capplan.model.chat import PatienceScope
from capplan.model.people import EndRule, Skill
from capplan.model.scenario import ClosedHours, Scenario
from capplan.model.shifts import Roster, Shift
from capplan.sampling import Workload
from shop import Visit, again, group, shop, workload

Floor = tuple[Scenario, Roster, Workload]


def busy_floor() -> Floor:
    """Two queues, two groups, every outcome, hand-back, breaks, wrap-up; nobody idles long.

    Also a transfer, closed hours at the end, and attempts that follow a loss.
    """
    terms = {"limit": 2, "at_end": EndRule.HAND_BACK}
    groups = (
        group("early", skills=(Skill("a", 1), Skill("b", 2, speed=2.0)), **terms),
        group("late", skills=(Skill("a", 2), Skill("b", 1)), limit=2),
    )
    scenario = shop(
        "a", "b", groups=groups, scope=PatienceScope.EVERY_REPLY, idle=50, slowdown=0.25,
        closed=ClosedHours(0.5, None, after_live=True),
    )  # fmt: skip
    roster = Roster(
        (
            Shift(0, "early", 0, 300, ((100, 140), (250, 270))),
            Shift(1, "late", 30, 500, ((480, 490),)),
            Shift(2, "late", 400, 700),
        )
    )
    customers = workload(
        Visit(0, (40, 20), (10,), closing=15, wrap_up=12),
        Visit(5, (30,), patience=20),
        Visit(8, (30, 30), (5,), queue=1, patience=60, silent=True),
        Visit(40, (25, 15), (8,), patience=100, later_patience=(10,)),
        Visit(41, (25, 15), (8,), queue=1, closing=9),
        Visit(45, (10,), patience=7),
        Visit(46, (10,), queue=1),
        Visit(160, (30, 40), (20,), wrap_up=11),
        Visit(170, (30, 25, 20), (90, 20), queue=1, closing=7),
        Visit(280, (60, 20), (25,)),
        Visit(285, (30, 20), (25,), queue=1, closing=30),
        Visit(290, (30,), patience=100, silent=True),
        Visit(450, (90, 20), (40,)),
        Visit(455, (50, 20), (30,), wrap_up=9),
        Visit(690, (30,), queue=1),
        Visit(692, (10, 15), (12,), transfer_to=1),
        Visit(900, (10,)),
        Visit(910, (10,), stays=False),
        again(1, 6, (12, 9), think=(4,)),
        again(18, 1_500),
    )
    return scenario, roster, customers


def busy_log() -> tuple[ChatLog, Floor]:
    floor = busy_floor()
    return simulate(*floor, "reference"), floor


def test_the_busy_floor_is_clean_and_meets_nearly_everything():
    log, floor = busy_log()
    assert audit(log, *floor) == []
    assert set(log.outcome.tolist()) == set(Outcome)
    assert np.sum(log.wrap_end != NONE) >= 2
    assert np.sum(log.break_start != NONE) >= 1
    assert log.stint_chat.size > np.unique(log.stint_chat).size  # somebody was handed back


def tampered(log: ChatLog, name: str, place: int, by: int) -> ChatLog:
    column = getattr(log, name)
    if isinstance(column, int):
        return replace(log, **{name: column + by})
    changed = column.copy()
    changed[place] += by
    return replace(log, **{name: changed})


@pytest.mark.parametrize("name", [f.name for f in fields(ChatLog)])
@pytest.mark.parametrize("by", [1, -1])
def test_every_value_that_is_off_by_one_is_found(name, by):
    log, floor = busy_log()
    column = getattr(log, name)
    places = range(1 if isinstance(column, int) else column.size)
    missed = [place for place in places if audit(tampered(log, name, place, by), *floor) == []]
    assert missed == []


@pytest.mark.parametrize(
    "name", [f.name for f in fields(ChatLog) if f.name not in {"outcome", "stopped"}]
)
def test_every_value_that_is_left_out_or_made_up_is_found(name):
    log, floor = busy_log()
    column = getattr(log, name)
    missed = []
    for place, value in enumerate(column.tolist()):
        changed = column.copy()
        changed[place] = 60 if value == NONE else NONE
        if audit(replace(log, **{name: changed}), *floor) == []:
            missed.append(place)
    assert missed == []


def test_a_stint_left_out_is_found():
    log, floor = busy_log()
    names = [f.name for f in fields(ChatLog) if f.name.startswith("stint_")]
    for place in range(log.stint_chat.size):
        without = {name: np.delete(getattr(log, name), place) for name in names}
        assert audit(replace(log, **without), *floor) != []


def test_customers_served_out_of_turn_are_found():
    scenario, roster = shop(), Roster((Shift(0, "agents", 0, 2_000),))
    arrivals = [Visit(0, (10,)), Visit(3, (10,)), Visit(4, (10,))]
    log = simulate(scenario, roster, workload(*arrivals), "reference")
    turned = np.array([0, 2, 1])
    swapped = replace(
        log,
        **{
            name: getattr(log, name)[turned]
            for name in ("assigned", "ended", "start", "reply", "stint_start", "stint_end")
        },
    )
    problems = audit(swapped, scenario, roster, workload(*arrivals))
    assert any("first come first served" in problem for problem in problems)


def test_the_audit_names_the_rule_the_number_and_the_first_place():
    log, floor = busy_log()
    reply = log.reply.copy()
    reply[3] += 1
    problems = audit(replace(log, reply=reply), *floor)
    assert "P2: a reply took another time to write (1 times, first at 3)" in problems


def test_chats_of_two_queues_taken_in_one_tick_keep_each_its_own_limit():
    skills = (Skill("a", 1, limit=1), Skill("b", 2, limit=2))
    scenario = shop("a", "b", groups=(group(skills=skills, limit=2),))
    roster = Roster((Shift(0, "agents", 10, 500),))
    customers = workload(Visit(0), Visit(0, queue=1))
    log = simulate(scenario, roster, customers, "reference")
    assert log.assigned.tolist() == [10, 10]
    assert audit(log, scenario, roster, customers) == []
