"""Run a roster until a figure is known well enough (rule M3)."""

from __future__ import annotations

from dataclasses import dataclass

from capplan.engines import DEFAULT_ENGINE
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.results.study import Study
from capplan.study.replicate import Progress, replicate
from capplan.words import say

LEAST, GROWTH = 10, 1.5
"""Replications before the first look, and how much the study grows from look to look.

Few looks keep the interval honest: each look at a random figure is a chance to stop too early.
"""


@dataclass(frozen=True, slots=True)
class Precision:
    """How well a ratio is to be known.

    Attributes:
        half_width: half the width of its confidence interval, at most.
        numerator: name of the sum above.
        denominator: name of the sum below.
        queue: one queue's name, or None for all.
    """

    half_width: float
    numerator: str = "lost"
    denominator: str = "offered"
    queue: str | None = None

    def is_reached(self, study: Study) -> bool:
        """Whether the study knows the ratio so well."""
        estimate = study.ratio(self.numerator, self.denominator, self.queue)
        return estimate.half_width <= self.half_width


def replicate_until(
    scenario: Scenario,
    roster: Roster,
    precision: Precision,
    *,
    at_most: int = 10_000,
    seed: int = 1,
    engine: str = DEFAULT_ENGINE,
    progress: Progress | None = None,
    by_shift: bool = False,
) -> Study:
    """Run a roster until a ratio's interval is narrow enough, or `at_most` replications are run.

    Args:
        scenario: the shop.
        roster: who is on.
        precision: what is to be known how well.
        at_most: replications at which it stops all the same.
        seed: seed of the study.
        engine: name of the engine.
        progress: called with (finished, wanted so far) after each replication.
        by_shift: also sum up what each shift did.

    Raises:
        ValueError: if the half-width asked for is not above zero, or `at_most` is below 1.
    """
    if not precision.half_width > 0:
        raise ValueError(
            say(
                "the half-width must be above zero, not {half_width}",
                half_width=precision.half_width,
            )
        )
    study = replicate(
        scenario, roster, min(LEAST, at_most),
        seed=seed, engine=engine, progress=progress, by_shift=by_shift,
    )  # fmt: skip
    while study.complete and not precision.is_reached(study) and study.replications < at_most:
        done = study.replications
        wanted = min(at_most, round(GROWTH * done))
        report = None if progress is None else _shifted(progress, done)
        more = replicate(
            scenario, roster, wanted - done,
            seed=seed, first=done, engine=engine, progress=report, by_shift=by_shift,
        )  # fmt: skip
        study = study.plus(more)
    return study


def _shifted(progress: Progress, done: int) -> Progress:
    return lambda finished, wanted: progress(done + finished, done + wanted)
