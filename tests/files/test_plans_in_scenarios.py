"""A pay plan named in a scenario (rule E2a): what is read, and what is refused on load."""
# ruff: noqa: E501  (the sentences stand as they are read)

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from capplan.files import ScenarioError, resolve, shipped_plan_text

PAY = "    pay: monthly\n"


def test_a_shipped_plan_by_name(make: Callable[..., Path]) -> None:
    (paid,) = resolve(make((PAY, PAY + "    pay_plan: fixed\n"))).paid
    assert (paid.group, paid.scheme.key, paid.paid_as) == ("regulars", "fixed", "agents")


def test_a_file_beside_the_scenario_with_figures_and_marks(make: Callable[..., Path]) -> None:
    folder = make(
        (
            PAY,
            PAY
            + "    pay_plan: {plan: ours.yaml, as: team, figures: {grade: captain, "
            + "fines: {value: 5 yuan, mark: assume, source: no figure found}}}\n",
        )
    )
    (folder / "ours.yaml").write_text(shipped_plan_text("grades-and-fines"), encoding="utf-8")
    found = resolve(folder)
    (paid,) = found.paid
    assert (paid.scheme.key, paid.paid_as) == ("ours", "team")
    assert (paid.values, paid.texts) == ({"fines": Decimal(5)}, {"grade": "captain"})
    assert any(p.path.endswith("pay_plan.figures.fines") for p in found.scenario.provenance)
    before = found.digest
    text = shipped_plan_text("grades-and-fines").replace("6500 yuan", "6600 yuan")
    (folder / "ours.yaml").write_text(text, encoding="utf-8")
    assert resolve(folder).digest != before


def test_without_a_plan_nothing_changes(make: Callable[..., Path]) -> None:
    assert resolve(make()).paid == ()


WRONG = {
    "no such plan": (
        "pay_plan: fixd",
        'scenario.yaml:22: groups.regulars.pay_plan: there is no pay plan "fixd"; did you mean "fixed"? (valid: conversion-points, fixed, grades-and-fines, kpi-and-mean, profit-pool, temps-and-agency)',
    ),
    "no such file": (
        "pay_plan: ours.yaml",
        'scenario.yaml:22: groups.regulars.pay_plan: there is no file "ours.yaml" beside the scenario',
    ),
    "no such group": (
        "pay_plan: {plan: kpi-and-mean, as: presales}",
        'scenario.yaml:22: groups.regulars.pay_plan: the plan kpi-and-mean has no group "presales"; did you mean "pre_sales"? (valid: pre_sales, after_sales)',
    ),
    "which group": (
        "pay_plan: kpi-and-mean",
        "scenario.yaml:22: groups.regulars.pay_plan: the plan kpi-and-mean has no group regulars; say which of its groups is meant, for example as: pre_sales (valid: pre_sales, after_sales)",
    ),
    "not measured": (
        "pay_plan: {plan: kpi-and-mean, as: pre_sales}",
        "scenario.yaml:22: groups.regulars.pay_plan: bonus of the plan kpi-and-mean needs bonus, and no run measures it; give it under figures, or choose among what is measured: asked, chats, days_worked, absent_days, hours_worked, shifts, overtime_h, rest_day_h, holiday_h, night_shifts, evening_shifts, first_response_s, mean_response_s, reply_rate, reply_3_min, answer_30_s, inquirers, orders, buyers, sales, conversion, lost_inquiries, order_value",
    ),
    "a link to nobody": (
        "pay_plan: {plan: kpi-and-mean, as: after_sales, figures: {bonus: 0, quality: 90, satisfaction: 90 %}}",
        "scenario.yaml:22: groups.regulars.pay_plan: the plan kpi-and-mean pays after_sales by the mean of pre_sales, but no group is paid as pre_sales by it",
    ),
    "a figure that cannot be": (
        "pay_plan: {plan: fixed, figures: {quality: -3}}",
        "scenario.yaml:22: groups.regulars.pay_plan.figures.quality: must lie between 0 and 1e+12, not -3",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_plans(case: str, make: Callable[..., Path]) -> None:
    words, sentence = WRONG[case]
    with pytest.raises(ScenarioError) as caught:
        resolve(make((PAY, f"{PAY}    {words}\n")))
    assert str(caught.value).startswith(sentence), str(caught.value)


def test_conversion_is_not_measured_where_nobody_orders(make: Callable[..., Path]) -> None:
    orders = (
        "    orders: {conversion: 60 %, order_value: 80 yuan, margin: 30 %, silent_orders: 5 %}\n"
    )
    with pytest.raises(ScenarioError) as caught:
        resolve(make((PAY, PAY + "    pay_plan: conversion-points\n"), (orders, "")))
    assert (
        "commission of the plan conversion-points needs sales, and regulars serves no queue with "
        "orders"
    ) in str(caught.value)


def test_prices_of_contacts_are_read(make: Callable[..., Path]) -> None:
    bot = "    bot: {contains: 40 %}\n"
    shop = resolve(make((bot, bot + "    price: {lost: 20 yuan}\n"))).scenario
    price = shop.queues[0].price
    assert price is not None
    assert (price.lost, price.late, price.late_after) == (20, 0, 180_000)
    with pytest.raises(ScenarioError) as caught:
        resolve(make((bot, bot + "    price: {lost: 20}\n")))
    assert str(caught.value).startswith(
        "scenario.yaml:9: queues.pre_sales.price.lost: 20 has no unit"
    )
