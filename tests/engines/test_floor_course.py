"""A chat's course: rounds, closing delay and wrap-up (rules C1 and C4)."""

from capplan.engines import NONE, Outcome
from capplan.model.people import Skill
from shop import Visit, group, on_duty, shop, workload


def test_rounds_follow_one_another(run):
    log = run(shop(), on_duty(), workload(Visit(100, (10, 20, 5), (30, 7))))
    assert log.message.tolist() == [100, 140, 167]
    assert log.start.tolist() == [100, 140, 167]
    assert log.reply.tolist() == [110, 160, 172]
    assert log.agent.tolist() == [0, 0, 0]
    assert log.assigned.tolist() == [100]
    assert log.ended.tolist() == [172]
    assert log.left.tolist() == [NONE]
    assert log.outcome.tolist() == [Outcome.HANDLED]
    assert (log.stint_chat.tolist(), log.stint_agent.tolist()) == ([0], [0])
    assert (log.stint_start.tolist(), log.stint_end.tolist()) == ([100], [172])
    assert log.stopped == 2_000


def test_a_customer_who_does_not_think_writes_in_the_tick_of_the_reply(run):
    log = run(shop(), on_duty(), workload(Visit(0, (10, 5), (0,))))
    assert log.message.tolist() == [0, 10]
    assert log.reply.tolist() == [10, 15]


def test_without_a_closing_delay_the_slot_is_taken_again_in_the_same_tick(run):
    log = run(shop(), on_duty(), workload(Visit(0, (10,)), Visit(5, (10,))))
    assert log.ended.tolist() == [10, 20]
    assert log.assigned.tolist() == [0, 10]


def test_the_closing_delay_holds_the_slot(run):
    log = run(shop(), on_duty(), workload(Visit(0, (10,), closing=50), Visit(5, (10,))))
    assert log.reply.tolist() == [10, 70]
    assert log.ended.tolist() == [60, 70]
    assert log.assigned.tolist() == [0, 60]


def test_the_closing_delay_is_no_work(run):
    two_at_once = shop(groups=(group(limit=2),))
    log = run(two_at_once, on_duty(), workload(Visit(0, (10,), closing=50), Visit(5, (10,))))
    assert log.reply.tolist() == [10, 20]


def test_wrap_up_follows_the_closing(run):
    log = run(shop(), on_duty(), workload(Visit(0, (10,), closing=5, wrap_up=40)))
    assert log.ended.tolist() == [15]
    assert log.stint_end.tolist() == [15]
    assert log.wrap_agent.tolist() == [0]
    assert (log.wrap_start.tolist(), log.wrap_end.tolist()) == ([15], [55])


def test_wrap_up_holds_no_slot_but_is_work(run):
    customers = workload(Visit(0, (10,), wrap_up=40), Visit(16, (10,)))
    log = run(shop(), on_duty(), customers)
    assert log.assigned.tolist() == [0, 16]
    assert log.start.tolist() == [0, 50]
    assert log.reply.tolist() == [10, 60]
    assert log.wrap_end.tolist() == [50, NONE]


def test_wrap_up_queues_behind_earlier_messages(run):
    customers = workload(Visit(0, (10,), wrap_up=40), Visit(5, (10,)))
    log = run(shop(groups=(group(limit=2),)), on_duty(), customers)
    assert log.start.tolist() == [0, 10]
    assert log.wrap_start.tolist() == [20, NONE]


def test_wrap_up_is_slowed_by_every_open_chat(run):
    slow = shop(groups=(group(limit=2),), slowdown=0.5)
    log = run(slow, on_duty(), workload(Visit(0, (10,), wrap_up=20), Visit(10, (100,))))
    # Both wait from tick 10; the lower chat number first: 20 × 1.5 with one chat open.
    assert (log.wrap_start[0], log.wrap_end[0]) == (10, 40)
    assert (log.start[1], log.reply[1]) == (40, 140)


def test_wrap_up_is_divided_by_the_speed(run):
    quick = shop(groups=(group(skills=(Skill("chats", 1, speed=4.0),)),))
    log = run(quick, on_duty(), workload(Visit(0, (10,), wrap_up=40)))
    assert log.reply.tolist() == [3]
    assert log.wrap_end.tolist() == [13]


def test_no_work_takes_less_than_a_tick(run):
    log = run(shop(), on_duty(), workload(Visit(0, (0, 0), (0,))))
    assert log.reply.tolist() == [1, 2]
