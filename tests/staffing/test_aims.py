"""Least cost, highest profit, best service for a budget (rules S4 and E3)."""

from dataclasses import replace

import pytest
from small import day

import capplan
from capplan.model.chat import Orders, WaitCurve
from capplan.staffing import Aim, Effort, Goal

QUICK = Effort(days=3, rounds=6, trials=30)


def orders(margin):
    return Orders(
        conversion=0.6,
        lost_then=0.0,
        reference_response=20_000,
        curve=WaitCurve.EXPONENTIAL,
        fall_per_minute=0.1,
        steps=(),
        bot_conversion=0.3,
        silent_orders=0.05,
        order_value=100.0,
        margin=margin,
    )


def selling(margin, targets=()):
    shop = day()
    queue = replace(shop.queues[0], orders=orders(margin))
    return replace(shop, queues=(queue,), targets=targets)


def planned(shop, goal):
    return capplan.plan(shop, goal=goal, effort=QUICK, fresh_days=12)


@pytest.fixture(scope="module")
def rich():
    return planned(selling(0.3), Goal(Aim.PROFIT))


def test_profit_staffs_without_any_target(rich):
    assert rich.people.sum() > 5
    assert rich.lost().value < 0.2
    assert rich.profit().value > 0


def test_profit_buys_less_service_for_less_margin(rich):
    poor = planned(selling(0.03), Goal(Aim.PROFIT))
    assert poor.planned_cost < rich.planned_cost
    assert poor.lost().value > rich.lost().value


def test_no_margin_needs_nobody():
    assert planned(selling(0.0), Goal(Aim.PROFIT)).people.sum() == 0


def test_profit_keeps_the_targets():
    found = planned(selling(0.0, day().targets), Goal(Aim.PROFIT))
    assert found.meets_all


def test_a_budget_is_kept_and_spent_on_service():
    full = planned(day(), Goal())
    budgets = [0.4 * full.planned_cost, 0.8 * full.planned_cost]
    found = [planned(day(), Goal(Aim.BUDGET, b)) for b in budgets]
    for plan, budget in zip(found, budgets, strict=True):
        assert 0.7 * budget < plan.planned_cost <= budget
    assert found[0].lost().value > found[1].lost().value


@pytest.mark.parametrize(
    ("aim", "budget", "sentence"),
    [
        (Aim.BUDGET, None, "the aim budget needs a budget, for example --budget 50000"),
        (Aim.COST, 500.0, "a budget belongs to the aim budget, not to cost"),
        (Aim.BUDGET, -5.0, "a budget must be above 0 yuan, not -5"),
        (Aim.BUDGET, float("nan"), "a budget must be above 0 yuan, not nan"),
    ],
)
def test_contradictory_aims_are_refused(aim, budget, sentence):
    with pytest.raises(ValueError, match=sentence):
        Goal(aim, budget)


def test_profit_refuses_a_queue_that_is_worth_nothing():
    shop = selling(0.3)
    other = replace(shop.queues[0], name="other", orders=None)
    skills = tuple(
        replace(g, skills=(*g.skills, replace(g.skills[0], queue="other"))) for g in shop.groups
    )
    shop = replace(shop, queues=(*shop.queues, other), groups=skills)
    sentence = "queues.other: it has neither orders, a price nor a target, so for the highest"
    with pytest.raises(ValueError, match=sentence):
        planned(shop, Goal(Aim.PROFIT))


def test_profit_without_any_orders_is_refused():
    with pytest.raises(
        ValueError, match="no queue has orders or a price, so there is no profit to make"
    ):
        planned(day(), Goal(Aim.PROFIT))


def test_a_budget_too_small_is_said_to_be_it():
    found = planned(day(), Goal(Aim.BUDGET, 900.0))
    assert not found.meets_all
    assert {u.reason for u in found.unmet} == {"the budget of 900 yuan does not reach so far"}
    assert found.gap is None  # the cost of a plan that misses targets proves nothing


def test_a_price_is_enough_for_the_aim_of_profit():
    from capplan.model.scenario import ContactPrice

    shop = day()
    priced = replace(shop, queues=(replace(shop.queues[0], price=ContactPrice(5.0, 0.0, 30_000)),))
    Goal(Aim.PROFIT).check(priced)
