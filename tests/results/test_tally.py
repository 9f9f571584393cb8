"""From the log to sums: nothing counted twice, nothing lost (rules M0 and M1)."""

from __future__ import annotations

import numpy as np
import pytest
from cases import cases
from hypothesis import given, settings
from hypothesis import strategies as st

from capplan.engines import NONE, Outcome, simulate
from capplan.engines.audit import work_spells
from capplan.model.chat import PatienceScope
from capplan.model.people import Skill
from capplan.model.shifts import Roster, Shift
from capplan.model.targets import Measure, Target
from capplan.results.plain_tally import _Cells as Cells
from capplan.results.tally import GROUP_SUMS, LOST, Thresholds, queue_columns, tally
from shop import Visit, group, on_duty, shop, workload

INTERVAL, HORIZON = 500, 2_000


def tallied(scenario, roster, customers):
    log = simulate(scenario, roster, customers, "reference")
    sums = tally(scenario, roster, customers, log)
    names = queue_columns(Thresholds.of(scenario))
    queues = {name: sums.queues[..., place] for place, name in enumerate(names)}
    groups = {name: sums.groups[..., place] for place, name in enumerate(GROUP_SUMS)}
    return log, queues, groups


# ---- one small floor, by hand -------------------------------------------------------------------


def test_counts_of_a_small_floor():
    target = Target("chats", Measure.FIRST_REPLY_WITHIN, 0.8, 60, ((0, HORIZON),), None)
    scenario = shop(
        groups=(group(limit=2),), scope=PatienceScope.EVERY_REPLY, idle=50, targets=(target,)
    )
    customers = workload(
        Visit(0, (100, 50), (430,)),  # FRT 100; second round at 530, RT 50
        Visit(10, (50,), patience=60),  # leaves the inbox at 70
        Visit(490, (60,), patience=30, silent=True),  # leaves at 520, answered at 550
        Visit(700, (20, 300), (5,), later_patience=(100,)),  # FRT 20; leaves later at 825
        Visit(1_990, (60,)),  # FRT 60, in the last interval
        kept=((0, 30, 0.5), (0, 1_200, 0.5)),
    )
    log, queues, groups = tallied(scenario, on_duty(), customers)
    assert log.reply.tolist() == [100, 600, NONE, 550, 720, NONE, 2_050]

    def row(name):
        return queues[name][0].tolist()

    assert row("customers") == [4, 1, 1, 1, 0]
    assert row("contained") == [1, 0, 1, 0, 0]
    assert row("offered") == [3, 1, 0, 1, 0]
    assert row("handled") == [1, 0, 0, 1, 0]
    assert row("left_first_reply") == [1, 0, 0, 0, 0]
    assert row("left_silent") == [1, 0, 0, 0, 0]
    assert row("left_later") == [0, 1, 0, 0, 0]
    assert row("left_line") == row("open_at_end") == [0, 0, 0, 0, 0]
    assert row("first_replies") == [2, 1, 0, 1, 0]
    assert row("first_response_ms") == [160, 20, 0, 60, 0]
    assert row("rounds") == [3, 3, 0, 1, 0]
    assert row("replies") == [2, 2, 0, 1, 0]
    # The second round of chat 0 is written at 530, worked from 550 (after the silent one).
    assert row("response_ms") == [160, 70 + 20, 0, 60, 0]
    assert row("line_ms") == [0, 0, 0, 0, 0]
    # Within 60 ticks: not chat 0 (100), not the silent one (60, but gone); 20 and 60 are.
    assert row("first_within_60") == [0, 1, 0, 1, 0]

    def agents(name):
        return groups[name][0].tolist()

    assert agents("on_shift_ms") == [500, 500, 500, 500, 50]
    assert agents("overtime_ms") == [0, 0, 0, 0, 50]
    # 0-100 and 490-500; 500-600, 700-720 and 725-825; 1990-2000; 2000-2050.
    assert agents("work_ms") == [110, 220, 0, 10, 50]
    # chat 0: 0-600, 1: 10-70, 2: 490-600, 3: 700-825, 4: 1990-2050.
    assert agents("open_ms") == [500 + 60 + 10, 100 + 100 + 125, 0, 10, 50]
    assert agents("replies") == [1, 3, 0, 0, 1]
    assert agents("break_ms") == [0, 0, 0, 0, 0]


def test_time_in_the_line_and_on_breaks():
    roster = Roster((Shift(0, "agents", 100, 1_900, ((600, 1_100),)),))
    customers = workload(
        Visit(0, (10,)), Visit(20, patience=50), Visit(650, (10,)), Visit(1_950, (10,))
    )
    _, queues, groups = tallied(shop(), roster, customers)
    # 0-100, 20-70; 650-1100; 1950 to the end of the run.
    assert queues["line_ms"][0].tolist() == [150, 350, 100, 50, 0]
    assert groups["break_ms"][0].tolist() == [0, 400, 100, 0, 0]
    assert groups["on_shift_ms"][0].tolist() == [400, 500, 500, 400, 0]
    assert queues["open_at_end"][0].tolist() == [0, 0, 0, 1, 0]


def test_wrap_up_and_broken_off_work_are_work():
    customers = workload(Visit(0, (100,), patience=40), Visit(60, (20,), wrap_up=30))
    _, _, groups = tallied(shop(), on_duty(), customers)
    assert groups["work_ms"][0].tolist() == [90, 0, 0, 0, 0]


