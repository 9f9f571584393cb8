"""How an agent works: order of messages, slow-down, speed, limits (rules P2 and P3)."""

import pytest

from capplan.engines import NONE
from capplan.model.people import LimitWindow, MessageOrder, Skill
from shop import Visit, group, on_duty, shop, workload


def limited(limit, *windows, **more):
    return shop(groups=(group(limit=limit, windows=windows),), **more)


def test_one_message_at_a_time_in_order_of_arrival(run):
    customers = workload(Visit(0, (10, 10), (5,)), Visit(1, (30,)), Visit(20, (10,)))
    log = run(limited(3), on_duty(), customers)
    # Tick 40: the second message of chat 0 (15) came before chat 2 (20).
    assert log.start.tolist() == [0, 40, 10, 50]
    assert log.reply.tolist() == [10, 50, 40, 60]


def test_messages_of_the_same_tick_go_by_chat_number(run):
    customers = workload(Visit(0, (10, 10), (5,)), Visit(1, (30,)), Visit(15, (10,)))
    log = run(limited(3), on_duty(), customers)
    assert log.start.tolist() == [0, 40, 10, 50]


def test_who_waited_in_the_line_reaches_the_agent_when_assigned(run):
    customers = workload(Visit(0, (10, 10), (5,)), Visit(1, (30,)), Visit(2, (10,)))
    log = run(limited(2), on_duty(), customers)
    # Chat 2 wrote at 2 and is assigned at 40; the second message of chat 0 is there since 15.
    assert log.assigned.tolist() == [0, 1, 40]
    assert log.start.tolist() == [0, 40, 10, 50]


def test_first_replies_first(run):
    eager = shop(groups=(group(limit=3, order=MessageOrder.FIRST_REPLIES_FIRST),))
    customers = workload(Visit(0, (10, 10), (5,)), Visit(1, (30,)), Visit(20, (10,)))
    log = run(eager, on_duty(), customers)
    assert log.start.tolist() == [0, 50, 10, 40]


def test_first_replies_first_puts_wrap_up_behind(run):
    eager = shop(groups=(group(limit=3, order=MessageOrder.FIRST_REPLIES_FIRST),))
    customers = workload(Visit(0, (10,), wrap_up=5), Visit(1, (30,)), Visit(20, (10,)))
    log = run(eager, on_duty(), customers)
    assert log.start.tolist() == [0, 10, 40]
    assert log.wrap_start[0] == 50


def test_a_started_message_is_not_interrupted(run):
    eager = shop(groups=(group(limit=3, order=MessageOrder.FIRST_REPLIES_FIRST),))
    customers = workload(Visit(0, (10, 100), (5,)), Visit(20, (10,)))
    log = run(eager, on_duty(), customers)
    assert log.start.tolist() == [0, 15, 115]


def test_work_slows_with_the_chats_open_at_its_start(run):
    customers = workload(
        Visit(0, (100,), closing=1_000), Visit(50, (100,), closing=1_000), Visit(60, (100,))
    )
    log = run(limited(3, slowdown=0.25), on_duty(), customers)
    assert (log.reply - log.start).tolist() == [100, 150, 150]


def test_chats_of_the_same_tick_are_all_assigned_before_work_begins(run):
    customers = workload(Visit(0, (10,)), Visit(0, (10,)))
    log = run(limited(2, slowdown=1.0), on_duty(), customers)
    assert log.start.tolist() == [0, 20]
    assert log.reply.tolist() == [20, 30]


@pytest.mark.parametrize(
    ("work", "speed", "lasts"),
    [(5, 2.0, 3), (4, 2.0, 2), (10, 4.0, 3), (9, 4.0, 2), (10, 0.5, 20), (1, 100.0, 1)],
)
def test_work_is_divided_by_the_speed_and_rounded_half_up(run, work, speed, lasts):
    quick = shop(groups=(group(skills=(Skill("chats", 1, speed=speed),)),))
    log = run(quick, on_duty(), workload(Visit(7, (work,))))
    assert log.reply.tolist() == [7 + lasts]


def test_slow_down_comes_before_speed(run):
    fast = shop(groups=(group(skills=(Skill("chats", 1, speed=2.0),), limit=2),), slowdown=0.25)
    log = run(fast, on_duty(), workload(Visit(0, (101,)), Visit(0, (101,))))
    assert (log.reply - log.start).tolist() == [63, 51]  # 101 × 1.25 ÷ 2 = 63.125; 101 ÷ 2


