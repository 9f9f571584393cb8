"""Rosters run on the search days: nothing kept is run twice, and the room ends (staffing.runs)."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import fields

import numpy as np
import pytest
from small import day

from capplan.staffing import runs
from capplan.staffing.runs import Runs
from capplan.staffing.seats import seats, to_roster
from capplan.study.days import Days

SHOP = day()
KINDS = seats(SHOP)
FEW, MANY = np.full(len(KINDS), 1, dtype=np.int64), np.full(len(KINDS), 4, dtype=np.int64)


@pytest.fixture(autouse=True)
def single_core(monkeypatch):
    monkeypatch.setattr(runs, "cores", lambda: 1)


@contextmanager
def days():
    with Days(SHOP, 5, seed=2, first=0, engine="compiled", glance=2) as found:
        yield found


def same(one, other):
    return all(np.array_equal(getattr(one, n), getattr(other, n)) for n in ("queues", "waits"))


@pytest.fixture(scope="module")
def alone():
    """Each roster run by itself on all the days."""
    with days() as plain:
        return [plain.study(to_roster(SHOP, KINDS, people)) for people in (FEW, MANY)]


def test_a_run_goes_on_where_glances_ended(alone):
    with days() as searched:
        kept = Runs(SHOP, searched, KINDS)
        glance = kept.studies([FEW, MANY], range(2))
        assert searched.runs == 4
        assert [same(g, a.first_days(2)) for g, a in zip(glance, alone, strict=True)] == [True] * 2
        kept.studies([MANY], [4, 1])
        assert searched.runs == 5
        assert same(kept.studies([MANY], range(5))[0], alone[1])
        assert searched.runs == 7
        both = kept.studies([FEW, MANY], range(5))
        assert searched.runs == 10
        assert [same(b, a) for b, a in zip(both, alone, strict=True)] == [True] * 2
    assert not same(*alone)


def test_days_are_given_in_the_order_asked_for(alone):
    with days() as searched:
        some = Runs(SHOP, searched, KINDS).studies([FEW], [3, 0])[0]
    assert np.array_equal(some.queues, alone[0].queues[[3, 0]])


def test_without_room_only_the_last_roster_is_kept(alone):
    with days() as searched:
        kept = Runs(SHOP, searched, KINDS, room=1.0)
        for people, study in ((FEW, alone[0]), (MANY, alone[1]), (FEW, alone[0])):
            assert same(kept.studies([people], range(5))[0], study)
        assert searched.runs == 15
        kept.studies([FEW], range(5))
        assert searched.runs == 15


def test_idle_cores_run_further_days_of_the_last_roster(alone, monkeypatch):
    monkeypatch.setattr(runs, "cores", lambda: 4)
    with days() as searched:
        kept = Runs(SHOP, searched, KINDS)
        glance = kept.studies([FEW, MANY], [0, 1, 2])
        assert searched.runs == 8
        assert [same(g, a.first_days(3)) for g, a in zip(glance, alone, strict=True)] == [True] * 2
        assert same(kept.studies([MANY], range(5))[0], alone[1])
        assert searched.runs == 8
        assert same(kept.studies([FEW], range(5))[0], alone[0])
        assert searched.runs == 10


def test_those_asked_for_longest_ago_go_first():
    third = FEW + MANY
    with days() as searched:
        tally = searched.run(to_roster(SHOP, KINDS, FEW), 0)
        size = sum(
            column.nbytes for f in fields(tally) if (column := getattr(tally, f.name)) is not None
        )
        kept = Runs(SHOP, searched, KINDS, room=2.5 * size)
        for people in (FEW, MANY, FEW, third, FEW):
            kept.studies([people], [0])
        assert searched.runs == 3
        kept.studies([MANY], [0])
        assert searched.runs == 4
