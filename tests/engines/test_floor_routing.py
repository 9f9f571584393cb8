"""Who gets whom: preferences, priorities, order of the line, the pick of the agent (rule A1)."""

import pytest

from capplan.model.people import EndRule, PickRule, Skill
from capplan.model.shifts import Roster, Shift
from shop import Visit, group, on_duty, shop, workload

FEWEST, LONGEST, ROBIN = PickRule


def skilled(name, *, limit=1, **preferences):
    skills = tuple(Skill(queue, place) for queue, place in preferences.items())
    return group(name, skills=skills, limit=limit)


def team(*names):
    return Roster(tuple(Shift(n, name, 0, 2_000) for n, name in enumerate(names)))


# ---- which chat ----------------------------------------------------------------------------------


def test_the_line_is_first_come_first_served(run):
    log = run(shop(), on_duty(), workload(Visit(0), Visit(1), Visit(2), Visit(2)))
    assert log.assigned.tolist() == [0, 10, 20, 30]


def test_queues_alike_share_one_order_of_arrival(run):
    both = shop("a", "b", groups=(skilled("agents", a=1, b=1),))
    customers = workload(Visit(0), Visit(1, queue=1), Visit(2), Visit(3, queue=1), Visit(3))
    log = run(both, on_duty(), customers)
    assert log.assigned.tolist() == [0, 10, 20, 30, 40]


def test_a_preferred_queue_goes_first(run):
    both = shop("a", "b", groups=(skilled("agents", a=2, b=1),))
    log = run(both, on_duty(), workload(Visit(0), Visit(1), Visit(2, queue=1)))
    assert log.assigned.tolist() == [0, 20, 10]


def test_among_equal_preferences_the_queue_of_higher_priority_goes_first(run):
    both = shop("a", "b", groups=(skilled("agents", a=1, b=1),), priorities=(2, 1))
    log = run(both, on_duty(), workload(Visit(0), Visit(1), Visit(2, queue=1)))
    assert log.assigned.tolist() == [0, 20, 10]


def test_preference_comes_before_priority(run):
    both = shop("a", "b", groups=(skilled("agents", a=1, b=2),), priorities=(2, 1))
    log = run(both, on_duty(), workload(Visit(0), Visit(1, queue=1), Visit(2)))
    assert log.assigned.tolist() == [0, 20, 10]


def test_priority_comes_before_having_been_handed_back(run):
    giving = shop(
        "a", "b", priorities=(2, 1),
        groups=(
            group("agents", skills=(Skill("a", 1),), limit=2, at_end=EndRule.HAND_BACK),
            skilled("late", a=1, b=1),
        ),
    )  # fmt: skip
    roster = Roster((Shift(0, "agents", 0, 100), Shift(1, "late", 150, 1_000)))
    log = run(giving, roster, workload(Visit(0, (200,)), Visit(10), Visit(120, queue=1)))
    assert log.start.tolist() == [0, 160, 150]


def test_the_handed_back_go_first_across_queues_of_equal_priority(run):
    giving = shop(
        "a", "b",
        groups=(
            group("agents", skills=(Skill("a", 1),), limit=2, at_end=EndRule.HAND_BACK),
            skilled("late", a=1, b=1),
        ),
    )  # fmt: skip
    roster = Roster((Shift(0, "agents", 0, 100), Shift(1, "late", 150, 1_000)))
    log = run(giving, roster, workload(Visit(0, (200,)), Visit(10), Visit(20, queue=1)))
    assert log.start.tolist() == [0, 150, 160]


# ---- which group ---------------------------------------------------------------------------------


def test_a_chat_goes_to_the_group_that_prefers_it(run):
    groups = (skilled("seconds", chats=2), skilled("firsts", chats=1))
    log = run(shop(groups=groups), team("seconds", "firsts"), workload(Visit(0), Visit(1)))
    assert log.agent.tolist() == [1, 0]


def test_a_group_of_lower_preference_helps_out_only_while_the_others_are_full(run):
    groups = (skilled("seconds", chats=2, limit=5), skilled("firsts", chats=1))
    customers = workload(Visit(0), Visit(1), Visit(10))
    log = run(shop(groups=groups), team("seconds", "firsts"), customers)
    assert log.agent.tolist() == [1, 0, 1]


def test_pairs_are_settled_by_the_least_preference_of_all(run):
    # Tick 20 frees both: "x" prefers b (1), "y" takes a (2) or b (3).
    groups = (skilled("x", a=4, b=1), skilled("y", a=2, b=3))
    customers = workload(Visit(0, (20,), queue=1), Visit(0, (20,)), Visit(1), Visit(2, queue=1))
    log = run(shop("a", "b", groups=groups), team("x", "y"), customers)
    assert log.agent.tolist() == [0, 1, 1, 0]
    assert log.assigned.tolist() == [0, 0, 20, 20]


