"""Draws follow their laws; impossible times are refused (rules C1 and D2)."""

import math

import numpy as np
import pytest
from scipy import stats

from capplan.model.laws import CountKind, CountLaw, TimeKind, TimeLaw
from capplan.sampling.draws import (
    LONGEST,
    NEVER,
    draw_counts,
    draw_factors,
    draw_times,
    patience_ticks,
    whole_ticks,
)
from capplan.sampling.streams import stream
from capplan.units import DAY

N = 40_000


def z_of_mean(values, mean):
    return (values.mean() - mean) / (values.std(ddof=1) / math.sqrt(values.size))


def z_of_variance(values, variance):
    squares = (values - values.mean()) ** 2
    return (squares.mean() - variance) / (squares.std(ddof=1) / math.sqrt(values.size))


WEIBULL_SCALE = 3000 / math.gamma(1 + 1 / 2.5)
LOG_SIGMA = math.sqrt(math.log(1 + 0.8**2))
TIMES = {
    "exponential": (TimeLaw(TimeKind.EXPONENTIAL, 3000), stats.expon(scale=3000)),
    "gamma 2": (TimeLaw(TimeKind.GAMMA, 3000, 2.0), stats.gamma(2.0, scale=1500)),
    "gamma 0.7": (TimeLaw(TimeKind.GAMMA, 3000, 0.7), stats.gamma(0.7, scale=3000 / 0.7)),
    "weibull": (TimeLaw(TimeKind.WEIBULL, 3000, 2.5), stats.weibull_min(2.5, scale=WEIBULL_SCALE)),
    "lognormal": (
        TimeLaw(TimeKind.LOGNORMAL, 3000, 0.8),
        stats.lognorm(LOG_SIGMA, scale=3000 * math.exp(-(LOG_SIGMA**2) / 2)),
    ),
}


@pytest.mark.parametrize("name", TIMES)
def test_times_follow_their_law(name):
    law, exact = TIMES[name]
    assert exact.mean() == pytest.approx(3000)
    values = draw_times(law, stream(11, 0, "test", name), N)
    assert stats.kstest(values, exact.cdf).pvalue > 1e-3
    assert abs(z_of_mean(values, 3000)) < 4


def test_the_shape_of_a_lognormal_is_its_coefficient_of_variation():
    values = draw_times(TimeLaw(TimeKind.LOGNORMAL, 3000, 0.4), stream(1, 0, "cv"), N)
    assert abs(z_of_variance(values, (0.4 * 3000) ** 2)) < 4


def test_fixed_and_empirical_times():
    assert (
        draw_times(TimeLaw(TimeKind.DETERMINISTIC, 70), stream(1, 0, "x"), 3).tolist() == [70] * 3
    )
    law = TimeLaw(TimeKind.EMPIRICAL, 0.0, values=(1.0, 2.0, 2.0, 9.0))
    values = draw_times(law, stream(1, 0, "x"), N)
    counted = [int(np.sum(values == v)) for v in (1.0, 2.0, 9.0)]
    assert sum(counted) == N
    assert stats.chisquare(counted, [N / 4, N / 2, N / 4]).pvalue > 1e-3


@pytest.mark.parametrize("name", TIMES)
def test_two_means_meet_the_same_luck(name):
    law, _ = TIMES[name]
    twice = TimeLaw(law.kind, 2 * law.mean, law.shape)
    a = draw_times(law, stream(5, 0, "luck"), 100)
    assert draw_times(twice, stream(5, 0, "luck"), 100) == pytest.approx(2 * a)


COUNTS = {
    "geometric": (CountLaw(CountKind.GEOMETRIC, 5.0), stats.geom(0.2)),
    "geometric, nearly one": (CountLaw(CountKind.GEOMETRIC, 1.04), stats.geom(1 / 1.04)),
    "poisson": (CountLaw(CountKind.POISSON, 5.0), stats.poisson(4.0, loc=1)),
    "negative binomial": (
        CountLaw(CountKind.NEGATIVE_BINOMIAL, 5.0, dispersion=3.0),
        stats.nbinom(2.0, 1 / 3, loc=1),
    ),
}


