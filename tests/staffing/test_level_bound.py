"""The lower bound by levels of open chats (rule S5g)."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import gamma
from small import REGULAR, day, week

from capplan.model.chat import PatienceScope
from capplan.model.demand import DayFactor
from capplan.model.people import Curve, Learning, Skill
from capplan.model.shifts import ShiftType
from capplan.model.targets import Measure, Target
from capplan.queueing import ChatPace, chat_level
from capplan.staffing.bound import lower_bound
from capplan.staffing.level_bound import level_bound
from capplan.staffing.level_days import critical_factor
from capplan.staffing.level_floor import Spans
from capplan.staffing.levels import levels, longest_wait
from capplan.staffing.limits import Terms
from capplan.staffing.seats import presence_per_seat, seats
from capplan.units import MINUTE, SECOND, Grid
from shop import DAY, HOUR, Calendar, chat, count, exponential, fixed, group, queue, scenario


def bound(shop):
    kinds = seats(shop)
    present = presence_per_seat(shop, kinds)
    return level_bound(shop, kinds, Terms(shop, kinds, present), present)


def plain(*, limit=1, share=0.7, within=60, work=40.0, rounds=1, think=0.0, most=100, cv=0.0):
    """Four hours of 900 chats an hour, one shift type over all of them, nobody ever leaves."""
    whole = ShiftType("whole", 0, 4 * HOUR, (), ("agents",), (0,), 0.0)
    asked = Target(
        "chats", Measure.FIRST_REPLY_WITHIN, share, within * SECOND, ((0, 4 * HOUR),), None
    )
    course = chat(
        rounds=count(rounds),
        work=exponential(work),
        think=exponential(think) if think else fixed(0),
    )
    people = replace(group(limit=limit), most=most, pay="regular")
    return replace(
        scenario(queues=(queue(per_hour=900.0, course=course),), groups=(people,), cv=cv),
        shift_types=(whole,),
        pay_plans=(REGULAR,),
        targets=(asked,),
    )


def shift_cost(shop):
    return seats(shop)[0].cost.total


def test_an_agent_with_one_chat_at_once_has_a_known_answer():
    shop = plain()
    in_time = 1.0 - np.exp(-60.0 / 40.0)  # of exponential work, nobody waits
    hours_and_a_minute = 4 * 3600.0 + 60.0
    needed = 0.7 * 3600.0 / (in_time / 40.0 * hours_and_a_minute)
    found = bound(shop)
    assert found is not None
    assert found.cost == pytest.approx(np.ceil(needed) * shift_cost(shop))


def test_levels_are_mixed_in_time():
    """Half the replies alone and half with three open lie between the two levels."""
    shop = plain(limit=3, share=0.75, rounds=2, think=80.0, work=20.0)
    table = levels(shop, shop.groups[0], shop.groups[0].skills[0], shop.queues[0])
    rate, good = table.replies_per_s, table.within[60 * SECOND]
    assert rate[2] == pytest.approx(0.789474 / 20.0, rel=1e-5)  # section 11
    assert good[0] > good[1] > good[2]
    chats, length = 3600.0, 4 * 3600.0
    replies = 0.75 * chats * 2
    least = replies / (rate[2] * length)  # if every reply was in time
    most = replies / (rate[2] * good[2] * length)  # if all were given with three open
    assert least < bound(shop).cost / shift_cost(shop) <= np.ceil(most)


def test_patience_counts_replies_that_come_before_its_end():
    shop = plain(limit=3, rounds=2, think=80.0, work=20.0)
    course = shop.queues[0].chat
    skill = shop.groups[0].skills[0]

    def kept(scope, law):
        patience = replace(course.patience, scope=scope, law=law)
        one = replace(shop.queues[0], chat=replace(course, patience=patience))
        return levels(shop, shop.groups[0], skill, one).kept

    assert kept(PatienceScope.LINE, exponential(30)).tolist() == [1.0, 1.0, 1.0]
    three = chat_level(ChatPace(20.0, 40.0), 3, 90.0).within_share
    assert kept(PatienceScope.FIRST_REPLY, fixed(90))[2] == pytest.approx(three, abs=0.02)
    assert longest_wait(exponential(100), DAY) == pytest.approx(
        -np.log(0.01) * 100 * SECOND, abs=SECOND
    )
    assert longest_wait(fixed(float("inf")), DAY) == DAY


def test_newcomers_are_taken_at_their_best():
    shop = plain()
    up = Curve(((0, 0.5), (2 * HOUR, 0.8)))
    learning = Learning(0, up, up, None, 0.0, 0)
    novice = replace(shop.groups[0], learning=learning)
    table = levels(shop, novice, novice.skills[0], shop.queues[0])
    assert table.replies_per_s[0] == pytest.approx(0.8 / 40.0)


def test_the_critical_days_lie_just_below_the_quantile():
    shop = plain(cv=0.2)
    target = replace(shop.targets[0], assurance=0.9)
    window = target.windows[0]
    law = gamma(25.0, scale=1.0 / 25.0)
    between = np.linspace(0.85, 0.9, 1001)
    assert critical_factor(shop, target, 0.9, window) == pytest.approx(
        law.ppf(between).mean(), rel=1e-4
    )
    assert critical_factor(plain(), target, 0.9, window) == 1.0


def test_days_of_their_own_factor_even_out_over_a_window():
    shop = replace(plain(cv=0.2), calendar=plain().calendar)
    two = replace(shop, day_factor=DayFactor(0.2, 2 * HOUR))
    target = replace(shop.targets[0], assurance=0.9)
    alone = critical_factor(shop, target, 0.9, (0, 4 * HOUR))
    evened = critical_factor(two, target, 0.9, (0, 4 * HOUR))
    assert 1.0 < evened < alone
    assert critical_factor(two, target, 0.9, (0, 2 * HOUR)) == pytest.approx(alone)


def test_it_rises_with_what_is_asked():
    def cost(**more):
        return bound(plain(limit=4, rounds=4, think=60.0, work=13.0, **more)).cost

    assert cost(share=0.95) >= cost(share=0.8) >= cost(share=0.4)
    assert cost(within=15) > cost(within=120)
    shop = plain(limit=4, rounds=4, think=60.0, work=13.0, cv=0.2)
    sure = replace(shop, targets=(replace(shop.targets[0], assurance=0.9),))
    assert bound(sure).cost > bound(shop).cost


def test_it_sees_waiting_that_conservation_of_work_does_not():
    shop = day(per_hour=120.0)
    kinds = seats(shop)
    proven = lower_bound(shop, kinds, Terms(shop, kinds))
    assert bound(shop).cost > 1.2 * proven.cost


def test_a_slower_agent_is_worth_less_than_the_speed_says():
    """What a target on response costs with agents of 70 % of the speed."""
    fast = plain(limit=1, work=40.0)
    slow = replace(fast, groups=(replace(fast.groups[0], skills=(Skill("chats", 1, speed=0.7),)),))
    assert bound(slow).cost > bound(fast).cost / 0.7


@pytest.mark.parametrize("target", ["occupancy", "none"])
def test_nothing_is_said_without_a_target_that_levels_know(target):
    shop = plain()
    occupancy = Target("chats", Measure.OCCUPANCY, 0.8, 0, ((0, 4 * HOUR),), None)
    assert bound(replace(shop, targets=(occupancy,) if target == "occupancy" else ())) is None


def test_too_few_people_can_never_meet_it():
    assert bound(plain(most=1)).cost == np.inf


def test_people_who_nobody_asks_for_cost_nothing():
    shop = plain()
    lost = Target("chats", Measure.LOST, 0.99, 0, ((0, 4 * HOUR),), None)
    assert bound(replace(shop, targets=(lost,))).cost <= shift_cost(shop)


def test_intervals_are_taken_together_over_long_horizons():
    target = Target("chats", Measure.LOST, 0.05, 0, ((6 * HOUR, 12 * HOUR),), None)
    fine = Grid(7 * DAY, 15 * MINUTE)
    shop = replace(week(), targets=(target,))
    long = replace(shop, calendar=Calendar(shop.calendar.start, fine, "Asia/Shanghai"))
    spans = Spans.of(long, 50)
    assert spans is not None
    assert spans.size <= 160
    assert spans.edges[1] == 90 * MINUTE  # 672 intervals, six at a time
    assert spans.of_window((6 * HOUR, 12 * HOUR)).tolist() == [4, 5, 6, 7]
    odd = replace(target, windows=((15 * MINUTE, HOUR),))
    assert Spans.of(replace(long, targets=(odd,)), 50) is None
    coarse = Spans.of(long, 200)
    assert coarse is not None
    assert coarse.size <= 75
    assert spans.mean(np.arange(672.0))[:2].tolist() == [2.5, 8.5]
