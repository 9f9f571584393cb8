"""Replications until a figure is known well enough (rule M3)."""

import numpy as np
import pytest
from test_replicate import ROSTER, SHOP, same

from capplan.study import Precision, replicate, replicate_until
from capplan.study.by_shift import replicate_by_shift


def test_it_stops_once_the_interval_is_narrow_enough():
    asked = Precision(0.05)
    study = replicate_until(SHOP, ROSTER, asked, seed=4)
    assert study.ratio("lost", "offered").half_width <= asked.half_width
    assert study.replications > 10
    narrower = replicate_until(SHOP, ROSTER, Precision(0.03), seed=4)
    assert narrower.replications > study.replications


def test_what_it_ran_is_what_replicate_runs():
    study = replicate_until(SHOP, ROSTER, Precision(0.05), seed=4)
    assert same(study, replicate(SHOP, ROSTER, study.replications, seed=4))


def test_what_shifts_did_comes_from_the_same_runs():
    study = replicate_until(SHOP, ROSTER, Precision(0.05), seed=4, by_shift=True)
    alone = replicate_by_shift(SHOP, ROSTER, study.replications, seed=4)
    for name in ("times", "came", "counts"):
        assert np.array_equal(getattr(study.shifts, name), getattr(alone, name))
    assert same(study, replicate(SHOP, ROSTER, study.replications, seed=4))
    assert study.first_days(3).shifts.replications == 3


def test_it_stops_at_the_most():
    assert replicate_until(SHOP, ROSTER, Precision(1e-9), at_most=17).replications == 17


def test_progress_counts_all_replications():
    seen = []
    study = replicate_until(
        SHOP, ROSTER, Precision(1e-9), at_most=20, progress=lambda done, _: seen.append(done)
    )
    assert seen == list(range(1, study.replications + 1))


def test_no_width_at_all_is_refused():
    with pytest.raises(ValueError, match="half-width must be above zero"):
        replicate_until(SHOP, ROSTER, Precision(0.0))


def test_only_the_next_replications_can_be_added():
    study = replicate(SHOP, ROSTER, 3)
    with pytest.raises(ValueError, match="next replications"):
        study.plus(study)
