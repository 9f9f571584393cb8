"""Shifts, breaks, handing back and absence (rules P4 and P5)."""

import numpy as np
import pytest

from capplan.engines import NONE, Outcome
from capplan.model.chat import PatienceScope
from capplan.model.people import EndRule, Skill
from capplan.model.shifts import Roster, Shift
from capplan.sampling import attend
from shop import Visit, group, on_duty, shop, workload

HAND_BACK = EndRule.HAND_BACK


def one(*shifts, breaks=(), agent=0, group="agents"):
    return Roster(tuple(Shift(agent, group, start, end, breaks) for start, end in shifts))


def stints(log):
    columns = (log.stint_chat, log.stint_agent, log.stint_start, log.stint_end)
    return [tuple(row) for row in np.stack(columns, axis=1).tolist()]


# ---- start and end -----------------------------------------------------------------------------


def test_nobody_is_served_before_the_shift(run):
    log = run(shop(), one((100, 500)), workload(Visit(0)))
    assert (log.assigned[0], log.start[0]) == (100, 100)
    assert (log.shift_start.tolist(), log.shift_end.tolist()) == ([100], [500])


def test_a_chat_in_the_tick_of_the_shifts_start_is_taken(run):
    log = run(shop(), one((100, 500)), workload(Visit(100)))
    assert log.assigned.tolist() == [100]


def test_no_new_chat_from_the_shifts_end_on(run):
    log = run(shop(groups=(group(limit=2),)), one((0, 100)), workload(Visit(99), Visit(100)))
    assert log.assigned.tolist() == [99, NONE]
    assert log.outcome.tolist() == [Outcome.HANDLED, Outcome.OPEN_AT_END]
    assert log.shift_end.tolist() == [109]


def test_finishing_works_on_until_no_chat_is_open(run):
    customers = workload(Visit(0, (10, 10), (200,), closing=7, wrap_up=5), Visit(60))
    log = run(shop(groups=(group(limit=2),)), one((0, 50)), customers)
    assert log.reply.tolist() == [10, 220, NONE]
    assert log.wrap_end[0] == 232
    assert log.shift_end.tolist() == [232]


def test_an_agent_who_runs_over_goes_on_in_the_next_shift(run):
    customers = workload(Visit(0, (10, 10), (150,)), Visit(110))
    two_open = shop(groups=(group(limit=2),))
    log = run(two_open, one((0, 100), (120, 300)), customers)
    assert log.reply.tolist() == [10, 170, 130]
    assert log.assigned.tolist() == [0, 120]
    assert log.shift_start.tolist() == [0, 120]
    assert log.shift_end.tolist() == [120, 300]


def test_a_shift_that_follows_at_once(run):
    log = run(shop(), one((0, 100), (100, 300)), workload(Visit(90, (30,)), Visit(100)))
    assert log.assigned.tolist() == [90, 120]
    assert log.shift_end.tolist() == [100, 300]


def test_a_shift_from_before_the_horizon_starts_with_it(run):
    log = run(shop(), one((-500, 100)), workload(Visit(0)))
    assert (log.assigned[0], log.shift_start[0], log.shift_end[0]) == (0, 0, 100)


@pytest.mark.parametrize("end", [-10, 0])
def test_a_shift_over_before_the_horizon_is_not_worked(run, end):
    log = run(shop(), one((-500, end)), workload(Visit(0)))
    assert (log.assigned[0], log.shift_start[0], log.shift_end[0]) == (NONE, NONE, NONE)


# ---- handing back at the shift's end -------------------------------------------------------------


def test_handing_back_at_the_shifts_end(run):
    giving = shop(groups=(group(limit=4, at_end=HAND_BACK),))
    roster = Roster((Shift(0, "agents", 0, 100), Shift(1, "agents", 100, 1_000)))
    customers = workload(
        Visit(0, (10,), closing=1_000),  # closing at 100: ends
        Visit(1, (10, 10), (200,)),  # its customer thinks: lines up on writing, at 220
        Visit(2, (100, 10), (50,)),  # in work: the reply is finished, at 120
        Visit(30, (10,)),  # waits in the inbox: joins the line at once
    )
    log = run(giving, roster, customers)
    assert stints(log) == [
        (0, 0, 0, 100),
        (1, 0, 1, 100),
        (2, 0, 2, 120),
        (3, 0, 30, 100),
        (3, 1, 100, 110),
        (2, 1, 170, 180),
        (1, 1, 220, 230),
    ]
    assert log.outcome.tolist() == [Outcome.HANDLED] * 4
    assert log.ended.tolist() == [100, 230, 180, 110]
    assert log.message.tolist() == [0, 1, 220, 2, 170, 30]
    assert log.agent.tolist() == [0, 0, 1, 0, 1, 1]
    assert log.assigned.tolist() == [0, 1, 2, 30]
    assert log.shift_end.tolist() == [120, 1_000]


def test_a_handed_back_agent_still_wraps_up(run):
    giving = shop(groups=(group(at_end=HAND_BACK),))
    log = run(giving, one((0, 50)), workload(Visit(0, (10,), closing=500, wrap_up=30)))
    assert (log.ended[0], log.wrap_start[0], log.wrap_end[0]) == (50, 50, 80)
    assert log.shift_end.tolist() == [80]


