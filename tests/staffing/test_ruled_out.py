"""What a roster that misses rules out: whoever has no more people around the window (S2j)."""

from __future__ import annotations

import numpy as np
import pytest
from small import day

from capplan.staffing.requirement import requirement
from capplan.staffing.ruled_out import RuledOut
from capplan.staffing.search import Search
from capplan.staffing.seats import presence_per_seat, seats
from capplan.study.days import Days
from capplan.units import HOUR

SHOP = day()
KINDS = seats(SHOP)
NAMES = [(SHOP.group_names[k.group], SHOP.shift_types[k.kind].name) for k in KINDS]


def roster(**people: int) -> np.ndarray:
    """People by group_shift, as ``temps_evening=3``."""
    wanted = {tuple(name.split("_")): n for name, n in people.items()}
    assert wanted.keys() <= set(NAMES)
    return np.array([wanted.get(name, 0) for name in NAMES], dtype=np.int64)


@pytest.fixture
def ruled_out() -> RuledOut:
    """Two windows: 8 to 12 and 20 to 24."""
    target = SHOP.targets[0]
    windows = [(target, (8 * HOUR, 12 * HOUR)), (target, (20 * HOUR, 24 * HOUR))]
    return RuledOut(SHOP, KINDS, presence_per_seat(SHOP, KINDS), windows)


def test_without_a_miss_nothing_is_ruled_out(ruled_out):
    assert not ruled_out.holds(roster())
    ruled_out.note(roster(regulars_early=3), np.array([False, False]))
    assert not ruled_out.holds(roster())


def test_fewer_people_around_the_window_miss_as_well(ruled_out):
    ruled_out.note(roster(regulars_early=3, regulars_late=2), np.array([True, False]))
    assert ruled_out.holds(roster(regulars_early=3, regulars_late=2))
    assert ruled_out.holds(roster(regulars_early=2, regulars_late=9, temps_evening=9))
    assert not ruled_out.holds(roster(regulars_early=4))
    assert not ruled_out.holds(roster(regulars_early=3, temps_early=1))  # another group


def test_a_shift_that_covers_less_of_the_window_rules_out_by_one_that_covers_more(ruled_out):
    """From 19 to 24 and an hour around it: late is on at all times at which evening is, breaks
    apart, but not the other way round."""
    ruled_out.note(roster(temps_late=10), np.array([False, True]))
    assert ruled_out.holds(roster(temps_evening=7))
    assert not ruled_out.holds(roster(temps_evening=8))  # a quarter of late has its break at 19
    ruled_out.forget()
    ruled_out.note(roster(temps_evening=10), np.array([False, True]))
    assert not ruled_out.holds(roster(temps_late=1))  # from 16 to 19, and from 23 on


def test_what_the_search_rules_out_does_miss():
    """Every roster of a box that is ruled out misses when it is run all the same."""
    with Days(SHOP, 3, seed=4, first=0, engine="compiled") as days:
        search = Search(SHOP, days, requirement(SHOP), KINDS)
        short = search.needs.replies_per_s
        start = search.cover(1.3 * short)
        search.try_out(start.people, start.shortage)
        rng = np.random.default_rng(3)
        tried = settled = 0
        for _ in range(30):
            step = rng.integers(-2, 3, len(KINDS))
            people = np.maximum(start.people + step, 0)
            if search.ruled_out.holds(people):
                settled += 1
                assert not search.holds(search.try_out(people, start.shortage))
            else:
                tried += 1
                search.try_out(people, start.shortage)
        assert settled > 3
        assert tried > 3


def test_other_margins_are_judged_anew():
    with Days(SHOP, 2, seed=4, first=0, engine="compiled") as days:
        search = Search(SHOP, days, requirement(SHOP), KINDS)
        found = search.cover(2.0 * search.needs.replies_per_s)
        best = search.try_out(found.people, found.shortage)
        assert search.holds(best)
        assert not search.ruled_out.holds(best.people)
        search.ask(best.slack + 0.1)
        assert search.ruled_out.holds(best.people)
