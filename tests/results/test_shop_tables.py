"""Many shops in one pool: what each gets and what each is charged (rule M5)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from capplan.model.chat import Orders, WaitCurve
from capplan.model.people import Skill
from capplan.model.platform import Platform
from capplan.model.shifts import Roster, Shift
from capplan.results import tables
from capplan.results.shop_tables import charge_out, shop_names, shops
from capplan.results.tally import GROUP_SUMS
from capplan.study.replicate import replicate
from capplan.units import HOUR
from shop import chat, exponential, geometric, group, queue, scenario

WORTH = Orders(0.5, 0.0, 20_000, WaitCurve.NONE, 0.0, (), 0.5, 0.0, 100.0, 0.3)
TMALL = Platform("tmall", "Tmall", "天猫", "2023", ())
JD = Platform("jd", "JD", "京东", "2024", ())


def made_shop():
    """Shoes on two platforms, bags on one, and a queue without a shop."""
    course = chat(rounds=geometric(3), work=exponential(30), patience=exponential(90))

    def of(name, shop, platform, per_hour):
        plain = queue(name, hours=4.0, per_hour=per_hour, course=course, orders=WORTH)
        return replace(plain, shop=shop, platform=platform)

    queues = (
        of("shoes tmall", "shoes", TMALL, 30.0),
        of("bags", "bags", TMALL, 20.0),
        of("shoes jd", "shoes", JD, 10.0),
        of("shoes jd after", "shoes", JD, 5.0),
        of("courier", "", None, 5.0),
    )
    every = tuple(Skill(q.name, 1) for q in queues)
    groups = (
        group("pool", skills=every, limit=3),
        group("shoes only", skills=(every[0], every[2]), limit=3),
        group("spare", skills=(replace(every[0], preference=9), every[1]), limit=1),
    )
    return scenario(queues=queues, groups=groups, hours=4.0)


@pytest.fixture(scope="module")
def study():
    roster = Roster(
        tuple(Shift(n, name, 0, 4 * HOUR) for n, name in enumerate(("pool", "shoes only")))
    )
    return replicate(made_shop(), roster, 6, seed=2)


def test_shops_in_the_order_of_their_queues():
    assert shop_names(made_shop()) == ("shoes", "bags", "test")


def test_one_row_per_shop_and_platform_and_one_for_all(study):
    table = shops(study)
    assert list(zip(table["shop"], table["platform"], strict=True)) == [
        ("shoes", "tmall"), ("bags", "tmall"), ("shoes", "jd"), ("test", ""), ("all", ""),
    ]  # fmt: skip
    by_queue, together = tables.queues(study).set_index("queue"), ["shoes jd", "shoes jd after"]
    for name in ("customers", "offered", "lost", "orders", "sales_yuan", "lost_margin_yuan"):
        assert table[name].iloc[2] == pytest.approx(by_queue.loc[together, name].sum())
        assert table[name].iloc[-1] == pytest.approx(by_queue.loc["all", name])
        assert table[name].iloc[:-1].sum() == pytest.approx(table[name].iloc[-1])
    assert table["lost_share"].iloc[2] == pytest.approx(
        table["lost"].iloc[2] / table["offered"].iloc[2]
    )
    first = study.queue_sums("first_response_ms")[:, [2, 3]].sum() / 1000
    assert table["first_response_s"].iloc[2] == pytest.approx(
        first / study.queue_sums("first_replies")[:, [2, 3]].sum()
    )


def test_each_group_is_charged_out_whole(study):
    table, by_group = charge_out(study), tables.groups(study).set_index("group")
    assert table["group"].tolist() == [
        g for g in ("pool", "shoes only", "spare", "all") for _ in range(3)
    ]
    for name, rows in table.groupby("group"):
        assert rows["charged_h"].sum() == pytest.approx(by_group.loc[name, "on_shift_h"])
        assert rows["work_h"].sum() == pytest.approx(by_group.loc[name, "work_h"])
        if name != "spare":
            assert rows["share"].sum() == pytest.approx(1.0)


def test_hours_are_charged_in_proportion_to_work(study):
    table = charge_out(study).set_index(["group", "shop"])
    assert table.loc[("shoes only", "shoes"), "share"] == 1.0
    assert table.loc[("shoes only", "bags"), "charged_h"] == 0.0
    work = study.work[:, 0]  # of the pool
    whole, bags = work.sum(axis=1), work[:, 1]
    on_shift = study.group_sums("on_shift_ms")[:, 0].sum(axis=1) / HOUR
    assert table.loc[("pool", "bags"), "share"] == pytest.approx(bags.sum() / whole.sum())
    assert table.loc[("pool", "bags"), "charged_h"] == pytest.approx(
        np.mean(bags / whole * on_shift)
    )
    assert (table["share_low"].dropna() >= 0.0).all()
    assert (table["share_high"].dropna() <= 1.0).all()


def test_a_group_that_never_works_is_charged_evenly_to_those_it_serves(study):
    """Nobody of the spare group was on; put six idle hours of theirs into the sums."""
    sums = study.groups.copy()
    sums[:, 2, 0, GROUP_SUMS.index("on_shift_ms")] = 6 * HOUR
    table = charge_out(replace(study, groups=sums)).set_index(["group", "shop"])
    assert table.loc["spare", "charged_h"].tolist() == [3.0, 3.0, 0.0]
    assert table.loc["spare", "share"].isna().all()


def test_a_group_idle_in_one_replication_is_shared_as_usual(study):
    work = study.work.copy()
    work[0] = 0.0
    table = charge_out(replace(study, work=work)).set_index(["group", "shop"])
    hours = tables.groups(study).set_index("group").loc["pool", "on_shift_h"]
    assert table.loc["pool", "charged_h"].sum() == pytest.approx(hours)
