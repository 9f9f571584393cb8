"""Every behaviour test runs over every engine, and every log it makes is audited."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from capplan.engines import ENGINES, ChatLog, audit, simulate
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.sampling import Workload

sys.path.insert(0, str(Path(__file__).parent.parent / "parity"))  # for `import cases`

Run = Callable[[Scenario, Roster, Workload], ChatLog]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def run(engine: str) -> Run:
    """Run the floor and audit the log."""

    def run(scenario: Scenario, roster: Roster, workload: Workload) -> ChatLog:
        log = simulate(scenario, roster, workload, engine)
        assert audit(log, scenario, roster, workload) == []
        return log

    return run
