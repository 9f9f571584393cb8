"""The replications of one roster, stacked by what each shift did (rule M1j)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.results.agents import COUNTS, TIMES, ShiftSums

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

    @classmethod
    def of(cls, scenario: Scenario, roster: Roster, sums: Sequence[ShiftSums]) -> ShiftStudy:
        """Stack the sums, in the order of their replications."""
        return cls(
            scenario,
            roster,
            np.stack([s.times for s in sums]),
            np.stack([s.came for s in sums]),
            np.stack([s.counts for s in sums]),
        )
