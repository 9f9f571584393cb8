"""What theory moves before it asks for people (rules S1d and S1e)."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

import shop
from capplan.model.calendar import Calendar
from capplan.model.people import Curve, Learning, Skill
from capplan.model.scenario import ClosedHours, Transfer
from capplan.model.shifts import ShiftType
from capplan.staffing.carry_over import can_be_open, carried, handed_on
from capplan.staffing.requirement import requirement
from capplan.units import DAY, HOUR, WEEK, Grid

DAY_SHIFT = ShiftType("day", 9 * HOUR, 18 * HOUR, (), ("agents",), (0, 1), 0.0)
COURSE = shop.chat(rounds=shop.geometric(5), work=shop.exponential(20), think=shop.exponential(60))


def two_days(closed=None, kinds=(DAY_SHIFT,), **group_terms):
    queue = replace(shop.queue(course=COURSE, per_hour=12, hours=48), closed=closed)
    made = shop.scenario(queues=(queue,), groups=(shop.group(limit=6, **group_terms),), hours=48)
    calendar = Calendar(datetime(2026, 11, 11), Grid(2 * DAY, HOUR // 2), "Asia/Shanghai")
    return replace(made, calendar=calendar, shift_types=kinds)


def test_only_hours_that_a_shift_type_covers_can_be_open():
    scenario = two_days()
    hours = np.flatnonzero(can_be_open(scenario, scenario.queues[0])) / 2
    assert (hours[0], hours[17], hours[18], hours.size) == (9.0, 17.5, 33.0, 36)


def test_who_stays_overnight_is_counted_in_the_first_hour_of_the_next_opening():
    scenario = two_days(ClosedHours(0.5, None, after_live=False))
    moved = carried(scenario, scenario.queues[0], np.full(96, 6.0))
    assert moved[18:21].tolist() == [6 + 18 * 6 * 0.5 / 2, 6 + 18 * 6 * 0.5 / 2, 6]
    assert moved[66:69].tolist() == [6 + 30 * 6 * 0.5 / 2, 6 + 30 * 6 * 0.5 / 2, 6]
    assert moved[:18].sum() == moved[36:66].sum() == moved[84:].sum() == 0.0


def test_without_closed_hours_nothing_is_moved():
    scenario = two_days()
    assert carried(scenario, scenario.queues[0], np.full(96, 6.0)).tolist() == [6.0] * 96


def test_rounds_behind_the_first_are_given_where_the_chat_goes_on():
    skills = (Skill("a", 1), Skill("b", 1))
    first = replace(shop.queue("a", course=COURSE), transfers=(Transfer("b", 0.25),))
    scenario = shop.scenario(
        queues=(first, shop.queue("b", course=COURSE)), groups=(shop.group(skills=skills),)
    )
    here, there = handed_on(scenario, [np.array([10.0]), np.array([2.0])])
    assert here.tolist() == pytest.approx([10 - 10 * 0.25 * 0.8])
    assert there.tolist() == pytest.approx([2 + 10 * 0.25 * 0.8])


def test_newcomers_give_less_in_theory_too():
    half = Curve(((0, 0.5), (12 * WEEK, 1.0)))
    learning = Learning(DAY, half, half, None, 0.2, 0)
    slow, full = requirement(two_days(learning=learning)), requirement(two_days())
    assert slow.level[0, 0] <= full.level[0, 0]
    assert slow.capacity[0, 0] < 0.6 * full.capacity[0, 0]
