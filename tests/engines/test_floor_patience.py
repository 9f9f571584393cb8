"""Who leaves, when and how (rules C2 and C3)."""

import pytest

from capplan.engines import NONE, Outcome
from capplan.model.chat import PatienceScope
from capplan.model.shifts import Roster, Shift
from shop import Visit, group, on_duty, shop, workload

LINE, FIRST, EVERY = PatienceScope


def two_open(scope):
    return shop(scope=scope, groups=(group(limit=2),))


def outcomes(log):
    return [Outcome(o).name for o in log.outcome]


# ---- in the line -------------------------------------------------------------------------------


@pytest.mark.parametrize("scope", [LINE, FIRST, EVERY])
def test_who_waits_in_the_line_leaves_it(run, scope):
    customers = workload(
        Visit(0, (50, 50), (0,), later_patience=(99,)), Visit(10, patience=20), Visit(10)
    )
    log = run(shop(scope=scope), on_duty(), customers)
    assert outcomes(log) == ["HANDLED", "LEFT_LINE", "HANDLED"]
    assert (log.left[1], log.ended[1], log.assigned[1]) == (30, 30, NONE)
    assert log.assigned[2] == 100
    assert log.stint_chat.tolist() == [0, 2]


def test_patience_for_the_line_ends_at_the_assignment(run):
    log = run(two_open(LINE), on_duty(), workload(Visit(0, (100,)), Visit(10, patience=20)))
    assert outcomes(log) == ["HANDLED", "HANDLED"]
    assert log.reply.tolist() == [100, 110]


def test_a_tie_in_the_line_goes_to_the_agent(run):
    log = run(shop(scope=LINE), on_duty(), workload(Visit(0, (30,)), Visit(10, patience=20)))
    assert outcomes(log) == ["HANDLED", "HANDLED"]
    assert log.assigned.tolist() == [0, 30]


def test_one_tick_later_is_too_late(run):
    log = run(shop(scope=LINE), on_duty(), workload(Visit(0, (31,)), Visit(10, patience=20)))
    assert outcomes(log) == ["HANDLED", "LEFT_LINE"]
    assert log.left[1] == 30


def test_no_patience_for_the_line_is_served_by_a_free_agent_only(run):
    customers = workload(Visit(0, (30,), patience=0), Visit(10, patience=0))
    log = run(shop(scope=LINE), on_duty(), customers)
    assert outcomes(log) == ["HANDLED", "LEFT_LINE"]
    assert log.left[1] == 10


# ---- for the first reply -----------------------------------------------------------------------


def test_who_waits_for_the_first_reply_leaves_the_inbox_and_frees_the_slot(run):
    customers = workload(Visit(0, (100,)), Visit(10, patience=20), Visit(15))
    log = run(two_open(FIRST), on_duty(), customers)
    assert outcomes(log) == ["HANDLED", "LEFT_FIRST_REPLY", "HANDLED"]
    assert (log.assigned[1], log.left[1], log.ended[1]) == (10, 30, 30)
    assert log.start.tolist() == [0, NONE, 100]
    assert log.assigned[2] == 30
    assert log.stint_end.tolist() == [100, 30, 110]


def test_work_begun_for_an_open_leaver_stops_at_that_tick(run):
    log = run(shop(), on_duty(), workload(Visit(0, (100,), patience=40), Visit(10)))
    assert outcomes(log) == ["LEFT_FIRST_REPLY", "HANDLED"]
    assert log.start.tolist() == [0, 40]
    assert log.reply.tolist() == [NONE, 50]
    assert log.stint_end.tolist() == [40, 50]


def test_the_next_message_is_begun_in_the_tick_in_which_work_stops(run):
    log = run(two_open(FIRST), on_duty(), workload(Visit(0, (100,), patience=40), Visit(10)))
    assert log.start.tolist() == [0, 40]


def test_a_reply_in_the_last_tick_is_in_time(run):
    log = run(shop(), on_duty(), workload(Visit(0, (40,), patience=40)))
    assert outcomes(log) == ["HANDLED"]
    log = run(shop(), on_duty(), workload(Visit(0, (41,), patience=40)))
    assert outcomes(log) == ["LEFT_FIRST_REPLY"]
    assert log.left[0] == 40


def test_no_patience_for_the_first_reply_leaves_before_an_agent_can_take_it(run):
    log = run(shop(), on_duty(), workload(Visit(5, patience=0)))
    assert outcomes(log) == ["LEFT_LINE"]
    assert (log.left[0], log.assigned[0]) == (5, NONE)
    assert log.stint_chat.size == 0


