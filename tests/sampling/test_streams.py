"""Named streams: reproducible, and independent of one another."""

from itertools import combinations

import numpy as np
import pytest

from capplan.sampling.streams import stream

KEYS = [
    (1, 0, "work", "a"),
    (2, 0, "work", "a"),
    (1, 1, "work", "a"),
    (1, 0, "think", "a"),
    (1, 0, "work", "b"),
    (1, 0, "work"),
    (1, 0, "work", "a", 1),
    (1, 1_000_000, "work", "a"),
]


def test_the_same_name_gives_the_same_stream():
    for key in KEYS:
        assert np.array_equal(stream(*key).random(100), stream(*key).random(100))


def test_other_names_give_independent_streams():
    n = 20_000
    draws = [stream(*key).standard_normal(n) for key in KEYS]
    for one, other in combinations(draws, 2):
        assert abs(np.corrcoef(one, other)[0, 1]) * np.sqrt(n) < 4


def test_neighbouring_replications_are_independent():
    firsts = np.array([stream(7, k, "day factor").standard_normal() for k in range(2_000)])
    assert abs(np.corrcoef(firsts[1:], firsts[:-1])[0, 1]) * np.sqrt(2_000) < 4
    assert abs(firsts.mean()) * np.sqrt(2_000) < 4


def test_a_seed_below_zero_is_refused():
    with pytest.raises(ValueError, match="non-negative"):
        stream(-1, 0, "work")
