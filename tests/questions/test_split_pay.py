"""What posts earn in each arrangement, under each pay plan (rule E4f)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from test_split import SHOP, team

from capplan.files import read_pay_plan
from capplan.files.pay_plans import read_plan_text
from capplan.pay.paid_by import PaidBy
from capplan.questions import Posts, Terms, split
from capplan.questions.posts import arrange
from capplan.questions.split_pay import check_plans, earnings, takes_turns, ways_to_pay
from capplan.questions.split_pay_tables import pay, unfit
from capplan.report.split_pay_text import earning_answers, earning_remarks

NOVEMBER = date(2026, 11, 1)
PEOPLE = {"sellers": 4, "helpers": 3}
STAFFED = replace(
    SHOP,
    groups=tuple(replace(g, least=PEOPLE[g.name], most=PEOPLE[g.name]) for g in SHOP.groups),
)


def plan_of(sellers, helpers, key="ours"):
    text = f"""\
format: 1
name: {key}
chinese: 我们的
as_of: none
groups:
  sellers: {{contract: employee, employer: 20 %, own: 10 %, parts: {{{sellers}}}}}
  helpers: {{contract: employee, employer: 20 %, own: 10 %, parts: {{{helpers}}}}}
"""
    return read_plan_text(key, text, f"{key}.yaml")


BASE = "base: {base: 3000 yuan/month}"
BY_ORDER = f"{BASE}, orders: {{per_unit: {{rate: 10 yuan, of: orders}}}}"
BY_MEAN = f"{BASE}, performance: {{performance: {{mean_of: sellers}}}}"
BY_SALES = f"{BASE}, performance: {{performance: {{commission: {{share: 1 %, of: sales}}}}}}"


def paid(scheme, **figures):
    given = {name: Decimal(value) for name, value in figures.items()}
    return tuple(PaidBy(g, scheme, g, given, {}) for g in PEOPLE)


OURS = plan_of(BY_SALES, BY_MEAN)


@pytest.fixture(scope="module")
def found():
    return split(STAFFED, team(3, 2), Terms(0.8, 0.9, 0.5), replications=2)


@pytest.fixture(scope="module")
def earned(found):
    tried = [read_pay_plan(key) for key in ("fixed", "grades-and-fines", "conversion-points")]
    return earnings(found, paid(OURS), tried, first=NOVEMBER, months=3)


def gross(earned, posts, group, way=0):
    return earned.compared(way, posts, "gross_yuan", group)


def test_the_scenarios_own_way_stands_first_and_then_what_fits(earned):
    assert [(w.name, w.written, w.groups) for w in earned.ways] == [
        ("ours", True, ("sellers", "helpers")),
        ("fixed", False, ("sellers", "helpers")),
        ("conversion-points", False, ("sellers",)),
    ]
    assert {(u.plan, u.group) for u in earned.unfit} == {
        ("grades-and-fines", "sellers"), ("grades-and-fines", "helpers"),
        ("conversion-points", "helpers"),
    }  # fmt: skip


def test_all_arrangements_have_the_same_people_on_the_same_months(earned):
    assert {g: earned.people(g) for g in PEOPLE} == PEOPLE
    for posts in Posts:
        work = [m.work for (m,) in earned.months[0, posts].months]
        assert [w.customers for w in work] == [
            m.work.customers for (m,) in earned.months[0, Posts.SPECIALISTS].months
        ]
        hours = sum(p.sums["shifts"] + p.sums["absent_days"] for p in work[0].people)
        assert hours == 5 * 30  # three sellers and two helpers a day


def test_gross_by_hand(earned):
    """3,000 and 1 % of the 100 yuan of each order that one's customers made."""
    months = earned.months[0, Posts.GENERALISTS].months
    sums = [sum(p.sums["orders"] for p in m.people if p.group == "sellers") / 4 for (m,) in months]
    assert gross(earned, Posts.GENERALISTS, "sellers").second.value == pytest.approx(
        3000 + sum(sums) / 3, abs=0.01
    )


def test_who_is_paid_by_the_mean_of_others_gets_their_mean(earned):
    for posts in Posts:
        sellers, helpers = (gross(earned, posts, g).second.value for g in PEOPLE)
        assert helpers == pytest.approx(sellers, abs=0.02)


def test_orders_that_helpers_take_are_lost_to_sellers(earned):
    assert gross(earned, Posts.GENERALISTS, "sellers").difference.high < 0
    assert gross(earned, Posts.SPECIALISTS, "sellers").difference.value == 0


def test_fixed_pay_moves_with_nothing(earned):
    for posts in Posts:
        for group in PEOPLE:
            found = gross(earned, posts, group, way=1)
            assert (found.second.value, found.difference.value) == (3200, 0)
            assert earned.compared(1, posts, "unequal_gross", group).second.value == 0


