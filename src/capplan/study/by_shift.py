"""Run a roster on many replications and keep what each shift did (rule M1j)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from capplan.engines import DEFAULT_ENGINE, simulate
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.results.agents import COUNTS, TIMES, ShiftSums, shift_sums
from capplan.sampling import sample
from capplan.study.replicate import NothingFinishedError, Progress, run_each

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class ShiftStudy:
    """What each shift did in each replication.

    Attributes:
        scenario: the shop.
        roster: who was on.
        times: shape (replications, shifts, `TIMES`) [ms].
        came: shape (replications, shifts).
        counts: shape (replications, shifts + days, queues, `COUNTS`); see `ShiftSums`.
    """

    scenario: Scenario
    roster: Roster
    times: Floats
    came: Flags
    counts: Floats

    @property
    def replications(self) -> int:
        """Number of replications."""
        return self.times.shape[0]

    def time(self, name: str) -> Floats:
        """One of `TIMES`, shape (replications, shifts) [ms]."""
        return self.times[..., TIMES.index(name)]

    def count(self, name: str) -> Floats:
        """One of `COUNTS` over all queues, shape (replications, shifts + days)."""
        return self.counts[..., COUNTS.index(name)].sum(axis=2)


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
    if replications < 1:
        raise ValueError(f"at least 1 replication is needed, not {replications}")
    run = partial(one_by_shift, scenario, roster, seed, engine=engine)
    done: dict[int, ShiftSums] = {}
    try:
        for number, result in run_each(run, range(first, first + replications), engine):
            done[number] = result
            if progress is not None:
                progress(len(done), replications)
    except KeyboardInterrupt:
        raise NothingFinishedError("interrupted; figures per agent need all of their runs") from None
    sums = [done[number] for number in sorted(done)]
    return ShiftStudy(
        scenario,
        roster,
        np.stack([s.times for s in sums]),
        np.stack([s.came for s in sums]),
        np.stack([s.counts for s in sums]),
    )
