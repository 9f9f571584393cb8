"""From where on a paired difference is above zero (rules E4c, E4d)."""

import math

import pytest

from capplan.questions.crossing import crossing
from capplan.results.estimates import Estimate


def line(zero, width):
    """A difference that rises through 0 at a place, with an interval of a half-width."""
    return lambda x: Estimate(x - zero, x - zero - width, x - zero + width, 10)


def test_the_crossing_and_the_ends_of_its_interval():
    found = crossing(line(0.7, 0.2), (-4, 0, 4), 0.01, now=0.0)
    assert (found.value, found.low, found.high) == (
        pytest.approx(0.7, abs=0.01), pytest.approx(0.5, abs=0.01), pytest.approx(0.9, abs=0.01),
    )  # fmt: skip
    assert found.now.value == -0.7
    assert found.exists


def test_what_lies_outside_the_range_is_infinite():
    assert crossing(line(-9, 0.1), (-4, 4), 0.01, now=0.0).value == -math.inf
    assert crossing(line(9, 0.1), (-4, 4), 0.01, now=0.0).value == math.inf


def test_the_first_crossing_counts_where_it_falls_below_again():
    found = crossing(
        lambda x: Estimate(1 - x * x, 1 - x * x, 1 - x * x, 10), (-4, -2, 0, 2, 4), 0.01, now=0.0
    )
    assert found.value == pytest.approx(-1.0, abs=0.01)


def test_another_scale_keeps_what_is_infinite():
    found = crossing(line(-3.5, 2.0), (-4, 4), 0.001, now=0.0).through(lambda x: 2.0**x)
    assert found.value == pytest.approx(2**-3.5, rel=0.01)
    assert found.low == -math.inf
