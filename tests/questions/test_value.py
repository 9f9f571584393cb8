"""What one more agent-hour earns against its price (rule E3)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from capplan.model.chat import Orders, WaitCurve
from capplan.model.pay import PayPlan
from capplan.model.scenario import ContactPrice
from capplan.model.shifts import ShiftType
from capplan.questions import money, value_tables
from capplan.questions.value import value
from capplan.report.value_text import answers, remarks
from capplan.results.worth import price_of_contacts
from capplan.study import replicate
from capplan.units import HOUR, SECOND
from shop import all_day, chat, exponential, group, queue, scenario

ORDERS = Orders(0.5, 0.0, 20_000, WaitCurve.NONE, 0.0, (), 0.0, 0.0, 100.0, 0.3)
WAGE = PayPlan("plain", 30.0, None, 0.2, 0, 1.5)
DAY = ShiftType("day", 0, 4 * HOUR, (), ("agents",), (0,), 0.0)
COURSE = chat(work=exponential(60), patience=exponential(60))


def shop_of(per_hour=60.0, orders=ORDERS, price=None, most=6):
    asked = replace(queue(per_hour=per_hour, course=COURSE, orders=orders), price=price)
    team = replace(group(limit=1), pay="plain", most=most)
    return scenario(queues=(asked,), groups=(team,), shift_types=(DAY,), pay_plans=(WAGE,))


def test_without_customers_an_hour_earns_nothing_and_costs_its_wage():
    found = value(shop_of(per_hour=0.0), all_day(1), replications=2)
    assert [(s.start // HOUR, s.end // HOUR) for s in found.stretches] == [(0, 4), (0, 2), (2, 4)]
    for stretch in found.stretches:
        assert stretch.gain.value == 0
        assert stretch.price == pytest.approx(stretch.hours * 30 * 1.2)


def test_the_gain_is_that_of_two_runs_on_the_same_customers():
    shop = shop_of()
    found = value(shop, all_day(1), replications=6, meet=False)
    thin, thick = (replicate(shop, all_day(n), 6) for n in (1, 2))
    whole = found.stretches[0]  # a shift of the whole day, as a second person has
    by_hand = (money.profit(thick) - money.profit(thin)).mean() + 4 * 30 * 1.2
    assert whole.gain.value == pytest.approx(by_hand)
    assert len(answers(found)) == 1  # nothing is said of where they meet: it was not looked for
    assert found.profit.value == pytest.approx(money.profit(thin).mean())


def test_people_are_added_until_the_next_no_longer_pays():
    found = value(shop_of(), all_day(1), replications=6)
    assert found.settled
    assert all(step.change == 1 for step in found.steps)
    assert found.met_profit.value > 0
    assert sum(step.gain.value for step in found.steps) == pytest.approx(found.met_profit.value)
    further = value(shop_of(), found.met, replications=6, meet=True)
    assert further.steps == ()
    assert further.stretches[0].gain.value < further.stretches[0].price
    assert "Value and price meet here" in answers(further)[1]


def test_people_are_taken_away_where_they_earn_less_than_they_cost():
    found = value(shop_of(per_hour=20.0), all_day(4), replications=4)
    assert {step.change for step in found.steps} == {-1}
    assert found.met.agents < 4


def test_no_more_than_the_group_has():
    found = value(shop_of(most=2), all_day(2), replications=4)
    assert all(step.change == -1 for step in found.steps)


def test_lost_and_late_contacts_have_a_price():
    shop = shop_of(orders=None, price=ContactPrice(20.0, 3.0, 40 * SECOND))
    study = replicate(shop, all_day(1), 4)
    late = study.total("attempts") - study.total("first_within_40000")
    assert price_of_contacts(study).tolist() == (20 * study.total("lost") + 3 * late).tolist()
    assert money.profit(study) == pytest.approx(
        -price_of_contacts(study) - money.people_cost(study)
    )
    assert value(shop, all_day(1), replications=4, meet=False).stretches[0].gain.low > 0


def test_the_owner_bears_a_wrong_forecast():
    shop = shop_of()
    shop = replace(shop, day_factor=replace(shop.day_factor, common_cv=0.3))
    low, middle, high = value(shop, all_day(2), replications=6, meet=False).risks
    assert low.factor < middle.factor < high.factor
    assert low.earned.value < middle.earned.value < high.earned.value
    spread = high.earned.value - low.earned.value
    assert high.profit.value - low.profit.value == pytest.approx(spread, rel=0.1)


def test_tables_and_words():
    found = value(shop_of(), all_day(1), replications=4)
    table = value_tables.stretches(found)
    assert table["earns_per_hour_yuan"][0] == pytest.approx(found.stretches[0].gain.value / 4)
    assert set(table["pays"]) <= {"yes", "no", "too close to call"}
    assert len(value_tables.risks(found)) == 3
    assert value_tables.steps(found)["change"].tolist() == [s.change for s in found.steps]
    assert "The next agent-hour earns most in agents" in answers(found)[0]
    assert "the owner bears a wrong forecast" in remarks(found)[-1]
    assert np.isfinite(table["earns_per_hour_yuan_low"].astype(float)).all()


def test_a_shop_in_which_nothing_has_a_worth_is_refused():
    with pytest.raises(
        ValueError, match="no queue has orders or a price, so an hour earns nothing"
    ):
        value(shop_of(orders=None), all_day(1))


def test_one_replication_is_too_few():
    with pytest.raises(ValueError, match="needs at least 2 replications for its interval, not 1"):
        value(shop_of(), all_day(1), replications=1)