def test_speed_is_that_of_the_queue(run):
    skills = (Skill("a", 1, speed=1.0), Skill("b", 1, speed=2.0))
    log = run(
        shop("a", "b", groups=(group(skills=skills),)),
        on_duty(),
        workload(Visit(0, (10,)), Visit(100, (10,), queue=1)),
    )
    assert log.reply.tolist() == [10, 105]


def test_the_limit_holds_while_customers_think(run):
    log = run(limited(1), on_duty(), workload(Visit(0, (10, 10), (100,)), Visit(5)))
    assert log.assigned.tolist() == [0, 120]
    log = run(limited(2), on_duty(), workload(Visit(0, (10, 10), (100,)), Visit(5)))
    assert log.assigned.tolist() == [0, 5]


# ---- limit windows -----------------------------------------------------------------------------


def test_a_lower_limit_only_stops_new_chats(run):
    customers = workload(Visit(0, (500,)), Visit(10), Visit(30))
    log = run(limited(2, LimitWindow(20, 1_000, 1)), on_duty(), customers)
    assert log.assigned.tolist() == [0, 10, 510]
    assert log.reply.tolist() == [500, 510, 520]


def test_the_end_of_a_window_lets_chats_in(run):
    customers = workload(Visit(0, (500,)), Visit(10))
    log = run(limited(2, LimitWindow(0, 200, 1)), on_duty(), customers)
    assert log.assigned.tolist() == [0, 200]


def test_a_window_may_raise_the_limit(run):
    customers = workload(Visit(0, (500,)), Visit(10), Visit(20))
    log = run(limited(1, LimitWindow(15, 18, 2)), on_duty(), customers)
    assert log.assigned.tolist() == [0, 15, 510]


def test_windows_next_to_each_other_in_any_order(run):
    windows = (LimitWindow(100, 200, 3), LimitWindow(0, 100, 1), LimitWindow(200, 300, 2))
    customers = workload(Visit(0, (500,)), Visit(10), Visit(20), Visit(250))
    log = run(limited(1, *windows), on_duty(), customers)
    assert log.assigned.tolist() == [0, 100, 100, 520]


def test_a_window_from_before_the_horizon(run):
    customers = workload(Visit(0, (500,)), Visit(10))
    log = run(limited(1, LimitWindow(-50, 20, 2), LimitWindow(-90, -50, 9)), on_duty(), customers)
    assert log.assigned.tolist() == [0, 10]


def test_a_window_of_limit_zero_closes_the_line(run):
    log = run(limited(2, LimitWindow(0, 70, 0)), on_duty(), workload(Visit(0), Visit(10)))
    assert log.assigned.tolist() == [70, 70]


# ---- limits of skills --------------------------------------------------------------------------


def test_a_skill_limit_counts_all_open_chats(run):
    skills = (Skill("a", 1), Skill("b", 1, limit=1))
    careful = shop("a", "b", groups=(group(skills=skills, limit=3),))
    customers = workload(Visit(0, (100,)), Visit(5, queue=1), Visit(6))
    log = run(careful, on_duty(), customers)
    assert log.assigned.tolist() == [0, 110, 6]  # b waits until a's two chats are over


def test_a_skill_limit_may_exceed_that_of_the_group(run):
    skills = (Skill("a", 1), Skill("b", 1, limit=2))
    careful = shop("a", "b", groups=(group(skills=skills, limit=1),))
    log = run(careful, on_duty(), workload(Visit(0, (100,)), Visit(5), Visit(6, queue=1)))
    assert log.assigned.tolist() == [0, 110, 6]


def test_a_window_overrides_the_limits_of_skills(run):
    skills = (Skill("a", 1), Skill("b", 1, limit=1))
    open_wide = shop(
        "a", "b", groups=(group(skills=skills, limit=1, windows=(LimitWindow(0, 50, 2),)),)
    )
    customers = workload(Visit(0, (100,)), Visit(5, queue=1), Visit(60, queue=1))
    log = run(open_wide, on_duty(), customers)
    assert log.assigned.tolist() == [0, 5, 110]


def test_nobody_serves_without_the_skill(run):
    log = run(
        shop(
            "a",
            "b",
            groups=(group(skills=(Skill("a", 1),)), group("other", skills=(Skill("b", 1),))),
        ),
        on_duty(),
        workload(Visit(0, queue=1), Visit(0)),
    )
    assert log.assigned.tolist() == [NONE, 0]
