from dataclasses import replace

import numpy as np
import pytest
from small import day

import capplan
from capplan.model.bot import Bot
from capplan.model.demand import RateProfile
from capplan.model.targets import Measure, Target
from capplan.results.verdicts import Answer
from capplan.staffing import Effort, tables, usual_effort
from capplan.staffing.certificate import INTERRUPTED_DAYS
from capplan.staffing.reconcile import reconcile, shrinkage
from capplan.staffing.requirement import requirement
from capplan.units import SECOND
from shop import HOUR, exponential

QUICK = Effort(days=3, rounds=6, trials=10)


def quick_plan(shop):
    return capplan.plan(shop, effort=QUICK, fresh_days=12)


@pytest.fixture(scope="module")
def base():
    return quick_plan(day())


def test_the_plan_meets_its_targets_on_fresh_days(base):
    assert base.meets_all
    assert all(v.answer is not Answer.MISSED for v in base.verdicts)
    assert base.study.first != 0  # other days than those of the search
    assert base.complete


def test_one_person_less_everywhere_is_worse(base):
    people = np.maximum(base.people - 1, 0)
    from capplan.staffing.seats import to_roster

    thinner = capplan.replicate(
        base.scenario, to_roster(base.scenario, base.kinds, people), 12, first=base.study.first
    )
    lost = thinner.ratio("lost", "offered")
    assert lost.value > base.lost().value


def test_cost_parts_add_up(base):
    assert sum(base.cost_parts().values()) == pytest.approx(base.planned_cost)
    by_group = sum(sum(base.cost_parts(g).values()) for g in base.scenario.group_names)
    assert by_group == pytest.approx(base.planned_cost)
    assert base.cost().value >= base.planned_cost
    table = tables.cost(base)
    assert table["cost_yuan"].sum() == pytest.approx(base.planned_cost)


def test_the_roster_table_shows_every_person(base):
    frame = tables.roster(base)
    assert frame["people"].sum() == base.people.sum() == len(base.roster.shifts)


def test_more_demand_more_work_or_shorter_patience_cost_more(base):
    cost = base.planned_cost
    assert quick_plan(day(per_hour=120)).planned_cost > 1.4 * cost
    assert quick_plan(day(work=26)).planned_cost > 1.3 * cost
    assert quick_plan(day(wage=60)).planned_cost > cost


def test_a_target_that_nobody_can_meet_is_said_with_its_reason():
    shop = day(most=2)
    found = quick_plan(shop)
    assert not found.meets_all
    assert all(u.verdict.answer is Answer.MISSED for u in found.unmet)
    assert {u.reason for u in found.unmet} == {
        "everybody in regulars and temps who may work is on; more people or shift types are needed"
    }


def test_no_head_count_answers_within_a_second():
    windows = ((12 * HOUR, 16 * HOUR),)
    target = Target("chats", Measure.FIRST_REPLY_WITHIN, 0.8, 1 * SECOND, windows, None)
    found = capplan.plan(replace(day(), targets=(target,)), effort=Effort(2, 4, 0), fresh_days=8)
    assert not found.meets_all
    assert "out of reach" in found.unmet[0].reason


def test_zero_demand_is_a_plan_of_nobody():
    shop = day()
    edges = np.array([0, 24 * HOUR], dtype=np.int64)
    quiet = replace(shop.queues[0], demand=RateProfile(edges, np.zeros(1)))
    found = capplan.plan(replace(shop, queues=(quiet,)), effort=Effort(2, 2, 0), fresh_days=4)
    assert found.people.sum() == 0
    assert found.meets_all


@pytest.mark.parametrize(
    ("edges", "expected"),
    [([0, 24], [1.0]), ([12, 13], [40.0])],  # one chat a day; demand in one interval only
)
def test_hardly_any_demand_is_a_small_plan(edges, expected):
    shop = day()
    demand = RateProfile(np.array(edges, dtype=np.int64) * HOUR, np.array(expected))
    quiet = replace(shop.queues[0], demand=demand)
    targets = (replace(shop.targets[1], assurance=None),)
    found = quick_plan(replace(shop, queues=(quiet,), targets=targets))
    assert found.people.sum() <= 6
    assert all(np.isfinite(part) for part in found.cost_parts().values())


def test_a_plan_needs_shift_types():
    with pytest.raises(ValueError, match="needs shift types"):
        capplan.plan(replace(day(), shift_types=()))