def test_the_last_reply_of_an_agent_who_leaves_ends_the_chat_at_once(run):
    giving = shop(groups=(group(at_end=HAND_BACK),))
    log = run(giving, one((0, 50)), workload(Visit(0, (70,), closing=500)))
    assert (log.reply[0], log.ended[0], log.shift_end[0]) == (70, 70, 70)


def test_a_handed_back_silent_leaver(run):
    giving = shop(groups=(group(limit=3, at_end=HAND_BACK),), idle=500)
    silent = {"patience": 20, "silent": True}
    customers = workload(
        Visit(0, (30,), **silent),  # idle at 100: ends
        Visit(0, (100, 5), (5,), **silent),  # in work: ends with its reply
        Visit(0, (10,), **silent),  # in the inbox: into the line, and answered there
    )
    roster = Roster((Shift(0, "agents", 0, 100), Shift(1, "agents", 100, 1_000)))
    log = run(giving, roster, customers)
    assert log.outcome.tolist() == [Outcome.LEFT_SILENT] * 3
    assert log.ended.tolist() == [100, 130, 610]
    assert stints(log)[3:] == [(2, 1, 100, 610)]


def test_handed_back_chats_go_to_the_head_of_the_line(run):
    groups = (group(limit=2, at_end=HAND_BACK), group("late", limit=1))
    roster = Roster((Shift(0, "agents", 0, 100), Shift(1, "late", 100, 1_000)))
    customers = workload(Visit(0, (200,)), Visit(10, (30,)), Visit(20), Visit(30))
    log = run(shop(groups=groups), roster, customers)
    assert stints(log)[2:] == [(1, 1, 100, 130), (2, 1, 130, 140), (3, 1, 140, 150)]


def test_handed_back_chats_queue_among_themselves_by_the_tick_of_lining_up(run):
    groups = (group(limit=3, at_end=HAND_BACK), group("late", limit=1))
    roster = Roster((Shift(0, "agents", 0, 100), Shift(1, "late", 300, 1_000)))
    customers = workload(
        Visit(0, (10, 10), (200,)), Visit(20, (200,)), Visit(30, (10,)), Visit(35, (10,))
    )
    log = run(shop(groups=groups), roster, customers)
    # At 300 the line holds chat 2 (handed back at 100), chat 0 (wrote at 210), chat 3 (35).
    assert [row[0] for row in stints(log)[3:]] == [2, 0, 3]
    assert log.start.tolist() == [0, 310, 20, 300, 320]


def test_patience_goes_on_after_a_hand_back(run):
    giving = shop(groups=(group(limit=2, at_end=HAND_BACK),))
    log = run(giving, one((0, 100)), workload(Visit(0, (200,)), Visit(10, patience=150)))
    assert log.outcome.tolist() == [Outcome.HANDLED, Outcome.LEFT_FIRST_REPLY]
    assert (log.assigned[1], log.left[1], log.ended[1]) == (10, 160, 160)


def test_patience_for_the_line_is_met_once_and_for_all(run):
    giving = shop(
        scope=PatienceScope.LINE, groups=(group(limit=2, at_end=HAND_BACK), group("late"))
    )
    roster = Roster((Shift(0, "agents", 0, 100), Shift(1, "late", 500, 1_000)))
    log = run(giving, roster, workload(Visit(0, (200,)), Visit(10, patience=150)))
    assert log.outcome.tolist() == [Outcome.HANDLED, Outcome.HANDLED]
    assert log.reply.tolist() == [200, 510]


# ---- breaks ------------------------------------------------------------------------------------


def test_no_new_chat_during_a_break(run):
    log = run(shop(), one((0, 500), breaks=((50, 80),)), workload(Visit(50), Visit(60)))
    assert log.assigned.tolist() == [80, 90]
    assert (log.break_start.tolist(), log.break_end.tolist()) == ([50], [80])


def test_a_late_break_keeps_its_length(run):
    customers = workload(Visit(0, (70,)), Visit(60))
    log = run(shop(groups=(group(limit=2),)), one((0, 500), breaks=((50, 80),)), customers)
    assert (log.break_start.tolist(), log.break_end.tolist()) == ([70], [100])
    assert log.assigned.tolist() == [0, 100]


def test_a_break_is_skipped_if_the_shift_ends_first(run):
    log = run(shop(), one((0, 100), breaks=((50, 80),)), workload(Visit(0, (120,))))
    assert (log.break_start.tolist(), log.break_end.tolist()) == ([NONE], [NONE])
    assert log.shift_end.tolist() == [120]


def test_a_late_break_ends_with_the_shift(run):
    log = run(shop(), one((0, 90), breaks=((50, 80),)), workload(Visit(0, (70,))))
    assert (log.break_start.tolist(), log.break_end.tolist()) == ([70], [90])
    assert log.shift_end.tolist() == [90]