def test_whom_a_plan_does_not_fit_is_paid_as_written_unless_a_link_breaks(found, earned):
    """Helpers by the mean of sellers cannot be paid beside sellers of another plan."""
    assert {p.group for p in earned.ways[2].paid} == {"sellers"}
    plain = plan_of(BY_SALES, BASE)
    ways, _ = ways_to_pay(
        found.studies[Posts.SPECIALISTS].scenario, paid(plain), [read_pay_plan("conversion-points")]
    )
    assert {(p.group, p.scheme.key) for p in ways[1].paid} == {
        ("sellers", "conversion-points"), ("helpers", "ours"),
    }  # fmt: skip


def test_another_plan_of_the_same_name_is_refused_and_not_passed_over(found):
    with pytest.raises(ValueError, match="ours, sellers: another plan of this name pays here"):
        check_plans(STAFFED, team(3, 2), paid(OURS), [plan_of(BY_SALES, BASE)])


def test_pay_per_hour_is_sum_over_sum(earned):
    months = earned.months[0, Posts.SPECIALISTS].months
    top = sum(float(s.gross) for (m,) in months for s in m.slips.values() if s.group == "sellers")
    hours = sum(p.sums["hours_worked"] for (m,) in months for p in m.people if p.group == "sellers")
    measured = earned.compared(0, Posts.SPECIALISTS, "gross_per_hour_yuan", "sellers").second
    assert measured.value == pytest.approx(top / hours)


def test_the_shops_profit_is_margin_less_what_people_cost(earned):
    for posts in Posts:
        people, profit = (
            earned.compared(0, posts, m, "").second.value
            for m in ("people_cost_yuan", "profit_yuan")
        )
        margin = sum(m.work.margin for (m,) in earned.months[0, posts].months) / 3
        assert profit == pytest.approx(margin - people)


def test_tables_and_words(earned):
    table = pay(earned)
    posts, shop = 2 + 2 + 1, 3
    assert len(table) == 3 * (7 * posts + 2 * shop)
    assert (table.loc[table["posts"] == "specialists", "difference"] == 0).all()
    assert list(unfit(earned).columns) == ["plan", "group", "why"]
    said = earning_answers(earned)
    assert said[0].startswith("Paid by ours, sellers get ")
    assert "yuan a month as specialists" in said[0]
    profit = table.loc[(table["measure"] == "profit_yuan") & (table["posts"] == "generalists")]
    word = "less" if profit["difference"].iloc[0] < 0 else "more"
    assert any(f"yuan a month {word} with generalists than" in line for line in said)
    assert not any("earns -" in line or "earns +" in line for line in said)
    assert any("ours moves the pay of helpers most" in line for line in said)
    assert "Fit nobody here: grades-and-fines" in earning_remarks(earned)[1]


def test_people_take_turns_at_the_flexible_posts():
    assert takes_turns("sellers", "sellers (flexible)")
    assert takes_turns("sellers", "sellers")
    assert not takes_turns("sellers", "helpers (flexible)")


# ---- wrong input ---------------------------------------------------------------------------------


def test_one_month_is_too_few(found):
    with pytest.raises(ValueError, match="pay needs at least 2 months for its intervals, not 1"):
        earnings(found, paid(OURS), months=1)


def test_a_plan_that_fits_nobody_is_refused():
    with pytest.raises(
        ValueError, match="base of the plan grades-and-fines needs grade, and no run measures it"
    ):
        check_plans(STAFFED, team(1, 1), paid(OURS), [read_pay_plan("grades-and-fines")])
    check_plans(STAFFED, team(1, 1), paid(OURS), [read_pay_plan("conversion-points"), OURS])


def test_without_any_plan_it_is_said(found):
    with pytest.raises(ValueError, match="no pay plan fits a group: none is named under pay_plan"):
        earnings(found, (), months=2)


def test_another_plan_of_a_name_that_is_taken_is_left_out():
    shop, _ = arrange(STAFFED, team(1, 1), Posts.SPECIALISTS, Terms())
    ways, _ = ways_to_pay(shop, paid(plan_of(BASE, BASE, "fixed")), [read_pay_plan("fixed")])
    assert [(w.name, w.written) for w in ways] == [("fixed", True)]


def test_too_few_people_are_refused():
    few = replace(SHOP, groups=tuple(replace(g, least=3, most=3) for g in SHOP.groups))
    found = split(few, team(3, 2), Terms(0.8, 0.9, 0.5), replications=2)
    with pytest.raises(
        ValueError, match="sellers: 2026-11-08 needs 3 people, but of 3 too few may work"
    ):
        earnings(found, paid(OURS), first=NOVEMBER, months=2)
