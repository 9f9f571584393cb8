"""The replications of one roster, stacked: what every table and verdict is read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from capplan.model.incidents import on_the_day
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.results import estimates
from capplan.results.estimates import LEVEL, Estimate
from capplan.results.shift_study import ShiftStudy
from capplan.results.shown import percent, seconds
from capplan.results.tally import GROUP_SUMS, LOST, Tally, Thresholds, queue_columns
from capplan.words import html, say

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """Replications of a scenario with one roster.

    Attributes:
        scenario: the shop.
        roster: who was on.
        queues: shape (replications, queues, intervals + 1, queue columns).
        groups: shape (replications, groups, intervals + 1, group columns).
        platforms: shape (replications, judged, days, 2); see `results.platforms`.
        work: time at work, shape (replications, groups, queues) [ms].
        waits: shape (replications, queues, 2, bins); see `results.waits`.
        seed: seed of the draws.
        first: number of the first replication.
        engine: name of the engine.
        complete: whether all replications that were asked for are there.
        shifts: what each shift did; None unless it was asked for.
    """

    scenario: Scenario
    roster: Roster
    queues: Floats
    groups: Floats
    platforms: Floats
    work: Floats
    waits: Floats
    seed: int
    first: int
    engine: str
    complete: bool = True
    shifts: ShiftStudy | None = None

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        roster: Roster,
        tallies: Sequence[Tally],
        seed: int,
        first: int,
        engine: str,
        complete: bool = True,
    ) -> Study:
        """Stack tallies, in the order of their replications."""
        by_shift = [t.shifts for t in tallies if t.shifts is not None]
        return cls(
            scenario,
            roster,
            np.stack([t.queues for t in tallies]),
            np.stack([t.groups for t in tallies]),
            np.stack([t.platforms for t in tallies]),
            np.stack([t.work for t in tallies]),
            np.stack([t.waits for t in tallies]),
            seed,
            first,
            engine,
            complete,
            ShiftStudy.of(scenario, on_the_day(scenario, roster), by_shift) if by_shift else None,
        )

    def plus(self, further: Study) -> Study:
        """This study and one that goes on where it ends, as one.

        Raises:
            ValueError: if the other is not of the next replications of the same seed.
        """
        if further.seed != self.seed or further.first != self.first + self.replications:
            raise ValueError("only a study of the next replications can be added")
        return replace(
            self,
            queues=np.concatenate((self.queues, further.queues)),
            groups=np.concatenate((self.groups, further.groups)),
            platforms=np.concatenate((self.platforms, further.platforms)),
            work=np.concatenate((self.work, further.work)),
            waits=np.concatenate((self.waits, further.waits)),
            complete=self.complete and further.complete,
            shifts=self.shifts and further.shifts and self.shifts.plus(further.shifts),
        )

    def first_days(self, count: int) -> Study:
        """The first replications of this study, as one."""
        return replace(
            self,
            queues=self.queues[:count],
            groups=self.groups[:count],
            platforms=self.platforms[:count],
            work=self.work[:count],
            waits=self.waits[:count],
            shifts=self.shifts and self.shifts.first_days(count),
        )

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        names = self.scenario.queue_names
        rows = [
            (
                name,
                f"{self.mean('customers', name).value:,.0f}",
                percent(self.ratio("lost", "offered", name)),
                seconds(self.ratio("first_response_ms", "first_replies", name)),
            )
            for name in names
        ]
        line = say(
            "{number} replications with {shifts} shifts, 95 % intervals.",
            number=self.replications,
            shifts=len(self.roster.shifts),
        )
        heads = (say("queue"), say("customers"), say("lost"), say("first resp."))
        return html(self.scenario.name, [line], heads, rows)

    @property
    def replications(self) -> int:
        """Number of replications."""
        return self.queues.shape[0]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the last axis of `queues`."""
        return queue_columns(Thresholds.of(self.scenario))

    def queue_sums(self, name: str) -> Floats:
        """One sum, or all `lost`, shape (replications, queues, intervals + 1)."""
        if name == "lost":
            return np.sum([self.queue_sums(part) for part in LOST], axis=0)
        return self.queues[..., self.columns.index(name)]

    def group_sums(self, name: str) -> Floats:
        """One sum of groups, shape (replications, groups, intervals + 1)."""
        return self.groups[..., GROUP_SUMS.index(name)]

    def total(self, name: str, queue: str | None = None) -> Floats:
        """A sum over the whole run, shape (replications,)."""
        sums = self.queue_sums(name).sum(axis=2)
        return sums.sum(axis=1) if queue is None else sums[:, self._queue(queue)]

    def mean(self, name: str, queue: str | None = None, level: float = LEVEL) -> Estimate:
        """Mean of a sum per replication."""
        return estimates.mean(self.total(name, queue), level)

    def ratio(
        self, numerator: str, denominator: str, queue: str | None = None, level: float = LEVEL
    ) -> Estimate:
        """Sum over sum of two sums over whole runs."""
        return estimates.ratio(self.total(numerator, queue), self.total(denominator, queue), level)

    def _queue(self, name: str) -> int:
        return self.scenario.queue_names.index(name)
