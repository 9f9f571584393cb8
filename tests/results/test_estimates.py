"""Estimates against known values, brute force and their own coverage (rule M3)."""

import math

import numpy as np
import pytest
from scipy import stats

from capplan.results import estimates
from capplan.results.estimates import Estimate


def rng(number=0):
    return np.random.default_rng([2026, number])


# ---- means and ratios ---------------------------------------------------------------------------


def test_a_mean_by_students_t():
    got = estimates.mean(np.array([1.0, 2.0, 3.0, 4.0]))
    half = 3.182446305 * math.sqrt(5 / 3) / 2
    assert (got.value, got.replications, got.level) == (2.5, 4, 0.95)
    assert got.half_width == pytest.approx(half)
    assert got.standard_error == pytest.approx(math.sqrt(5 / 3) / 2)
    assert estimates.mean(np.array([1.0, 2.0, 3.0, 4.0]), 0.99).half_width == pytest.approx(
        5.840909310 * math.sqrt(5 / 3) / 2
    )


def test_a_mean_of_one_replication_knows_nothing_of_its_error():
    got = estimates.mean(np.array([7.0]))
    assert (got.value, got.low, got.high) == (7.0, -math.inf, math.inf)
    assert math.isnan(got.standard_error)


def test_a_ratio_is_sum_over_sum_not_the_mean_of_ratios():
    assert estimates.ratio(np.array([9.0, 10.0]), np.array([10.0, 100.0])).value == 19 / 110


def test_nothing_observed_is_no_figure():
    assert math.isnan(estimates.ratio(np.zeros(3), np.zeros(3)).value)
    values, halves = estimates.ratios(np.zeros((3, 2)), np.array([[0.0, 1.0]] * 3))
    assert math.isnan(values[0])
    assert math.isnan(halves[0])
    assert (values[1], halves[1]) == (0.0, 0.0)


def correlated(generator, n):
    """Calls and losses of days with a common factor: numerator and denominator depend."""
    factor = generator.gamma(25, 1 / 25, n)
    offered = generator.poisson(200 * factor)
    lost = generator.binomial(offered, np.clip(0.1 * factor**2, 0, 1))
    return lost.astype(float), offered.astype(float)


def test_the_error_of_a_ratio_against_brute_force():
    generator = rng()
    found = [estimates.ratio(*correlated(generator, 50)) for _ in range(2_000)]
    truth = np.std([e.value for e in found], ddof=1)
    claimed = math.sqrt(np.mean([e.standard_error**2 for e in found]))
    assert claimed == pytest.approx(truth, rel=0.06)  # 4 s.e. of a standard deviation of 2,000


def test_the_error_of_a_ratio_against_the_jackknife():
    lost, offered = correlated(rng(1), 400)
    n = lost.size
    leave_one_out = (lost.sum() - lost) / (offered.sum() - offered)
    jackknife = math.sqrt((n - 1) / n * np.sum((leave_one_out - leave_one_out.mean()) ** 2))
    assert estimates.ratio(lost, offered).standard_error == pytest.approx(jackknife, rel=0.01)


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_intervals_cover_the_truth_as_often_as_they_say(level):
    generator, trials = rng(2), 4_000
    hits = 0
    for _ in range(trials):
        got = estimates.mean(generator.normal(5.0, 2.0, 6), level)
        hits += got.low <= 5.0 <= got.high
    assert abs(hits - trials * level) < 4 * math.sqrt(trials * level * (1 - level))


def test_ratios_are_the_ratio_of_each_cell():
    generator = rng(3)
    top, bottom = generator.gamma(2, 1, (7, 2, 3)), generator.gamma(2, 1, (7, 2, 3))
    values, halves = estimates.ratios(top, bottom)
    for cell in np.ndindex(2, 3):
        one = estimates.ratio(top[(slice(None), *cell)], bottom[(slice(None), *cell)])
        assert values[cell] == pytest.approx(one.value)
        assert halves[cell] == pytest.approx(one.half_width)
    assert estimates.ratios(top[:1], bottom[:1])[1].tolist() == [[math.inf] * 3] * 2


