"""For whom each group works (rule M1e)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from cases import cases
from hypothesis import given, settings
from made_logs import made_log

from capplan.engines import NONE, simulate
from capplan.engines.audit import work_spells
from capplan.model.people import Skill
from capplan.model.shifts import Roster, Shift
from capplan.results.tally import GROUP_SUMS, tally
from capplan.results.work_split import work_sums
from shop import Visit, group, shop, workload

HORIZON = 2_000


def test_work_goes_to_the_group_that_does_it_and_the_queue_it_is_for():
    groups = (
        group("x", skills=(Skill("a", 1), Skill("b", 2)), limit=2),
        group("y", skills=(Skill("b", 1),)),
    )
    roster = Roster((Shift(0, "x", 0, HORIZON), Shift(1, "y", 0, HORIZON)))
    customers = workload(
        Visit(0, (30, 20), (100,), wrap_up=7),  # a, by x
        Visit(5, (400,), queue=1),  # b, by y
        Visit(50, (9,), queue=1, wrap_up=3),  # b, by x, for y is full
        Visit(200, (100,), patience=40),  # a, by x, broken off
    )
    scenario = shop("a", "b", groups=groups)
    log = simulate(scenario, roster, customers, "reference")
    sums = tally(scenario, roster, customers, log)
    assert sums.work.tolist() == [[30 + 20 + 7 + 40, 9 + 3], [0, 400]]


def test_after_a_transfer_work_is_for_the_other_queue():
    w = workload(Visit(0, (10, 20), (5,), wrap_up=4), Visit(0, (30,), wrap_up=8))
    w = replace(w, transfer_to=np.array([1, 1]))  # the second has no round left
    log = made_log(
        w,
        message=[0, 15, 0],
        reply=[10, 35, 60],
        start=np.array([0, 15, 30]),
        agent=np.array([0, 0, 0]),
        wrap_start=np.array([60, 64]),
        wrap_end=np.array([64, 72]),
        wrap_agent=np.array([0, 0]),
    )
    scenario = shop("a", "b", groups=(group(skills=(Skill("a", 1), Skill("b", 1))),))
    assert work_sums(
        scenario, np.array([0]), w, log, work_spells(log, w), w.queue_of_round()
    ).tolist() == [[10 + 30 + 8, 20 + 4]]


def test_a_chat_that_ends_before_its_transfer_stays_in_its_queue():
    w = workload(Visit(0, (10, 20), (500,), wrap_up=4))
    w = replace(w, transfer_to=np.array([1]))
    log = made_log(
        w,
        message=[0, NONE],
        reply=[10, NONE],
        start=np.array([0, NONE]),
        agent=np.array([0, NONE]),
        wrap_start=np.array([10]),
        wrap_end=np.array([14]),
        wrap_agent=np.array([0]),
    )
    scenario = shop("a", "b", groups=(group(skills=(Skill("a", 1), Skill("b", 1))),))
    assert work_sums(
        scenario, np.array([0]), w, log, work_spells(log, w), w.queue_of_round()
    ).tolist() == [[14, 0]]


@given(case=cases())
@settings(max_examples=60, derandomize=True, deadline=None)
def test_the_split_adds_up_to_the_group_s_work(case):
    log = simulate(case.scenario, case.roster, case.workload, "reference")
    sums = tally(case.scenario, case.roster, case.workload, log)
    whole = sums.groups[..., GROUP_SUMS.index("work_ms")].sum(axis=1)
    assert sums.work.sum(axis=1).tolist() == whole.tolist()
