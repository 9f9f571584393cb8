"""Nobody and nothing is lost from the books under an incident, in either engine (I1 to I3, M1)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import capplan
from capplan.engines import ENGINES, simulate
from capplan.engines.audit import audit
from capplan.files import shipped_incidents
from capplan.model.incidents import on_the_day
from capplan.model.scenario import Scenario
from capplan.results import compiled_tally, plain_tally
from capplan.results.tally import LOST, QUEUE_SUMS, Floats
from capplan.sampling import sample

SCENARIOS = Path(__file__).parents[2] / "scenarios"
TWO_DAYS = ("days.to=2026-11-25 00:00",)


def books(shop: Scenario) -> dict[str, Floats]:
    """Sums over the run by queue, after both engines, audit and both tallies agreed."""
    assert shop.roster is not None
    roster = on_the_day(shop, shop.roster)
    workload = sample(shop, 1)
    logs = [simulate(shop, roster, workload, engine) for engine in ENGINES]
    assert not logs[0].differences(logs[1])
    assert audit(logs[0], shop, roster, workload) == []
    sums = plain_tally.tally(shop, roster, workload, logs[0]).queues
    assert np.array_equal(sums, compiled_tally.tally(shop, roster, workload, logs[0]).queues)
    by_queue = sums.sum(axis=1)
    found = {name: by_queue[:, n] for n, name in enumerate(QUEUE_SUMS)}
    kept = np.bincount(workload.contained.queue, minlength=len(shop.queues))
    came = np.bincount(workload.queue, minlength=len(shop.queues))
    assert np.array_equal(found["contained"], kept)
    assert np.array_equal(found["customers"], came + kept)
    return found


def check(book: dict[str, Floats]) -> None:
    """Customers, replies and orders add up."""
    ends = sum((book[name] for name in (*LOST, "handled", "open_at_end")), np.zeros(2))
    assert np.array_equal(book["customers"], book["offered"] + book["contained"])
    assert np.array_equal(book["offered"], ends)
    assert np.all(book["replies"] <= book["rounds"])
    assert np.all(book["first_replies"] <= book["attempts"])
    assert np.all(book["orders"] <= book["customers"])


@pytest.mark.parametrize("name", shipped_incidents())
def test_customers_replies_and_orders_add_up(name: str) -> None:
    folder = SCENARIOS / "normal-week-food"
    calm = books(capplan.load(folder, overrides=TWO_DAYS))
    struck = books(capplan.load(folder, overrides=TWO_DAYS, incidents=[name]))
    check(calm)
    check(struck)
    more = struck["customers"] - calm["customers"]
    if name == "volume-double":
        assert more.min() > 0
    elif name == "platform-fault":
        assert more[0] == 0
        assert more[1] > 0
    else:
        assert not more.any()
