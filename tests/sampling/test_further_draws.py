"""Draws of transfers, closed hours and further attempts (rules C5, D6, D7)."""

from dataclasses import fields, replace

import numpy as np
import pytest

from capplan.model.chat import PatienceScope
from capplan.model.laws import CountKind, CountLaw
from capplan.model.people import Skill
from capplan.model.scenario import Bot, ClosedHours, Retry, Transfer
from capplan.sampling import NEVER, sample
from capplan.units import MINUTE, SECOND
from shop import chat, count, exponential, fixed, geometric, group, queue, scenario

FIRST, EVERY = PatienceScope.FIRST_REPLY, PatienceScope.EVERY_REPLY
COURSE = chat(
    rounds=geometric(4), work=fixed(20), think=exponential(40), patience=fixed(100), scope=FIRST
)
OTHER = chat(
    rounds=geometric(3), work=fixed(50), think=exponential(10), patience=fixed(300), scope=FIRST,
    closing=fixed(7), wrap_up=fixed(9),
)  # fmt: skip
CLOSED = ClosedHours(0.6, None, after_live=False)


def two(scope=FIRST, **terms):
    """A shop whose first queue has some further terms."""
    first = replace(queue("first", course=COURSE, per_hour=600), **terms)
    other = replace(OTHER, patience=replace(OTHER.patience, scope=scope))
    skills = (Skill("first", 1), Skill("second", 1))
    return scenario(
        queues=(first, queue("second", course=other, per_hour=300)),
        groups=(group(skills=skills),),
    )


def columns_that_differ(a, b):
    names = {f.name for f in fields(a)} - {"contained", "day_factors"}
    return {n for n in names if not np.array_equal(getattr(a, n), getattr(b, n))}


# ---- transfers -----------------------------------------------------------------------------------


def test_the_share_of_chats_goes_on_and_no_other_draw_changes():
    plain, sent = sample(two(), 1), sample(two(transfers=(Transfer("second", 0.25),)), 1)
    goes = sent.transfer_to == 1
    mine = sent.queue == 0
    assert not goes[~mine].any()
    assert goes.sum() == pytest.approx(0.25 * mine.sum(), abs=4 * np.sqrt(mine.sum() * 0.19))
    assert columns_that_differ(plain, sent) == {
        "transfer_to", "work", "later_patience", "closing", "wrap_up",
    }  # fmt: skip


def test_the_work_behind_the_first_round_and_the_closing_are_those_of_the_other_queue():
    w = sample(two(transfers=(Transfer("second", 0.5),)), 1)
    goes, chat_of = w.transfer_to == 1, w.chat_of_round
    first = np.zeros(w.work.size, dtype=bool)
    first[w.first_round[:-1]] = True
    assert set(w.work[goes[chat_of] & first]) == {20 * SECOND}
    assert set(w.work[goes[chat_of] & ~first]) == {50 * SECOND}
    assert set(w.work[~goes[chat_of] & (w.queue[chat_of] == 0)]) == {20 * SECOND}
    assert set(w.closing[goes]) == {7 * SECOND}
    assert set(w.wrap_up[goes]) == {9 * SECOND}
    assert np.array_equal(
        w.queue_of_round()[goes[chat_of] & ~first], np.ones(w.work.size)[goes[chat_of] & ~first]
    )


@pytest.mark.parametrize(("scope", "later"), [(FIRST, {NEVER}), (EVERY, {300 * SECOND})])
def test_patience_behind_a_transfer_is_that_of_the_other_queue(scope, later):
    w = sample(two(scope, transfers=(Transfer("second", 0.5),)), 1)
    goes = np.flatnonzero((w.transfer_to == 1) & (w.room > 2))
    assert set(w.later_patience[w.first_round[goes] + 1]) == {300 * SECOND}
    assert set(w.later_patience[w.first_round[goes] + 2]) == later


def test_transfers_add_up_to_at_most_everybody_and_not_to_the_queue_itself():
    with pytest.raises(ValueError, match="must add up to 0 to 100 %"):
        two(transfers=(Transfer("second", 1.2),))
    with pytest.raises(ValueError, match="a transfer to itself"):
        two(transfers=(Transfer("first", 0.1),))
    with pytest.raises(ValueError, match="'third', which does not exist"):
        two(transfers=(Transfer("third", 0.1),))