@pytest.mark.parametrize("name", COUNTS)
def test_counts_follow_their_law(name):
    law, exact = COUNTS[name]
    assert exact.mean() == pytest.approx(law.mean)
    values = draw_counts(law, stream(12, 0, "test", name), N)
    assert values.min() >= 1
    assert abs(z_of_mean(values, exact.mean())) < 4
    assert abs(z_of_variance(values, exact.var())) < 4
    most = 1
    while N * exact.sf(most + 1) > 20:
        most += 1
    observed = np.bincount(np.minimum(values, most + 1), minlength=most + 2)[1:]
    expected = N * np.append(exact.pmf(np.arange(1, most + 1)), exact.sf(most))
    assert stats.chisquare(observed, expected).pvalue > 1e-3


@pytest.mark.parametrize(
    "law",
    [
        CountLaw(CountKind.GEOMETRIC, 1.0),
        CountLaw(CountKind.POISSON, 1.0),
        CountLaw(CountKind.NEGATIVE_BINOMIAL, 1.0, dispersion=2.0),
        CountLaw(CountKind.DETERMINISTIC, 1),
        CountLaw(CountKind.EMPIRICAL, 1.0, values=(1,)),
    ],
)
def test_a_mean_count_of_one_is_always_one(law):
    assert draw_counts(law, stream(1, 0, "one"), 50).tolist() == [1] * 50


def test_the_dispersion_is_the_variance_of_the_count_less_one_over_its_mean():
    law = CountLaw(CountKind.NEGATIVE_BINOMIAL, 7.0, dispersion=2.5)
    values = draw_counts(law, stream(1, 0, "dispersion"), N) - 1
    assert abs(z_of_mean(values, 6.0)) < 4
    assert abs(z_of_variance(values, 2.5 * 6.0)) < 4


@pytest.mark.parametrize("cv", [0.1, 0.5, 2.0])
def test_factors_have_mean_one_and_the_given_cv(cv):
    values = draw_factors(cv, stream(1, 0, "factors"), N)
    assert abs(z_of_mean(values, 1.0)) < 4
    assert abs(z_of_variance(values, cv**2)) < 4
    assert stats.kstest(values, stats.gamma(1 / cv**2, scale=cv**2).cdf).pvalue > 1e-3


def test_without_a_cv_every_factor_is_one():
    assert draw_factors(0.0, stream(1, 0, "factors"), 3).tolist() == [1.0, 1.0, 1.0]


# ---- ticks -------------------------------------------------------------------------------------


def test_times_are_rounded_half_up_to_ticks():
    ticks = whole_ticks(np.array([0.0, 0.49, 0.5, 1.5, LONGEST]), "work")
    assert ticks.tolist() == [0, 0, 1, 2, LONGEST]
    assert ticks.dtype == np.int32
    assert whole_ticks(np.zeros(0), "work").size == 0


@pytest.mark.parametrize("odd", [-0.1, math.nan, math.inf, LONGEST + 1.0])
def test_times_that_cannot_be_are_refused_by_name(odd):
    with pytest.raises(ValueError, match="queue x, work: a time lies outside 0 to 24 days"):
        whole_ticks(np.array([5.0, odd, 7.0]), "queue x, work")


def test_patience_without_end_never_ends():
    ticks = patience_ticks(np.array([0.4, 2.5, math.inf, 25 * DAY, LONGEST]), "patience")
    assert ticks.tolist() == [0, 3, NEVER, NEVER, LONGEST]
    assert patience_ticks(np.zeros(0), "patience").size == 0


@pytest.mark.parametrize("odd", [-1.0, math.nan, -math.inf])
def test_patience_that_cannot_be_is_refused_by_name(odd):
    with pytest.raises(ValueError, match="queue x: a patience is negative or not a number"):
        patience_ticks(np.array([5.0, odd]), "queue x")
