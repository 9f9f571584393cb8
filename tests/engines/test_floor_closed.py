"""Chats that come while nobody who may serve the queue is on shift (rule D6)."""

import pytest

from capplan.engines import NONE, Outcome
from capplan.model.chat import PatienceScope
from capplan.model.people import EndRule, Skill
from capplan.model.scenario import ClosedHours
from capplan.model.shifts import Roster, Shift
from shop import Visit, group, shop, workload

BY_AGE = ClosedHours(0.5, None, after_live=False)
AFTER_LIVE = ClosedHours(0.5, None, after_live=True)


def opens_at(tick, until=2_000, **more):
    return Roster((Shift(0, "agents", tick, until, **more),))


@pytest.mark.parametrize("scope", PatienceScope)
def test_an_offline_message_has_no_patience(run, scope):
    customers = workload(Visit(0, (10,), patience=20, later_patience=(9,), offline_rounds=1))
    log = run(shop(scope=scope, closed=BY_AGE), opens_at(100), customers)
    assert (log.offline[0], log.assigned[0], log.reply[0]) == (1, 100, 110)
    assert log.outcome.tolist() == [Outcome.HANDLED]


def test_without_the_rule_a_chat_of_closed_hours_waits_like_all_others(run):
    log = run(shop(), opens_at(100), workload(Visit(0, (10,), patience=20)))
    assert (log.offline[0], log.left[0]) == (0, 20)


def test_who_does_not_stay_is_lost_at_once(run):
    log = run(shop(closed=BY_AGE), opens_at(100), workload(Visit(7, stays=False)))
    assert (log.arrival[0], log.left[0], log.ended[0]) == (7, 7, 7)
    assert log.outcome.tolist() == [Outcome.LEFT_CLOSED]
    assert log.message.tolist() == [NONE]


def test_an_offline_message_has_a_number_of_rounds_of_its_own(run):
    work, think = (10, 20, 30), (5, 5)
    customers = workload(
        Visit(0, work, think, rounds=3, offline_rounds=2),
        Visit(200, work, think, rounds=1, offline_rounds=3),
    )
    log = run(shop(closed=BY_AGE), opens_at(100), customers)
    assert (log.reply != NONE).tolist() == [True, True, False, True, False, False]
    assert log.outcome.tolist() == [Outcome.HANDLED] * 2


def test_the_shop_is_open_from_the_tick_of_the_start_to_that_before_the_end(run):
    stay = {"stays": True, "offline_rounds": 1}
    customers = workload(*[Visit(t, (3,), **stay) for t in (99, 100, 149, 150)])
    log = run(shop(closed=BY_AGE), opens_at(100, until=150), customers)
    assert log.offline.tolist() == [1, 0, 0, 1]


def test_a_break_does_not_close_the_shop_and_an_agent_who_finishes_does_not_keep_it_open(run):
    stay = {"stays": True, "offline_rounds": 1}
    customers = workload(Visit(110, (5,), **stay), Visit(149, (40,), **stay), Visit(160, **stay))
    roster = Roster((Shift(0, "agents", 100, 150, ((105, 120),)),))
    log = run(shop(closed=BY_AGE), roster, customers)
    assert log.offline.tolist() == [0, 0, 1]
    assert log.shift_end.tolist() == [189]


def test_only_those_who_may_serve_the_queue_keep_it_open(run):
    groups = (group("first", skills=(Skill("a", 1),)), group("second", skills=(Skill("b", 1),)))
    roster = Roster((Shift(0, "first", 0, 500), Shift(1, "second", 100, 500)))
    customers = workload(
        Visit(10, queue=0, offline_rounds=1), Visit(10, queue=1), Visit(110, queue=1)
    )
    log = run(shop("a", "b", groups=groups, closed=BY_AGE), roster, customers)
    assert log.offline.tolist() == [0, 1, 0]


@pytest.mark.parametrize(("rule", "served"), [(BY_AGE, [0, 1, 2]), (AFTER_LIVE, [2, 0, 1])])
def test_offline_messages_are_taken_by_age_or_after_live_chats(run, rule, served):
    stay = {"stays": True, "offline_rounds": 1}
    customers = workload(Visit(0, (10,), **stay), Visit(1, (10,), **stay), Visit(100, (10,)))
    log = run(shop(closed=rule), opens_at(100), customers)
    assert log.stint_chat.tolist() == served


def test_later_replies_have_patience_again(run):
    visit = Visit(0, (10, 50), (5,), patience=3, later_patience=(20,), offline_rounds=2)
    log = run(shop(scope=PatienceScope.EVERY_REPLY, closed=BY_AGE), opens_at(100), workload(visit))
    assert (log.left[0], log.outcome[0]) == (135, Outcome.LEFT_LATER)


def test_a_chat_that_finds_its_new_queue_closed_waits_there_without_patience(run):
    groups = (group("first", skills=(Skill("a", 1),)), group("second", skills=(Skill("b", 1),)))
    roster = Roster((Shift(0, "first", 0, 500), Shift(1, "second", 100, 500)))
    visit = Visit(0, (10, 20), (5,), later_patience=(7,), transfer_to=1, offline_rounds=2)
    log = run(shop("a", "b", groups=groups, closed=BY_AGE), roster, workload(visit))
    assert log.offline.tolist() == [0]
    assert log.reply.tolist() == [10, 120]


def test_an_offline_message_that_is_handed_back_keeps_waiting_without_patience(run):
    groups = (group(limit=2, at_end=EndRule.HAND_BACK),)
    roster = Roster((Shift(0, "agents", 100, 105), Shift(1, "agents", 200, 900)))
    stay = {"stays": True, "offline_rounds": 1}
    customers = workload(Visit(0, (20,), **stay), Visit(1, (10,), patience=30, **stay))
    log = run(shop(groups=groups, closed=BY_AGE), roster, customers)
    assert log.reply.tolist() == [120, 210]
    assert log.outcome.tolist() == [Outcome.HANDLED] * 2


def test_with_nobody_on_any_shift_all_is_lost_or_waits(run):
    customers = workload(Visit(0, stays=False), Visit(5, offline_rounds=1))
    log = run(shop(closed=BY_AGE), Roster(()), customers)
    assert log.outcome.tolist() == [Outcome.LEFT_CLOSED, Outcome.OPEN_AT_END]
