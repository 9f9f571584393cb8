"""The workload: bots, day-to-day variance, and what changes whose draws (rules D2, D5, C1-C3)."""

import math
from dataclasses import fields, replace

import numpy as np
import pytest

from capplan.model.chat import PatienceScope
from capplan.model.laws import TimeKind, TimeLaw
from capplan.model.people import Skill
from capplan.model.scenario import Bot
from capplan.sampling import NEVER, sample
from capplan.units import HOUR, MINUTE, SECOND
from shop import (
    chat,
    count,
    exponential,
    fixed,
    geometric,
    group,
    queue,
    scenario,
)

COURSE = chat(
    rounds=geometric(4),
    work=exponential(20),
    think=exponential(40),
    patience=exponential(100),
    scope=PatienceScope.FIRST_REPLY,
    at_once=0.1,
    silent=0.5,
    closing=exponential(5),
    wrap_up=exponential(8),
)


def one(name="chats", **more):
    return scenario(
        queues=(queue(name, **{"course": COURSE, **more}),),
        groups=(group(skills=(Skill(name, 1),)),),
    )


def two(first, second):
    skills = (Skill(first.name, 1), Skill(second.name, 1))
    return scenario(queues=(first, second), groups=(group(skills=skills),))


def same(a, b, *but):
    names = {f.name for f in fields(a)} - {"contained", "day_factors"} - set(but)
    return all(np.array_equal(getattr(a, name), getattr(b, name)) for name in names)


# ---- reproducible, and each thing by itself -----------------------------------------------------


def test_a_replication_can_be_drawn_again():
    assert same(sample(one(), 3, 5), sample(one(), 3, 5))
    assert not np.array_equal(sample(one(), 3, 5).arrival, sample(one(), 3, 6).arrival)
    assert not np.array_equal(sample(one(), 3, 5).arrival, sample(one(), 4, 5).arrival)


def test_chats_are_in_order_of_arrival_and_rounds_lie_behind_each_other():
    w = sample(two(queue("a", course=COURSE), queue("b", course=COURSE)), 1)
    assert np.all(np.diff(w.arrival) >= 0)
    assert w.first_round[0] == 0
    assert w.first_round[-1] == w.work.size == w.think.size == w.rounds.sum()
    assert np.all(w.rounds >= 1)
    assert set(w.queue.tolist()) == {0, 1}


@pytest.mark.parametrize(
    ("change", "columns"),
    [
        ({"patience": replace(COURSE.patience, law=exponential(7))}, ("patience",)),
        ({"patience": replace(COURSE.patience, at_once=0.6)}, ("patience",)),
        ({"patience": replace(COURSE.patience, silent=0.9)}, ("silent",)),
        ({"work": TimeLaw(TimeKind.GAMMA, 9 * SECOND, 3.0)}, ("work",)),
        ({"think": fixed(3)}, ("think",)),
        ({"closing_delay": fixed(3)}, ("closing",)),
        ({"wrap_up": fixed(3)}, ("wrap_up",)),
    ],
)
def test_changing_one_law_changes_no_other_draw(change, columns):
    base, changed = sample(one(), 1), sample(one(course=replace(COURSE, **change)), 1)
    assert same(base, changed, *columns)
    assert not same(base, changed)


def test_changing_the_scope_of_patience_changes_no_draw_but_adds_the_later_ones():
    every = replace(COURSE, patience=replace(COURSE.patience, scope=PatienceScope.EVERY_REPLY))
    base, changed = sample(one(), 1), sample(one(course=every), 1)
    assert same(base, changed, "later_patience")
    assert base.later_patience.size == 0
    assert changed.later_patience.size == changed.work.size


def test_another_queue_beside_it_changes_no_draw_of_a_queue():
    alone = sample(one("a"), 1)
    beside = sample(two(queue("b", per_hour=90, course=COURSE), queue("a", course=COURSE)), 1)
    mine = np.flatnonzero(beside.queue == 1)
    for name in ("arrival", "patience", "silent", "closing", "wrap_up", "order_uniform"):
        assert np.array_equal(getattr(alone, name), getattr(beside, name)[mine])
    places = np.concatenate([np.arange(*beside.first_round[c : c + 2]) for c in mine])
    assert np.array_equal(alone.rounds, beside.rounds[mine])
    assert np.array_equal(alone.work, beside.work[places])
    assert np.array_equal(alone.think, beside.think[places])


