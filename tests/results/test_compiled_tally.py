"""The compiled tally has the sums of the plain one, to the last bit: they are whole numbers."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
from cases import Case, cases
from hypothesis import given, settings
from hypothesis import strategies as st

import capplan
from capplan.engines import Outcome, simulate
from capplan.model.calendar import Calendar
from capplan.model.chat import Orders, WaitCurve
from capplan.model.platform import Asked, Metric, Platform, Unit
from capplan.model.provenance import Mark
from capplan.model.targets import Measure, Target
from capplan.results import compiled_tally, plain_tally
from capplan.results.kernel import codes
from capplan.results.kernel.waits import BINS
from capplan.results.tally import GROUP_SUMS, QUEUE_SUMS, Tally
from capplan.results.waits import BINS as PLAIN_BINS
from capplan.sampling import sample
from capplan.units import DAY, Grid

SHIPPED = sorted(
    p.parent for p in (Path(__file__).parents[2] / "scenarios").glob("*/scenario.yaml")
)
LEFT_OUT = {"shoes-agency-peak", "double-11-campaign"}  # large; without a roster of its own
SMALL = [folder for folder in SHIPPED if folder.name not in LEFT_OUT]


def different(one: Tally, other: Tally) -> list[str]:
    return [
        f.name for f in fields(Tally)
        if not np.array_equal(getattr(one, f.name), getattr(other, f.name))
    ]  # fmt: skip


def both(scenario, roster, workload, engine="reference") -> tuple[Tally, Tally]:
    log = simulate(scenario, roster, workload, engine)
    return (
        plain_tally.tally(scenario, roster, workload, log),
        compiled_tally.tally(scenario, roster, workload, log),
    )


def test_the_columns_of_the_pass_are_those_of_the_tally():
    places = {name: getattr(codes, name.removesuffix("_ms").upper(), None) for name in QUEUE_SUMS}
    named = {name: place for name, place in places.items() if place is not None}
    del named["handled"], named["left_line"], named["left_first_reply"], named["left_later"]
    del named["left_silent"], named["left_closed"], named["open_at_end"]  # codes of outcomes
    assert len(named) == len(QUEUE_SUMS) - 7
    assert all(QUEUE_SUMS[place] == name for name, place in named.items())
    for outcome in set(Outcome) - {Outcome.NOT_COME}:
        assert getattr(codes, outcome.name) == outcome
        place = codes.ENDED + codes.COLUMN_OF_OUTCOME[outcome]
        assert QUEUE_SUMS[place] == outcome.name.lower()
    assert len(QUEUE_SUMS) == codes.FIRST_WITHIN
    assert GROUP_SUMS == ("on_shift_ms", "break_ms", "work_ms", "open_ms", "replies", "overtime_ms")
    assert (codes.ON_SHIFT, codes.BREAK, codes.WORK, codes.OPEN) == (0, 1, 2, 3)
    assert (codes.GROUP_REPLIES, codes.OVERTIME) == (4, 5)
    assert BINS == PLAIN_BINS


# ---- tiny shops with every rule, measured in every way ------------------------------------------


@st.composite
def measured(draw: st.DrawFn) -> Case:
    """A tiny shop whose intervals, orders, platforms and thresholds are cut across its ticks."""
    case = draw(cases())
    horizon = case.scenario.calendar.grid.horizon
    intervals = draw(st.sampled_from([d for d in range(1, 7) if horizon % d == 0]))
    start = datetime(2026, 11, 11) + draw(st.sampled_from([0, DAY - horizon // 2])) * _MS
    calendar = Calendar(start, Grid(horizon, horizon // intervals), "Asia/Shanghai")
    metrics = draw(st.lists(_metrics(horizon), max_size=4))
    queues = tuple(
        replace(
            queue,
            orders=draw(st.none() | _orders(horizon)),
            platform=Platform("p", "P", "P", "", tuple(metrics)) if draw(st.booleans()) else None,
        )
        for queue in case.scenario.queues
    )
    within = st.integers(1, horizon)
    targets = tuple(
        Target(queues[0].name, measure, 0.8, draw(within), ((0, horizon),), None)
        for measure in (Measure.FIRST_REPLY_WITHIN, Measure.REPLY_WITHIN)
    )
    shop = replace(case.scenario, calendar=calendar, queues=queues, targets=targets)
    return replace(case, scenario=shop)


_MS = datetime(1, 1, 1, 0, 0, 0, 1000) - datetime(1, 1, 1)


@st.composite
def _orders(draw: st.DrawFn, horizon: int) -> Orders:
    edges = sorted(draw(st.sets(st.integers(0, horizon), min_size=1, max_size=3)))
    return Orders(
        conversion=draw(st.sampled_from([0.3, 0.9])),
        lost_then=draw(st.sampled_from([0.0, 0.1])),
        reference_response=draw(st.integers(0, horizon)),
        curve=draw(st.sampled_from(WaitCurve)),
        fall_per_minute=0.1,
        steps=tuple((edge, 1.0 - 0.2 * place) for place, edge in enumerate(edges)),
        bot_conversion=0.5,
        silent_orders=draw(st.sampled_from([0.0, 0.05, 0.4])),
        order_value=1.0,
        margin=1.0,
    )


@st.composite
def _metrics(draw: st.DrawFn, horizon: int) -> Metric:
    asked = draw(st.sampled_from(Asked))
    units = [Unit.CUSTOMER, Unit.SESSION] if asked.first_only else list(Unit)
    whole = (0, DAY)
    return Metric(
        key="m", name="M", chinese="M", asked=asked,
        within=draw(st.integers(1, horizon)) if asked.at_least else 0,
        unit=draw(st.sampled_from(units)),
        between=draw(st.sampled_from([whole, (0, horizon // 3), (horizon // 4, DAY)])),
        exempt=draw(st.sampled_from([(), ((date(2026, 11, 12), date(2026, 11, 12)),)])),
        offline_counts=draw(st.booleans()), bot_counts=draw(st.booleans()),
        unanswered_misses=draw(st.booleans()),
        threshold=None, mark=Mark.ASSUME, source="",
    )  # fmt: skip


@given(case=measured())
@settings(max_examples=120, derandomize=True, deadline=None)
def test_sums_of_tiny_shops_are_equal(case: Case):
    assert different(*both(case.scenario, case.roster, case.workload)) == []


# ---- whole days ---------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", SMALL, ids=[folder.name for folder in SMALL])
def test_sums_of_shipped_scenarios_are_equal(folder: Path):
    scenario = capplan.load(folder)
    assert scenario.roster is not None
    workload = sample(scenario, 3, 1)
    assert different(*both(scenario, scenario.roster, workload, "compiled")) == []


def test_nobody_and_nothing():
    scenario = capplan.load(SMALL[0])
    nobody = replace(scenario, queues=tuple(replace(q, demand=q.demand.times(0.0), follow_ons=())
                                            for q in scenario.queues))  # fmt: skip
    assert scenario.roster is not None
    workload = sample(nobody, 1, 0)
    assert workload.chats == 0
    assert different(*both(nobody, scenario.roster, workload, "compiled")) == []