def test_a_late_break_runs_into_the_next(run):
    breaks = ((50, 80), (90, 100))
    log = run(shop(), one((0, 500), breaks=breaks), workload(Visit(0, (85,)), Visit(60)))
    assert (log.break_start.tolist(), log.break_end.tolist()) == ([85, 115], [115, 125])
    assert log.assigned.tolist() == [0, 125]


def test_two_breaks_due_before_the_agent_is_clear(run):
    breaks = ((50, 80), (90, 100))
    log = run(shop(), one((0, 500), breaks=breaks), workload(Visit(0, (300,))))
    assert (log.break_start.tolist(), log.break_end.tolist()) == ([300, 330], [330, 340])


def test_breaks_without_a_gap(run):
    breaks = ((50, 80), (80, 100))
    log = run(shop(), one((0, 500), breaks=breaks), workload(Visit(60)))
    assert (log.break_start.tolist(), log.break_end.tolist()) == ([50, 80], [80, 100])
    assert log.assigned.tolist() == [100]


def test_a_shift_may_begin_with_a_break(run):
    log = run(shop(), one((20, 500), breaks=((20, 80),)), workload(Visit(0)))
    assert (log.break_start.tolist(), log.break_end.tolist()) == ([20], [80])
    assert log.assigned.tolist() == [80]


def test_a_break_under_way_at_the_start_of_the_horizon(run):
    breaks = ((-400, -300), (-20, 40), (50, 60))
    log = run(shop(), one((-500, 500), breaks=breaks), workload(Visit(0)))
    assert log.shift_start.tolist() == [0]
    assert log.assigned.tolist() == [40]
    assert log.break_end[-2:].tolist() == [40, 60]


def test_a_shift_may_end_with_a_break(run):
    log = run(shop(), one((0, 100), breaks=((70, 100),)), workload(Visit(60, (5,)), Visit(75)))
    assert (log.break_start.tolist(), log.break_end.tolist()) == ([70], [100])
    assert log.assigned.tolist() == [60, NONE]


def test_handing_back_at_a_break(run):
    giving = shop(groups=(group(limit=3, at_break=HAND_BACK),))
    roster = Roster((Shift(0, "agents", 0, 500, ((100, 200),)), Shift(1, "agents", 90, 500)))
    customers = workload(Visit(0, (130,)), Visit(10, (10,)), Visit(20, (10,)))
    log = run(giving, roster, customers)
    assert stints(log) == [
        (0, 0, 0, 130),
        (1, 0, 10, 100),
        (2, 0, 20, 100),
        (1, 1, 100, 110),
        (2, 1, 100, 120),
    ]
    assert (log.break_start.tolist(), log.break_end.tolist()) == ([130], [230])


def test_after_a_break_with_handing_back_chats_are_kept_again(run):
    giving = shop(groups=(group(at_break=HAND_BACK),))
    roster = one((0, 500), breaks=((50, 80),))
    log = run(giving, roster, workload(Visit(60, (10, 10), (30,))))
    assert stints(log) == [(0, 0, 80, 130)]


def test_the_rules_of_breaks_and_of_the_shifts_end_are_apart(run):
    giving = shop(groups=(group(limit=2, at_end=HAND_BACK),))
    roster = one((0, 120), breaks=((50, 80),))
    log = run(giving, roster, workload(Visit(0, (60, 100), (5,)), Visit(10, (10, 10), (20,))))
    # The break waits for both chats (finish) until the shift ends, which hands back (chat 1).
    assert log.break_start.tolist() == [NONE]
    assert log.reply.tolist() == [60, 170, 70, NONE]
    assert log.start.tolist() == [0, 70, 60, NONE]
    assert stints(log) == [(0, 0, 0, 170), (1, 0, 10, 120)]


# ---- absence -----------------------------------------------------------------------------------


def test_an_absent_agent_serves_nobody(run):
    away = shop(groups=(group(absence=1.0),))
    log = run(away, on_duty(2), workload(Visit(0), seed=1))
    assert log.assigned.tolist() == [NONE]
    assert log.shift_start.tolist() == [NONE, NONE]
    assert log.stopped == 2_000


def test_a_replayed_log_has_everybody_present(run):
    away = shop(groups=(group(absence=1.0),))
    log = run(away, on_duty(2), workload(Visit(0)))
    assert log.shift_start.tolist() == [0, 0]


def test_who_comes_is_what_the_draws_say(run):
    half = shop(groups=(group(absence=0.5),))
    roster, customers = on_duty(12), workload(Visit(0), seed=3, replication=2)
    log = run(half, roster, customers)
    here = attend(half, roster, customers)
    assert 0 < sum(here) < 12
    assert (log.shift_start == 0).tolist() == list(here)
    assert log.agent.tolist() == [here.index(True)]


def test_an_absent_agent_leaves_the_shop_to_the_others(run):
    groups = (
        group("ill", skills=(Skill("chats", 1),), absence=1.0),
        group("well", skills=(Skill("chats", 2),)),
    )
    roster = Roster((Shift(0, "ill", 0, 500), Shift(1, "well", 0, 500)))
    log = run(shop(groups=groups), roster, workload(Visit(0), seed=1))
    assert log.agent.tolist() == [1]