def test_the_order_of_queues_changes_only_their_numbers():
    a, b = queue("a", course=COURSE), queue("b", per_hour=90, course=COURSE)
    there, back = sample(two(a, b), 1), sample(two(b, a), 1)
    assert np.unique(there.arrival).size == there.chats  # ties would go by number
    assert same(there, back, "queue")
    assert np.array_equal(there.queue, 1 - back.queue)


def test_later_patience_is_endless_where_a_queue_does_not_have_it():
    every = replace(COURSE, patience=replace(COURSE.patience, scope=PatienceScope.EVERY_REPLY))
    w = sample(two(queue("a", course=COURSE), queue("b", course=every)), 1)
    of_round = np.repeat(w.queue, w.rounds)
    assert np.all(w.later_patience[of_round == 0] == NEVER)
    assert np.all(w.later_patience[of_round == 1] < NEVER)


# ---- shares -------------------------------------------------------------------------------------


def test_shares_of_customers():
    w = sample(one(per_hour=5_000), 1)
    n = w.chats
    assert abs(w.silent.mean() - 0.5) < 4 * 0.5 / math.sqrt(n)
    assert abs((w.patience == 0).mean() - 0.1) < 4 * 0.3 / math.sqrt(n) + 1e-3
    assert abs(w.order_uniform.mean() - 0.5) < 4 * 0.29 / math.sqrt(n)
    assert abs(w.rounds.mean() - 4) < 4 * math.sqrt(12 / n)
    assert abs(w.work.mean() - 20_000) < 4 * 20_000 / math.sqrt(w.work.size)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"work": exponential(1e9)}, "queue chats, work"),
        ({"think": fixed(25 * 24 * 3600)}, "queue chats, think time"),
        ({"closing_delay": fixed(math.inf)}, "queue chats, closing delay"),
        ({"wrap_up": exponential(math.inf)}, "queue chats, wrap-up"),
    ],
)
def test_times_that_overflow_are_refused_by_name(change, said):
    with pytest.raises(ValueError, match=f"{said}: a time lies outside 0 to 24 days"):
        sample(one(course=replace(COURSE, **change)), 1)


def test_patience_may_be_endless():
    endless = replace(COURSE.patience, law=exponential(math.inf), at_once=0.0)
    w = sample(one(course=replace(COURSE, patience=endless)), 1)
    assert np.all(w.patience == NEVER)


# ---- day-to-day variance (D2) -------------------------------------------------------------------


def totals(shop, replications):
    drawn = [
        np.bincount(sample(shop, 9, k).queue, minlength=len(shop.queues))
        for k in range(replications)
    ]
    return np.array(drawn, dtype=np.float64)


def z_of_moment(products, exact):
    return (products.mean() - exact) / (products.std(ddof=1) / math.sqrt(products.size))


def test_day_factors_raise_the_variance_from_day_to_day():
    short = chat(rounds=count(1), work=fixed(1))
    names = ("a", "b")
    queues = tuple(
        queue(name, per_hour=100, hours=2, course=short, own_cv=cv)
        for name, cv in zip(names, (0.0, 0.3), strict=True)
    )
    skills = tuple(Skill(name, 1) for name in names)
    calm, wild = (
        scenario(queues=queues, groups=(group(skills=skills),), hours=2, cv=cv) for cv in (0.0, 0.2)
    )
    n, mean = 1_500, 200.0
    a, b = (totals(wild, n) - mean).T
    assert abs(z_of_moment(a, 0.0)) < 4
    assert abs(z_of_moment(b, 0.0)) < 4
    assert abs(z_of_moment(a**2, mean + mean**2 * 0.04)) < 4
    assert abs(z_of_moment(b**2, mean + mean**2 * (1.04 * 1.09 - 1))) < 4
    assert abs(z_of_moment(a * b, mean**2 * 0.04)) < 4  # what the common factor alone gives
    a, b = (totals(calm, 800) - mean).T
    assert abs(z_of_moment(a**2, mean)) < 4
    assert abs(z_of_moment(a * b, 0.0)) < 4


