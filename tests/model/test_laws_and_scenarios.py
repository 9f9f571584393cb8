"""Laws as data, the calendar, and the scenario's cross-checks."""

import math
from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest

from capplan.model.calendar import Calendar
from capplan.model.demand import RateProfile
from capplan.model.laws import CountKind, CountLaw, TimeKind, TimeLaw
from capplan.model.people import LimitWindow, Skill
from capplan.model.shifts import Roster, Shift
from capplan.model.targets import Measure, Target
from capplan.units import DAY, HOUR, Grid
from shop import group, queue, scenario


@pytest.mark.parametrize(
    ("kind", "mean", "shape", "values"),
    [
        (TimeKind.EXPONENTIAL, -1.0, 1.0, ()),
        (TimeKind.EXPONENTIAL, math.nan, 1.0, ()),
        (TimeKind.GAMMA, 1.0, 0.0, ()),
        (TimeKind.GAMMA, 1.0, math.nan, ()),
        (TimeKind.WEIBULL, 1.0, math.inf, ()),
        (TimeKind.EMPIRICAL, 1.0, 1.0, ()),
        (TimeKind.EMPIRICAL, 1.0, 1.0, (1.0, -1.0)),
        (TimeKind.EMPIRICAL, 1.0, 1.0, (math.inf,)),
    ],
)
def test_time_laws_that_make_no_sense(kind, mean, shape, values):
    with pytest.raises(ValueError, match=r"law|mean"):
        TimeLaw(kind, mean, shape, values)


@pytest.mark.parametrize(
    ("kind", "mean", "dispersion", "values"),
    [
        (CountKind.GEOMETRIC, 0.9, 1.0, ()),
        (CountKind.GEOMETRIC, math.nan, 1.0, ()),
        (CountKind.POISSON, math.inf, 1.0, ()),
        (CountKind.DETERMINISTIC, 1.5, 1.0, ()),
        (CountKind.NEGATIVE_BINOMIAL, 3.0, 1.0, ()),
        (CountKind.EMPIRICAL, 1.0, 1.0, ()),
        (CountKind.EMPIRICAL, 1.0, 1.0, (1, 0)),
    ],
)
def test_count_laws_that_make_no_sense(kind, mean, dispersion, values):
    with pytest.raises(ValueError, match=r"law|count|dispersion"):
        CountLaw(kind, mean, dispersion, values)


def test_a_calendar_names_every_day_or_none():
    grid = Grid(30 * HOUR, HOUR)
    calendar = Calendar(datetime(2026, 11, 10, 20), grid, "", ("eve", "peak", "parcels"), "quiet")
    assert [calendar.day_type(day) for day in range(-2, 4)] == [
        "", "quiet", "eve", "peak", "parcels", "",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="touches 3 days, and 2 have a type"):
        Calendar(datetime(2026, 11, 10, 20), grid, "", ("eve", "peak"))


def test_a_calendar_that_starts_in_the_evening():
    calendar = Calendar(datetime(2026, 11, 10, 20), Grid(30 * HOUR, HOUR), "Asia/Shanghai")
    assert calendar.first_midnight == -20 * HOUR
    assert calendar.days == 3
    assert calendar.end == datetime(2026, 11, 12, 2)
    assert calendar.at(4 * HOUR) == datetime(2026, 11, 11)
    assert calendar.tick(datetime(2026, 11, 10, 19)) == -HOUR
    assert (calendar.date(1), calendar.midnight(1)) == (date(2026, 11, 11), 4 * HOUR)
    assert calendar.edges()[[0, 1, -1]].tolist() == [0, HOUR, 30 * HOUR]


def test_a_calendar_that_starts_and_ends_at_midnight():
    calendar = Calendar(datetime(2026, 11, 11), Grid(2 * DAY, HOUR), "Asia/Shanghai")
    assert (calendar.first_midnight, calendar.days) == (0, 2)


def beyond():
    late = RateProfile(np.array([0, 9 * HOUR], dtype=np.int64), np.array([1.0]))
    return replace(queue(), demand=late)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"queues": (beyond(),)}, "outside the horizon"),
        ({"queues": (queue(), queue("more"))}, "no group serves it"),
        ({"queues": (queue(), queue())}, "names of their own"),
        ({"groups": (group(), group())}, "names of their own"),
        ({"groups": (group(skills=(Skill("chat", 1),)),)}, "there is no queue 'chat'"),
        ({"slowdown": -0.1}, "slow-down"),
        ({"roster": Roster((Shift(0, "nobody", 0, 5),))}, "the group 'nobody'"),
        (
            {"targets": (Target("x", Measure.LOST, 0.1, 0, ((0, HOUR),), None),)},
            "the queue 'x'",
        ),
    ],
)
def test_scenarios_that_make_no_sense(change, said):
    with pytest.raises(ValueError, match=said):
        scenario(**change)


def test_a_queue_without_demand_needs_nobody():
    idle = queue("idle", per_hour=0.0)
    assert scenario(queues=(queue(), idle)).queue_names == ("chats", "idle")


@pytest.mark.parametrize("assurance", [0.0, 1.0, -0.5])
def test_an_assurance_is_a_share(assurance):
    with pytest.raises(ValueError, match="assurance"):
        Target("x", Measure.LOST, 0.1, 0, ((0, HOUR),), assurance)


def test_limit_windows_that_overlap_are_refused() -> None:
    windows = (LimitWindow(10, 30, 2), LimitWindow(0, 20, 1))
    with pytest.raises(ValueError, match="two limit_windows overlap"):
        group(windows=windows)
    assert group(windows=(LimitWindow(20, 30, 2), LimitWindow(0, 20, 1))).limit == 1
