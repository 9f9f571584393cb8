"""Square-root staffing against the exact formulas it stands for."""

from __future__ import annotations

import math

import pytest

from capplan.queueing import (
    beta_garnett,
    beta_halfin_whitt,
    delay_probability_garnett,
    delay_probability_halfin_whitt,
    erlang_a,
    erlang_c,
    least_agents_erlang_a,
    square_root_agents,
)


@pytest.mark.parametrize("beta", [0.1, 0.5, 1.0, 2.0])
def test_halfin_whitt_is_the_limit_of_erlang_c(beta: float):
    load = 1e6
    exact = erlang_c(load, 1.0, round(load + beta * math.sqrt(load))).waiting_probability
    assert delay_probability_halfin_whitt(beta) == pytest.approx(exact, rel=5e-3)


@pytest.mark.parametrize("beta", [-2.0, -0.3, 0.0, 0.5, 2.0])
@pytest.mark.parametrize("patience", [0.2, 1.0, 5.0])
def test_garnett_is_the_limit_of_erlang_a(beta: float, patience: float):
    load = 1e6
    agents = round(load + beta * math.sqrt(load))
    exact = erlang_a(load, 1.0, agents, patience).waiting_probability
    assert delay_probability_garnett(beta, 1.0, patience) == pytest.approx(exact, rel=5e-3)


def test_equal_patience_and_work_make_garnett_the_normal_tail():
    # With patience = work the number present is Poisson: P(wait) is the normal tail at beta.
    tail = 0.5 * math.erfc(0.7 / math.sqrt(2))
    assert delay_probability_garnett(0.7, 60.0, 60.0) == pytest.approx(tail, rel=1e-12)


@pytest.mark.parametrize("wanted", [1e-6, 0.01, 0.2, 0.5, 0.9, 0.999])
def test_the_safety_found_gives_the_probability_back(wanted: float):
    beta = beta_halfin_whitt(wanted)
    assert delay_probability_halfin_whitt(beta) == pytest.approx(wanted, rel=1e-9)
    safety = beta_garnett(wanted, 360.0, 120.0)
    assert delay_probability_garnett(safety, 360.0, 120.0) == pytest.approx(wanted, rel=1e-9)


def test_square_root_staffing_is_within_one_agent_of_erlang_a():
    beta = beta_garnett(0.2, 360.0, 120.0)
    for load in (10.0, 100.0, 1000.0):
        exact = least_agents_erlang_a(load / 360, 360.0, 120.0, 0.8, 0.0)  # 0.8 do not wait
        assert abs(square_root_agents(load, beta) - exact) <= 1


def test_the_count_is_whole_never_negative_and_forgives_dust():
    assert square_root_agents(0.0, 2.0) == 0
    assert square_root_agents(1.0, -5.0) == 0
    assert square_root_agents(100.0, 1.0) == 110
    assert square_root_agents(100.0, 1.0 + 1e-12) == 110
    assert square_root_agents(100.0, 1.01) == 111


def test_wrong_input_is_refused():
    with pytest.raises(ValueError, match=r"delay_probability.*1"):
        beta_halfin_whitt(1.0)
    with pytest.raises(ValueError, match=r"delay_probability.*0"):
        beta_garnett(0.0, 60.0, 60.0)
    with pytest.raises(ValueError, match="mean_patience_s"):
        beta_garnett(0.5, 60.0, 0.0)
    with pytest.raises(ValueError, match=r"beta.*0"):
        delay_probability_halfin_whitt(0.0)
    with pytest.raises(ValueError, match=r"beta.*nan"):
        square_root_agents(1.0, math.nan)
    with pytest.raises(ValueError, match=r"load_erlang.*-1"):
        square_root_agents(-1.0, 1.0)
