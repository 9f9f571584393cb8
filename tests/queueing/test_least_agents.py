"""The least head-count: truly least, below the load where that is right, quick, zero for zero."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from capplan.queueing import (
    erlang_a,
    erlang_b,
    erlang_c,
    least_agents,
    least_agents_erlang_a,
    least_agents_erlang_b,
    least_agents_erlang_c,
    whole_agents,
)


@pytest.mark.parametrize(("share", "agents"), [(0.80, 84), (0.90, 94), (0.95, 101)])
def test_the_model_figures(share: float, agents: int):
    assert least_agents_erlang_a(1000 / 3600, 360.0, 120.0, share, 60.0) == agents


def test_erlang_a_is_least_over_a_grid_and_goes_below_the_load():
    below = 0
    for load in np.geomspace(0.1, 2000.0, 12):
        for patience_s in (30.0, 300.0, 3000.0):
            for share, within_s in ((0.5, 0.0), (0.8, 20.0), (0.95, 180.0)):
                rate = float(load) / 300.0
                n = least_agents_erlang_a(rate, 300.0, patience_s, share, within_s)
                assert erlang_a(rate, 300.0, n, patience_s, within_s).within_share >= share
                fewer = erlang_a(rate, 300.0, n - 1, patience_s, within_s)
                assert fewer.within_share < share
                below += n < load
    assert below > 10


def test_erlang_b_and_c_are_least_over_a_grid():
    for load in np.geomspace(0.1, 2000.0, 25):
        n = least_agents_erlang_b(float(load), 1.0, 0.02)
        assert erlang_b(float(load), 1.0, n).lost_share <= 0.02
        assert erlang_b(float(load), 1.0, n - 1).lost_share > 0.02
        for share, within_s in ((0.5, 0.0), (0.8, 0.1), (0.99, 0.5)):
            n = least_agents_erlang_c(float(load), 1.0, share, within_s)
            assert erlang_c(float(load), 1.0, n, within_s).within_share >= share
            assert erlang_c(float(load), 1.0, n - 1, within_s).within_share < share


def test_zero_load_needs_nobody():
    assert least_agents_erlang_a(0.0, 360.0, 120.0, 0.95, 20.0) == 0
    assert least_agents_erlang_b(0.0, 360.0, 0.01) == 0
    assert least_agents_erlang_c(0.0, 360.0, 0.95, 20.0) == 0


def test_no_wish_needs_nobody():
    assert least_agents_erlang_a(1.0, 360.0, 120.0, 0.0, 20.0) == 0


def test_a_thousand_cases_are_right_and_take_less_than_ten_seconds():
    """50 loads from 0.1 to 5,000 erlang: the answer holds, one agent less does not."""
    cases = [
        (float(load) / 360, patience_s, share, within_s)
        for load in np.geomspace(0.1, 5000.0, 50)
        for patience_s in (30.0, 120.0, 600.0, 3000.0, math.inf)
        for share, within_s in ((0.8, 20.0), (0.9, 60.0), (0.95, 20.0), (0.99, 180.0))
    ]
    assert len(cases) == 1000
    start = time.process_time()
    answers = [least_agents_erlang_a(c[0], 360.0, *c[1:]) for c in cases]
    assert time.process_time() - start < 10.0
    for (rate, patience_s, share, within_s), n in zip(cases, answers, strict=True):
        assert erlang_a(rate, 360.0, n, patience_s, within_s).within_share >= share
        if n > 0:
            fewer = erlang_a(rate, 360.0, n - 1, patience_s, within_s)
            assert fewer.within_share < share


@pytest.mark.parametrize("load", [0.1, 1.0, 100.0, 10_000.0, 100_000.0])
def test_stable_from_a_tenth_to_a_hundred_thousand_erlang(load: float):
    n = math.ceil(load)
    for found in (
        erlang_b(load, 1.0, n),
        erlang_c(load, 1.0, n + 1, 0.1),
        erlang_a(load, 1.0, n, 2.0, 0.1),
    ):
        assert 0.0 <= found.lost_share <= 1.0
        assert 0.0 <= found.within_share <= 1.0
        assert 0.0 < found.occupancy <= 1.0
    enough = least_agents_erlang_a(load, 1.0, 2.0, 0.8, 0.1)
    assert erlang_a(load, 1.0, enough, 2.0, 0.1).within_share >= 0.8
    if enough:
        assert erlang_a(load, 1.0, enough - 1, 2.0, 0.1).within_share < 0.8


@example(answer=0, guess=5.0)
@example(answer=0, guess=100.0)
@example(answer=1, guess=0.0)
@given(answer=st.integers(0, 5000), guess=st.floats(0, 6000))
def test_the_search_finds_any_answer_from_any_guess(answer: int, guess: float):
    asked: list[int] = []

    def meets(n: int) -> bool:
        asked.append(n)
        return n >= answer

    assert least_agents(meets, guess) == answer
    assert min(asked) >= 0
    assert len(asked) < 45


@pytest.mark.parametrize(
    ("exact", "agents"),
    [(0.0, 0), (1e-12, 1), (4.8, 5), (30.0, 30), (30.000000001, 30), (30.001, 31), (29.9999, 30)],
)
def test_float_dust_is_not_an_agent(exact: float, agents: int):
    assert whole_agents(exact) == agents


@pytest.mark.parametrize("share", [-0.1, 1.0, 1.5, math.nan])
def test_impossible_shares_are_refused(share: float):
    with pytest.raises(ValueError, match="share"):
        least_agents_erlang_a(1.0, 60.0, 60.0, share, 20.0)
    with pytest.raises(ValueError, match="share"):
        least_agents_erlang_c(0.0, 60.0, share, 20.0)


@pytest.mark.parametrize("lost", [0.0, -0.1, 1.1, math.nan])
def test_impossible_losses_are_refused(lost: float):
    with pytest.raises(ValueError, match="lost_at_most"):
        least_agents_erlang_b(1.0, 60.0, lost)
