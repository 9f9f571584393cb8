"""Comparisons are paired on common random numbers (rule M3b)."""

from dataclasses import replace

import numpy as np
import pytest

from capplan.model.chat import Orders, WaitCurve
from capplan.model.people import Skill
from capplan.model.scenario import ClosedHours
from capplan.model.shifts import Roster, Shift
from capplan.results import estimates
from capplan.study.compare import compare
from capplan.study.replicate import replicate
from capplan.units import HOUR, MINUTE
from shop import all_day, chat, exponential, group, queue, scenario

ORDERS = Orders(
    conversion=0.6,
    lost_then=0.0,
    reference_response=20_000,
    curve=WaitCurve.EXPONENTIAL,
    fall_per_minute=0.1,
    steps=(),
    bot_conversion=0.3,
    silent_orders=0.1,
    order_value=80.0,
    margin=0.3,
)
SHOP = scenario(
    queues=(
        queue("a", hours=1.0, course=chat(patience=exponential(60)), orders=ORDERS),
        queue("b", hours=1.0, per_hour=20.0, course=chat(patience=exponential(60))),
    ),
    groups=(group(skills=(Skill("a", 1), Skill("b", 1))),),
    hours=1.0,
    cv=0.4,
)


def run(people, **more):
    return replicate(SHOP, all_day(people, hours=1.0), **{"replications": 40, "seed": 3, **more})


@pytest.fixture(scope="module")
def two():
    return run(2)


@pytest.fixture(scope="module")
def three():
    return run(3)


def named(rows):
    return {row.measure: row for row in rows}


def test_more_people_lose_less(two, three):
    lost = named(compare(two, three))["lost"]
    assert (lost.first, lost.second) == (
        two.ratio("lost", "offered"),
        three.ratio("lost", "offered"),
    )
    assert lost.difference.value == pytest.approx(lost.second.value - lost.first.value)
    assert lost.difference.high < 0
    assert lost.difference.replications == 40


def test_pairing_narrows_the_interval(two, three):
    for row in compare(two, three):
        apart = np.hypot(row.first.half_width, row.second.half_width)
        assert row.difference.half_width < 0.8 * apart


def test_the_error_of_a_difference_against_the_jackknife(two, three):
    parts = [(s.total("lost"), s.total("offered")) for s in (two, three)]

    def difference(keep):
        (a, b), (c, d) = parts
        return c[keep].sum() / d[keep].sum() - a[keep].sum() / b[keep].sum()

    n = 40
    left_out = np.array([difference(np.arange(n) != k) for k in range(n)])
    error = np.sqrt((n - 1) / n * np.sum((left_out - left_out.mean()) ** 2))
    row = named(compare(two, three))["lost"]
    assert row.difference.standard_error == pytest.approx(error, rel=0.1)


def test_a_study_does_not_differ_from_itself(two):
    for row in compare(two, two):
        assert (row.difference.value, row.difference.half_width) == (0, 0)


def test_a_plain_sum_is_paired_day_by_day(two, three):
    row = named(compare(two, three))["orders"]
    paired = estimates.paired_difference(two.total("orders"), three.total("orders"))
    assert row.difference == paired
    assert paired.low > 0
    assert row.per is None


def test_one_queue_alone(two, three):
    row = named(compare(two, three, "b"))["lost"]
    assert row.first == two.ratio("lost", "offered", "b")
    assert row.first != named(compare(two, three))["lost"].first


def test_closed_hours_are_compared_where_a_queue_has_them(two, three):
    assert "offline" not in named(compare(two, three))
    closed = tuple(replace(q, closed=ClosedHours(0.6, None, after_live=False)) for q in SHOP.queues)
    shop = replace(SHOP, queues=closed)
    late, later = (
        replicate(shop, Roster((Shift(0, "agents", minute * MINUTE, HOUR),)), 10, seed=3)
        for minute in (20, 40)
    )
    rows = named(compare(late, later))
    assert rows["left_closed"].difference.low > 0
    assert rows["offline"].difference.low > 0
    assert rows["offline_age_ms"].difference.low > 0
    assert rows["offline_age_ms"].per == "offline_replies"


@pytest.mark.parametrize("other", [{"seed": 4}, {"first": 1}, {"replications": 39}])
def test_other_days_are_refused(two, other):
    with pytest.raises(ValueError, match="same replications of one seed"):
        compare(two, run(3, **other))
