"""A plan for what the platform counts, at its hours and in its unit (rules M4 and S2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from small import day

from capplan import staffing
from capplan.model.platform import Asked, Metric, Platform, Unit
from capplan.model.provenance import Mark
from capplan.model.targets import Measure, Target
from capplan.results.verdicts import Answer
from capplan.units import HOUR, MINUTE

EFFORT = staffing.Effort(days=10, rounds=10, trials=20, thinner=4)


def judged_day(between=(8 * HOUR, 24 * HOUR), exempt=()):
    """The small day, where eight in ten customers must get every reply within a minute."""
    metric = Metric(
        "rate", "", "", Asked.REPLY_WITHIN, MINUTE, Unit.CUSTOMER, between, exempt,
        offline_counts=True, bot_counts=False, unanswered_misses=True, threshold=None,
        mark=Mark.ASSUME, source="made up",
    )  # fmt: skip
    shop = day()
    horizon = shop.calendar.grid.horizon
    target = Target("chats", Measure.PLATFORM_METRIC, 0.8, MINUTE, ((0, horizon),), None, metric)
    platform = Platform("made", "", "", "", (metric,))
    return replace(shop, queues=(replace(shop.queues[0], platform=platform),), targets=(target,))


@pytest.fixture(scope="module")
def whole_day():
    return staffing.plan(judged_day(), seed=1, effort=EFFORT, fresh_days=40)


def test_the_target_is_met_without_plenty(whole_day):
    (verdict,) = whole_day.verdicts
    assert verdict.answer is not Answer.MISSED
    assert 0.79 <= verdict.measured.value < 0.86


def test_hours_that_do_not_count_need_nobody(whole_day):
    """Until 16 o'clock only: nobody comes for the late shifts."""
    morning = staffing.plan(judged_day((8 * HOUR, 16 * HOUR)), seed=1, effort=EFFORT, fresh_days=40)
    assert morning.verdicts[0].answer is not Answer.MISSED
    assert {s.shift_type for s in morning.roster.shifts} == {"early"}
    assert morning.cost().value < whole_day.cost().value


def test_a_day_that_does_not_count_needs_nobody():
    free = staffing.plan(
        judged_day(exempt=((date(2026, 11, 11), date(2026, 11, 11)),)),
        seed=1,
        effort=EFFORT,
        fresh_days=10,
    )
    assert free.verdicts[0].answer is Answer.MET
