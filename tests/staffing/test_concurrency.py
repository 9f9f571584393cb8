"""The number of chats at once as a decision (rule S2l)."""

from dataclasses import replace

import pytest
from small import day

import capplan
from capplan.staffing import Effort, Goal
from capplan.staffing.concurrency import with_best_limits
from capplan.study.days import Days

QUICK = Effort(days=3, rounds=6, trials=10)


def choosing(low, high):
    shop = day(limit=high)
    groups = tuple(replace(g, least_limit=low) for g in shop.groups)
    return replace(shop, groups=groups)


def test_a_plan_chooses_within_the_range_and_pays_no_more():
    found = capplan.plan(choosing(1, 5), effort=QUICK, fresh_days=20)
    assert [place for place, _ in found.chosen_limits] == [0, 1]
    assert all(1 <= limit <= 5 for _, limit in found.chosen_limits)
    on = [g for g in found.scenario.groups if found.headcount(g.name)]
    assert on
    assert all(g.limit > 1 for g in on)  # one chat at a time wastes think time
    worst = capplan.plan(day(limit=1), effort=QUICK, fresh_days=20)
    assert found.planned_cost < worst.planned_cost


def test_without_a_range_nothing_is_chosen():
    shop = day()
    with Days(shop, 3, seed=1, first=0, engine="compiled") as days:
        assert with_best_limits(shop, Goal(), days, lambda _stage, _cost: None) is shop
    found = capplan.plan(shop, effort=QUICK, fresh_days=20)
    assert found.chosen_limits == ()


def test_limits_of_single_queues_follow():
    from capplan.staffing.concurrency import at_limit

    group = day().groups[0]
    group = replace(group, skills=(replace(group.skills[0], limit=4),))
    assert at_limit(group, 3).skills[0].limit == 3
    assert at_limit(group, 5).skills[0].limit == 4
    assert at_limit(group, 5).limit == pytest.approx(5)
