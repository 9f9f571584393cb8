"""Who orders (rule C6)."""

from dataclasses import replace

import numpy as np
import pytest

from capplan.engines import simulate
from capplan.model.chat import Orders, PatienceScope, WaitCurve
from capplan.model.people import Skill
from capplan.model.shifts import Roster, Shift
from capplan.results.orders import orders, served_conversion, wait_factor
from capplan.results.tally import QUEUE_SUMS, tally
from capplan.units import MINUTE, SECOND
from shop import Visit, chat, group, on_duty, queue, scenario, workload

TERMS = Orders(
    conversion=0.6,
    lost_then=0.0,
    reference_response=20 * SECOND,
    curve=WaitCurve.NONE,
    fall_per_minute=0.0,
    steps=(),
    bot_conversion=0.3,
    silent_orders=0.1,
    order_value=80.0,
    margin=0.3,
)
FALLING = replace(TERMS, curve=WaitCurve.EXPONENTIAL, fall_per_minute=0.1)
STEPS = replace(
    TERMS,
    curve=WaitCurve.STEPS,
    steps=((10 * SECOND, 1.0), (30 * SECOND, 0.8), (60 * SECOND, 0.4)),
)


def factors(terms, *seconds):
    return wait_factor(terms, np.array(seconds) * float(SECOND)).tolist()


def test_without_a_curve_waiting_does_not_matter():
    assert factors(TERMS, 0, 20, 9_999) == [1, 1, 1]


def test_the_exponential_curve_is_one_up_to_the_reference_and_falls_beyond():
    assert factors(FALLING, 0, 20, 80, 140) == pytest.approx([1, 1, 0.9, 0.81])


def test_steps_hold_up_to_and_including_their_edge_and_the_last_beyond():
    assert factors(STEPS, 0, 10, 10.001, 20, 30, 30.001, 60, 900) == pytest.approx(
        [1.25, 1.25, 1, 1, 1, 0.5, 0.5, 0.5]
    )


def test_the_conversion_of_the_served_takes_out_those_lost_when_it_was_measured():
    assert served_conversion(TERMS) == 0.6
    counted = replace(TERMS, lost_then=0.2)
    # 0.6 of all = 0.8 × served + 0.2 × 0.1 silent orders.
    assert served_conversion(counted) == pytest.approx(0.58 / 0.8)
    assert served_conversion(replace(TERMS, conversion=0.95, lost_then=0.2)) == 1.0


# ---- read off a log -----------------------------------------------------------------------------


def shop_with(terms, *groups):
    chats = queue(orders=terms, course=chat(scope=PatienceScope.FIRST_REPLY))
    return scenario(queues=(chats, queue("other")), groups=groups or (everybody(),))


def everybody(name="agents", factor=1.0):
    skills = (Skill("chats", 1, conversion_factor=factor), Skill("other", 1))
    return group(name, skills=skills)


def ordered(shop, roster, customers):
    log = simulate(shop, roster, customers, "reference")
    decided = orders(shop, roster, customers, log)
    return [f.tolist() for f in (decided.placed, decided.if_prompt, decided.by_bot)]


def test_the_served_order_by_their_uniform():
    customers = workload(*[Visit(100 * n, order_uniform=u) for n, u in enumerate((0.59, 0.61))])
    assert ordered(shop_with(TERMS), on_duty(), customers) == [[True, False], [True, False], []]


def test_a_late_first_reply_costs_the_order():
    late = Visit(0, (20 * SECOND + MINUTE,), order_uniform=0.55)
    prompt = Visit(10 * MINUTE, (20 * SECOND,), order_uniform=0.55)
    shop, roster = shop_with(FALLING), on_duty(until=20 * MINUTE)
    made, could, _ = ordered(shop, roster, workload(late, prompt))
    assert made == [False, True]  # 0.6 × 0.9 = 0.54
    assert could == [True, True]


def test_only_the_first_reply_counts():
    slow_later = Visit(0, (SECOND, 5 * MINUTE), (0,), order_uniform=0.55)
    made, _, _ = ordered(shop_with(FALLING), on_duty(until=20 * MINUTE), workload(slow_later))
    assert made == [True]


@pytest.mark.parametrize("silent", [True, False])
def test_the_lost_order_silently_or_not_at_all(silent):
    customers = workload(
        Visit(0, (100,), patience=50, silent=silent, order_uniform=0.09),
        Visit(500_000, (100,), patience=50, silent=silent, order_uniform=0.11),
    )
    made, could, _ = ordered(shop_with(TERMS), on_duty(until=900_000), customers)
    assert made == [True, False]
    assert could == [True, True]


def test_the_open_at_the_end_order_silently_or_not_at_all():
    customers = workload(Visit(0, order_uniform=0.09), Visit(0, order_uniform=0.11))
    assert ordered(shop_with(TERMS), Roster(()), customers)[0] == [True, False]


def test_those_whom_the_bot_keeps_order_by_its_conversion():
    customers = workload(Visit(0), kept=((0, 5, 0.29), (0, 6, 0.31), (1, 7, 0.01)))
    assert ordered(shop_with(TERMS), on_duty(), customers)[2] == [True, False, False]


def test_a_queue_without_orders_has_none():
    customers = workload(Visit(0, queue=1, order_uniform=0.0))
    assert ordered(shop_with(TERMS), on_duty(), customers)[:2] == [[False], [False]]


def test_the_group_that_sent_the_first_reply_counts():
    strong, weak = everybody("strong", 1.5), everybody("weak", 0.5)
    roster = Roster((Shift(0, "strong", 0, 900), Shift(1, "weak", 0, 900)))
    customers = workload(Visit(0, (100,), order_uniform=0.85), Visit(0, (100,), order_uniform=0.35))
    made, could, _ = ordered(shop_with(TERMS, strong, weak), roster, customers)
    assert made == [True, False]  # 0.6 × 1.5 = 0.9; 0.6 × 0.5 = 0.3
    assert could == [False, True]


def test_orders_are_counted_in_the_interval_of_the_arrival():
    shop = shop_with(TERMS)
    customers = workload(
        Visit(0, order_uniform=0.1),
        Visit(3_600_000 * 2, order_uniform=0.1),
        Visit(3_600_000 * 2 + 50, order_uniform=0.9),
        kept=((0, 3_600_000 + 5, 0.1),),
    )
    roster = on_duty(until=4 * 3_600_000)
    log = simulate(shop, roster, customers, "reference")
    sums = tally(shop, roster, customers, log).queues[0]
    assert sums[:, QUEUE_SUMS.index("orders")].tolist() == [1, 1, 1, 0, 0]
    assert sums[:, QUEUE_SUMS.index("orders_if_prompt")].tolist() == [1, 1, 1, 0, 0]
