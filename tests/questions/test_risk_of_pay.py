"""Who bears a wrong forecast, when people are paid by plans (rule E2g)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_month import NOVEMBER, monthly, paid, roster_of, shop_of

from capplan.files.pay_plans import read_plan_text
from capplan.questions.month import pay_months
from capplan.questions.month.risk import borne
from capplan.study.forecast import factor_at, with_factor


def strayed(scheme, per_hour=30):
    shop = shop_of(4, per_hour=per_hour)
    shop = replace(shop, day_factor=replace(shop.day_factor, common_cv=0.2))
    return shop, borne(shop, roster_of(2), paid(scheme), NOVEMBER, replications=3)


def by_sales(share):
    text = f"""\
format: 1
name: sales
chinese: 提成
as_of: none
groups:
  agents:
    contract: services
    employer: 0 %
    own: 0 %
    parts: {{commission: {{commission: {{share: {share} %, of: sales}}}}}}
"""
    return read_plan_text("sales", text, "sales.yaml")


def test_fixed_pay_bears_nothing():
    _, found = strayed(monthly(3000))
    share = found.share()
    assert (share.value, share.low, share.high) == (0, 0, 0)
    assert "people bear 0.0 % (0.0 to 0.0) and the owner the rest" in found.sentence()


def test_a_commission_bears_its_share_of_the_margin():
    """3 % of 100 yuan of sales are 3 of the 30 yuan of margin of an order: a tenth."""
    _, found = strayed(by_sales(3))
    assert found.share().value == pytest.approx(0.1, abs=0.005)


def test_months_are_those_of_demand_fixed_at_its_quantiles():
    shop, found = strayed(by_sales(3))
    assert [p for p, _, _ in found.points] == [0.1, 0.5, 0.9]
    for probability, factor, months in found.points:
        assert factor == pytest.approx(factor_at(shop, probability))
        again = pay_months(
            with_factor(shop, factor), roster_of(2), paid(by_sales(3)), [NOVEMBER], replications=3
        )
        assert [m.cost for (m,) in months.months] == [m.cost for (m,) in again.months]
    table = found.table()
    profit = table["margin_yuan"] - table["people_yuan"]
    assert table["profit_yuan"].tolist() == pytest.approx(profit.tolist())
    assert table["margin_yuan"].is_monotonic_increasing


def test_a_forecast_that_is_never_wrong_is_refused():
    with pytest.raises(ValueError, match="demand does not stray from its forecast here; give"):
        borne(shop_of(4, per_hour=30), roster_of(2), paid(monthly(3000)), NOVEMBER)


def test_a_shop_without_orders_is_refused():
    shop = shop_of(4, per_hour=30)
    queue = replace(shop.queues[0], orders=None)
    shop = replace(shop, queues=(queue,), day_factor=replace(shop.day_factor, common_cv=0.2))
    with pytest.raises(ValueError, match="no queue has orders, so nothing is earned"):
        borne(shop, roster_of(2), paid(monthly(3000)), NOVEMBER)
