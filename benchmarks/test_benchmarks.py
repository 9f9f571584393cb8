"""The same cases for pytest-benchmark: `python -m pytest benchmarks --benchmark-only`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import peers
from work import m_m_10, peak_day, small_day

from campaign import campaign
from capplan.engines import simulate
from capplan.files import load
from capplan.report.explore import explore
from capplan.results.tally import tally
from capplan.sampling import sample
from capplan.study.warm_up import warm_up

pytest.importorskip("pytest_benchmark")
SCENARIOS = Path(__file__).parent.parent / "scenarios"


@pytest.fixture(scope="module", autouse=True)
def _ready() -> None:
    warm_up()


def test_compiled_day(benchmark) -> None:
    scenario, roster = small_day()
    benchmark(simulate, scenario, roster, sample(scenario, 1), "compiled")


def test_reference_day(benchmark) -> None:
    scenario, roster = small_day()
    workload = sample(scenario, 1)
    benchmark.pedantic(simulate, (scenario, roster, workload, "reference"), rounds=2)


def test_compiled_million(benchmark) -> None:
    scenario, roster = peak_day()
    workload = sample(scenario, 1)
    benchmark.pedantic(simulate, (scenario, roster, workload, "compiled"), rounds=2)


def test_draws_of_a_campaign(benchmark) -> None:
    benchmark.pedantic(sample, (campaign()[0], 1), rounds=2)


def test_compiled_campaign(benchmark) -> None:
    scenario, roster = campaign()
    workload = sample(scenario, 1)
    benchmark.pedantic(simulate, (scenario, roster, workload, "compiled"), rounds=2)


def test_draws_of_a_day(benchmark) -> None:
    benchmark(sample, small_day()[0], 1)


def test_figures_of_a_day(benchmark) -> None:
    scenario, roster = small_day()
    workload = sample(scenario, 1)
    log = simulate(scenario, roster, workload, "compiled")
    benchmark(tally, scenario, roster, workload, log)


@pytest.mark.parametrize("program", [peers.capplan_compiled, peers.simpy, peers.event_loop])
def test_m_m_10(benchmark, program) -> None:
    benchmark.pedantic(program, (m_m_10(20_000),), rounds=3)


def test_explore_follows_a_slider(benchmark) -> None:
    """A shop with 10,000 chats a day: four remembered days, figures and picture."""
    overrides = [f"queues.{q}.times=0.35" for q in ("pre_sales.demand.0", "after_sales.demand.1")]
    panel = explore(load(SCENARIOS / "double-11-food", overrides=overrides))
    people = panel.people["pre_sales", "early"]

    def move() -> None:
        people.value = 20 if people.value != 20 else 21

    benchmark(move)