def test_the_same_seed_finds_the_same_plan(base):
    again = quick_plan(day())
    assert (again.people == base.people).all()
    assert again.cost() == base.cost()


def test_requirement_follows_the_demand():
    needs = requirement(day())
    agents = needs.agents(0, 0)
    assert agents[:16] == pytest.approx(0)
    evening, noon = agents[2 * 21], agents[2 * 12]
    assert evening == pytest.approx(2 * noon, rel=0.05)


def test_reconciliation_names_every_rule_for_every_queue(base):
    frame = reconcile(base)
    assert len(frame) == 8 * len(base.scenario.queues)
    assert (frame["why"].str.len() > 10).all()
    plan = frame.loc[frame["rule"] == "this plan, simulated", "answer"].iloc[0]
    trade = frame["answer"].iloc[0]
    assert plan > trade  # the formula sees neither peak nor waiting


def test_shrinkage_is_that_of_the_plan_and_asks_for_more_on_supply(base):
    queue = base.scenario.queues[0]
    lost = shrinkage(base, queue)
    on_break = sum(e - s for shift in base.roster.shifts for s, e in shift.breaks)
    on_shift = sum(shift.end - shift.start for shift in base.roster.shifts)
    assert lost == pytest.approx(on_break / on_shift)  # nobody is absent
    frame = reconcile(base).set_index("rule")["answer"]
    plain = frame["work only, Erlang A, busiest interval"]
    supply, demand = (
        next(v for k, v in frame.items() if f"on {side}" in k) for side in ("supply", "demand")
    )
    assert plain <= demand <= supply


def test_intervals_that_theory_cannot_cover_are_counted(base):
    frame = reconcile(base)
    (why,) = frame.loc[frame["rule"].str.startswith("agents with open chats"), "why"]
    assert "intervals cannot be covered" in why or "every interval is covered" in why
    thin = replace(base, roster=replace(base.roster, shifts=base.roster.shifts[:1]))
    frame = reconcile(thin)
    (why,) = frame.loc[frame["rule"].str.startswith("agents with open chats"), "why"]
    assert "intervals cannot be covered by it with the plan's people" in why


@pytest.mark.parametrize("after", [3, 14, 33])
def test_ctrl_c_returns_the_best_found_certified_as_far_as_it_got(after):
    calls = 0

    def stop(_stage, _cost):
        nonlocal calls
        calls += 1
        if calls == after:
            raise KeyboardInterrupt

    effort = Effort(days=4, rounds=6, trials=30, proof=10)
    found = capplan.plan(day(), effort=effort, fresh_days=12, report=stop)
    assert not found.complete
    assert found.people.sum() > 0
    assert len(found.verdicts) == len(found.scenario.targets[0].windows) + 1


def test_after_ctrl_c_nobody_waits_for_the_reasons():
    calls = 0

    def stop(_stage, _cost):
        nonlocal calls
        calls += 1
        if calls == 3:
            raise KeyboardInterrupt

    found = capplan.plan(day(most=2), effort=QUICK, fresh_days=60, report=stop)
    assert not found.complete
    assert found.study.replications == INTERRUPTED_DAYS
    reason = "the search was interrupted before it could meet it"
    assert {u.reason for u in found.unmet} == {reason}


def test_a_large_shop_gets_fewer_days():
    shop = day()
    usual, fresh = usual_effort("compiled", shop)
    assert usual_effort("compiled") == (usual, fresh)
    assert (usual.days, fresh) == (20, 300)
    many = replace(shop, queues=(replace(shop.queues[0], demand=shop.queues[0].demand.times(300)),))
    assert many.queues[0].expected.total > 300_000
    effort, fresh = usual_effort("compiled", many)
    assert (effort.days, fresh) == (6, 60)
    assert effort.glance >= 1
    kept = replace(many.queues[0], bot=Bot(0.9, 0.0, exponential(60)))
    behind_a_bot, _ = usual_effort("compiled", replace(many, queues=(kept,)))
    assert behind_a_bot.days > effort.days


def test_the_plan_less_one_is_tried_on_the_largest_shifts_only(base):
    effort = replace(QUICK, thinner=2)
    found = capplan.plan(day(), effort=effort, fresh_days=32)
    kinds = sorted(t.kind for t in found.thinner)
    assert len(kinds) == 2
    rest = np.delete(found.people, kinds)
    assert found.people[kinds].min() >= rest.max()
