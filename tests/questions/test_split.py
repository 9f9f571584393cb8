"""Split or pooled: the same people in three arrangements (rule E4)."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from capplan.model.chat import Orders, WaitCurve
from capplan.model.pay import PayPlan
from capplan.model.people import Skill
from capplan.model.scenario import Transfer
from capplan.model.shifts import Roster, Shift, ShiftType
from capplan.questions import Lever, Posts, Terms, split
from capplan.questions.break_even import STEP, break_even
from capplan.questions.money import roster_cost
from capplan.questions.posts import arrange, lifted
from capplan.questions.split_tables import break_evens, measures
from capplan.report.split_text import answers, remarks
from capplan.results.estimates import Estimate
from capplan.units import HOUR
from shop import chat, exponential, geometric, group, queue, scenario

ORDERS = Orders(0.5, 0.0, 20_000, WaitCurve.EXPONENTIAL, 0.1, (), 0.5, 0.0, 100.0, 0.3)
PLAN = PayPlan("plain", 30.0, None, 0.2, 0, 1.5)
COURSE = chat(rounds=geometric(3), work=exponential(40), think=exponential(30),
              patience=exponential(120))  # fmt: skip
SHOP = scenario(
    queues=(
        replace(
            queue("ask", per_hour=90, course=COURSE, orders=ORDERS, priority=1),
            transfers=(Transfer("help", 0.1),),
        ),
        queue("help", per_hour=40, course=COURSE, priority=2),
    ),
    groups=tuple(
        replace(group(name, skills=(Skill(first, 1, speed=1.25), Skill(other, 2)), limit=2),
                pay="plain")
        for name, first, other in (("sellers", "ask", "help"), ("helpers", "help", "ask"))
    ),
    pay_plans=(PLAN,),
)  # fmt: skip


def team(sellers: int, helpers: int) -> Roster:
    names = ["sellers"] * sellers + ["helpers"] * helpers
    return Roster(tuple(Shift(n, name, 0, 4 * HOUR, seat=n) for n, name in enumerate(names)))


def skills(shop):
    return {g.name: {s.queue: s for s in g.skills} for g in shop.groups}


# ---- the arrangements (E4a) ----------------------------------------------------------------------


def test_specialists_keep_their_first_queue_only():
    shop, people = arrange(SHOP, team(4, 2), Posts.SPECIALISTS, Terms())
    assert {name: list(mine) for name, mine in skills(shop).items()} == {
        "sellers": ["ask"], "helpers": ["help"],
    }  # fmt: skip
    assert people == team(4, 2)


def test_generalists_serve_all_their_own_first_and_the_other_less_well():
    shop, people = arrange(SHOP, team(4, 2), Posts.GENERALISTS, Terms(0.6, 0.7))
    own, other = skills(shop)["helpers"]["help"], skills(shop)["helpers"]["ask"]
    assert (own.preference, own.speed, own.conversion_factor) == (1, 1.25, 1.0)
    assert (other.preference, other.conversion_factor) == (2, 0.7)
    assert other.speed == pytest.approx(1.25 * 0.6)
    assert people == team(4, 2)


def test_hard_cases_go_on_to_the_other_queue_in_every_arrangement():
    for posts in Posts:
        assert arrange(SHOP, team(4, 2), posts, Terms())[0].queues == SHOP.queues


@pytest.mark.parametrize(
    ("share", "sellers", "helpers"), [(0.01, 1, 1), (0.3, 3, 1), (0.5, 5, 2), (1.0, 10, 4)]
)
def test_some_of_each_group_are_flexible(share, sellers, helpers):
    before = team(10, 4)
    shop, after = arrange(SHOP, before, Posts.FLEXIBLE, Terms(flexible=share))
    moved = [s for s in after.shifts if s.group.endswith("(flexible)")]
    assert sum(s.group.startswith("sellers") for s in moved) == sellers
    assert sum(s.group.startswith("helpers") for s in moved) == helpers
    assert [(s.agent, s.start, s.end) for s in after.shifts] == [
        (s.agent, s.start, s.end) for s in before.shifts
    ]
    assert list(skills(shop)["sellers"]) == ["ask"]
    assert list(skills(shop)["sellers (flexible)"]) == ["ask", "help"]


def test_flexible_agents_are_spread_over_the_group():
    after = arrange(SHOP, team(10, 1), Posts.FLEXIBLE, Terms(flexible=0.2))[1]
    chosen = [s.agent for s in after.shifts if s.group == "sellers (flexible)"]
    assert chosen == [2, 7]


def test_a_lift_multiplies_what_is_there():
    mine = skills(lifted(SHOP, speed=2.0, conversion=1.1))["sellers"]["ask"]
    assert (mine.speed, mine.conversion_factor) == (2.5, 1.1)


# ---- money (E4b) ---------------------------------------------------------------------------------


def test_the_cost_of_a_roster_by_hand():
    """Two shifts of 4 h at 30 yuan, 20 % on top; one of 9 h, half of it inside, hour 9 x 1.5."""
    late = ShiftType("late", 0, 9 * HOUR, (), (), (), 10.0)
    shop = replace(SHOP, shift_types=(late,))
    shifts = (*team(1, 1).shifts, Shift(2, "helpers", round(-0.5 * HOUR), round(8.5 * HOUR),
                                        shift_type="late"))  # fmt: skip
    plain = 2 * 4 * 30 * 1.2
    long = (8 * 30 + 1 * 30 * 1.5 + 10) * 1.2 * 4 / 9
    assert roster_cost(shop, Roster(shifts)) == pytest.approx(plain + long)


def test_temps_are_hired_and_paid_if_they_come():
    temps = tuple(
        replace(g, is_temporary=True, hiring_cost=50.0, absence=0.25) for g in SHOP.groups
    )
    cost = roster_cost(replace(SHOP, groups=temps), team(1, 0))
    assert cost == pytest.approx(50 + 0.75 * 4 * 30 * 1.2)


def test_breaks_of_a_shift_written_by_hand_are_not_paid():
    shift = Shift(0, "sellers", 0, 4 * HOUR, ((HOUR, 2 * HOUR),))
    assert roster_cost(SHOP, Roster((shift,))) == pytest.approx(3 * 30 * 1.2)


# ---- the comparison ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def equal():
    """Nobody is worse in the other queue."""
    return split(SHOP, team(3, 2), Terms(1.0, 1.0, 0.5), replications=6)


def test_pooling_loses_fewer_where_nobody_is_worse_elsewhere(equal):
    for posts in (Posts.FLEXIBLE, Posts.GENERALISTS):
        assert equal.compared(posts, "lost").difference.high < 0
    own = equal.compared(Posts.SPECIALISTS, "lost")
    assert (own.difference.value, own.difference.half_width) == (0, 0)


def test_all_arrangements_meet_the_same_customers(equal):
    rows = [study.total("customers").tolist() for study in equal.studies.values()]
    assert rows[0] == rows[1] == rows[2]


def test_profit_is_margin_less_people(equal):
    for posts in Posts:
        orders = equal.compared(posts, "orders").second.value
        people = equal.compared(posts, "people_cost_yuan").second.value
        profit = equal.compared(posts, "profit_yuan").second.value
        assert profit == pytest.approx(orders * 100 * 0.3 - people)


def test_occupancy_of_a_group_holds_its_flexible_part(equal):
    study = equal.studies[Posts.FLEXIBLE]
    mine = [n for n, name in enumerate(study.scenario.group_names) if name.startswith("sellers")]
    assert len(mine) == 2
    work = study.group_sums("work_ms")[:, mine].sum()
    on = study.group_sums("on_shift_ms")[:, mine].sum()
    busy = equal.compared(Posts.FLEXIBLE, "occupancy", group="sellers").second.value
    assert busy == pytest.approx(work / on)


def test_specialists_must_be_faster_if_nobody_is_worse_elsewhere(equal):
    speed, conversion = equal.break_evens
    assert speed.at_one.high < 0
    assert speed.value > 1.0
    assert speed.low <= speed.value <= speed.high
    assert conversion.value > 1.0
    assert any("The split costs" in line for line in answers(equal))
    assert any("help" in line and "no orders" in line for line in remarks(equal))


def test_the_split_pays_where_people_are_lost_elsewhere():
    bad = split(SHOP, team(4, 2), Terms(0.1, 0.1, 0.5), replications=4)
    assert bad.break_evens[0].at_one.low > 0
    assert bad.break_evens[0].value < 1.0
    assert "The split pays" in answers(bad)[0]


def test_at_the_break_even_the_difference_changes_its_sign(equal):
    from capplan.questions.money import profit
    from capplan.study import replicate

    conversion = equal.break_evens[1]
    assert conversion.exists
    special = equal.studies[Posts.SPECIALISTS].scenario
    pooled = profit(equal.studies[Posts.GENERALISTS]).mean()
    for factor, sign in ((conversion.value, 1), (conversion.value - 2 * STEP, -1)):
        study = replicate(lifted(special, conversion=factor), team(3, 2), 6)
        assert sign * (profit(study).mean() - pooled) >= 0


def test_tables_have_a_row_for_each_figure_and_arrangement(equal):
    table = measures(equal)
    assert set(table["posts"]) == {"specialists", "flexible", "generalists"}
    assert len(table) == 3 * (3 * 3 + 3 + 4)
    own = table[(table["posts"] == "specialists")]
    assert (own["difference"] == 0).all()
    assert list(break_evens(equal)["lever"]) == ["speed", "conversion"]


# ---- the break-even (E4c) ------------------------------------------------------------------------


def line(slope, zero, half=0.1):
    def difference(x):
        value = slope * (x - zero)
        return Estimate(value, value - half, value + half, 10)

    return difference


def test_bisection_finds_the_crossing_and_its_interval():
    found = break_even(Lever.SPEED, line(2.0, 1.2))
    assert found.value == pytest.approx(1.2, abs=STEP)
    assert found.low == pytest.approx(1.15, abs=STEP)
    assert found.high == pytest.approx(1.25, abs=STEP)
    assert found.at_one.value == pytest.approx(-0.4)


@pytest.mark.parametrize(
    ("zero", "end", "words"),
    [
        (9.0, math.inf, "No speed between 50 % and 200 % of the present one makes the split pay"),
        (0.1, -math.inf, "The split pays at any speed between 50 % and 200 %"),
    ],
)
def test_no_crossing_in_the_range_is_said_plainly(equal, zero, end, words):
    found = break_even(Lever.SPEED, line(2.0, zero))
    assert (found.value, found.low, found.high) == (end, end, end)
    assert not found.exists
    told = replace(equal, break_evens=(found,))
    assert words in answers(told)[1]
    assert break_evens(told)["factor"].isna().all()


def test_a_doubtful_end_of_the_range_is_said():
    from capplan.report.split_text import _break_even

    never = break_even(Lever.CONVERSION, line(1.0, 2.05))
    assert "it might from 195" in _break_even(never)
    open_end = break_even(Lever.CONVERSION, line(1.0, 1.95))
    assert "to above 200 %" in _break_even(open_end)


# ---- wrong input ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ({"flexible": 0.0},
         "the flexible share must lie above 0 % and at most at 100 %, not at 0 %"),
        ({"flexible": 1.2},
         "the flexible share must lie above 0 % and at most at 100 %, not at 120 %"),
        ({"speed": 0.0},
         "the unfamiliar speed must lie above 0 % and at most at 100 %, not at 0 %"),
        ({"conversion": -0.1},
         "the unfamiliar conversion must lie above 0 % and at most at 100 %, not at -10 %"),
    ],
)  # fmt: skip
def test_shares_out_of_range_are_refused(terms, sentence):
    with pytest.raises(ValueError, match=sentence):
        Terms(**terms)


def changed(**changes):
    return replace(SHOP, **changes)


ONE = replace(SHOP.queues[0], transfers=())
ONLY_ASK = replace(SHOP.groups[0], skills=SHOP.groups[0].skills[:1])
NO_ORDERS = tuple(replace(q, orders=None) for q in SHOP.queues)


@pytest.mark.parametrize(
    ("shop", "sentence"),
    [
        (changed(queues=(ONE,), groups=(ONLY_ASK,)),
         "a split needs at least two queues; there is only ask"),
        (changed(groups=SHOP.groups[:1]),
         "queue help is no group's first choice, so nobody would serve it in a split; give it the "
         r"choice 1 in a group of its own under groups.\*.handles"),
        (changed(queues=NO_ORDERS),
         "no queue brings orders, and a split is judged by its profit; write `orders` under a "
         "queue"),
    ],
)  # fmt: skip
def test_what_cannot_be_split_is_refused(shop, sentence):
    with pytest.raises(ValueError, match=sentence):
        split(shop, team(1, 0))


def test_one_replication_is_too_few():
    with pytest.raises(ValueError, match="a split needs at least 2 replications for its intervals"):
        split(SHOP, team(2, 2), replications=1)
