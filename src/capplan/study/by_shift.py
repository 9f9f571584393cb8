"""Run a roster on many replications and keep what each shift did (rule M1j)."""

from __future__ import annotations

from functools import partial

from capplan.engines import DEFAULT_ENGINE, simulate
from capplan.model.incidents import on_the_day
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.results.agents import ShiftSums, shift_sums
from capplan.results.shift_study import ShiftStudy
from capplan.sampling import sample
from capplan.study.replicate import NothingFinishedError, Progress, finished
from capplan.words import say


def one_by_shift(
    scenario: Scenario, roster: Roster, seed: int, replication: int, engine: str
) -> ShiftSums:
    """Draw, run and sum up one replication by shift."""
    workload = sample(scenario, seed, replication)
    return shift_sums(scenario, roster, workload, simulate(scenario, roster, workload, engine))


def replicate_by_shift(
    scenario: Scenario,
    roster: Roster,
    replications: int,
    *,
    seed: int = 1,
    first: int = 0,
    engine: str = DEFAULT_ENGINE,
    progress: Progress | None = None,
) -> ShiftStudy:
    """Run a roster on independent replications, the same as those of `replicate`.

    Raises:
        ValueError: if fewer than one replication is asked for.
        NothingFinishedError: if interrupted.
    """
    roster = on_the_day(scenario, roster)
    run = partial(one_by_shift, scenario, roster, seed, engine=engine)
    sums, complete = finished(run, replications, engine, first=first, progress=progress)
    if not complete:
        raise NothingFinishedError(say("interrupted; figures per agent need all of their runs"))
    return ShiftStudy.of(scenario, roster, sums)
