"""The replications of one roster, stacked by what each shift did (rule M1j)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

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

    def plus(self, further: ShiftStudy) -> ShiftStudy:
        """These replications and further ones of the same roster."""
        return replace(
            self,
            times=np.concatenate((self.times, further.times)),
            came=np.concatenate((self.came, further.came)),
            counts=np.concatenate((self.counts, further.counts)),
        )

    def first_days(self, count: int) -> ShiftStudy:
        """The first of these replications."""
        return replace(
            self, times=self.times[:count], came=self.came[:count], counts=self.counts[:count]
        )

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
