"""Search days: spread first days, some of them; a fixed day factor (rules S2e and S5e)."""

from dataclasses import replace

import numpy as np
import pytest

from capplan.study.days import Days
from capplan.study.forecast import factor_at, with_factor
from capplan.study.replicate import replicate
from shop import all_day, scenario

SHOP = scenario(cv=0.3)
ROSTER = all_day(3)


def offered(study):
    return study.total("offered")


def test_the_first_days_are_spread_from_quiet_to_busy():
    with Days(SHOP, 20, seed=1, first=0, engine="compiled", glance=5) as days:
        sizes = offered(days.study(ROSTER))
    rank = np.argsort(np.argsort(sizes, kind="stable"), kind="stable")
    assert sorted(rank[:5].tolist()) == pytest.approx([2, 6, 10, 14, 18], abs=1)


def test_the_same_days_in_another_order():
    with Days(SHOP, 8, seed=1, first=0, engine="compiled") as plain:
        one = offered(plain.study(ROSTER))
    with Days(SHOP, 8, seed=1, first=0, engine="compiled", glance=3) as spread:
        whole = spread.study(ROSTER)
        assert sorted(offered(whole)) == sorted(one)
        few = spread.stack(ROSTER, spread.tallies(ROSTER, 0, 3))
        assert offered(few).tolist() == offered(whole.first_days(3)).tolist()
        some = spread.stack(ROSTER, spread.each([(ROSTER, 6), (ROSTER, 1)]))
        assert offered(some).tolist() == offered(whole)[[6, 1]].tolist()


def test_days_beyond_the_last_are_not_run():
    with Days(SHOP, 3, seed=1, first=0, engine="compiled", glance=5) as days:
        assert len(days.tallies(ROSTER, 0, 5)) == 3


def test_customers_drawn_again_are_the_same():
    def sums(room):
        with Days(SHOP, 6, seed=1, first=0, engine="compiled", glance=2, remembered=room) as days:
            return days.study(ROSTER).queues, len(days.customers)

    (kept, all_of_them), (drawn, none) = sums(1e9), sums(0.0)
    assert (all_of_them, none) == (6, 0)
    assert np.array_equal(kept, drawn)
    one = next(iter(kept))
    assert one.sum() > 0


def test_room_is_taken_by_the_customers_alone():
    with Days(SHOP, 6, seed=1, first=0, engine="compiled") as days:
        size = sum(getattr(c, "nbytes", 0) for c in vars_of(days.workload(0)))
    with Days(SHOP, 6, seed=1, first=0, engine="compiled", remembered=2.5 * size) as days:
        days.study(ROSTER)
        assert 1 <= len(days.customers) <= 4


@pytest.mark.parametrize("engine", ["compiled", "reference"])
def test_rosters_run_side_by_side_are_those_run_alone(engine):
    rosters = [all_day(2), all_day(4)]
    with Days(SHOP, 3, seed=1, first=0, engine=engine, glance=2) as days:
        pairs = [(roster, place) for roster in rosters for place in (2, 0)]
        in_turn = days.each(pairs)
        together = [in_turn[:2], in_turn[2:]]
        alone = [days.each([(roster, 2), (roster, 0)]) for roster in rosters]
        assert days.runs == 8
        for roster, one, other in zip(rosters, together, alone, strict=True):
            first, second = (days.stack(roster, tallies) for tallies in (one, other))
            assert np.array_equal(first.queues, second.queues)
        assert not np.array_equal(together[0][0].queues, together[1][0].queues)


def test_another_shop_meets_the_same_customers_without_drawing_them_again():
    slow = replace(SHOP.groups[0], skills=(replace(SHOP.groups[0].skills[0], speed=0.5),))
    other = replace(SHOP, groups=(slow,))
    with Days(SHOP, 4, seed=1, first=0, engine="compiled", glance=2) as days:
        here = days.study(ROSTER)
        there = days.in_shop(other)
        met = there.study(ROSTER)
        assert all(there.workload(n) is days.workload(n) for n in range(4))
    assert met.scenario is other
    assert days.scenario is SHOP
    assert offered(met).tolist() == offered(here).tolist()
    assert not np.array_equal(met.queues, here.queues)
    with Days(other, 4, seed=1, first=0, engine="compiled", glance=2) as days:
        assert np.array_equal(days.study(ROSTER).queues, met.queues)


def test_a_shop_with_other_customers_is_refused():
    busier = replace(SHOP, day_factor=replace(SHOP.day_factor, common_cv=0.3))
    days = Days(SHOP, 2, seed=1, first=0, engine="compiled")
    with pytest.raises(ValueError, match="day_factor"):
        days.in_shop(busier)


def vars_of(workload):
    return [getattr(workload, name) for name in type(workload).__slots__]


def test_a_fixed_factor_multiplies_the_demand_and_takes_its_luck_away():
    low, middle, high = (factor_at(SHOP, p) for p in (0.1, 0.5, 0.9))
    assert low < middle < 1.0 < high  # the law is skewed: its median lies below its mean
    fixed = with_factor(SHOP, high)
    assert fixed.day_factor.common_cv == 0.0
    assert fixed.day_factor.level == high
    free, busy = (offered(replicate(s, ROSTER, 60, seed=2)) for s in (SHOP, fixed))
    assert busy.mean() == pytest.approx(high * 240.0, rel=0.05)
    assert busy.std() < 0.5 * free.std()
