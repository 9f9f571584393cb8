"""Hard cases go on in another queue (rule C5)."""

import pytest

from capplan.engines import NONE, Outcome
from capplan.model.chat import PatienceScope
from capplan.model.people import EndRule, Skill
from capplan.model.shifts import Roster, Shift
from shop import Visit, group, shop, workload

TWO_TEAMS = (group("first", skills=(Skill("a", 1),)), group("second", skills=(Skill("b", 1),)))


def two_teams(**more):
    return shop("a", "b", groups=more.pop("groups", TWO_TEAMS), **more)


def one_each(from_=0, until=2_000):
    return Roster((Shift(0, "first", 0, 2_000), Shift(1, "second", from_, until)))


def test_the_slot_frees_at_the_first_reply_and_the_next_message_joins_the_other_line(run):
    customers = workload(Visit(0, (10, 20, 7), (5, 3), transfer_to=1), Visit(1, (30,)))
    log = run(two_teams(), one_each(), customers)
    assert log.message[:3].tolist() == [0, 15, 38]
    assert log.reply[:3].tolist() == [10, 35, 45]
    assert log.agent[:3].tolist() == [0, 1, 1]
    assert log.assigned.tolist() == [0, 10]
    assert list(zip(log.stint_agent, log.stint_start, log.stint_end, strict=True)) == [
        (0, 0, 10), (0, 10, 40), (1, 15, 45),
    ]  # fmt: skip
    assert log.outcome.tolist() == [Outcome.HANDLED, Outcome.HANDLED]


def test_without_a_round_left_there_is_no_transfer(run):
    log = run(two_teams(), one_each(), workload(Visit(0, (10,), transfer_to=1)))
    assert log.agent.tolist() == [0]
    assert log.outcome.tolist() == [Outcome.HANDLED]


def test_who_left_silently_before_the_first_reply_goes_nowhere(run):
    customers = workload(Visit(0, (10, 20), (5,), patience=4, silent=True, transfer_to=1))
    log = run(two_teams(idle=6), one_each(), customers)
    assert log.stint_agent.tolist() == [0]
    assert (log.reply[0], log.message[1], log.ended[0]) == (10, NONE, 16)


@pytest.mark.parametrize("scope", PatienceScope)
def test_patience_is_fresh_in_the_other_queue(run, scope):
    visit = Visit(0, (10, 20), (5,), patience=11, later_patience=(7,), transfer_to=1)
    log = run(two_teams(scope=scope), one_each(from_=500), workload(visit))
    assert log.left.tolist() == [22]
    assert log.outcome.tolist() == [Outcome.LEFT_LATER]


def test_patience_for_the_other_line_is_met_by_the_agent_there(run):
    visit = Visit(0, (10, 20), (5,), patience=11, later_patience=(7,), transfer_to=1)
    log = run(two_teams(scope=PatienceScope.LINE), one_each(from_=22), workload(visit))
    assert log.outcome.tolist() == [Outcome.HANDLED]
    assert log.reply.tolist() == [10, 42]


def test_line_entry_is_the_tick_of_the_next_message(run):
    customers = workload(
        Visit(0, (10, 20), (5,), transfer_to=1), Visit(0, (40,), queue=1),
        Visit(14, (20,), queue=1), Visit(16, (20,), queue=1),
    )  # fmt: skip
    log = run(two_teams(), one_each(), customers)
    assert log.stint_chat[log.stint_agent == 1].tolist() == [1, 2, 0, 3]


def test_a_chat_handed_back_before_does_not_stand_ahead_in_the_other_line(run):
    groups = (
        group("first", skills=(Skill("a", 1),), limit=2, at_end=EndRule.HAND_BACK),
        group("second", skills=(Skill("b", 1),)),
    )
    roster = Roster(
        (Shift(0, "first", 0, 5), Shift(1, "second", 0, 2_000), Shift(2, "first", 7, 2_000))
    )
    customers = workload(
        Visit(0, (9,)), Visit(0, (10, 20), (5,), transfer_to=1), Visit(0, (60,), queue=1),
        Visit(14, (20,), queue=1),
    )  # fmt: skip
    log = run(two_teams(groups=groups), roster, customers)
    assert log.stint_chat[log.stint_agent == 1].tolist() == [2, 3, 1]


def test_the_work_in_the_other_queue_is_at_the_speed_there(run):
    groups = (
        group("first", skills=(Skill("a", 1, speed=2.0),)),
        group("second", skills=(Skill("b", 1, speed=0.5),)),
    )
    customers = workload(Visit(0, (10, 20), (5,), transfer_to=1))
    log = run(two_teams(groups=groups), one_each(), customers)
    assert log.reply.tolist() == [5, 50]