def test_groups_of_equal_preference_are_one_pool(run):
    groups = (skilled("small", chats=1, limit=2), skilled("large", chats=1, limit=4))
    customers = workload(*[Visit(tick, (500,)) for tick in range(6)])
    log = run(shop(groups=groups), team("small", "large"), customers)
    # Shares of the limit before each chat: 0 0, ½ 0, ½ ¼, ½ ½, 1 ½, 1 ¾.
    assert log.stint_agent.tolist() == [0, 1, 1, 0, 1, 1]


# ---- which agent ---------------------------------------------------------------------------------


def test_fewest_open_chats_first_and_the_lowest_number_in_a_tie(run):
    pair = shop(groups=(group(limit=5),))
    customers = workload(Visit(0, (500,)), Visit(1, (20,)), Visit(30), Visit(31), Visit(32))
    log = run(pair, on_duty(2), customers)
    # Open before each: 0 0, 1 0, 1 0 (chat 1 is over), 1 1, 2 1.
    assert log.stint_agent.tolist() == [0, 1, 1, 0, 1]


def test_all_free_agents_tie_again(run):
    log = run(shop(), on_duty(3), workload(Visit(0), Visit(20), Visit(40)))
    assert log.agent.tolist() == [0, 0, 0]


def test_fewest_open_relative_to_the_limit_of_the_skill(run):
    groups = (
        group("tight", skills=(Skill("chats", 1, limit=2),), limit=9),
        group("wide", skills=(Skill("chats", 1, limit=4),), limit=3),
    )
    customers = workload(*[Visit(tick, (500,)) for tick in range(6)])
    log = run(shop(groups=groups), team("tight", "wide"), customers)
    assert log.stint_agent.tolist() == [0, 1, 1, 0, 1, 1]


def test_longest_since_the_last_new_chat(run):
    idle = shop(pick=LONGEST)
    log = run(idle, on_duty(2), workload(Visit(0), Visit(20), Visit(40), Visit(60)))
    assert log.agent.tolist() == [0, 1, 0, 1]


def test_longest_counts_from_the_assignment_not_from_the_end(run):
    idle = shop(pick=LONGEST)
    log = run(idle, on_duty(2), workload(Visit(0, (70,)), Visit(20, (10,)), Visit(100)))
    assert log.agent.tolist() == [0, 1, 0]


def test_longest_ties_go_to_the_lowest_number(run):
    idle = shop(pick=LONGEST)
    customers = workload(Visit(5), Visit(5), Visit(50), Visit(51))
    log = run(idle, on_duty(2), customers)
    assert log.agent.tolist() == [0, 1, 0, 1]


def test_longest_across_groups_of_equal_preference(run):
    groups = (skilled("x", chats=1), skilled("y", chats=1))
    log = run(
        shop(groups=groups, pick=LONGEST), team("x", "y", "x"),
        workload(*[Visit(20 * n) for n in range(5)]),
    )  # fmt: skip
    assert log.agent.tolist() == [0, 1, 2, 0, 1]


def test_round_robin(run):
    turns = shop(pick=ROBIN)
    log = run(turns, on_duty(3), workload(*[Visit(20 * n) for n in range(5)]))
    assert log.agent.tolist() == [0, 1, 2, 0, 1]


def test_round_robin_passes_over_who_has_no_free_slot(run):
    turns = shop(pick=ROBIN)
    customers = workload(Visit(0), Visit(20, (500,)), Visit(40), Visit(60), Visit(80))
    log = run(turns, on_duty(3), customers)
    assert log.stint_agent.tolist() == [0, 1, 2, 0, 2]


def test_round_robin_across_groups_of_equal_preference(run):
    groups = (skilled("x", chats=1), skilled("y", chats=1))
    log = run(
        shop(groups=groups, pick=ROBIN), team("x", "y", "x"),
        workload(*[Visit(20 * n) for n in range(5)]),
    )  # fmt: skip
    assert log.agent.tolist() == [0, 1, 2, 0, 1]


def test_round_robin_keeps_a_turn_for_each_queue(run):
    both = shop("a", "b", groups=(skilled("agents", a=1, b=1),), pick=ROBIN)
    customers = workload(Visit(0), Visit(20, queue=1), Visit(40), Visit(60, queue=1))
    log = run(both, on_duty(3), customers)
    assert log.agent.tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("pick", list(PickRule))
def test_no_agent_above_the_limit_whatever_the_pick(run, pick):
    log = run(
        shop(groups=(group(limit=2),), pick=pick), on_duty(2),
        workload(*[Visit(n, (100,)) for n in range(6)]),
    )  # fmt: skip
    assert log.assigned.tolist() == [0, 1, 2, 3, 100, 101]
