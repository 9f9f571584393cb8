"""Lost customers who come back (rule D7)."""

import pytest

from capplan.engines import NONE, Outcome
from capplan.model.chat import PatienceScope
from capplan.model.scenario import ClosedHours
from capplan.model.shifts import Roster, Shift
from shop import Visit, again, on_duty, shop, workload

FIRST = PatienceScope.FIRST_REPLY


def test_a_lost_customer_comes_back_after_the_delay_with_draws_of_the_new_attempt(run):
    customers = workload(
        Visit(0, (40,)), Visit(10, (9,), patience=20), again(1, 5, (12, 6), think=(3,))
    )
    log = run(shop(), on_duty(), customers)
    assert log.outcome.tolist() == [Outcome.HANDLED, Outcome.LEFT_LINE, Outcome.HANDLED]
    assert log.arrival.tolist() == [0, 10, 35]
    assert log.message[2:].tolist() == [35, 55]
    assert log.reply[2:].tolist() == [52, 61]


def test_who_is_not_lost_makes_no_further_attempt(run):
    log = run(shop(), on_duty(), workload(Visit(0, (10,)), again(0, 5)))
    assert log.outcome.tolist() == [Outcome.HANDLED, Outcome.NOT_COME]
    assert (log.arrival[1], log.message[1]) == (NONE, NONE)


def test_silent_leavers_come_back_too_while_their_message_stays(run):
    customers = workload(Visit(0, (40,), patience=20, silent=True), again(0, 10, (5,)))
    log = run(shop(idle=0), on_duty(), customers)
    assert log.outcome.tolist() == [Outcome.LEFT_SILENT, Outcome.HANDLED]
    assert (log.left[0], log.reply[0], log.arrival[1], log.reply[1]) == (20, 40, 30, 45)


def test_attempts_may_be_lost_again_and_end_with_the_last(run):
    customers = workload(
        Visit(0, (900,)), Visit(10, patience=5), again(1, 5, patience=5), again(2, 5, patience=5)
    )
    log = run(shop(), on_duty(), customers)
    assert log.arrival.tolist() == [0, 10, 20, 30]
    assert log.left.tolist() == [NONE, 15, 25, 35]


@pytest.mark.parametrize(("delay", "comes"), [(1_979, True), (1_980, False)])
def test_nobody_comes_back_at_or_behind_the_end_of_the_horizon(run, delay, comes):
    customers = workload(Visit(0, (60,), patience=20), again(0, delay))
    log = run(shop(), on_duty(until=3_000), customers)
    assert (log.outcome[1] != Outcome.NOT_COME) == comes


def test_whoever_was_turned_away_in_closed_hours_may_come_back_to_an_open_shop(run):
    closed = ClosedHours(0.5, None, after_live=False)
    customers = workload(Visit(0, stays=False), again(0, 100, (7,)))
    log = run(shop(closed=closed), Roster((Shift(0, "agents", 50, 500),)), customers)
    assert log.outcome.tolist() == [Outcome.LEFT_CLOSED, Outcome.HANDLED]
    assert log.arrival.tolist() == [0, 100]


def test_a_loss_and_the_next_attempt_may_fall_into_one_tick(run):
    customers = workload(Visit(0, (50,)), Visit(10, patience=40), again(1, 0, (5,)))
    log = run(shop(scope=FIRST), on_duty(), customers)
    assert log.outcome.tolist() == [Outcome.HANDLED, Outcome.LEFT_LINE, Outcome.HANDLED]
    assert (log.arrival[2], log.reply[2]) == (50, 55)


def test_further_attempts_that_contradict_one_another_are_refused():
    with pytest.raises(ValueError, match="an attempt that follows must stand behind"):
        workload(again(0, 5), Visit(0))
    with pytest.raises(ValueError, match="an attempt that follows must stand behind"):
        workload(Visit(0), Visit(1, after=(0, 5)))
