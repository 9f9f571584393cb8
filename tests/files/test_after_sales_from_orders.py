"""Demand that follows orders, as the file says it (rule D4)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from capplan.files import load, resolve
from capplan.files.defaults import DELAY
from capplan.model.demand import RateProfile
from capplan.model.provenance import Mark
from capplan.model.scenario import Scenario

Make = Callable[..., Path]
DAYS = "days: {from: 2026-11-11 00:00, to: 2026-11-12 00:00, interval: 30 min}"
WEEK = "days: {from: 2026-11-09 00:00, to: 2026-11-16 00:00, interval: 30 min}"
DEMAND = "demand: {daily: 1000 chats, profile: normal}"
TARGETS = """demand:
      - {sales_target: 800000 yuan, order_value: 80 yuan, chat_share: 20 %, conversion: 60 %, on: 2026-11-11}
      - {daily: 500 chats, on: [mon, tue]}"""  # noqa: E501


def with_after(
    make: Make, part: str, *changes: tuple[str, str], more: str = "", days: str = WEEK
) -> Path:
    """The small shop over a week with an after-sales queue whose demand is one part."""
    lines = f"  after_sales: {{demand: {part}}}\n{more}"
    handles = "{pre_sales: 1, after_sales: 2" + (", refunds: 3}" if more else "}")
    return make((DAYS, days), ("groups:\n", f"{lines}groups:\n"), ("{pre_sales: 1}", handles), *changes)  # fmt: skip  # noqa: E501


def contacts(shop: Scenario, queue: int = 1) -> np.ndarray:
    """Contacts by day of the week."""
    return shop.queues[queue].expected.expected.reshape(7, 48).sum(axis=1)


def provenance(shop: Scenario, path: str) -> tuple[str, Mark, str]:
    found = next(p for p in shop.provenance if p.path == path)
    return found.value, found.mark, found.source


def test_orders_are_sales_target_by_order_value(make: Make) -> None:
    shop = load(with_after(make, "{follows: pre_sales, delay: 100 %}", (DEMAND, TARGETS)))
    path = "queues.after_sales.demand.0.orders_per_chat"
    source = "conversion ÷ chat_share, so that orders are sales target ÷ order value"
    assert provenance(shop, path) == ("3", Mark.DERIVED, source)
    by_day = contacts(shop)
    assert by_day[2] == pytest.approx(800_000 / 80 * 0.15)
    assert by_day[0] == pytest.approx(500 * 3 * 0.15)
    assert by_day[3:] == pytest.approx(np.zeros(4))


def test_without_a_sales_target_conversion_says_how_many_orders(make: Make) -> None:
    shop = load(with_after(make, "{follows: pre_sales, delay: 100 %, contacts: 0.1}"))
    value, mark, source = provenance(shop, "queues.after_sales.demand.0.orders_per_chat")
    assert (value, mark) == ("3", Mark.DERIVED)  # 60 % ÷ 20 %
    assert source == "conversion ÷ 20 % of orders that follow a chat"
    assert contacts(shop) == pytest.approx([300.0] * 7)


def test_orders_per_chat_may_be_given(make: Make) -> None:
    text = "{follows: pre_sales, delay: 100 %, contacts: 0.1, orders_per_chat: 2, times: 1.5}"
    shop = load(with_after(make, text))
    assert contacts(shop) == pytest.approx([300.0] * 7)


def test_the_usual_delay_lasts_two_weeks(make: Make) -> None:
    shop = load(with_after(make, "{follows: pre_sales}"))
    part = shop.queues[1].follow_ons[0]
    assert part.delay.sum() == pytest.approx(1)
    assert part.delay[:8].tolist() == pytest.approx([0.15, 0.2, 0.15, 0.12, 0.1, 0.08, 0.06, 0.05])
    assert part.delay[8:].sum() == pytest.approx(0.09)
    assert part.delay.size == len(DELAY) == 15
    value, mark, _ = provenance(shop, "queues.after_sales.demand.0.delay")
    assert value.startswith("15 %, 20 %, 15 %")
    assert mark is Mark.ASSUME
    assert contacts(shop)[0] == pytest.approx(1000 * 3 * 0.15 * 0.15)


def test_rounded_shares_of_a_delay_are_made_to_add_up(make: Make) -> None:
    text = "{follows: pre_sales, delay: [33.3 %, 33.3 %, 33.3 %]}"
    assert load(with_after(make, text)).queues[1].follow_ons[0].delay.sum() == pytest.approx(1)


def test_the_days_before_the_horizon(make: Make) -> None:
    text = '{follows: pre_sales, contacts: 0.1, orders_before: "3,000 orders"}'
    folder = with_after(make, text)
    assert contacts(load(folder)) == pytest.approx([300.0] * 7)  # as many as within
    assert not [a for a in resolve(folder).advice if "orders_before" in a.text]
    today = with_after(make, "{follows: pre_sales, delay: 100 %}")
    assert not [a for a in resolve(today).advice if "orders_before" in a.text]
    silent = resolve(with_after(make, "{follows: pre_sales}")).advice
    assert [a.text for a in silent if a.path == "queues.after_sales.demand"] == [
        "no orders are known from before the horizon, so its first days have too few contacts; "
        "give orders_before, the orders of a day of pre_sales"
    ]


def test_a_fault_of_the_platform(make: Make) -> None:
    fault = "{from: 2026-11-11 00:00, to: 2026-11-12 00:00, share: 80 %, times: 5}"
    text = f"{{follows: pre_sales, delay: 100 %, contacts: 0.1, faults: {fault}}}"
    by_day = contacts(load(with_after(make, text)))
    assert by_day[2] / by_day[1] == pytest.approx(0.2 + 0.8 * 5)
    text = f"{{follows: pre_sales, delay: [0 %, 100 %], contacts: 0.1, faults: [{fault}]}}"
    by_day = contacts(load(with_after(make, text)))
    assert by_day[[2, 3, 4]] == pytest.approx([300, 1260, 300])
    shop = load(with_after(make, text.replace(", times: 5", "")))
    path = "queues.after_sales.demand.0.faults.0.times"
    assert provenance(shop, path) == ("5", Mark.ASSUME, "no figure found")


def test_parts_of_its_own_stand_beside_what_follows(make: Make) -> None:
    text = "[{follows: pre_sales, delay: 100 %, contacts: 0.1}, {daily: 50 chats}]"
    shop = load(with_after(make, text))
    assert contacts(shop) == pytest.approx([350.0] * 7)
    assert isinstance(shop.queues[1].demand, RateProfile)
    assert shop.queues[1].demand.total == pytest.approx(350)


def test_two_queues_may_follow_the_same_orders(make: Make) -> None:
    more = "  refunds: {demand: {follows: pre_sales, delay: 100 %, contacts: 0.02}}\n"
    shop = load(with_after(make, "{follows: pre_sales, delay: 100 %, contacts: 0.1}", more=more))
    assert contacts(shop, 2) == pytest.approx(contacts(shop) / 5)


def test_a_shop_of_any_start_and_the_resolved_text(make: Make, tmp_path: Path) -> None:
    days = "days: {from: 2026-11-09 16:00, to: 2026-11-12 04:30, interval: 30 min}"
    text = "{follows: pre_sales, orders_before: 3000 orders, contacts: 0.1}"
    first = resolve(with_after(make, text, days=days))
    expected = first.scenario.queues[1].expected
    whole = load(with_after(make, text)).queues[1].expected
    assert expected.expected == pytest.approx(whole.expected[32 : 32 + 121])
    again = tmp_path / "again.yaml"
    again.write_text(first.text, encoding="utf-8")
    assert resolve(again).digest == first.digest


def test_a_variant_may_change_the_sales_and_the_contacts_follow(make: Make) -> None:
    folder = with_after(make, "{follows: pre_sales, delay: 100 %}")
    double = load(folder, overrides=["queues.pre_sales.demand.times=2"])
    assert contacts(double) == pytest.approx(2 * contacts(load(folder)))
    loud = load(folder, overrides=["queues.after_sales.demand.contacts=0.3"])
    assert contacts(loud) == pytest.approx(2 * contacts(load(folder)))