def test_the_drawn_factors_are_kept():
    shop = one(own_cv=0.3)
    factors = [sample(shop, 1, k).day_factors["chats"] for k in range(3)]
    assert all(f.shape == (1,) for f in factors)
    assert len({float(f[0]) for f in factors}) == 3


def test_balanced_days_change_the_day_factor_and_nothing_else():
    shop = scenario(queues=(queue(course=COURSE),), cv=0.3)
    days = [sample(shop, 1, k, balanced_over=5) for k in range(5)]
    factors = sorted(float(w.day_factors["chats"][0]) for w in days)
    assert factors == sorted(set(factors))
    assert np.mean(factors) == pytest.approx(1.0, abs=0.02)
    calm = sample(scenario(queues=(queue(course=COURSE),)), 1, 3)
    n = min(calm.chats, days[3].chats)
    assert np.array_equal(calm.patience[:n], days[3].patience[:n])
    assert np.array_equal(calm.rounds[:n], days[3].rounds[:n])


# ---- the bot (D5) -------------------------------------------------------------------------------


def with_bot(contains, returns, delay):
    return one(per_hour=3_000, bot=Bot(contains, returns, delay))


def test_a_bot_keeps_its_share():
    plain, behind = sample(one(per_hour=3_000), 1), sample(with_bot(0.4, 0.0, fixed(60)), 1)
    kept = behind.contained.arrival.size
    assert kept + behind.chats == plain.chats
    assert abs(kept / plain.chats - 0.4) < 4 * math.sqrt(0.24 / plain.chats)
    assert not behind.returned.any()
    everybody = np.sort(np.concatenate((behind.arrival, behind.contained.arrival)))
    assert np.array_equal(everybody, plain.arrival)


def test_a_share_of_the_contained_comes_back_after_a_delay():
    delay = 10 * MINUTE
    plain, behind = sample(one(per_hour=3_000), 1), sample(with_bot(0.4, 0.3, fixed(600)), 1)
    back, kept = int(behind.returned.sum()), behind.contained.arrival.size
    assert kept + behind.chats == plain.chats
    early = np.sum(plain.arrival < 4 * HOUR - delay)
    assert abs(back - 0.12 * early) < 4 * math.sqrt(0.12 * 0.88 * early)
    first_came = np.sort(
        np.concatenate((behind.arrival - delay * behind.returned, behind.contained.arrival))
    )
    assert np.array_equal(first_came, plain.arrival)
    assert np.all(np.diff(behind.arrival) >= 0)


def test_who_would_come_back_behind_the_horizon_stays_contained():
    behind = sample(with_bot(1.0, 1.0, fixed(3 * 3600)), 1)
    assert behind.returned.all()
    assert np.all(behind.arrival >= 3 * HOUR)
    assert np.all(behind.arrival < 4 * HOUR)
    assert np.all(behind.contained.arrival >= HOUR)


def test_a_bot_takes_customers_with_all_that_is_theirs():
    plain, behind = sample(one(per_hour=300), 1), sample(with_bot_300(), 1)
    places = np.searchsorted(plain.arrival, behind.arrival)
    assert np.unique(plain.arrival).size == plain.chats
    for name in ("patience", "silent", "closing", "wrap_up", "order_uniform"):
        assert np.array_equal(getattr(plain, name)[places], getattr(behind, name))
    for chat_, place in enumerate(places):
        theirs = slice(*plain.first_round[place : place + 2])
        mine = slice(*behind.first_round[chat_ : chat_ + 2])
        assert np.array_equal(plain.work[theirs], behind.work[mine])
        assert np.array_equal(plain.think[theirs], behind.think[mine])


def with_bot_300():
    return one(per_hour=300, bot=Bot(0.5, 0.0, fixed(60)))
