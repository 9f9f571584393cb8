"""Where a plan's next agent-hour is worth most (rule E3e)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from test_value import shop_of

import capplan
from capplan.model.targets import Measure, Target
from capplan.questions import money
from capplan.questions.next_hour import next_hour
from capplan.questions.stretches import windows, with_one
from capplan.report.bundle import read, write
from capplan.report.next_hour_text import next_hour_data, next_hour_sentence
from capplan.report.pages import page
from capplan.report.plan_text import plan_text
from capplan.report.results import of_plan
from capplan.results.estimates import Estimate
from capplan.staffing import Effort
from capplan.study import replicate
from capplan.units import HOUR
from capplan.words import reading

QUICK = Effort(days=2, rounds=4, trials=8)
LOOSE = Target("chats", Measure.LOST, 0, 0.5, ((0, 4 * HOUR),), None)


@pytest.fixture(scope="module")
def planned():
    shop = replace(shop_of(), targets=(LOOSE,))
    return capplan.plan(shop, effort=QUICK, fresh_days=16)


@pytest.fixture(scope="module")
def found(planned):
    return next_hour(planned)


def test_the_gain_is_that_of_one_more_on_the_certificates_days(planned, found):
    assert found.days == 4  # a quarter of the fresh days
    first = planned.study.first
    group = planned.scenario.groups[0]
    shift = next(
        s for s in windows(planned.scenario, planned.roster, group)
        if s.start == found.stretch.start
    )  # fmt: skip
    thin, thick = (
        replicate(planned.scenario, roster, 4, first=first)
        for roster in (planned.roster, with_one(planned.roster, shift))
    )
    assert np.array_equal(thin.total("customers"), planned.study.total("customers")[:4])
    by_hand = (money.profit(thick) - money.profit(thin)).mean() + 2 * 30 * 1.2
    assert found.stretch.gain.value == pytest.approx(by_hand)
    assert found.stretch.price == pytest.approx(2 * 30 * 1.2)


def test_it_stands_in_text_page_and_data(planned, found):
    said = next_hour_sentence(found, planned.scenario)
    assert said.startswith("The next agent-hour is worth most in agents, ")
    assert "and costs 36: " in said
    from rich.console import Console

    console = Console(width=300)
    with console.capture() as printed:
        console.print(plan_text(planned, found))
    assert said in printed.get()
    assert "The next agent-hour" in page(of_plan(planned, "", found)).html()
    assert "The next agent-hour" not in page(of_plan(planned, "")).html()
    data = next_hour_data(found, planned.scenario)
    assert (data["price_per_hour_yuan"], data["pays"]) == (36, found.pays)
    assert next_hour_data(None, planned.scenario) is None


def test_a_folder_tells_its_window_in_the_language_of_the_reader(planned, found, tmp_path):
    write(of_plan(planned, "", found), tmp_path)
    with reading("zh"):
        html = page(read(tmp_path)).html()
    start = planned.scenario.calendar.at(found.stretch.start)
    assert f"{start.month}月{start.day}日 {start:%H:%M}–" in html
    assert f"{start:%d %b}" not in html


@pytest.mark.parametrize(
    ("low", "high", "answer"),
    [(80.0, 90.0, "it pays"), (60.0, 90.0, "too close to call"), (10.0, 20.0, "it does not pay")],
)
def test_it_pays_if_the_whole_interval_lies_above_the_price(planned, found, low, high, answer):
    gain = Estimate((low + high) / 2, low, high, 4)
    told = replace(found, stretch=replace(found.stretch, gain=gain, price=72.0))
    assert answer in next_hour_sentence(told, planned.scenario)


def test_windows_in_which_most_is_lost_are_tried(planned):
    from capplan.questions.next_hour import _ranked

    ranked = _ranked(planned.scenario, planned.study)
    lost = planned.study.queue_sums("orders_if_prompt") - planned.study.queue_sums("orders")
    halves = lost[:, 0, :-1].mean(axis=0).reshape(2, -1).sum(axis=1)
    assert (ranked[0].start == 0) == (halves[0] >= halves[1])


def test_nothing_is_said_where_nothing_tells_what_service_is_worth(planned):
    free = replace(planned.scenario, queues=(replace(planned.scenario.queues[0], orders=None),))
    assert next_hour(replace(planned, scenario=free)) is None
    assert next_hour(replace(planned, complete=False)) is None


def test_an_interrupt_does_not_lose_the_plan(planned, monkeypatch):
    def interrupted(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("capplan.questions.next_hour.measured", interrupted)
    assert next_hour(planned) is None