def test_later_replies_are_awaited_with_patience_in_the_first_reply_scope(run):
    log = run(shop(), on_duty(), workload(Visit(0, (10, 1_000), (5,), patience=20)))
    assert outcomes(log) == ["HANDLED"]


# ---- for every reply ---------------------------------------------------------------------------


def test_who_waits_for_every_reply_leaves_later_too(run):
    customers = workload(Visit(0, (10, 100, 10), (5, 5), patience=20, later_patience=(30, 99)))
    log = run(shop(scope=EVERY), on_duty(), customers)
    assert outcomes(log) == ["LEFT_LATER"]
    assert log.message.tolist() == [0, 15, NONE]
    assert log.start.tolist() == [0, 15, NONE]
    assert log.reply.tolist() == [10, NONE, NONE]
    assert (log.left[0], log.ended[0], log.stint_end[0]) == (45, 45, 45)


def test_each_reply_meets_its_own_patience_and_a_tie_goes_to_the_agent(run):
    customers = workload(Visit(0, (20, 30, 10), (5, 5), patience=20, later_patience=(30, 10)))
    log = run(shop(scope=EVERY), on_duty(), customers)
    assert outcomes(log) == ["HANDLED"]
    assert log.reply.tolist() == [20, 55, 70]


def test_who_leaves_later_from_the_inbox_frees_the_slot(run):
    customers = workload(
        Visit(0, (10, 10), (5,), later_patience=(30,)), Visit(1, (100,)), Visit(2, (10,))
    )
    log = run(two_open(EVERY), on_duty(), customers)
    assert outcomes(log) == ["LEFT_LATER", "HANDLED", "HANDLED"]
    assert log.left[0] == 45
    assert log.assigned.tolist() == [0, 1, 45]
    assert log.start.tolist() == [0, NONE, 10, 110]


# ---- silent leavers ----------------------------------------------------------------------------


def test_a_silent_leaver_is_answered_and_holds_the_slot_for_the_idle_timeout(run):
    silent = Visit(0, (100, 10), (5,), patience=40, silent=True, closing=7)
    log = run(shop(idle=50), on_duty(), workload(silent, Visit(10)))
    assert outcomes(log) == ["LEFT_SILENT", "HANDLED"]
    assert (log.left[0], log.ended[0], log.stint_end[0]) == (40, 150, 150)
    assert log.message.tolist() == [0, NONE, 10]
    assert log.reply.tolist() == [100, NONE, 160]
    assert log.assigned.tolist() == [0, 150]


@pytest.mark.parametrize("scope", [LINE, FIRST])
def test_a_silent_leaver_keeps_the_place_in_the_line(run, scope):
    customers = workload(Visit(0, (100,)), Visit(10, patience=20, silent=True), Visit(11))
    log = run(shop(scope=scope, idle=50), on_duty(), customers)
    assert outcomes(log) == ["HANDLED", "LEFT_SILENT", "HANDLED"]
    assert (log.left[1], log.assigned[1], log.ended[1]) == (30, 100, 160)
    assert log.reply.tolist() == [100, 110, 170]


def test_a_silent_leaver_who_left_later(run):
    customers = workload(
        Visit(0, (10, 100, 9), (5, 5), later_patience=(30, 99), silent=True, wrap_up=4)
    )
    log = run(shop(scope=EVERY, idle=50), on_duty(), customers)
    assert outcomes(log) == ["LEFT_SILENT"]
    assert log.reply.tolist() == [10, 115, NONE]
    assert (log.left[0], log.ended[0]) == (45, 165)
    assert (log.wrap_start[0], log.wrap_end[0]) == (165, 169)


def test_a_silent_customer_who_is_answered_in_time_goes_on(run):
    log = run(shop(), on_duty(), workload(Visit(0, (40, 5), (5,), patience=40, silent=True)))
    assert outcomes(log) == ["HANDLED"]
    assert log.reply.tolist() == [40, 50]


def test_a_silent_leaver_whom_nobody_takes_has_left_all_the_same(run):
    log = run(shop(), Roster(()), workload(Visit(0, patience=40, silent=True)))
    assert outcomes(log) == ["LEFT_SILENT"]
    assert (log.left[0], log.ended[0]) == (40, NONE)


# ---- against the coming of an agent --------------------------------------------------------------


def test_an_agent_who_comes_in_the_last_tick_is_in_time_for_the_line_only(run):
    late = Roster((Shift(0, "agents", 40, 500),))
    visit = workload(Visit(0, (10,), patience=40))
    log = run(shop(scope=LINE), late, visit)
    assert outcomes(log) == ["HANDLED"]
    log = run(shop(scope=FIRST), late, visit)
    assert outcomes(log) == ["LEFT_LINE"]
