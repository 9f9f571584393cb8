from dataclasses import replace

import numpy as np
import pytest
from small import EARLY, EVENING, LATE, REGULAR, TEMP, day, week

from capplan.pay import overtime_cost, shift_cost
from capplan.staffing.seats import people_needed, presence_per_seat, seats, to_roster
from shop import DAY, HOUR


def test_a_shift_costs_wage_allowance_and_the_employers_share():
    cost = shift_cost(REGULAR, LATE)
    assert cost.wage == pytest.approx(30 * 7.5)  # the half-hour break is not paid
    assert cost.allowance == 10
    assert cost.employer == pytest.approx(0.25 * (225 + 10))
    assert cost.total == pytest.approx(235 * 1.25)


def test_hours_beyond_eight_are_overtime():
    twelve = type(EARLY)("long", 8 * HOUR, 20 * HOUR, (), ("regulars",), (0,), 0.0)
    cost = shift_cost(REGULAR, twelve)
    assert cost.wage == pytest.approx(8 * 30)
    assert cost.overtime == pytest.approx(4 * 30 * 1.5)


def test_a_short_temp_shift_is_paid_for_the_minimum():
    two = type(EARLY)("short", 8 * HOUR, 10 * HOUR, (), ("temps",), (0,), 0.0)
    assert shift_cost(TEMP, two).total == pytest.approx(4 * 20)
    assert shift_cost(TEMP, EVENING).total == pytest.approx(4 * 20)


def test_overtime_is_paid_with_the_employers_share():
    assert overtime_cost(REGULAR, 2.0) == pytest.approx(2 * 30 * 1.5 * 1.25)


def test_only_allowed_groups_get_seats():
    shop = day()
    found = {(shop.group_names[s.group], shop.shift_types[s.kind].name) for s in seats(shop)}
    assert found == {
        ("regulars", "early"),
        ("regulars", "late"),
        ("temps", "early"),
        ("temps", "late"),
        ("temps", "evening"),
    }


def test_presence_spreads_breaks_over_their_slots():
    shop = day()
    kinds = seats(shop)
    present = presence_per_seat(shop, kinds)
    late = next(row for row, s in zip(present, kinds, strict=True) if s.kind == 1)
    assert late[: 16 * 2] == pytest.approx(0)
    assert late[16 * 2 : 18 * 2] == pytest.approx(1)
    assert late[18 * 2 : 20 * 2] == pytest.approx(0.75)  # four slots of half an hour
    assert late[20 * 2 :] == pytest.approx(1)


def test_people_needed_counts_shifts_that_overlap_with_their_rest():
    shop = day()
    kinds = seats(shop)
    people = np.array([3 if s.group == 0 else 0 for s in kinds])
    without_rest = replace(shop, rest=0)
    assert people_needed(without_rest, kinds, people, 0) == 3  # 8-16 and 16-24 by the same people
    assert people_needed(replace(shop, rest=HOUR), kinds, people, 0) == 6


def test_a_week_asks_for_more_people_than_any_moment():
    shop = week()
    kinds = seats(shop)
    people = np.array([5 if s.group == 0 and s.kind == 0 else 0 for s in kinds])
    hours = 7 * 5 * 8
    assert people_needed(shop, kinds, people, 0) == -(-hours // 44)


def test_the_roster_has_one_agent_per_seat():
    shop = day()
    kinds = seats(shop)
    roster = to_roster(shop, kinds, np.full(len(kinds), 2))
    assert roster.agents == 2 * len(kinds)
    assert {s.seat for s in roster.shifts} == {0, 1}
    assert max(s.end for s in roster.shifts) == DAY
