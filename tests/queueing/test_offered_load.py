"""Offered load that lags the arrivals."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import gammaincc

from capplan.queueing import lagged_load, lagged_load_of_law

MINUTE, HOUR, DURATION = 60.0, 3600.0, 360.0


def test_an_opening_is_not_its_hourly_average():
    # 100 an hour for ever, 600 an hour from 0:00: 10 erlangs at 0:00, 60 in the end.
    edges = np.arange(0.0, HOUR + 1, 15 * MINUTE)
    load = lagged_load(edges, np.full(4, 600 / HOUR), DURATION, before_per_s=100 / HOUR)
    assert load.at_edges[0] == pytest.approx(10.0)
    assert load.at_edges[1] == pytest.approx(60.0 - 50.0 * math.exp(-2.5))
    hour = lagged_load([0.0, HOUR], [600 / HOUR], DURATION, before_per_s=100 / HOUR)
    assert hour.mean[0] == pytest.approx(60 - 50 * 0.1 * (1 - math.exp(-10)))
    assert hour.mean[0] == pytest.approx(load.mean.mean())
    assert hour.maximum[0] == pytest.approx(load.at_edges[4])
    assert load.mean[0] < 60 - 15  # the naive rate x duration is far too much at first


def test_the_load_goes_on_after_the_arrivals_stop():
    load = lagged_load([0.0, 1e5, 1e5 + DURATION], [0.1, 0.0], DURATION)
    assert load.at_edges[1:] == pytest.approx([36.0, 36.0 / math.e])
    assert load.maximum[1] == pytest.approx(36.0)
    assert load.mean[1] == pytest.approx(36.0 * (1 - 1 / math.e))


rates = st.lists(st.floats(0.0, 3.0), min_size=1, max_size=12)


@settings(deadline=None)
@given(rates=rates, before=st.floats(0.0, 3.0), duration=st.floats(10.0, 5000.0), data=st.data())
def test_the_closed_form_meets_quadrature(
    rates: list[float], before: float, duration: float, data: st.DataObject
):
    lengths = data.draw(st.lists(st.floats(60.0, 3600.0), min_size=len(rates), max_size=len(rates)))
    edges = np.concatenate(([0.0], np.cumsum(lengths)))
    load = lagged_load(edges, rates, duration, before)
    last = edges[-1]
    by_hand = before * duration * math.exp(-last / duration)
    for rate, start, end in zip(rates, edges[:-1], edges[1:], strict=True):
        by_hand += rate * quad(lambda u: math.exp(-(last - u) / duration), start, end)[0]
    assert load.at_edges[-1] == pytest.approx(by_hand, rel=1e-7, abs=1e-9)
    assert (load.mean <= load.maximum + 1e-9).all()
    # Balance of each interval: what comes in less what ends is what is left.
    ended = load.mean * np.diff(edges) / duration
    change = np.diff(load.at_edges)
    assert np.asarray(rates) * np.diff(edges) - ended == pytest.approx(change, abs=1e-6)


def test_the_general_law_meets_the_closed_form():
    edges = np.cumsum([0.0, 300, 300, 900, 60, 1800, 900])
    rates = np.array([0.2, 2.0, 0.7, 0.0, 1.0, 0.1])
    exact = lagged_load(edges, rates, DURATION, before_per_s=0.3)
    law = lagged_load_of_law(
        edges, rates, lambda u: np.exp(-u / DURATION), 40 * DURATION, before_per_s=0.3
    )
    assert law.at_edges == pytest.approx(exact.at_edges, rel=1e-9)
    assert law.mean == pytest.approx(exact.mean, rel=1e-9)
    assert law.maximum == pytest.approx(exact.maximum, rel=1e-9)


def test_a_mixture_is_the_sum_of_its_parts():
    edges, rates = np.arange(0.0, 7201, 900), np.array([1.0, 0, 0, 3, 2, 1, 0, 0])
    mixed = lagged_load_of_law(
        edges, rates, lambda u: 0.3 * np.exp(-u / 60) + 0.7 * np.exp(-u / 900), 40 * 900.0
    )
    parts = [lagged_load(edges, share * rates, d) for share, d in ((0.3, 60.0), (0.7, 900.0))]
    assert mixed.mean == pytest.approx(parts[0].mean + parts[1].mean, rel=1e-8)
    assert mixed.at_edges == pytest.approx(parts[0].at_edges + parts[1].at_edges, rel=1e-8)


def test_a_gamma_law_has_its_peak_inside_an_interval():
    # Ten minutes of arrivals, durations Erlang(4) of mean 20 min: the peak lies after the stop.
    edges = [0.0, 600.0, 7200.0]
    load = lagged_load_of_law(edges, [1.0, 0.0], lambda u: gammaincc(4.0, u / 300.0), 3e4)
    assert load.maximum[1] >= load.at_edges[1]
    assert load.at_edges[2] == pytest.approx(
        quad(lambda u: gammaincc(4.0, u / 300.0), 6600.0, 7200.0)[0], rel=1e-7
    )


def test_a_fixed_duration_rises_in_a_straight_line():
    load = lagged_load_of_law([0.0, 100.0, 700.0], [0.5, 0.5], lambda u: 1.0 * (u < 400), 1000.0)
    assert load.at_edges == pytest.approx([0.0, 50.0, 200.0], rel=1e-3, abs=1e-9)


def test_many_days_at_once():
    edges = np.arange(0.0, 3601, 900)
    days = np.random.default_rng(3).uniform(0, 1, (2, 5, 4))
    before = np.random.default_rng(4).uniform(0, 1, (2, 5))
    together = lagged_load(edges, days, DURATION, before)
    assert together.mean.shape == (2, 5, 4)
    alone = lagged_load(edges, days[1, 2], DURATION, before[1, 2])
    assert together.mean[1, 2] == pytest.approx(alone.mean)
    law = lagged_load_of_law(edges, days, lambda u: np.exp(-u / DURATION), 1e5, before)
    assert law.at_edges == pytest.approx(together.at_edges, rel=1e-6)


def test_no_arrivals_no_load():
    assert not lagged_load([0.0, 60.0, 120.0], [0.0, 0.0], DURATION).at_edges.any()


@pytest.mark.parametrize(
    ("edges", "given_rates", "duration", "before", "named"),
    [
        ([0.0], [], 60.0, 0.0, "edges_s"),
        ([0.0, 60.0, 60.0], [1.0, 1.0], 60.0, 0.0, "edges_s must rise"),
        ([0.0, math.nan], [1.0], 60.0, 0.0, "edges_s"),
        ([0.0, 60.0], [1.0, 2.0], 60.0, 0.0, "arrivals_per_s.*1 intervals"),
        ([0.0, 60.0], [-1.0], 60.0, 0.0, "arrivals_per_s"),
        ([0.0, 60.0], [math.nan], 60.0, 0.0, "arrivals_per_s"),
        ([0.0, 60.0], [1.0], 0.0, 0.0, "mean_duration_s"),
        ([0.0, 60.0], [1.0], 60.0, -1.0, "before_per_s"),
        ([0.0, 60.0], [1.0], 60.0, [1.0, 2.0], "before_per_s"),
    ],
)
def test_wrong_input_is_refused_by_name(
    edges: list[float],
    given_rates: list[float],
    duration: float,
    before: float | list[float],
    named: str,
):
    with pytest.raises(ValueError, match=named):
        lagged_load(edges, given_rates, duration, before)


@pytest.mark.parametrize(
    ("survival", "named"),
    [
        (lambda u: 1.5 * np.exp(-u), "between 0 and 1"),
        (lambda u: 0.5 - 0.4 * np.cos(u), "not rise"),
        (lambda u: np.exp(-u / 1000), "longest_s"),
        (lambda u: u * np.nan, "between 0 and 1"),
    ],
)
def test_what_is_no_survival_function_is_refused(survival, named: str):
    with pytest.raises(ValueError, match=named):
        lagged_load_of_law([0.0, 60.0], [1.0], survival, 100.0)