# ---- closed hours --------------------------------------------------------------------------------


def test_who_stays_is_drawn_for_everybody_and_rounds_are_those_of_a_live_chat():
    plain, w = sample(two(), 1), sample(two(closed=CLOSED), 1)
    assert columns_that_differ(plain, w) == {"stays", "live_rounds", "offline_rounds"}
    mine = w.queue == 0
    assert w.stays[~mine].all()
    assert w.stays[mine].mean() == pytest.approx(0.6, abs=0.04)
    assert np.array_equal(w.offline_rounds, w.room)
    assert np.array_equal(w.live_rounds, w.room)


def test_there_is_room_for_the_longer_of_a_live_and_an_offline_chat():
    closed = replace(CLOSED, rounds=CountLaw(CountKind.DETERMINISTIC, 3.0))
    plain, w = sample(two(), 1), sample(two(closed=closed), 1)
    mine = w.queue == 0
    assert set(w.offline_rounds[mine]) == {3}
    assert np.array_equal(w.live_rounds, plain.room)
    assert np.array_equal(w.room, np.maximum(w.live_rounds, w.offline_rounds))


# ---- further attempts ----------------------------------------------------------------------------


def test_further_attempts_stand_behind_all_others_each_after_its_own():
    retry = Retry(0.5, fixed(600), 3)
    plain, w = sample(two(), 1), sample(two(retry=retry), 1)
    assert w.arrivals == plain.chats
    assert np.array_equal(w.arrival[: w.arrivals], plain.arrival)
    assert np.array_equal(w.work[: plain.work.size], plain.work)
    before = np.flatnonzero(w.retry >= 0)
    after = w.retry[before]
    assert sorted(after) == list(range(w.arrivals, w.chats))
    assert (after > before).all()
    assert (w.queue[after] == w.queue[before]).all()
    assert (w.order_uniform[after] == w.order_uniform[before]).all()
    assert (w.customer[after] == w.customer[before]).all()
    assert np.array_equal(w.customer[: w.arrivals], np.arange(w.arrivals))
    assert set(w.retry_delay[before]) == {10 * MINUTE}
    generation = np.bincount(w.customer)
    assert generation.max() == 3
    n = int((w.queue[: w.arrivals] == 0).sum())
    assert w.chats - w.arrivals == pytest.approx(0.75 * n, abs=4 * np.sqrt(n))


def test_a_bound_of_attempts_is_kept_and_nobody_comes_back_with_a_share_of_zero():
    assert sample(two(retry=Retry(1.0, fixed(60), 4)), 1).customer.size
    w = sample(two(retry=Retry(1.0, fixed(60), 4)), 1)
    first = w.queue[: w.arrivals] == 0
    assert (np.bincount(w.customer)[: w.arrivals][first] == 4).all()
    assert sample(two(retry=Retry(0.0, fixed(60), 4)), 1).retry.max() == -1


def test_a_contained_customer_makes_no_attempt_at_people_and_others_do_behind_the_bot():

    bot = Bot(0.5, 0.3, exponential(600))
    w = sample(two(bot=bot, retry=Retry(1.0, fixed(60), 2)), 1)
    mine = w.queue[: w.arrivals] == 0
    assert w.chats - w.arrivals == mine.sum()
    assert (np.diff(w.arrival[: w.arrivals]) >= 0).all()


def test_terms_out_of_range_are_refused():
    with pytest.raises(ValueError, match=r"must lie in 0 to 1, not 1\.5"):
        Retry(1.5, fixed(1), 2)
    with pytest.raises(ValueError, match="at least 1 attempt, not 0"):
        Retry(0.5, fixed(1), 0)


def test_one_round_leaves_nothing_to_send_on():
    course = replace(COURSE, rounds=count(1))
    first = replace(queue("first", course=course), transfers=(Transfer("second", 1.0),))
    skills = (Skill("first", 1), Skill("second", 1))
    w = sample(
        scenario(queues=(first, queue("second", course=OTHER)), groups=(group(skills=skills),)), 1
    )
    assert set(w.work[w.queue[w.chat_of_round] == 0]) == {20 * SECOND}
