"""Where targets are missed: which intervals, what would be enough, what nobody reaches (S3e)."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console
from small import EARLY, day

import capplan
from capplan.model.targets import Measure, Target
from capplan.report.plan_text import plan_text
from capplan.staffing import Effort
from capplan.units import SECOND
from shop import DAY, HOUR

QUICK = Effort(days=3, rounds=6, trials=10)


def planned(shop):
    return capplan.plan(shop, effort=QUICK, fresh_days=20)


def said(found):
    console = Console(width=200, record=True, file=StringIO())
    console.print(plan_text(found))
    return console.export_text()


def test_too_few_people_are_told_how_many_would_do():
    found = planned(day(most=2))
    assert found.shortfall is not None
    assert any("people in" in r and "instead of 2" in r for r in found.shortfall.remedies)
    assert "Enough on the search days" in said(found)


def test_too_few_seats_are_told_how_many_would_do():
    found = planned(replace(day(), seats=2))
    assert any("seats instead of 2" in r for r in found.shortfall.remedies)


def test_too_low_a_limit_is_told():
    """One chat at once and few people: more chats at once would do."""
    shop = day(limit=1, most=10)
    found = planned(shop)
    assert found.shortfall is not None
    assert any("chats at once in" in r and "instead of 1" in r for r in found.shortfall.remedies)


def test_a_target_beyond_any_head_count_shows_what_unlimited_staff_reaches():
    target = Target(
        "chats", Measure.FIRST_REPLY_WITHIN, 0.8, SECOND, ((12 * HOUR, 16 * HOUR),), None
    )
    found = planned(replace(day(), targets=(target,)))
    assert found.shortfall is not None
    (reached,) = found.shortfall.unlimited
    assert 0.0 < reached < 0.2  # exponential work of 13 s: 7 % within a second
    assert "with more people than are of use" in said(found)
    assert not any("people in" in r for r in found.shortfall.remedies)


def test_hours_without_a_shift_type_are_named():
    shop = replace(day(), shift_types=(replace(EARLY, start=8 * HOUR, end=16 * HOUR),))
    found = planned(shop)
    assert found.shortfall is not None
    assert found.shortfall.uncovered == ((16 * HOUR, DAY),)
    assert "No shift type covers 11 Nov 16:00–24:00" in said(found)


@pytest.mark.parametrize("shop", [day()])
def test_a_plan_that_holds_has_no_shortfall(shop):
    assert planned(shop).shortfall is None