def test_a_paired_difference_knows_what_both_share():
    generator = rng(4)
    days = generator.normal(100, 30, 40)
    first, second = days + generator.normal(0, 1, 40), days + 2 + generator.normal(0, 1, 40)
    paired = estimates.paired_difference(first, second)
    assert paired.value == pytest.approx(second.mean() - first.mean())
    assert paired.half_width == pytest.approx(estimates.mean(second - first).half_width)
    assert paired.half_width < estimates.mean(first).half_width / 5


# ---- shares: Clopper and Pearson ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (10, 100, 0.0490047, 0.1762226),
        (0, 10, 0.0, 0.3084971),
        (10, 10, 0.6915029, 1.0),
        (1, 3, 0.0084038, 0.9057007),
    ],
)
def test_the_exact_interval_of_a_share(successes, trials, low, high):
    got = estimates.share(successes, trials)
    assert got.value == successes / trials
    assert (got.low, got.high) == (pytest.approx(low, abs=5e-7), pytest.approx(high, abs=5e-7))


def test_the_ends_of_a_share_are_where_the_tails_are():
    for successes, trials in [(3, 17), (16, 17), (281, 300)]:
        got = estimates.share(successes, trials, 0.9)
        assert stats.binom.sf(successes - 1, trials, got.low) == pytest.approx(0.05)
        assert stats.binom.cdf(successes, trials, got.high) == pytest.approx(0.05)


@pytest.mark.parametrize(("misses", "days"), [(0, 36), (1, 54)])
def test_the_least_days_that_can_show_ninety_per_cent(misses, days):
    assert estimates.share(days - misses, days).low >= 0.9
    assert estimates.share(days - 1 - misses, days - 1).low < 0.9


def test_no_trials_no_share():
    assert math.isnan(estimates.share(0, 0).value)


# ---- quantiles: order statistics ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "probability", "low", "high"),
    [
        (6, 0.5, 1, 6),
        (10, 0.5, 2, 9),
        (20, 0.5, 6, 15),
        (100, 0.5, 40, 61),
        (100, 0.9, 84, 96),
        (8, 0.5, 1, 8),
    ],
)
def test_the_interval_of_a_quantile_lies_between_order_statistics(n, probability, low, high):
    got = estimates.quantile(np.arange(1.0, n + 1)[::-1], probability)
    assert (got.low, got.high) == (low, high)
    coverage = stats.binom.cdf(high - 1, n, probability) - stats.binom.cdf(low - 1, n, probability)
    assert coverage >= 0.95
    for tail in (
        stats.binom.cdf(low, n, probability),
        stats.binom.sf(high - 2, n, probability),
    ):
        assert tail > 0.025  # one order statistic further in would say too much


def test_too_few_days_leave_the_interval_open():
    got = estimates.quantile(np.arange(5.0), 0.5)
    assert (got.value, got.low, got.high) == (2.0, -math.inf, math.inf)
    got = estimates.quantile(np.arange(30.0), 0.95)
    assert got.high == math.inf
    assert math.isfinite(got.low)
    assert math.isnan(estimates.quantile(np.zeros(0), 0.5).value)


def test_intervals_of_quantiles_cover_the_truth():
    generator, trials = rng(5), 3_000
    hits = 0
    for _ in range(trials):
        got = estimates.quantile(generator.exponential(1.0, 40), 0.8)
        hits += got.low <= -math.log(0.2) <= got.high
    assert hits > 0.95 * trials - 4 * math.sqrt(trials * 0.95 * 0.05)
    assert hits < trials


def test_the_width_of_an_interval():
    got = Estimate(5.0, 4.0, 6.0, 1)
    assert got.half_width == 1.0
