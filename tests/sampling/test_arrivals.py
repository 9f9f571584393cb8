"""Arrivals follow the profile, and stray from it as the day factors say (rules D1d and D2)."""

import math

import numpy as np
import pytest
from scipy import stats

from capplan.model.demand import DayFactor, RateProfile
from capplan.sampling.arrivals import arrival_ticks, common_factors, own_factors, vary
from capplan.sampling.streams import stream
from shop import queue


def profile(edges, expected):
    return RateProfile(np.array(edges, dtype=np.int64), np.array(expected, dtype=np.float64))


UNEVEN = profile([0, 900, 1_800, 2_000, 6_000, 6_001, 9_000], [40, 0, 25, 3, 0.5, 0])


def counts(edges, replications=600):
    rows = [
        np.histogram(arrival_ticks(UNEVEN, stream(3, k, "arrivals")), edges)[0]
        for k in range(replications)
    ]
    return np.array(rows, dtype=np.float64)


def test_every_interval_gets_its_expected_count_and_a_rate_of_zero_gets_none():
    drawn = counts(UNEVEN.edges)
    for values, expected in zip(drawn.T, UNEVEN.expected, strict=True):
        if expected == 0:
            assert not values.any()
        else:
            z = (values.mean() - expected) / math.sqrt(expected / values.size)
            assert abs(z) < 4
            # Poisson: variance = mean; (n - 1) s² / mean is nearly chi-square.
            dispersion = (values.size - 1) * values.var(ddof=1) / expected
            assert 1e-4 < stats.chi2.sf(dispersion, values.size - 1) < 1 - 1e-4


def test_counts_of_different_intervals_are_independent():
    drawn = counts(UNEVEN.edges)
    for one, other in [(0, 2), (2, 3), (0, 3)]:
        r = np.corrcoef(drawn[:, one], drawn[:, other])[0, 1]
        assert abs(r) * math.sqrt(len(drawn)) < 4


def test_inside_an_interval_arrivals_are_uniform():
    flat = profile([0, 1_000_000], [200.0])
    ticks = np.concatenate([arrival_ticks(flat, stream(1, k, "u")) for k in range(100)])
    assert stats.kstest(ticks / 1_000_000, "uniform").pvalue > 1e-3


def test_arrivals_are_rising_whole_ticks_before_the_end():
    for k in range(50):
        ticks = arrival_ticks(UNEVEN, stream(2, k, "a"))
        assert ticks.dtype == np.int64
        assert np.all(np.diff(ticks) >= 0)
        assert ticks.min(initial=0) >= 0
        assert ticks.max(initial=0) < 6_001


def test_with_more_demand_the_same_customers_come_earlier():
    for k in range(20):
        few = arrival_ticks(UNEVEN, stream(2, k, "a"))
        many = arrival_ticks(UNEVEN.times(1.5), stream(2, k, "a"))
        assert many.size >= few.size
        assert np.all(many[: few.size] <= few)


def test_no_demand_and_very_little():
    assert arrival_ticks(profile([0, 10], [0.0]), stream(1, 0, "a")).size == 0
    n = 4_000
    rare = sum(arrival_ticks(profile([0, 10], [1e-2]), stream(1, k, "a")).size for k in range(n))
    assert abs(rare - n * 1e-2) < 4 * math.sqrt(n * 1e-2)


# ---- day factors --------------------------------------------------------------------------------


def test_factors_multiply_the_rate_in_their_periods():
    law = DayFactor(0.3, 1_000, phase=-400)
    base = profile([0, 500, 2_000], [10, 30])
    varied = vary(base, law, np.array([2.0, 0.5, 3.0]))  # from -400, 600 and 1600
    assert varied.edges.tolist() == [0, 500, 600, 1_600, 2_000]
    assert varied.expected.tolist() == pytest.approx([20, 4, 10, 24])


LAW = DayFactor(0.3, 1_000)


def common(replications, periods=1, balanced_over=None):
    draws = [common_factors(LAW, 1_000 * periods, 5, k, balanced_over) for k in range(replications)]
    return np.array(draws)


def test_all_queues_share_the_common_factor_and_have_one_of_their_own():
    n = 3_000
    a = common(n)[:, 0]
    b, c = (
        np.array([own_factors(LAW, queue(name, own_cv=0.4), 1_000, 5, k)[0] for k in range(n)])
        for name in "bc"
    )
    for factors, cv in ((a, 0.3), (b, 0.4), (c, 0.4)):
        assert abs(factors.mean() - 1) < 4 * cv / math.sqrt(n)
        assert stats.kstest(factors, stats.gamma(1 / cv**2, scale=cv**2).cdf).pvalue > 1e-3
    for one, other in ((a, b), (a, c), (b, c)):
        assert abs(np.corrcoef(one, other)[0, 1]) * math.sqrt(n) < 4


def test_periods_have_independent_factors():
    drawn = common(2_000, periods=3)
    assert drawn.shape == (2_000, 3)
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert abs(np.corrcoef(drawn[:, one], drawn[:, other])[0, 1]) * math.sqrt(2_000) < 4


def test_balanced_factors_meet_each_part_of_the_law_once():
    n = 40
    drawn = common(2 * n, periods=2, balanced_over=n)
    parts = stats.gamma(1 / 0.09, scale=0.09).ppf((np.arange(n) + 0.5) / n)
    for period in range(2):
        for first in (0, n):
            assert np.sort(drawn[first : first + n, period]) == pytest.approx(parts)
    assert not np.array_equal(drawn[:n, 0], drawn[:n, 1])
    assert np.any(np.diff(drawn[:n, 0]) < 0)
