"""Each assumed value moved, with the same roster and customers (rule E5)."""

from __future__ import annotations

from dataclasses import replace

import pytest

import shop
from capplan.files import moves, resolve
from capplan.files.moves import movable
from capplan.model.targets import Measure, Target
from capplan.questions.sensitivity import Moved, sensitivity, table
from capplan.units import HOUR, SECOND

FILE = """
format: 1
name: Moves
days: {from: 2026-11-11 08:00, to: 2026-11-11 12:00, interval: 30 min}
day_factor: {cv: 0.1}
queues:
  chats:
    demand: {daily: 600 chats, profile: normal}
    chat: {work: {mean: {value: 40 s, mark: assume}}, think: {mean: 60 s}, patience: {mean: 2 min}}
groups:
  team: {people: 3, handles: {chats: 1}, at_once: {value: 3, mark: assume}, pay: fixed}
shifts:
  morning: {at: 08:00-12:00}
pay:
  fixed: {hourly: {value: 30 yuan/h, mark: assume}, employer: 0 %}
roster:
  - {group: team, shift: morning, people: 2}
"""


@pytest.fixture
def resolved(tmp_path):
    (tmp_path / "scenario.yaml").write_text(FILE, encoding="utf-8")
    return resolve(tmp_path)


def test_only_what_a_fixed_roster_feels_is_moved(resolved):
    paths = {value.path for value in movable(resolved)}
    assert {"queues.chats.chat.work.mean", "groups.team.at_once", "floor.slow_down"} <= paths
    assert not [p for p in paths if p.startswith(("pay.", "days.", "shifts.")) or "people" in p]
    assert "queues.chats.chat.work.shape" not in paths
    assert "floor.rest" not in paths


def test_values_are_moved_by_a_quarter(resolved):
    found = {}
    for moved in moves(resolved):
        found.setdefault(moved.path, {})[moved.up] = moved.to
    assert found["queues.chats.chat.work.mean"] == {False: "32 s", True: "50 s"}
    assert found["groups.team.at_once"] == {False: "2", True: "4"}
    assert found["groups.team.absent"] == {True: "5 %"}
    assert found["queues.chats.chat.patience.silent"] == {False: "80 %"}


def test_the_moved_shop_differs_in_that_value_only(resolved):
    moved = next(m for m in moves(resolved) if m.path == "groups.team.at_once" and m.up)
    (group,) = moved.scenario.groups
    assert group.limit == 4
    assert moved.scenario.queues[0].chat == resolved.scenario.queues[0].chat


def test_effects_are_paired_and_the_largest_comes_first():
    base = shop.scenario(
        queues=(shop.queue(per_hour=100.0, course=shop.chat(patience=shop.fixed(60))),)
    )
    target = Target("chats", Measure.FIRST_REPLY_WITHIN, 0.8, 30 * SECOND, ((0, 4 * HOUR),), None)
    base = replace(base, targets=(target,))
    (queue,) = base.queues
    patient = replace(queue, chat=shop.chat(patience=shop.fixed(600)))
    moves_ = (
        Moved("a.same", "1", "1", True, base),
        Moved("b.patience", "60 s", "600 s", True, replace(base, queues=(patient,))),
    )
    found = sensitivity(base, shop.all_day(1), moves_, replications=3)
    same, other = found.effects
    assert (same.lost.value, same.lost.half_width, same.margin.value) == (0.0, 0.0, 0.0)
    assert same.target.value == 0.0
    assert other.lost.value < 0.0
    assert found.place == 0
    rows = table(found)
    assert rows["path"].tolist() == ["b.patience", "a.same"]
    assert rows["side"].tolist() == ["up", "up"]


def test_one_replication_is_refused():
    with pytest.raises(ValueError, match="at least 2 replications for its intervals, not 1"):
        sensitivity(shop.scenario(), shop.all_day(1), (), replications=1)
