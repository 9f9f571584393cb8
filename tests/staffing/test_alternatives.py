"""Other rosters of nearly the same cost are looked for, not only met by chance (rule S5f)."""

from __future__ import annotations

import numpy as np
import pytest
from small import day

from capplan.staffing.alternatives import NEAR, alternatives, look_for_others
from capplan.staffing.local import improve
from capplan.staffing.requirement import requirement
from capplan.staffing.search import Search
from capplan.staffing.seats import seats
from capplan.study.days import Days

SHOP = day()


@pytest.fixture
def search():
    with Days(SHOP, 3, seed=2, first=0, engine="compiled", glance=2) as days:
        search = Search(SHOP, days, requirement(SHOP), seats(SHOP))
        found = search.cover(1.5 * search.needs.replies_per_s)
        search.try_out(found.people, found.shortage)
        improve(search, 12)
        yield search


def test_the_best_stays_and_others_hold_and_cost_hardly_more(search):
    best, tried = search.the_best(), set(search.known)
    assert search.holds(best)
    look_for_others(search, 10)
    assert search.the_best() is best
    fresh = [c for key, c in search.known.items() if key not in tried]
    assert all(c.cost <= best.cost * (1.0 + NEAR) for c in fresh)
    assert all(np.abs(c.people - best.people).sum() == 2 for c in fresh)  # one exchanged
    near = alternatives(search)
    holding = [c for c in search.known.values() if search.holds(c)]
    assert near.count == sum(c.cost <= best.cost * (1.0 + NEAR) + 1e-9 for c in holding)


def test_without_measured_effects_nothing_is_tried(search):
    search.effects = None
    before = search.tried
    look_for_others(search, 10)
    assert search.tried == before
