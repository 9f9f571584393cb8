"""Planes above what rosters reach (rule S5h)."""

from dataclasses import replace

import numpy as np
import pytest
from small import day

from capplan.staffing import Goal
from capplan.staffing.aims import Aim
from capplan.staffing.local import improve
from capplan.staffing.measured_bound import measured_bound
from capplan.staffing.planes import Plane, Planes
from capplan.staffing.proof import prove
from capplan.staffing.repair import repair
from capplan.staffing.requirement import requirement
from capplan.staffing.search import Search
from capplan.staffing.seats import seats
from capplan.study.days import Days


@pytest.fixture(scope="module")
def search():
    shop = day()
    with Days(shop, 4, seed=1, first=0, engine="compiled", glance=2) as days:
        found = Search(shop, days, requirement(shop), seats(shop))
        repair(found, 6)
        improve(found, 30)
        prove(found, 100)
        assert found.best_cost is not None
        yield found


def test_a_plane_is_linear_in_people():
    plane = Plane(0, np.array([2, 3]), 0.1, np.array([0.2, 0.05]))
    rosters = np.array([[2, 3], [1, 3], [2, 5]])
    assert plane.of(rosters).tolist() == pytest.approx([0.1, -0.1, 0.2])


def measured(search):
    planes = Planes(search)
    planes.measure()
    return planes


def test_no_plane_lies_below_a_roster_that_was_run(search):
    best = search.the_best()
    laid = measured(search).laid()
    assert [p.window for p in laid] == list(range(len(search.windows)))
    for plane in laid:
        margin = search.margin[plane.window]
        assert plane.room >= best.slack[plane.window] - margin
        assert (plane.slope >= 0.0).all()
        for candidate in search.known.values():
            if candidate.slack[plane.window] >= margin:
                assert plane.of(candidate.people) >= -1e-9


def test_planes_rise_above_rosters_run_since(search):
    planes = measured(search)
    best = search.the_best()
    fewer = search.try_out(best.people // 2, best.shortage)
    (before,) = [p for p in planes.laid() if p.window == 0]
    narrowly = replace(fewer.figures, slack=np.full_like(fewer.slack, search.margin[0]))
    search.known[fewer.people.tobytes()] = replace(fewer, figures=narrowly)
    try:
        (after,) = [p for p in planes.laid() if p.window == 0]
    finally:
        search.known[fewer.people.tobytes()] = fewer
    assert before.of(fewer.people) < 0.0
    assert after.of(fewer.people) >= -1e-9


def test_a_roster_that_misses_lays_planes_through_the_targets_it_misses(search):
    planes = measured(search)
    before = len(planes.laid())
    fewer = search.try_out(search.the_best().people // 2, search.the_best().shortage)
    planes.through(fewer)
    missed = np.flatnonzero(fewer.slack < search.margin)
    assert [p.window for p in planes.laid()[before:]] == missed.tolist()


def test_slopes_are_measured_once(search):
    planes = measured(search)
    tried = search.tried
    planes.measure()
    assert search.tried == tried


def test_the_cheapest_roster_lies_below_no_plane_and_within_the_limits(search):
    planes = measured(search)
    people, cost = planes.cheapest()
    assert all(p.of(people) >= -1e-6 for p in planes.laid())
    assert search.terms.allowed(people)
    assert 0.0 < cost <= search.terms.cost(people) + 1e-6
    assert cost <= search.best_cost


def test_there_is_no_bound_for_another_aim_or_while_targets_are_missed(search):
    goal, margin = search.goal, search.margin
    try:
        search.goal = Goal(Aim.PROFIT)
        assert measured_bound(search, Planes(search)) is None
        search.goal, search.margin = goal, margin + 10.0
        assert measured_bound(search, Planes(search)) is None
    finally:
        search.goal, search.margin = goal, margin


def test_there_is_no_bound_with_too_many_kinds_of_seats(search, monkeypatch):
    monkeypatch.setattr("capplan.staffing.measured_bound.MOST_KINDS", len(search.kinds) - 1)
    tried = search.tried
    assert measured_bound(search, Planes(search)) is None
    assert search.tried == tried
