from dataclasses import replace

import numpy as np
import pytest

from capplan.pay import ShiftCost
from capplan.staffing import shift_cover
from capplan.staffing.limits import Terms
from capplan.staffing.seats import Seat
from capplan.staffing.shift_cover import cover
from shop import HOUR, group, queue, scenario


def _shop(intervals, most=10_000, **more):
    base = scenario(
        queues=(queue(hours=intervals),),
        groups=(replace(group(), most=most),),
        hours=intervals,
        interval_h=1.0,
        **more,
    )
    return replace(base, rest=0)


def _seat(kind, cost, start=0, end=1):
    return Seat(
        0, kind, 0, start * HOUR, end * HOUR, (end - start) * HOUR, 1.0, ShiftCost(cost, 0, 0, 0)
    )


def _solve(shop, kinds, present, asked):
    asked = np.array([asked], dtype=float)
    return cover(shop, kinds, np.array(present, dtype=float), asked, np.array([[1.0]]), gap=0.0)


def test_union_airways():
    """Hillier and Lieberman, Introduction to Operations Research: 48, 31, 39, 43, 15; 30,610."""
    asked = [48, 79, 65, 87, 64, 73, 82, 43, 52, 15]
    shifts = {
        170: range(4),
        160: range(1, 5),
        175: range(3, 7),
        180: range(5, 9),
        195: range(8, 10),
    }
    shop = _shop(10)
    kinds = tuple(
        _seat(k, cost, hours.start, hours.stop) for k, (cost, hours) in enumerate(shifts.items())
    )
    present = [[float(i in hours) for i in range(10)] for hours in shifts.values()]
    present[0][1] = present[0][2] = present[0][3] = 1.0
    found = _solve(shop, kinds, present, asked)
    assert found.people.tolist() == [48, 31, 39, 43, 15]
    assert sum(k.cost.total * n for k, n in zip(kinds, found.people, strict=True)) == 30_610


def test_a_large_programme_is_rounded_within_the_limits(monkeypatch):
    monkeypatch.setattr(shift_cover, "MOST_COLUMNS", 0)
    asked = [10.5, 17.25, 9.5, 12.0]
    shop = _shop(4, most=40)
    kinds = (_seat(0, 2.0, 0, 2), _seat(1, 2.0, 1, 3), _seat(2, 2.0, 2, 4), _seat(3, 1.1, 1, 2))
    present = [[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [0, 1, 0, 0]]
    found = _solve(shop, kinds, present, asked)
    assert found.people.dtype == np.int64
    assert found.people.sum() == round(10.5 + 12.0 + 6.75)  # as many as the fractions add up to
    none_over = _solve(_shop(4, most=12), kinds, present, asked)
    assert Terms(_shop(4, most=12), kinds).heads(none_over.people) <= 12


def test_post_office_five_days_on_two_off():
    """Winston, Operations Research: 23 employees."""
    asked = [17, 13, 15, 19, 14, 16, 11]
    shop = _shop(7)
    kinds = tuple(_seat(k, 1.0, k, k + 1) for k in range(7))
    present = [[float((i - k) % 7 < 5) for i in range(7)] for k in range(7)]
    found = _solve(shop, kinds, present, asked)
    assert found.people.sum() == 23


def test_what_cannot_be_covered_is_shortage_not_failure():
    shop = _shop(2, most=3)
    kinds = (_seat(0, 1.0, 0, 2),)
    found = _solve(shop, kinds, [[1.0, 1.0]], [2.0, 4.0])
    assert found.people.tolist() == [3]
    assert found.shortage[0] == pytest.approx([0.0, 0.25])


def test_seats_bind():
    shop = _shop(2, seats=2)
    kinds = (_seat(0, 1.0, 0, 2),)
    assert _solve(shop, kinds, [[1.0, 1.0]], [5.0, 5.0]).people.tolist() == [2]


def test_rest_keeps_one_person_from_two_shifts_in_a_row():
    shop = replace(_shop(2, most=3), rest=HOUR)
    kinds = (_seat(0, 1.0, 0, 1), _seat(1, 1.0, 1, 2))
    found = _solve(shop, kinds, [[1.0, 0.0], [0.0, 1.0]], [3.0, 3.0])
    assert found.people.sum() == 3
    assert _solve(replace(shop, rest=0), kinds, [[1, 0], [0, 1]], [3.0, 3.0]).people.sum() == 6


def test_no_work_needs_nobody():
    shop = _shop(2)
    found = _solve(shop, (_seat(0, 1.0, 0, 2),), [[1.0, 1.0]], [0.0, 0.0])
    assert found.people.tolist() == [0]
