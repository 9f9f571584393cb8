"""Counts and sums of one log per queue, group and interval (rules M0 and M1).

A tally is what a replication leaves behind: plain sums, so that tallies of intervals add up to
windows and days, and tallies of replications to estimates.  It exists twice: `plain_tally` is for
reading, `compiled_tally` its twin for running; their sums are equal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.engines import ChatLog
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.model.targets import Measure, Target
from capplan.results.agents import ShiftSums
from capplan.sampling import Workload
from capplan.units import MINUTE, SECOND

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LOST = ("left_line", "left_first_reply", "left_later", "left_silent", "left_closed")
QUEUE_SUMS = (
    "customers", "contained", "offered", "handled", *LOST, "open_at_end",
    "attempts", "transferred", "taken_over", "offline", "offline_replies", "offline_age_ms",
    "backlog_ms", "first_replies", "first_response_ms", "rounds", "replies", "timed_replies",
    "response_ms", "line_ms", "unanswered_ms", "orders", "orders_if_prompt", "closed_orders_lost",
)  # fmt: skip
"""What is summed per queue and interval; then come the "within" counts of `Thresholds`."""
GROUP_SUMS = ("on_shift_ms", "break_ms", "work_ms", "open_ms", "replies", "overtime_ms")
"""What is summed per group and interval."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The response times that are counted, rising.

    Attributes:
        first: for first replies [ticks].
        reply: for replies of any round [ticks].
    """

    first: tuple[int, ...]
    reply: tuple[int, ...]

    @classmethod
    def of(cls, scenario: Scenario) -> Thresholds:
        """30 s for first replies, 3 min for rounds, and what targets and prices name."""

        def named(measure: Measure, *usual: int) -> tuple[int, ...]:
            own = {t.within for t in scenario.targets if _asks(t) == measure}
            return tuple(sorted(own | {*usual}))

        priced = (queue.price.late_after for queue in scenario.queues if queue.price)
        return cls(
            named(Measure.FIRST_REPLY_WITHIN, 30 * SECOND, *priced),
            named(Measure.REPLY_WITHIN, 3 * MINUTE),
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the counts, in order."""
        return tuple(f"first_within_{t}" for t in self.first) + tuple(
            f"reply_within_{t}" for t in self.reply
        )


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Sums of one replication; the last interval collects what falls behind the horizon.

    Attributes:
        queues: shape (queues, intervals + 1, queue columns): `QUEUE_SUMS` + thresholds.
        groups: shape (groups, intervals + 1, `GROUP_SUMS`).
        platforms: by metric of each queue's platform and day, shape (judged, days, 2).
        work: time at work by group and queue, shape (groups, queues) [ms].
        waits: how many replies took how long, shape (queues, 2, bins); see `results.waits`.
        shifts: what each shift did; None unless it was asked for.
    """

    queues: Floats
    groups: Floats
    platforms: Floats
    work: Floats
    waits: Floats
    shifts: ShiftSums | None = None


def _asks(target: Target) -> str:
    """The measure whose T a target names, itself or through its platform's metric."""
    return target.metric.asked if target.metric else target.measure


def queue_columns(thresholds: Thresholds) -> tuple[str, ...]:
    """Names of the last axis of `Tally.queues`."""
    return QUEUE_SUMS + thresholds.columns


def tally(scenario: Scenario, roster: Roster, workload: Workload, log: ChatLog) -> Tally:
    """Sum one replication up."""
    from capplan.results import compiled_tally  # noqa: PLC0415  (Numba is loaded when needed)

    return compiled_tally.tally(scenario, roster, workload, log)


def groups_of_agents(scenario: Scenario, roster: Roster) -> Ints:
    """Number of each agent's group, shape (agents,)."""
    names = {name: place for place, name in enumerate(scenario.group_names)}
    group = np.zeros(roster.agents, dtype=np.int64)
    for shift in roster.shifts:
        group[shift.agent] = names[shift.group]
    return group
