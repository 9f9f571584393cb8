"""Erlang B, C and A: the model's figures, brute force, 60-digit references, limits, bounds."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from capplan.queueing import erlang_a, erlang_b, erlang_c

WORK_S = 60.0


def brute_force(rate: float, agents: int, patience_s: float, within_s: float) -> list[float]:
    """P(wait), lost, served within: birth-death balance and a matrix exponential, nothing else."""
    top = agents + 150
    here = np.arange(top + 1)
    deaths = np.minimum(here, agents) / WORK_S + np.maximum(here - agents, 0) / patience_s
    generator = np.diag(np.full(top, rate), 1) + np.diag(deaths[1:], -1)
    generator -= np.diag(generator.sum(axis=1))
    equations = np.vstack((generator.T, np.ones(top + 1)))
    right = np.zeros(top + 2)
    right[-1] = 1.0
    p = np.linalg.lstsq(equations, right, rcond=None)[0]
    waiting = p[agents:].sum()
    lost = (p[agents:] * np.arange(top + 1 - agents)).sum() / patience_s / rate
    # A tagged contact with j ahead: phases j, ..., 0, then served (last) or gone.
    phases = top + 1 - agents
    tagged = np.zeros((phases + 1, phases + 1))
    for j in range(phases):
        onward = agents / WORK_S + j / patience_s
        tagged[j, j] = -(onward + 1 / patience_s)
        tagged[j, j - 1 if j else phases] = onward
    by_then = expm(tagged * within_s)[:phases, phases]
    within = p[:agents].sum() + p[agents:] @ by_then
    return [float(waiting), float(lost), float(within)]


def test_erlang_c_meets_the_model_figures():
    c = erlang_c(48 / 60, WORK_S, 50)
    assert c.waiting_probability == pytest.approx(0.694456, abs=5e-7)
    assert c.mean_wait_s == pytest.approx(20.834, abs=5e-4)
    assert c.occupancy == pytest.approx(0.96)


def test_erlang_a_meets_the_model_figures():
    a = erlang_a(48 / 60, WORK_S, 50, 120.0)
    assert a.waiting_probability == pytest.approx(0.467774, abs=5e-7)
    assert a.lost_share == pytest.approx(0.0309122, abs=5e-8)
    assert a.mean_wait_s == pytest.approx(3.7095, abs=5e-5)


def test_erlang_b_meets_a_sum_of_fractions():
    # B(2, 3) = (8/6) / (1 + 2 + 2 + 8/6)
    assert erlang_b(2 / 60, WORK_S, 3).lost_share == pytest.approx(4 / 19, rel=1e-14)


@pytest.mark.parametrize("agents", [1, 3, 9, 14])
@pytest.mark.parametrize("load", [0.3, 3.0, 12.0])
@pytest.mark.parametrize("patience_s", [5.0, 60.0, 300.0])
def test_erlang_a_meets_brute_force(agents: int, load: float, patience_s: float):
    exact = erlang_a(load / WORK_S, WORK_S, agents, patience_s, within_s=20.0)
    figures = [exact.waiting_probability, exact.lost_share, exact.within_share]
    assert figures == pytest.approx(
        brute_force(load / WORK_S, agents, patience_s, 20.0), abs=1e-10, rel=1e-8
    )


@pytest.mark.parametrize(
    ("load", "agents", "patience_s", "expected"),
    [  # mpmath, 60 digits, Kummer's function; mean work 360 s, within 20 s
        (0.1, 1, 120.0, (0.093000198898823802, 0.06999801101176198, 0.91152955270210547)),
        (5e3, 4000, 60.0, (0.99999999896943347, 0.20000000000102152, 0.79808022999406285)),
        (1e5, 100_000, 120.0, (0.36655899148127407, 0.001599599611504448, 0.99840040038849555)),
        (1e5, 100_500, 120.0, (0.046099051009763143, 0.00013687854746049714, 0.9998631214525395)),
    ],
)
def test_erlang_a_meets_sixty_digits(
    load: float, agents: int, patience_s: float, expected: tuple[float, float, float]
):
    a = erlang_a(load / 360, 360.0, agents, patience_s, within_s=20.0)
    assert (a.waiting_probability, a.lost_share, a.within_share) == pytest.approx(
        expected, rel=1e-12
    )


def test_erlang_b_and_c_meet_sixty_digits_at_100_000_erlangs():
    assert erlang_b(1e5, 1.0, 100_500).lost_share == pytest.approx(3.830649761256449e-4, rel=1e-12)
    assert erlang_b(1e5, 1.0, 100_000).lost_share == pytest.approx(2.5188934235469064e-3, rel=1e-12)
    c = erlang_c(1e5, 1.0, 100_500)
    assert c.waiting_probability == pytest.approx(0.071516933701096642, rel=1e-12)


def test_deep_overload_serves_what_the_agents_can():
    a = erlang_a(1e5 / 360, 360.0, 50_000, 3600.0, within_s=60.0)
    assert a.waiting_probability == 1.0
    assert a.lost_share == pytest.approx(0.5, rel=1e-12)
    assert a.occupancy == pytest.approx(1.0, rel=1e-12)
    assert a.within_share < 1e-100


@pytest.mark.parametrize("agents", [11, 20])
def test_erlang_a_with_long_patience_is_erlang_c(agents: int):
    c = erlang_c(10 / WORK_S, WORK_S, agents, 30.0)
    a = erlang_a(10 / WORK_S, WORK_S, agents, 1e11, 30.0)
    assert a.waiting_probability == pytest.approx(c.waiting_probability, rel=1e-6)
    assert a.mean_wait_s == pytest.approx(c.mean_wait_s, rel=1e-6)
    assert a.mean_wait_served_s == pytest.approx(c.mean_wait_served_s, rel=1e-6)
    assert a.within_share == pytest.approx(c.within_share, rel=1e-6)
    assert erlang_a(10 / WORK_S, WORK_S, agents, math.inf, 30.0) == c


@pytest.mark.parametrize("agents", [3, 10, 20])
def test_erlang_a_with_short_patience_is_erlang_b(agents: int):
    b = erlang_b(10 / WORK_S, WORK_S, agents)
    a = erlang_a(10 / WORK_S, WORK_S, agents, 1e-7, 30.0)
    assert a.lost_share == pytest.approx(b.lost_share, rel=1e-6)
    assert a.within_share == pytest.approx(b.within_share, rel=1e-6)
    assert a.occupancy == pytest.approx(b.occupancy, rel=1e-6)


def test_too_few_agents_without_abandonment_never_serve_in_time():
    c = erlang_c(1.0, 60.0, 60, 1000.0)
    assert (c.waiting_probability, c.within_share, c.occupancy) == (1.0, 0.0, 1.0)
    assert c.mean_wait_s == math.inf


def test_without_arrivals_a_rare_contact_finds_a_free_agent():
    for quiet in (erlang_a(0, 60, 1, 60), erlang_b(0, 60, 1), erlang_c(0, 60, 1)):
        assert (quiet.lost_share, quiet.mean_wait_s, quiet.within_share) == (0.0, 0.0, 1.0)


def test_without_agents_nobody_is_served():
    nobody = erlang_a(1.0, 60.0, 0, 120.0, 30.0)
    assert (nobody.lost_share, nobody.within_share, nobody.occupancy) == (1.0, 0.0, 0.0)
    assert nobody.mean_wait_s == pytest.approx(120.0)
    assert nobody.mean_wait_served_s == math.inf
    assert erlang_b(1.0, 60.0, 0).lost_share == 1.0
    assert erlang_c(1.0, 60.0, 0).within_share == 0.0


loads = st.floats(0.05, 400.0)
patiences = st.floats(1.0, 3600.0)


@settings(max_examples=150, deadline=None)
@given(load=loads, patience_s=patiences, agents=st.integers(1, 450), within_s=st.floats(0, 600))
def test_erlang_a_keeps_its_books(load: float, patience_s: float, agents: int, within_s: float):
    a = erlang_a(load / 360, 360.0, agents, patience_s, within_s)
    more = erlang_a(load / 360, 360.0, agents + 1, patience_s, within_s)
    longer = erlang_a(load / 360, 360.0, agents, patience_s, within_s + 10)
    assert 0 <= a.lost_share <= a.waiting_probability <= 1
    assert 1 - a.waiting_probability - 1e-12 <= a.within_share <= 1 - a.lost_share + 1e-12
    assert a.occupancy * agents == pytest.approx(load * (1 - a.lost_share), rel=1e-9)
    assert more.within_share >= a.within_share - 1e-12
    assert more.lost_share <= a.lost_share + 1e-12
    assert longer.within_share >= a.within_share - 1e-12
    for_ever = erlang_a(load / 360, 360.0, agents, patience_s, 1e7)
    assert for_ever.within_share == pytest.approx(1 - a.lost_share, abs=1e-12)


@pytest.mark.parametrize("load", [0.5, 9.0, 40.0])
def test_mean_wait_of_the_served_is_the_area_over_their_law(load: float):
    a = erlang_a(load / 60, 60.0, 10, 90.0)
    times = np.linspace(0.0, 1500.0, 6001)
    served = np.array([erlang_a(load / 60, 60.0, 10, 90.0, t).within_share for t in times])
    area = np.trapezoid(1.0 - served / (1.0 - a.lost_share), times)
    assert a.mean_wait_served_s == pytest.approx(area, rel=2e-4)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((-1.0, 60.0, 5, 60.0, 0.0), "arrivals_per_s.*-1.0"),
        ((math.nan, 60.0, 5, 60.0, 0.0), "arrivals_per_s.*nan"),
        ((math.inf, 60.0, 5, 60.0, 0.0), "arrivals_per_s.*inf"),
        ((1.0, 0.0, 5, 60.0, 0.0), "mean_work_s.*0"),
        ((1.0, math.nan, 5, 60.0, 0.0), "mean_work_s.*nan"),
        ((1.0, 60.0, -1, 60.0, 0.0), "agents.*-1"),
        ((1.0, 60.0, 5.0, 60.0, 0.0), "agents.*5.0"),
        ((1.0, 60.0, 5, 0.0, 0.0), "mean_patience_s.*0"),
        ((1.0, 60.0, 5, math.nan, 0.0), "mean_patience_s.*nan"),
        ((1.0, 60.0, 5, 60.0, -1.0), "within_s.*-1"),
        ((10.0, 60.0, 5, 1e18, 0.0), "mean_patience_s.*no end"),
    ],
)
def test_wrong_input_is_refused_by_name(arguments: tuple[float, ...], named: str):
    with pytest.raises(ValueError, match=named):
        erlang_a(*arguments)  # type: ignore[arg-type]


def test_one_evaluation_at_100_000_erlangs_is_quick():
    start = time.perf_counter()
    erlang_a(1e5 / 360, 360.0, 100_100, 600.0, 20.0)
    assert time.perf_counter() - start < 0.5
