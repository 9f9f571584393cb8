"""Replications: the same figures whoever runs them, fresh days where asked (rule M3)."""

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from capplan.model.chat import PatienceScope
from capplan.study.days import Days
from capplan.study.replicate import NothingFinishedError, default_executor, one, replicate
from shop import all_day, chat, exponential, fixed, geometric, group, queue, scenario

COURSE = chat(
    rounds=geometric(3),
    work=exponential(30),
    think=exponential(40),
    patience=exponential(90),
    scope=PatienceScope.FIRST_REPLY,
    silent=0.5,
)
SHOP = scenario(
    queues=(queue(course=COURSE, hours=1.0),),
    groups=(group(limit=2, absence=0.1),),
    hours=1.0,
    interval_h=0.25,
    cv=0.2,
)
ROSTER = all_day(2, hours=1.0)


def same(first, second):
    return np.array_equal(first.queues, second.queues) and np.array_equal(
        first.groups, second.groups
    )


@pytest.fixture(scope="module")
def base():
    with ThreadPoolExecutor(1) as executor:
        return replicate(SHOP, ROSTER, 6, seed=4, engine="reference", executor=executor)


def test_one_worker_and_two_give_the_same_figures(base):
    with ThreadPoolExecutor(2) as executor:
        two = replicate(SHOP, ROSTER, 6, seed=4, engine="reference", executor=executor)
    assert same(base, two)


def test_other_processes_give_the_same_figures(base):
    with default_executor("reference", 2) as executor:
        other = replicate(SHOP, ROSTER, 6, seed=4, engine="reference", executor=executor)
    assert same(base, other)


def test_the_engines_give_the_same_figures(base):
    assert same(base, replicate(SHOP, ROSTER, 6, seed=4, engine="compiled"))


def test_a_study_is_its_replications_in_order(base):
    for number in range(6):
        alone = one(SHOP, ROSTER, 4, number, "reference")
        assert np.array_equal(base.queues[number], alone.queues)
        assert np.array_equal(base.groups[number], alone.groups)
    assert (base.replications, base.seed, base.first, base.complete) == (6, 4, 0, True)
    assert base.engine == "reference"


def test_later_replications_are_fresh_days(base):
    later = replicate(SHOP, ROSTER, 3, seed=4, first=3, engine="reference")
    assert np.array_equal(later.queues, base.queues[3:])
    other = replicate(SHOP, ROSTER, 3, seed=5, engine="reference")
    assert not np.array_equal(other.queues, base.queues[:3])


def test_progress_counts_up_to_what_was_asked_for():
    seen = []
    replicate(
        SHOP, ROSTER, 4, engine="reference", progress=lambda done, of: seen.append((done, of))
    )
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def stop_after(count):
    def progress(done, _):
        if done == count:
            raise KeyboardInterrupt

    return progress


def test_an_interrupted_study_keeps_what_is_finished():
    with ThreadPoolExecutor(1) as executor:
        part = replicate(
            SHOP, ROSTER, 5, engine="reference", executor=executor, progress=stop_after(2)
        )
    assert not part.complete
    assert part.replications == 2


def test_an_interruption_before_the_first_is_over_leaves_nothing(monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    module = sys.modules["capplan.study.replicate"]  # the package has a function of that name
    monkeypatch.setattr(module, "one", interrupted)
    monkeypatch.setattr(module, "cores", lambda: 1)
    with pytest.raises(NothingFinishedError):
        replicate(SHOP, ROSTER, 2, engine="reference")


@pytest.mark.parametrize("count", [0, -1])
def test_at_least_one_replication(count):
    with pytest.raises(ValueError, match="at least 1 replication"):
        replicate(SHOP, ROSTER, count)


def test_sums_of_a_study(base):
    assert base.total("offered").shape == (6,)
    lost = sum(
        base.total(name) for name in ("left_line", "left_first_reply", "left_later", "left_silent")
    )
    assert np.array_equal(base.total("lost"), lost)
    assert base.ratio("lost", "offered").value == lost.sum() / base.total("offered").sum()
    assert base.mean("offered", "chats").value == pytest.approx(base.total("offered").mean())


# ---- days of a search ----------------------------------------------------------------------------


def test_every_roster_meets_the_same_balanced_customers():
    with Days(SHOP, 4, seed=4, first=0, engine="compiled") as days:
        few, many = days.study(ROSTER), days.study(all_day(5, hours=1.0))
        again = days.study(ROSTER)
        factors = [float(days.workload(n).day_factors["chats"][0]) for n in range(4)]
    assert same(few, again)
    assert np.array_equal(few.total("offered"), many.total("offered"))
    assert many.total("lost").sum() < few.total("lost").sum()
    assert np.mean(factors) == pytest.approx(1.0, abs=0.02)
    assert days.runs == 12


def test_days_do_not_depend_on_the_engine():
    studies = []
    for engine in ("compiled", "reference"):
        with Days(SHOP, 3, seed=4, first=2, engine=engine) as days:
            studies.append(days.study(ROSTER))
    assert same(*studies)


def test_days_are_a_context():
    with pytest.raises(RuntimeError, match="context"):
        Days(SHOP, 3, seed=4, first=0, engine="compiled").study(ROSTER)


# ---- D2 ------------------------------------------------------------------------------------------


def test_day_factors_make_days_differ_and_service_worse():
    calm = scenario(
        queues=(queue(per_hour=100, hours=1.0, course=chat(patience=fixed(60))),),
        groups=(group(limit=1),),
        hours=1.0,
    )
    wild = scenario(queues=calm.queues, groups=calm.groups, hours=1.0, cv=0.3)
    studies = [replicate(s, all_day(2, hours=1.0), 300, seed=2) for s in (calm, wild)]
    spread = [s.total("offered").var(ddof=1) for s in studies]
    # 100 + 100² × 0.09 against 100; the variance of a sample of 300 errs by about 8 %.
    assert spread[1] / spread[0] == pytest.approx(10.0, rel=0.4)
    lost = [s.ratio("lost", "offered") for s in studies]
    assert lost[1].low > lost[0].high


def test_the_first_days_of_a_study_are_a_study_of_them():
    whole, few = (replicate(SHOP, ROSTER, days, seed=3) for days in (5, 2))
    first = whole.first_days(2)
    for name in ("queues", "groups", "platforms", "work", "waits"):
        assert np.array_equal(getattr(first, name), getattr(few, name)), name
