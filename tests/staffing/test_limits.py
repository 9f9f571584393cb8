"""What rosters may not exceed, and what people cost beside their shifts (S2c, S2d, S2k, E1)."""

from dataclasses import replace

import numpy as np
import pytest
from small import day

import capplan
from capplan.staffing import Effort
from capplan.staffing.limits import Terms
from capplan.staffing.seats import people_needed, presence_per_seat, seats
from shop import HOUR

QUICK = Effort(days=3, rounds=6, trials=20)


def terms(shop):
    kinds = seats(shop)
    return Terms(shop, kinds, presence_per_seat(shop, kinds))


def with_groups(shop, **changes):
    """Change groups by name."""
    groups = tuple(replace(g, **changes.get(g.name, {})) for g in shop.groups)
    return replace(shop, groups=groups)


def test_heads_of_many_rosters_are_those_of_each():
    shop = day()
    made = terms(shop)
    rosters = np.random.default_rng(3).integers(0, 6, (40, len(made.kinds)))
    heads = made.heads(rosters)
    for roster, row in zip(rosters, heads, strict=True):
        assert row.tolist() == [people_needed(shop, made.kinds, roster, g) for g in (0, 1)]
    assert made.cost(rosters) == pytest.approx([float(made.cost(r)) for r in rosters])


def test_training_is_paid_once_per_temp():
    base, made = terms(day()), terms(with_groups(day(), temps={"training": 8 * HOUR}))
    roster = np.array([0, 0, 2, 0, 0])  # two temps, early
    assert float(made.cost(roster) - base.cost(roster)) == pytest.approx(2 * 8 * 20.0)


def test_a_temp_with_too_few_hours_is_paid_up():
    made = terms(with_groups(day(), temps={"least_paid": 16 * HOUR}))
    roster = np.array([0, 0, 2, 0, 0])  # two temps of 8 h each
    assert made.parts(roster)["top_up"].tolist() == [0.0, pytest.approx(2 * 8 * 20.0)]
    assert terms(day()).parts(roster)["top_up"].tolist() == [0.0, 0.0]


def test_people_below_the_least_are_paid_for_the_cheapest_shift():
    shop = with_groups(day(), regulars={"least": 4})
    made = terms(shop)
    cheapest = min(s.cost.total for s in made.kinds if s.group == 0)
    nobody, one = np.zeros(5, dtype=np.int64), np.array([1, 0, 0, 0, 0])
    assert made.parts(nobody)["standby"].tolist() == [4 * cheapest, 0.0]
    assert made.parts(one)["standby"].tolist() == [3 * cheapest, 0.0]


def test_a_plan_uses_those_it_must_pay():
    free = capplan.plan(day(per_hour=20.0), effort=QUICK, fresh_days=12)
    shop = with_groups(day(per_hour=20.0), regulars={"least": 12})
    bound = capplan.plan(shop, effort=QUICK, fresh_days=12)
    assert bound.planned_cost > free.planned_cost
    assert bound.headcount("temps") <= free.headcount("temps")
    assert sum(bound.cost_parts().values()) == pytest.approx(bound.planned_cost)


def test_a_shift_type_takes_no_more_than_its_limit():
    shop = day()
    types = tuple(replace(t, most=3) if t.name == "evening" else t for t in shop.shift_types)
    limited = replace(shop, shift_types=types)
    made = terms(limited)
    evening = np.array([float(limited.shift_types[s.kind].name == "evening") for s in made.kinds])
    assert bool(made.allowed((3 * evening).astype(np.int64)))
    assert not bool(made.allowed((4 * evening).astype(np.int64)))
    found = capplan.plan(limited, effort=QUICK, fresh_days=12)
    assert found.people @ evening <= 3


def test_seats_and_group_sizes_bind():
    made = terms(replace(day(most=4), seats=5))
    assert bool(made.allowed(np.array([3, 0, 2, 0, 0])))
    assert not bool(made.allowed(np.array([3, 0, 3, 0, 0])))  # six on at once
    assert not bool(made.allowed(np.array([5, 0, 0, 0, 0])))  # five of four regulars
    assert not bool(made.allowed(np.array([-1, 0, 0, 0, 0])))
