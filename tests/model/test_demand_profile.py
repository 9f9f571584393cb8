"""Rate profiles, bursts and the day factor as data (rules D1 to D3)."""

import numpy as np
import pytest

from capplan.model.demand import DayFactor, RateProfile, decaying_burst
from capplan.units import HOUR


def profile(*expected, step=100, start=0):
    edges = start + step * np.arange(len(expected) + 1, dtype=np.int64)
    return RateProfile(edges, np.array(expected, dtype=np.float64))


def test_between_other_edges():
    base = profile(10, 0, 30)
    assert base.between(np.array([0, 50, 150, 250, 300])).tolist() == [5, 5, 15, 15]
    assert base.between(np.array([-100, 0, 300, 999])).tolist() == [0, 40, 0]
    assert base.total == 40
    assert base.cumulative().tolist() == [0, 10, 10, 40]


def test_plus_and_times():
    total = profile(10, 20).plus(profile(6, 6, step=50, start=50))
    assert total.edges.tolist() == [0, 50, 100, 150, 200]
    assert total.expected.tolist() == [5, 11, 16, 10]
    assert profile(1, 2).times(3).expected.tolist() == [3, 6]
    assert profile(1, 2).times(np.array([2.0, 0.5])).expected.tolist() == [2, 1]


def test_a_profile_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        profile(1, 2).expected[0] = 5


@pytest.mark.parametrize(
    ("edges", "expected"),
    [([0], []), ([0, 0], [1]), ([5, 3], [1]), ([0, 1], [1, 2]), ([0, 1], [-1]), ([0, 1], [np.nan]),
     ([0, 1], [np.inf])],
)  # fmt: skip
def test_profiles_that_make_no_sense(edges, expected):
    with pytest.raises(ValueError, match=r"profile|expected arrivals"):
        RateProfile(np.array(edges, dtype=np.int64), np.array(expected, dtype=np.float64))


def test_a_burst_halves_each_half_life():
    edges = np.arange(0, 6) * HOUR
    burst = decaying_burst(800, HOUR, HOUR, edges)
    assert burst.expected.tolist() == [0, 400, 200, 100, 50]


def test_a_burst_is_integrated_exactly_whatever_the_grid():
    coarse = np.array([0, 90, 200], dtype=np.int64)
    fine = np.array([0, 25, 30, 55, 90, 123, 200], dtype=np.int64)
    whole, parts = (decaying_burst(100, 30, 40, edges) for edges in (coarse, fine))
    assert parts.between(coarse) == pytest.approx(whole.expected)
    assert whole.total == pytest.approx(100 * (1 - 2 ** (-170 / 40)))
    with pytest.raises(ValueError, match="half-life"):
        decaying_burst(100, 0, 0, coarse)


def test_periods_of_a_day_factor():
    assert DayFactor(0.2, 100).periods(300) == 3
    assert DayFactor(0.2, 100).periods(301) == 4
    assert DayFactor(0.2, 100, phase=-40).periods(300) == 4


@pytest.mark.parametrize("arguments", [(-0.1, 5), (10, 5), (np.nan, 5), (0.1, 0), (0.1, 5, 1)])
def test_day_factors_that_make_no_sense(arguments):
    with pytest.raises(ValueError, match="day factor"):
        DayFactor(*arguments)
