"""How much each assumed value moves the answer: the same roster, the same customers (rule E5)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.engines import DEFAULT_ENGINE
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.results import estimates
from capplan.results.columns import Column, declared, estimated, filled
from capplan.results.estimates import NOTHING, Estimate
from capplan.results.study import Study
from capplan.results.tables import lost_margins
from capplan.results.verdicts import Verdict, fractions, verdicts
from capplan.study.compare import compare_sums
from capplan.study.replicate import replicate_all
from capplan.words import say

Floats = NDArray[np.float64]
Report = Callable[[str], None]
"""Called with what is being done."""

RANGE = 0.25
"""An assumed value is divided, and multiplied, by 1 + this [1]."""
REPLICATIONS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Moved:
    """A scenario in which one assumed value is another.

    Attributes:
        path: where the value stands in the scenario file.
        value: the value as assumed.
        to: the other value.
        up: whether it is the greater one.
        scenario: the shop with it.
    """

    path: str
    value: str
    to: str
    up: bool
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class Effect:
    """What another value changes: with it less as assumed, paired.

    Attributes:
        moved: the value.
        lost: change of customers lost ÷ customers offered [1].
        margin: change of the margin lost by waiting [yuan].
        target: change of the measure of the tightest target; None without targets.
    """

    moved: Moved
    lost: Estimate
    margin: Estimate
    target: Estimate | None


@dataclass(frozen=True, slots=True, eq=False)
class Sensitivity:
    """All effects.

    Attributes:
        base: the replications as assumed.
        tightest: the target and window that has the least room; None without targets.
        place: its place among all verdicts; None without targets.
        effects: one for each value that was moved.
    """

    base: Study
    tightest: Verdict | None
    place: int | None
    effects: tuple[Effect, ...]


def sensitivity(
    base: Scenario,
    roster: Roster,
    moves: Iterable[Moved],
    *,
    replications: int = REPLICATIONS,
    seed: int = 1,
    engine: str = DEFAULT_ENGINE,
    report: Report | None = None,
) -> Sensitivity:
    """Run one roster with each value moved, on the same replications.

    Args:
        base: the shop as assumed.
        roster: who is on.
        moves: shops with one value moved, made when their turn comes.
        replications: of each shop, at least 2.
        seed: seed of the runs.
        engine: name of the engine.
        report: called with what is being done.

    Raises:
        ValueError: if fewer than 2 replications are asked for.
        NothingFinishedError: if interrupted.
    """
    if replications < 2:
        raise ValueError(
            say(
                "a sensitivity needs at least 2 replications for its intervals, not {number}",
                number=replications,
            )
        )

    def run(shop: Scenario) -> Study:
        return replicate_all(shop, roster, replications, seed=seed, engine=engine)

    first = run(base)
    place = _tightest(first)
    effects: list[Effect] = []
    for moved in moves:
        if report is not None:
            report(say("{path} at {value}", path=moved.path, value=moved.to))
        effects.append(_effect(first, run(moved.scenario), moved, place))
    tightest = None if place is None else verdicts(first)[place]
    return Sensitivity(first, tightest, place, tuple(effects))


def _tightest(study: Study) -> int | None:
    """Place of the verdict with the least room, in its measure ÷ what it leaves open."""
    rooms = [_room(v) for v in verdicts(study)]
    return min(range(len(rooms)), key=rooms.__getitem__) if rooms else None


def _room(verdict: Verdict) -> float:
    target = verdict.target
    if math.isnan(verdict.measured.value):
        return math.inf
    sign = 1.0 if target.measure.at_least else -1.0
    left_open = 1.0 - target.bound if target.measure.at_least else target.bound
    return sign * (verdict.measured.value - target.bound) / max(left_open, 0.02)


def _effect(base: Study, other: Study, moved: Moved, place: int | None) -> Effect:
    lost = compare_sums(
        "lost",
        "offered",
        (base.total("lost"), base.total("offered")),
        (other.total("lost"), other.total("offered")),
    ).difference
    margin = estimates.paired_difference(lost_margins(base), lost_margins(other))
    target: Estimate | None = None
    if place is not None:
        sums = [_sums(study, place) for study in (base, other)]
        target = compare_sums("target", "all", sums[0], sums[1]).difference
    return Effect(moved, lost, margin, target)


def _sums(study: Study, place: int) -> tuple[Floats, Floats]:
    """Numerator and denominator of the target at a place, shape (replications,)."""
    pairs = [(t, w) for t in study.scenario.targets for w in t.windows]
    return fractions(study, *pairs[place])


_COLUMNS = (
    Column("path", "", "string", "where the assumed value stands in the scenario"),
    Column("value", "", "string", "the value as assumed"),
    Column("side", "", "string", "down or up"),
    Column("moved_to", "", "string", "the other value"),
    *estimated("lost_share", "1", "change of lost ÷ offered, paired"),
    *estimated("lost_margin_yuan", "yuan", "change of the margin lost to waiting, paired"),
    *estimated("target", "of the measure", "change of the tightest target's measure, paired"),
)


def table(found: Sensitivity) -> pd.DataFrame:
    """One row per value and side; the values that move the loss most come first."""
    largest: dict[str, float] = {}
    for effect in found.effects:
        path = effect.moved.path
        largest[path] = max(largest.get(path, 0.0), abs(effect.lost.value))
    effects = sorted(
        found.effects, key=lambda e: (-largest[e.moved.path], e.moved.path, e.moved.up)
    )
    data: dict[str, object] = {
        "path": [e.moved.path for e in effects],
        "value": [e.moved.value for e in effects],
        "side": ["up" if e.moved.up else "down" for e in effects],
        "moved_to": [e.moved.to for e in effects],
        **filled("lost_share", [e.lost for e in effects]),
        **filled("lost_margin_yuan", [e.margin for e in effects]),
        **filled("target", [e.target or NOTHING for e in effects]),
    }
    return declared(data, _COLUMNS)
