"""Newcomers, mentors, and groups that take fewer chats (rules P6 and P7)."""

import numpy as np
import pytest

from capplan.model.learning import LEAST_SPEED, paces, personal_limit
from capplan.model.people import Curve, Learning, PickRule, Skill
from capplan.model.shifts import Roster, Shift
from capplan.units import DAY
from shop import Visit, group, shop, workload

EVEN = Curve(((0, 1.0),))


def learning(speed=EVEN, limit=EVEN, **more):
    terms = {"joined": None, "mentors": None, "mentor_loss": 0.2, "taught_for": 14 * DAY} | more
    return Learning(speed=speed, limit=limit, **terms)


HALF = Curve(((0, 0.5), (10 * DAY, 1.0)))


def test_work_is_divided_by_the_speed_that_tenure_gives(run):
    groups = (group(skills=(Skill("chats", 1, speed=2.0),), learning=learning(speed=HALF)),)
    roster = Roster(
        (
            Shift(0, "agents", 0, 100, tenure=0),
            Shift(0, "agents", 100, 200, tenure=5 * DAY),
            Shift(0, "agents", 200, 300, tenure=40 * DAY),
        )
    )
    customers = workload(*[Visit(t, (30,)) for t in (0, 100, 200)])
    log = run(shop(groups=groups), roster, customers)
    assert (log.reply - log.start).tolist() == [30, 20, 15]


def test_chats_at_once_grow_with_tenure(run):
    groups = (group(limit=4, learning=learning(limit=HALF)),)
    roster = Roster((Shift(0, "agents", 0, 2_000, tenure=0),))
    log = run(shop(groups=groups), roster, workload(*[Visit(0, (10,)) for _ in range(6)]))
    assert log.assigned.tolist() == [0, 0, 10, 20, 30, 40]


@pytest.mark.parametrize(
    ("limit", "share", "mine"), [(4, 0.5, 2), (5, 0.5, 3), (1, 0.1, 1), (0, 0.5, 0), (8, 1.0, 8)]
)
def test_a_personal_limit_is_rounded_and_at_least_one_of_a_limit_that_is_not_zero(
    limit, share, mine
):
    assert personal_limit(limit, share) == mine


@pytest.mark.parametrize("pick", PickRule)
def test_every_rule_of_picking_keeps_the_personal_limits(run, pick):
    groups = (group(limit=3, learning=learning(limit=HALF)),)
    roster = Roster(tuple(Shift(n, "agents", 0, 2_000, tenure=n * 10 * DAY) for n in range(2)))
    log = run(shop(groups=groups, pick=pick), roster, workload(*[Visit(0, (50,))] * 6))
    taken = log.stint_agent[log.stint_start == 0]
    assert np.bincount(taken).tolist() == [2, 3]


def test_the_fewest_open_chats_are_weighed_against_the_own_limit(run):
    """Of two agents with limits 2 and 4 the second takes the third chat: 1 ÷ 4 is below 1 ÷ 2."""
    groups = (group(limit=4, learning=learning(limit=HALF)),)
    roster = Roster((Shift(0, "agents", 0, 900, tenure=0), Shift(1, "agents", 0, 900)))
    log = run(shop(groups=groups), roster, workload(*[Visit(t, (99,)) for t in range(4)]))
    assert log.stint_agent.tolist() == [0, 1, 1, 0]


def test_tenure_runs_from_the_day_on_which_the_group_joined():
    newcomers = group("new", learning=learning(speed=HALF, joined=-4 * DAY))
    shifts = tuple(Shift(n, "new", 0, 500, day=n) for n in (0, 1, 9))
    scenario = shop(groups=(newcomers,))
    assert paces(scenario, Roster(shifts)).speed.tolist() == [0.7, 0.75, 1.0]
    assert paces(shop(), Roster(tuple(Shift(0, "agents", 0, 5) for _ in "a"))).is_even


def test_one_mentor_beside_each_newcomer_loses_a_share_of_speed():
    groups = (
        group("old"),
        group("new", learning=learning(mentors="old", joined=0)),
    )
    roster = Roster.of(
        [
            Shift(0, "old", 0, 400), Shift(1, "old", 0, 400), Shift(2, "old", 500, 900),
            Shift(3, "new", 0, 300), Shift(4, "new", 0, 300), Shift(5, "new", 0, 300),
            Shift(6, "new", 600, 800, tenure=30 * DAY), Shift(7, "new", 950, 990),
        ]
    )  # fmt: skip
    pace = paces(shop(groups=groups), roster)
    assert pace.speed.tolist() == pytest.approx([0.6, 0.8, 1.0, 1, 1, 1, 1, 1])


def test_a_mentor_keeps_a_least_speed():
    groups = (
        group("old"),
        group("new", learning=learning(mentors="old", mentor_loss=0.5, joined=0)),
    )
    shifts = [Shift(0, "old", 0, 400), *[Shift(n, "new", 0, 400) for n in (1, 2, 3)]]
    pace = paces(shop(groups=groups), Roster.of(shifts))
    assert pace.speed[0] == LEAST_SPEED


def test_a_group_of_half_weight_takes_half_as_many_chats(run):
    """Open chats ÷ (weight x limit): 0 and 0, 1/6 and 0, 1/6 and 1/3, 2/6 and 1/3, and so on."""
    groups = (group("full", limit=6), group("half", limit=6, weight=0.5))
    roster = Roster((Shift(0, "full", 0, 2_000), Shift(1, "half", 0, 2_000)))
    log = run(shop(groups=groups), roster, workload(*[Visit(t, (200,)) for t in range(9)]))
    assert np.bincount(log.stint_agent).tolist() == [6, 3]
    assert log.stint_agent.tolist() == [0, 1, 0, 0, 1, 0, 0, 1, 0]


def test_a_weight_does_not_change_how_many_chats_an_agent_may_hold(run):
    groups = (group("half", limit=4, weight=0.5),)
    log = run(
        shop(groups=groups), Roster((Shift(0, "half", 0, 900),)), workload(*[Visit(0, (50,))] * 4)
    )
    assert log.assigned.tolist() == [0, 0, 0, 0]


def test_curves_and_weights_out_of_range_are_refused():
    with pytest.raises(ValueError, match="tenure rises"):
        Curve(((5, 0.5), (5, 1.0)))
    with pytest.raises(ValueError, match="above 0"):
        Curve(((0, 0.0),))
    with pytest.raises(ValueError, match="weight must lie in 0 to 1, not 0"):
        group(weight=0.0)