def test_replies_and_work_go_to_the_group_that_does_them():
    groups = (
        group("x", skills=(Skill("a", 1),)),
        group("y", skills=(Skill("b", 1),)),
    )
    roster = Roster((Shift(0, "x", 0, HORIZON), Shift(1, "y", 0, HORIZON)))
    customers = workload(Visit(0, (30,)), Visit(5, (40,), queue=1), Visit(50, (9,), queue=1))
    _, queues, done = tallied(shop("a", "b", groups=groups), roster, customers)
    assert queues["replies"].sum(axis=1).tolist() == [1, 2]
    assert done["replies"].sum(axis=1).tolist() == [1, 2]
    assert done["work_ms"].sum(axis=1).tolist() == [30, 49]


def test_thresholds_are_the_usual_ones_and_those_of_the_targets():
    def target(measure, within):
        return Target("chats", measure, 0.8, within, ((0, HORIZON),), None)

    thresholds = Thresholds.of(
        shop(
            targets=(
                target(Measure.FIRST_REPLY_WITHIN, 60_000),
                target(Measure.FIRST_REPLY_WITHIN, 10_000),
                target(Measure.REPLY_WITHIN, 60_000),
            )
        )
    )
    assert thresholds.first == (10_000, 30_000, 60_000)
    assert thresholds.reply == (60_000, 180_000)


# ---- against brute force ------------------------------------------------------------------------

SPELLS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2_500), st.integers(0, 900)))


@given(spells=SPELLS)
@settings(max_examples=60, derandomize=True, deadline=None)
def test_time_of_spells_against_counting_ticks(spells):
    scenario = shop("a", "b", "c", groups=(group(skills=tuple(Skill(q, 1) for q in "abc")),))
    cells = Cells(("time",), 3, scenario)
    row, start, lasts = (np.array([s[k] for s in spells], dtype=np.int64) for k in range(3))
    cells.put_time("time", row, start, start + lasts)
    expected = np.zeros((3, HORIZON // INTERVAL + 1))
    for r, begin, length in spells:
        ticks = np.arange(begin, begin + length)
        np.add.at(expected, (r, np.minimum(ticks // INTERVAL, HORIZON // INTERVAL)), 1)
    assert cells.array()[..., 0] == pytest.approx(expected, abs=1e-6)


@given(case=cases())
@settings(max_examples=80, derandomize=True, deadline=None)
def test_sums_over_intervals_are_the_totals_of_the_log(case):
    log, queues, groups = tallied(case.scenario, case.roster, case.workload)
    w = case.workload

    def total(name):
        return queues[name].sum()

    came = log.arrival != NONE
    last = {int(w.customers[c]): int(log.outcome[c]) for c in np.flatnonzero(came)}
    assert total("offered") == len(last) == total("customers")
    assert total("attempts") == came.sum()
    assert total("contained") == 0
    for outcome in set(Outcome) - {Outcome.NOT_COME}:
        assert total(outcome.name.lower()) == list(last.values()).count(outcome)
    ended = sum(queues[n].sum(axis=1) for n in (*LOST, "handled", "open_at_end"))
    assert ended.tolist() == queues["offered"].sum(axis=1).tolist()
    assert total("rounds") == np.sum(log.message != NONE)
    sent = log.reply != NONE
    assert total("replies") == groups["replies"].sum() == sent.sum()
    first = log.reply[w.first_round[:-1]]
    live = (first != NONE) & (log.offline == 0)
    late = (first != NONE) & (log.offline == 1)
    timed = sent.copy()
    timed[w.first_round[:-1][late]] = False
    assert total("timed_replies") == timed.sum()
    assert total("response_ms") == np.sum((log.reply - log.message)[timed])
    assert total("first_replies") == np.sum(live)
    assert total("first_response_ms") == np.sum((first - log.arrival)[live])
    assert total("offline_replies") == np.sum(late)
    assert total("offline_age_ms") == np.sum((first - log.arrival)[late])
    until = np.where(late, first, log.stopped)
    assert total("backlog_ms") == np.sum((until - log.arrival)[log.offline == 1])
    assert total("transferred") == total("taken_over")
    agent, start, end = work_spells(log, w)
    assert groups["work_ms"].sum() == np.sum(end - start)
    assert groups["open_ms"].sum() == np.sum(log.stint_end - log.stint_start)
    worked = log.shift_start != NONE
    assert groups["on_shift_ms"].sum() == np.sum((log.shift_end - log.shift_start)[worked])
    taken = log.break_start != NONE
    assert groups["break_ms"].sum() == np.sum((log.break_end - log.break_start)[taken])
    assert agent.size == np.sum(log.start != NONE) + np.sum(log.wrap_start != NONE)


@given(case=cases(further=False))
@settings(max_examples=40, derandomize=True, deadline=None)
def test_littles_law_holds_exactly_on_the_window(case):
    """Chats open, counted tick by tick, are the sum of their times: L × T = λ × T × W."""
    log, queues, groups = tallied(case.scenario, case.roster, case.workload)
    ticks = np.arange(log.stopped)[:, np.newaxis]
    held = np.sum((log.stint_start <= ticks) & (ticks < log.stint_end), axis=1)
    assert held.sum() == groups["open_ms"].sum()
    w = case.workload
    waited = np.where(log.assigned != NONE, log.assigned, log.ended)
    until = np.where(waited != NONE, waited, log.stopped)
    waiting = np.sum((w.arrival <= ticks) & (ticks < until) & (log.arrival != NONE), axis=1)
    assert waiting.sum() == queues["line_ms"].sum()
