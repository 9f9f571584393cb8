"""Small shops against all their rosters, run on the same days (rules S2 and S5c)."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from small import EARLY, EVENING, LATE, day

import capplan
from capplan.model.demand import DayFactor
from capplan.model.targets import Measure, Target
from capplan.staffing import Effort
from capplan.staffing.bound import lower_bound
from capplan.staffing.certified_search import settle
from capplan.staffing.effort import GLANCE
from capplan.staffing.exclusions import exclude
from capplan.staffing.level_bound import level_bound
from capplan.staffing.local import improve
from capplan.staffing.measured_bound import measured_bound
from capplan.staffing.needed_work import least_part, survival
from capplan.staffing.planes import Planes
from capplan.staffing.proof import prove
from capplan.staffing.repair import repair
from capplan.staffing.requirement import requirement
from capplan.staffing.search import Search
from capplan.staffing.seats import seats
from capplan.study.days import Days
from capplan.units import SECOND
from shop import DAY, HOUR, exponential, fixed

EFFORT = Effort(days=4, rounds=8, trials=40, proof=150)


def small_shop(per_hour, assurance=None, cv=0.0):
    """Two groups, three shift types of which one is open to both: four kinds of seats."""
    shop = day(per_hour=per_hour)
    windows = tuple((h * HOUR, (h + 8) * HOUR) for h in (8, 16))
    types = (
        replace(EARLY, groups=("regulars",)),
        replace(LATE, groups=("regulars", "temps"), breaks=()),
        EVENING,
    )
    targets = (
        Target("chats", Measure.FIRST_REPLY_WITHIN, 0.75, 30 * SECOND, windows, assurance),
        Target("chats", Measure.LOST, 0.1, 0, ((8 * HOUR, DAY),), None),
    )
    return replace(shop, shift_types=types, targets=targets, day_factor=DayFactor(cv, DAY))


CASES = [
    small_shop(40.0),
    small_shop(80.0),
    small_shop(60.0, assurance=0.75, cv=0.2),
    small_shop(25.0, cv=0.2),
]


def searched(shop, days):
    return Search(shop, days, requirement(shop), seats(shop))


def cheapest_of_all(search, most):
    """Cost of the cheapest of all rosters that hold, run one by one, rising in cost."""
    rosters = np.array(list(product(*(range(m + 1) for m in most))), dtype=np.int64)
    cost = search.terms.cost(rosters)
    for place in np.argsort(cost, kind="stable").tolist():
        candidate = search.try_out(rosters[place], np.zeros(0))
        if search.holds(candidate):
            return candidate.cost
    raise AssertionError("none holds")


@pytest.mark.parametrize("shop", CASES)
def test_the_search_finds_what_enumeration_finds(shop):
    with Days(shop, 4, seed=3, first=0, engine="compiled", glance=GLANCE) as days:
        search = searched(shop, days)
        repair(search, EFFORT.rounds)
        improve(search, EFFORT.trials)
        local = search.best_cost
        measured = measured_bound(search, Planes(search))
        bound = settle(search, EFFORT.proof, Planes(search)).excluded
        settled = search.best_cost
        assert bound is not None
        again = searched(shop, days)
        most = search.the_best().people + 3
        optimum = cheapest_of_all(again, most.tolist())
    assert settled == pytest.approx(optimum)
    assert local <= 1.1 * optimum
    assert bound.cost <= optimum + 1e-6
    assert bound.cost == pytest.approx(optimum)
    assert measured is None or measured.cost <= optimum + 1e-6
    believed = level_bound(shop, search.kinds, search.terms, search.present)
    assert believed is not None
    assert 0.4 * optimum < believed.cost <= optimum


def test_what_people_change_bounds_the_optimum_closely():
    with Days(small_shop(130.0), 8, seed=2, first=0, engine="compiled", glance=3) as days:
        search = searched(days.scenario, days)
        repair(search, EFFORT.rounds)
        improve(search, EFFORT.trials)
        prove(search, EFFORT.proof)
        found = measured_bound(search, Planes(search))
        exclude(search, 400)
    assert found is not None
    assert 0.95 * search.best_cost <= found.cost <= search.best_cost


@pytest.mark.parametrize("shop", CASES)
def test_conservation_of_work_never_exceeds_the_optimum(shop):
    with Days(shop, 4, seed=3, first=0, engine="compiled", glance=GLANCE) as days:
        search = searched(shop, days)
        repair(search, EFFORT.rounds)
        improve(search, EFFORT.trials)
        settle(search, EFFORT.proof, Planes(search))
        bound = lower_bound(shop, search.kinds, search.terms)
    assert bound is not None
    assert 0.2 * search.best_cost < bound.cost <= search.best_cost


def test_the_bound_rises_with_demand_and_wage():
    def bound(**more):
        shop = day(**more)
        with Days(shop, 1, seed=1, first=0, engine="compiled") as days:
            search = searched(shop, days)
        return lower_bound(shop, search.kinds, search.terms).cost

    base = bound()
    assert bound(per_hour=120.0) > 1.5 * base
    assert bound(work=26.0) > 1.5 * base


def test_a_target_that_asks_for_nothing_bounds_nothing():
    target = Target("chats", Measure.OCCUPANCY, 0.8, 0, ((8 * HOUR, DAY),), None)
    shop = replace(day(), targets=(target,))
    with Days(shop, 1, seed=1, first=0, engine="compiled") as days:
        search = searched(shop, days)
    assert lower_bound(shop, search.kinds, search.terms) is None


def test_exclusions_give_up_where_there_are_too_many_rosters():
    shop = day(per_hour=400.0)
    with Days(shop, 2, seed=1, first=0, engine="compiled") as days:
        search = searched(shop, days)
        repair(search, 6)
        assert exclude(search, 10) is None


@pytest.mark.parametrize("shop", CASES)
def test_more_people_never_spoil_a_target(shop):
    """Monotony, which the exclusions assume: one person more, over random small rosters."""
    rng = np.random.default_rng(1)
    worse = 0
    with Days(shop, 4, seed=5, first=0, engine="compiled") as days:
        search = searched(shop, days)
        for _ in range(12):
            people = rng.integers(0, 5, len(search.kinds))
            before = search.try_out(people, np.zeros(0))
            kind = int(rng.integers(len(search.kinds)))
            after = search.try_out(people + np.eye(len(search.kinds), dtype=np.int64)[kind],
                                   np.zeros(0))  # fmt: skip
            finite = np.isfinite(before.slack)
            worse += bool((after.slack[finite] < before.slack[finite] - 0.05).any())
    assert worse == 0


def test_least_part_of_a_law():
    law = exponential(10.0)
    assert least_part(law, 1.0) == pytest.approx(law.mean)
    half = least_part(law, 0.5)  # the shorter half of exponential times: 1 - ln 2 of a half mean
    assert half == pytest.approx(law.mean * (0.5 - 0.5 * np.log(2)), rel=1e-6)
    assert least_part(fixed(10.0), 0.3) == pytest.approx(3000.0)
    assert survival(law, law.mean) == pytest.approx(np.exp(-1.0))


def test_a_plan_of_a_small_shop_is_proven_to_be_cheapest():
    found = capplan.plan(small_shop(40.0), effort=EFFORT, fresh_days=40)
    assert found.bound is not None
    assert found.bound.method.startswith("monotone")
    assert found.gap == pytest.approx(0.0, abs=0.01)
