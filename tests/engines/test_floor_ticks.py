"""Order inside one tick, and the end of the run (rules A2 and A3)."""

from capplan.engines import NONE, Outcome
from capplan.model.chat import PatienceScope
from capplan.model.people import EndRule, LimitWindow, Skill
from capplan.model.shifts import Roster, Shift
from shop import Visit, group, on_duty, shop, workload

HORIZON = 2_000


# ---- ranks in a tick ----------------------------------------------------------------------------


def test_a_reply_comes_before_the_end_of_the_shift(run):
    giving = shop(groups=(group(limit=2, at_end=EndRule.HAND_BACK),))
    customers = workload(Visit(0, (100, 10), (0,)), Visit(0, (10,)))
    log = run(giving, on_duty(until=100), customers)
    # The reply at 100 is sent before the shift ends; the customer writes after it has ended.
    assert log.reply.tolist() == [100, NONE, NONE]
    assert log.message.tolist() == [0, 100, 0]
    assert log.stint_end.tolist() == [100, 100]
    assert log.shift_end.tolist() == [100]


def test_a_closing_comes_before_the_end_of_the_shift(run):
    log = run(shop(), on_duty(until=100), workload(Visit(0, (10,), closing=90), Visit(100)))
    assert (log.ended[0], log.shift_end[0]) == (100, 100)
    assert log.assigned.tolist() == [0, NONE]


def test_the_slot_freed_by_a_leaver_is_taken_in_the_same_tick(run):
    log = run(shop(), on_duty(), workload(Visit(0, (100,), patience=50), Visit(50)))
    assert log.assigned.tolist() == [0, 50]


def test_a_break_is_over_before_customers_come(run):
    roster = Roster((Shift(0, "agents", 0, 500, ((10, 40),)),))
    log = run(shop(), roster, workload(Visit(40)))
    assert log.assigned.tolist() == [40]


def test_a_limit_changes_before_customers_come(run):
    low = group(limit=2, windows=(LimitWindow(30, 60, 1),))
    log = run(shop(groups=(low,)), on_duty(), workload(Visit(0, (500,)), Visit(30), Visit(60)))
    assert log.assigned.tolist() == [0, 60, 500]
    log = run(shop(groups=(low,)), on_duty(), workload(Visit(0, (500,)), Visit(29)))
    assert log.assigned.tolist() == [0, 29]


def test_patience_ends_before_another_customer_comes(run):
    log = run(shop(), on_duty(), workload(Visit(0, (50,)), Visit(10, patience=40), Visit(50)))
    # Both end in tick 50: the reply (rank 2) frees the slot, but chat 1 has left by the settling.
    assert log.assigned.tolist() == [0, NONE, 50]
    assert log.left.tolist() == [NONE, 50, NONE]


def test_the_line_is_settled_once_after_all_arrivals_of_a_tick(run):
    both = shop("a", "b", priorities=(2, 1), groups=(group(skills=(Skill("a", 1), Skill("b", 1))),))
    log = run(both, on_duty(), workload(Visit(0), Visit(0, queue=1)))
    assert log.assigned.tolist() == [10, 0]


def test_ties_of_arrivals_go_by_chat_number(run):
    log = run(shop(), on_duty(), workload(Visit(5), Visit(5), Visit(5)))
    assert log.assigned.tolist() == [5, 15, 25]


def test_hand_backs_of_one_tick_line_up_by_chat_number(run):
    groups = (group(limit=2, at_end=EndRule.HAND_BACK), group("late"))
    roster = Roster(
        (Shift(0, "agents", 0, 100), Shift(1, "agents", 0, 100), Shift(2, "late", 100, 900))
    )
    customers = workload(*[Visit(n, (200 if n < 2 else 10,)) for n in range(4)])
    log = run(shop(groups=groups), roster, customers)
    assert log.stint_agent.tolist()[:4] == [0, 1, 0, 1]
    assert log.start.tolist() == [0, 1, 100, 110]


# ---- the end of the run -------------------------------------------------------------------------


def test_without_agents_the_run_stops_at_the_horizon(run):
    log = run(shop(), Roster(()), workload(Visit(10), Visit(20, patience=5)))
    assert log.outcome.tolist() == [Outcome.OPEN_AT_END, Outcome.LEFT_LINE]
    assert (log.ended.tolist(), log.left.tolist()) == ([NONE, 25], [NONE, 25])
    assert log.stopped == HORIZON


def test_without_customers_only_the_shifts_are_logged(run):
    log = run(shop(), on_duty(2), workload())
    assert log.outcome.size == 0
    assert log.shift_end.tolist() == [HORIZON, HORIZON]


def test_customers_go_on_leaving_after_the_last_shift_up_to_the_horizon(run):
    log = run(shop(), on_duty(until=50), workload(Visit(60, patience=400)))
    assert log.left.tolist() == [460]


def test_the_run_goes_on_until_the_last_shift_ends(run):
    visit = Visit(HORIZON - 10, (50,))
    log = run(shop(), on_duty(until=HORIZON + 100), workload(visit))
    assert log.reply.tolist() == [HORIZON + 40]
    assert log.shift_end.tolist() == [HORIZON + 100]
    assert log.stopped == HORIZON + 100


def test_the_run_goes_on_until_the_last_chat_is_finished(run):
    visit = Visit(HORIZON - 10, (500,))
    log = run(shop(), on_duty(), workload(visit))
    assert log.reply.tolist() == [HORIZON + 490]
    assert log.stopped == HORIZON + 490


def test_what_is_left_when_the_last_agent_goes_is_open_at_the_end(run):
    giving = shop(groups=(group(limit=3, at_end=EndRule.HAND_BACK),), scope=PatienceScope.LINE)
    customers = workload(
        Visit(0, (10, 10), (HORIZON,)),  # thinks
        Visit(0, (HORIZON + 50, 10), (10,)),  # in work at the end
        Visit(0, (10,)),  # handed back
    )
    log = run(giving, on_duty(), customers)
    assert log.outcome.tolist() == [Outcome.OPEN_AT_END] * 3
    assert log.ended.tolist() == [NONE] * 3
    assert log.reply.tolist() == [10, NONE, 10 + HORIZON + 50, NONE, NONE]
    assert log.stopped == HORIZON + 60


def test_a_shift_that_begins_after_the_horizon_is_worked(run):
    roster = Roster((Shift(0, "agents", HORIZON + 10, HORIZON + 90),))
    log = run(shop(), roster, workload(Visit(5)))
    assert log.assigned.tolist() == [HORIZON + 10]
    assert log.stopped == HORIZON + 90
