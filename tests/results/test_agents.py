"""What each person did (rule M1j): by hand, and as parts of the tally's sums."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from cases import cases
from hypothesis import given, settings

from capplan.engines import simulate
from capplan.model.chat import Orders, PatienceScope, WaitCurve
from capplan.model.people import Skill
from capplan.model.shifts import Roster, Shift
from capplan.results.agents import COUNTS, TIMES, shift_sums
from capplan.results.tally import GROUP_SUMS, Thresholds, groups_of_agents, queue_columns, tally
from shop import Visit, group, shop, workload

ORDERS = Orders(0.5, 0.0, 20_000, WaitCurve.NONE, 0.0, (), 0.5, 0.0, 100.0, 0.3)


def summed(scenario, roster, customers):
    log = simulate(scenario, roster, customers, "reference")
    found = shift_sums(scenario, roster, customers, log)
    counts = {name: found.counts[..., n] for n, name in enumerate(COUNTS)}
    times = {name: found.times[:, n].tolist() for n, name in enumerate(TIMES)}
    return log, counts, times


def by_row(counts, name):
    return counts[name].sum(axis=1).tolist()


def test_two_people_by_hand():
    scenario = shop(groups=(group(limit=1),), scope=PatienceScope.FIRST_REPLY)
    scenario = replace(scenario, queues=(replace(scenario.queues[0], orders=ORDERS),))
    roster = Roster(
        (
            Shift(0, "agents", 0, 1_000, breaks=((600, 700),)),
            Shift(1, "agents", 0, 500),
            Shift(1, "agents", 1_000, 2_000),
        )
    )
    customers = workload(
        Visit(0, (100, 50), (300,), order_uniform=0.1),  # agent 0, 0-100 and 400-450; orders
        Visit(10, (600,), order_uniform=0.9),  # agent 1, until 610: past the shift's end; no order
        Visit(20, (30,), patience=50),  # both are taken: leaves the line at 70, to nobody
        Visit(1_500, (40,), patience=20, order_uniform=0.1),  # agent 1, second shift; gone at 1520
        kept=((0, 30, 0.5),),
    )
    log, counts, times = summed(scenario, roster, customers)
    assert log.reply.tolist() == [100, 450, 610, -1, -1]
    # rows: agent 0; agent 1 early; agent 1 late; nobody
    assert by_row(counts, "offered") == [1, 1, 1, 1]
    assert by_row(counts, "handled") == [1, 1, 0, 0]
    assert by_row(counts, "lost") == [0, 0, 1, 1]
    assert by_row(counts, "inquirers") == [1, 1, 1, 1]
    assert by_row(counts, "orders") == [1, 0, 0, 0]
    assert by_row(counts, "sales_yuan") == [100, 0, 0, 0]
    assert by_row(counts, "margin_yuan") == [30, 0, 0, 0]
    assert by_row(counts, "chats") == [1, 1, 0, 0]
    assert by_row(counts, "answered") == [1, 1, 0, 0]
    assert by_row(counts, "first_response_ms") == [100, 600, 0, 0]
    assert by_row(counts, "rounds") == [2, 1, 1, 1]
    assert by_row(counts, "replies") == [2, 1, 0, 0]
    assert by_row(counts, "response_ms") == [150, 600, 0, 0]
    assert times["on_shift_ms"] == [1_000, 610, 1_000]
    assert times["break_ms"] == [100, 0, 0]
    assert times["overtime_ms"] == [0, 110, 0]
    assert times["work_ms"] == [150, 600, 20]
    assert times["open_ms"] == [450, 600, 20]


def test_a_chat_answered_by_two_counts_for_both_but_its_customer_for_the_first():
    groups = (
        group("x", skills=(Skill("a", 1),)),
        group("y", skills=(Skill("b", 1),)),
    )
    scenario = shop("a", "b", groups=groups)
    roster = Roster((Shift(0, "x", 0, 2_000), Shift(1, "y", 0, 2_000)))
    customers = workload(Visit(0, (10, 20), (5,), transfer_to=1))
    _, counts, _ = summed(scenario, roster, customers)
    assert by_row(counts, "chats") == [1, 1, 0]
    assert by_row(counts, "handled") == [1, 0, 0]
    assert by_row(counts, "replies") == [1, 1, 0]


@given(case=cases())
@settings(max_examples=80, derandomize=True)
def test_persons_and_nobody_add_up_to_the_tally(case):
    scenario = replace(
        case.scenario, queues=tuple(replace(q, orders=ORDERS) for q in case.scenario.queues)
    )
    log = simulate(scenario, case.roster, case.workload, "reference")
    found = shift_sums(scenario, case.roster, case.workload, log)
    sums = tally(scenario, case.roster, case.workload, log)
    names = queue_columns(Thresholds.of(scenario))
    per_queue = {name: sums.queues[..., n].sum(axis=1) for n, name in enumerate(names)}
    lost = sum(per_queue[n] for n in names if n.startswith("left_"))
    also = {"lost": lost, "inquirers": per_queue["offered"], "inquirers_lost": lost,
            "sales_yuan": 100 * per_queue["orders"],
            "first_within": per_queue["first_within_30000"],
            "reply_within": per_queue["reply_within_180000"]}  # fmt: skip
    for place, name in enumerate(COUNTS):
        if name in {"chats", "margin_yuan", "answered"}:
            continue
        mine = found.counts[..., place].sum(axis=0)
        assert mine.tolist() == ({**per_queue, **also})[name].tolist(), name
    group_of = groups_of_agents(scenario, case.roster)
    of_shift = [group_of[s.agent] for s in case.roster.shifts]
    for place, name in enumerate(TIMES):
        mine = np.bincount(of_shift, found.times[:, place], minlength=len(scenario.groups))
        whole = sums.groups[..., GROUP_SUMS.index(name)].sum(axis=1)
        assert mine.tolist() == pytest.approx(whole.tolist()), name


def test_the_table_has_a_row_per_person_and_day_and_one_for_nobody():
    from capplan.results.agent_tables import agents
    from capplan.study.by_shift import replicate_by_shift
    from shop import all_day, scenario

    found = agents(replicate_by_shift(scenario(), all_day(3), 4))
    assert found["agent"].tolist()[:3] == [0, 1, 2]
    assert found["agent"].isna().tolist() == [False] * 3 + [True]
    assert found["on_shift_h"].tolist()[3] == 0
    assert (found["chats"] >= found["handled"])[:3].all()
    assert found["conversion"].isna().all()  # a queue without orders has no inquirers
    assert found["response_s_low"].notna()[:3].all()
