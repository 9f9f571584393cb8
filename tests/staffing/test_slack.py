"""The slack that a search goes by (rule S3d)."""

import numpy as np
import pytest

from capplan.model.targets import Measure, Target
from capplan.staffing.slack import SMOOTH, days_to_spare, order_slack, worst_that_counts
from shop import HOUR

TARGET = Target("chats", Measure.LOST, 0.05, 0, ((0, HOUR),), 0.9)


@pytest.mark.parametrize(("days", "spare"), [(5, 0), (10, 1), (20, 2), (29, 2), (30, 3)])
def test_days_that_may_miss(days, spare):
    assert days_to_spare(TARGET, days) == spare


def test_few_days_are_decided_by_one():
    daily = np.array([0.3, -0.2, 0.1, 0.4, 0.2])
    assert worst_that_counts(TARGET, daily) == pytest.approx(-0.2)


def test_many_days_are_decided_by_three():
    daily = np.arange(20.0)[::-1]
    assert daily.size >= SMOOTH
    assert worst_that_counts(TARGET, daily) == pytest.approx(np.mean([1.0, 2.0, 3.0]))


def test_some_of_the_days_never_promise_less_than_all():
    rng = np.random.default_rng(2)
    for _ in range(50):
        daily = rng.normal(size=20)
        some = rng.choice(daily, 6, replace=False)
        assert order_slack(TARGET, some, 20) >= worst_that_counts(TARGET, daily) - 1e-12
    worst = np.sort(daily)[:5]
    assert order_slack(TARGET, worst, 20) == pytest.approx(worst_that_counts(TARGET, daily))
