"""What follows when people, limits, demand and pay are moved; the panel without a browser."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pytest
import small

import capplan
from capplan.model.shifts import Roster, Shift, roster_from_counts
from capplan.report.explore import Follower, explore, follow
from capplan.report.explore.knobs import roster_of, shop_of, start
from capplan.report.explore.picture import picture
from capplan.study import replicate
from capplan.units import HOUR

SHOP = small.day()
COUNTS = np.zeros((1, 3, 2), dtype=np.int64)
COUNTS[0, 0, 0], COUNTS[0, 1, 0] = 3, 4
TYPED = roster_from_counts(COUNTS, SHOP.shift_types, SHOP.group_names, 0)
ROSTER = Roster((*TYPED.shifts, Shift(7, "temps", 9 * HOUR, 12 * HOUR)))


@pytest.fixture(scope="module")
def follower():
    return Follower(SHOP, ROSTER, days=2)


def test_the_start_is_the_roster_as_it_is(follower):
    knobs = follower.start
    assert knobs.people["regulars", "early"] == 3
    assert knobs.people["temps", "evening"] == 0
    assert ("regulars", "evening") not in knobs.people
    assert roster_of(SHOP, ROSTER, knobs) == ROSTER
    assert shop_of(SHOP, knobs).groups == SHOP.groups


def test_people_are_added_on_each_day_of_their_shift():
    shop = small.week()
    counts = np.zeros((7, 3, 2), dtype=np.int64)
    counts[1, 0, 0], counts[3, 0, 0] = 2, 5
    roster = roster_from_counts(counts, shop.shift_types, shop.group_names, 0)
    knobs = start(shop, roster)
    assert knobs.people["regulars", "early"] == 5

    def early(people):
        moved = replace(knobs, people={**knobs.people, ("regulars", "early"): people})
        days = [s.day for s in roster_of(shop, roster, moved).shifts]
        return {day: days.count(day) for day in set(days)}

    assert early(6) == {1: 3, 3: 6}
    assert early(2) == {3: 2}
    moved = replace(knobs, people={**knobs.people, ("temps", "late"): 1})
    assert len(roster_of(shop, roster, moved).shifts) == 7 + 7


def test_what_follows_is_what_replicate_says(follower):
    found = follower.outcome(follower.start)
    study = replicate(SHOP, ROSTER, 2)
    assert found.lost == study.ratio("lost", "offered")
    assert found.first_response == study.ratio("first_response_ms", "first_replies")


def test_each_knob_moves_what_it_should(follower):
    base = follower.outcome(follower.start)
    more = {**follower.start.people, ("regulars", "late"): 9}
    people = follower.outcome(replace(follower.start, people=more))
    limit = follower.outcome(replace(follower.start, limits={"regulars": 1, "temps": 5}))
    demand = follower.outcome(replace(follower.start, demand=2.0))
    pay = follower.outcome(replace(follower.start, pay=1.5))
    assert people.lost.value < base.lost.value < limit.lost.value
    assert people.cost.value > base.cost.value
    assert demand.table["offered"].sum() > 1.8 * base.table["offered"].sum()
    assert pay.cost.value > 1.4 * base.cost.value
    assert pay.lost == base.lost


def test_customers_are_drawn_once_for_each_demand(monkeypatch):
    drawn = []

    def counted(scenario, seed, number):
        drawn.append(number)
        return capplan.sample(scenario, seed, number)

    monkeypatch.setattr(follow, "sample", counted)
    follower = Follower(SHOP, ROSTER, days=2)
    for demand in (1.0, 1.2, 1.0):
        follower.outcome(replace(follower.start, demand=demand))
    follower.outcome(replace(follower.start, limits={"regulars": 3, "temps": 3}))
    assert drawn == [0, 1, 0, 1]


def test_the_picture_is_sound_and_escaped(follower):
    table = follower.outcome(follower.start).table.rename(columns={"regulars": "<b>"})
    root = ET.fromstring(picture(table, ("<b>", "temps")))
    texts = [e.text for e in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "<b>" in texts
    assert "People on the floor" in texts


def test_no_roster_is_told():
    with pytest.raises(ValueError, match="there is no roster to start from"):
        explore(SHOP)


def test_moving_a_slider_moves_the_picture():
    panel = capplan.explore(SHOP, ROSTER, days=2)
    figures, drawn = panel.says.value, panel.picture.value
    panel.people["regulars", "late"].value = 9
    assert panel.says.value != figures
    assert panel.picture.value != drawn
    assert panel.knobs.people["regulars", "late"] == 9
    figures = panel.says.value
    for slider, value in ((panel.limits["regulars"], 1), (panel.demand, 150), (panel.pay, 110)):
        slider.value = value
        assert panel.says.value != figures
        figures = panel.says.value
    assert panel._repr_mimebundle_()
