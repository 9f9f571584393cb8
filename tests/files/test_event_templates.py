"""Templates of events: each loads, says where its numbers come from, moves with its day, plans."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

import pytest

from capplan.campaign import CampaignEffort, campaign
from capplan.campaign.cover import cover
from capplan.files import MissingScenarioError, load, new, resolve, template_titles
from capplan.files.event_dates import EVENTS
from capplan.units import DAY, HOUR

every = pytest.mark.parametrize("name", EVENTS)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    into = tmp_path_factory.mktemp("events")
    return {name: new(name, name, into) for name in EVENTS}


def test_the_four_events_of_the_trade_are_there():
    assert list(template_titles())[:4] == [
        "event-double-11", "event-618", "event-double-12", "event-new-year-goods",
    ]  # fmt: skip


@every
def test_it_loads_with_every_variant_and_only_usual_advice(folders, name):
    plain = resolve(folders[name])
    assert plain.scenario.campaign is not None
    said = [str(a) for a in plain.advice]
    assert [a for a in said if not ("leave silently" in a or "an empty floor" in a)] == []
    for variant in plain.variants:
        assert resolve(folders[name], [variant]).digest != plain.digest


@every
def test_each_number_says_where_it_comes_from(folders, name):
    for value in load(folders[name]).provenance:
        assert value.source or value.mark == "given" or value.is_default, value.path
    assert "$" not in (folders[name] / "README.md").read_text(encoding="utf-8")


@every
def test_day_and_opening_hold_the_chats_of_the_sales_target(folders, name):
    """The trade's formula, less the hours that a normal day and its eve have anyway."""
    shop = load(folders[name])
    event = EVENTS[name]
    eve = shop.campaign.peak
    demand = shop.queues[0].expected
    eve_itself = 1_054 * next(p.times for p in event.phases if p.name == "eve")
    edges = shop.calendar.edges()[[0, 192]] + eve * DAY
    chats = float(demand.between(edges)[0]) - eve_itself
    assert chats == pytest.approx(event.sales / 80 * 0.2 / 0.7, rel=0.005)


@every
def test_the_opening_is_at_20_and_in_the_classic_event_at_midnight(folders, name):
    at_20, classic = (load(folders[name], v) for v in ([], ["opening_at_midnight"]))
    eve = at_20.campaign.peak * DAY
    for shop, first in ((at_20, 20), (classic, 24)):
        edges = shop.calendar.edges()
        hourly = shop.queues[0].expected.between(edges[(edges >= eve + 18 * HOUR)][:45:4])
        assert int(hourly.argmax()) == first - 18


def test_all_dates_move_with_the_day(tmp_path):
    usual = new("usual", "event-618", tmp_path)
    moved = new("moved", "event-618", tmp_path, day=date(2028, 6, 18))
    assert "2027" not in (moved / "scenario.yaml").read_text(encoding="utf-8")
    assert load(moved).calendar.date(19) == date(2028, 6, 18)
    assert load(moved).campaign == load(usual).campaign


def test_only_events_take_a_day(tmp_path):
    sentence = re.escape(
        '"double-11-food" has its own dates; only those of events move with a day: event-double-11'
    )
    with pytest.raises(MissingScenarioError, match=sentence):
        new("mine", "double-11-food", tmp_path, day=date(2027, 11, 11))
    with pytest.raises(MissingScenarioError, match="`capplan templates` lists them"):
        new("mine", "event-1212", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["event-double-11", "event-new-year-goods"])
def test_its_campaign_is_planned(folders, name, monkeypatch):
    monkeypatch.setattr("capplan.campaign.search.cover", partial(cover, nodes=1, gap=0.1))
    scenario = load(folders[name], [], ["days.interval=60 min"])  # a smaller programme
    found = campaign(scenario, effort=CampaignEffort(days=2, rounds=1, trials=0, fresh=2))
    assert found.heads("pre_sales") <= 47
    assert found.planned_cost > 10_000
    assert found.unfilled < 0.02 * sum(len(p.shifts) for p in found.people)
    assert len(found.verdicts) > 3 * scenario.calendar.days - 5
