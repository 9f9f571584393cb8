"""The campaign of the benchmarks, made small: nobody is lost over 21 days."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from capplan.engines import Outcome, simulate
from capplan.engines.audit import audit
from capplan.results.tally import Thresholds, queue_columns, tally
from capplan.sampling import sample
from capplan.units import DAY

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from campaign import DAY_TYPES, campaign
from capplan.files import load, templates
from capplan.model.incidents import on_the_day
from capplan.model.shifts import roster_from_counts

CHATS = 12_000


@pytest.fixture(scope="module")
def run():
    scenario, roster = campaign(CHATS)
    workload = sample(scenario, 1)
    return scenario, roster, workload, simulate(scenario, roster, workload)


def test_it_has_as_many_chats_as_asked_for(run):
    scenario, _, workload, _ = run
    assert len(scenario.groups) == 6
    assert scenario.calendar.days == len(DAY_TYPES) == 21
    assert workload.chats == pytest.approx(CHATS, rel=0.1)
    assert all((workload.queue == number).any() for number in range(4))
    assert workload.contained.arrival.size > 0.2 * workload.chats


def test_every_customer_ends_once_and_all_sums_agree(run):
    scenario, roster, workload, log = run
    assert audit(log, scenario, roster, workload) == []
    names = queue_columns(Thresholds.of(scenario))
    columns = tally(scenario, roster, workload, log).queues.transpose(2, 0, 1)
    sums = dict(zip(names, columns, strict=True))
    ended = sum(sums[outcome.name.lower()] for outcome in set(Outcome) - {Outcome.NOT_COME})
    assert np.array_equal(sums["offered"], ended)
    assert np.array_equal(sums["customers"], sums["offered"] + sums["contained"])
    assert sums["offered"].sum() == workload.chats
    assert sums["contained"].sum() == workload.contained.arrival.size
    by_day = sums["offered"][:, :-1].reshape(4, 21, 96).sum(axis=2)
    for queue in range(4):
        mine = workload.arrival[workload.queue == queue]
        assert np.array_equal(by_day[queue], np.histogram(mine, np.arange(22) * DAY)[0])


def test_both_engines_agree_on_it():
    scenario, roster = campaign(1_500)
    workload = sample(scenario, 2)
    logs = [simulate(scenario, roster, workload, name) for name in ("reference", "compiled")]
    assert not logs[0].differences(logs[1])


STRIKES = ("platform-fault", "bot-down", "third-absent", "power-cut-moved", "volume-double")


def test_nobody_is_lost_when_everything_strikes():
    """A fiftieth of the food campaign's chats, with a fiftieth of its people."""
    folder = next(t.folder for t in templates() if t.name == "double-11-campaign")
    small = [f"queues.pre_sales.demand.{part}.times=0.02" for part in range(7)]
    shop = load(folder, [], [p for p in small if ".4." not in p], STRIKES)
    assert len(shop.incidents) == len(STRIKES)
    kinds = [t.name for t in shop.shift_types]
    counts = np.zeros((shop.calendar.days, len(kinds), len(shop.groups)), dtype=int)
    for kind in ("early", "late"):
        counts[:, kinds.index(kind), :] = 2
    roster = on_the_day(shop, roster_from_counts(counts, shop.shift_types, shop.group_names, 0))
    workload = sample(shop, 1)
    log = simulate(shop, roster, workload)
    assert audit(log, shop, roster, workload) == []
    names = queue_columns(Thresholds.of(shop))
    columns = tally(shop, roster, workload, log).queues.transpose(2, 0, 1)
    sums = dict(zip(names, columns, strict=True))
    ended = sum(sums[outcome.name.lower()] for outcome in set(Outcome) - {Outcome.NOT_COME})
    assert np.array_equal(sums["offered"], ended)
    assert sums["offered"].sum() == workload.chats
    assert sums["contained"].sum() == workload.contained.arrival.size > 0
