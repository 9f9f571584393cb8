"""Cost against loss: what each further yuan buys (rule S4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.engines import DEFAULT_ENGINE
from capplan.model.scenario import Scenario
from capplan.results.columns import Column, declared, estimated
from capplan.results.estimates import Estimate
from capplan.results.shown import percent
from capplan.results.study import Study
from capplan.results.tables import lost_margin
from capplan.results.verdicts import verdicts
from capplan.staffing.aims import Aim, Goal
from capplan.staffing.certificate import FRESH, INTERRUPTED_DAYS
from capplan.staffing.effort import GLANCE
from capplan.staffing.local import improve
from capplan.staffing.requirement import requirement
from capplan.staffing.search import Candidate, Report, Search
from capplan.staffing.seats import seats, to_roster
from capplan.study import replicate
from capplan.study.days import Days
from capplan.study.replicate import NothingFinishedError
from capplan.words import html, say

Ints = NDArray[np.int64]

SHARES = (0.4, 0.55, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5)
"""Work covered ÷ what theory asks for, where each point's search begins [1]."""

_COLUMNS = (
    Column("point", "", "Int64", "number of the point, rising in cost"),
    Column("cost_yuan", "yuan", "Float64", "cost of shifts and hirings"),
    Column("people", "people", "Int64", "people needed, all groups"),
    *estimated("lost_share", "1", "lost ÷ offered"),
    *estimated("lost_margin_yuan", "yuan", "margin lost to waiting, mean per run"),
    Column("targets_kept", "", "Int64", "targets and windows whose estimate holds"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """One roster of the frontier, on fresh days.

    Attributes:
        people: people per kind of seat, shape (kinds,).
        cost: cost of shifts and hirings [yuan].
        heads: people needed, all groups.
        study: the roster on fresh days.
        kept: targets and windows whose estimate holds on them.
    """

    people: Ints
    cost: float
    heads: int
    study: Study
    kept: int

    @property
    def lost(self) -> Estimate:
        """Customers lost ÷ offered [1]."""
        return self.study.ratio("lost", "offered")


@dataclass(frozen=True, slots=True, eq=False)
class Frontier:
    """The points, rising in cost.

    Attributes:
        points: those that are finished.
        complete: False if the search or the fresh days were interrupted.
    """

    points: tuple[Point, ...]
    complete: bool

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        rows = [(f"{p.cost:,.0f}", p.heads, percent(p.lost), p.kept) for p in self.points]
        heads = (say("cost, yuan"), say("people"), say("lost"), say("targets kept"))
        return html(say("What less loss costs"), (), heads, rows, left=0)


def frontier(
    scenario: Scenario,
    *,
    seed: int = 1,
    engine: str = DEFAULT_ENGINE,
    days: int = 12,
    trials: int = 12,
    fresh_days: int = 60,
    report: Report = lambda _stage, _cost: None,
) -> Frontier:
    """Rosters of rising cost and falling loss: each is the best found for its budget.

    Interrupted (Ctrl-C), it measures what it has found on a few fresh days; interrupted again, it
    returns the points that are measured by then.

    Args:
        scenario: the shop; needs shift types and pay.
        seed: seed of all days.
        engine: name of the engine.
        days: search days.
        trials: rosters tried to improve each point.
        fresh_days: days on which the points are measured.
        report: called as the search goes on.

    Raises:
        ValueError: if the scenario has no shift types to plan with.
        KeyboardInterrupt: if interrupted before a roster was tried.
        NothingFinishedError: if interrupted before a point was measured.
    """
    kinds = seats(scenario)
    if not kinds:
        raise ValueError(
            say("a frontier needs shift types that some group may work in the horizon")
        )
    needs = requirement(scenario)
    with Days(scenario, days, seed=seed, first=0, engine=engine, glance=GLANCE) as searched:
        search = Search(scenario, searched, needs, kinds, report=report)
        search.windows, search.margin = [], np.zeros(0)  # the loss alone counts here
        try:
            for share in SHARES:
                _search_at(search, share, trials)
        except KeyboardInterrupt:
            if not search.known:
                raise
            search.interrupted = True
            fresh_days = min(fresh_days, INTERRUPTED_DAYS)
        points: list[Point] = []
        for candidate in _undominated(list(search.known.values())):
            point = _measured(search, candidate, fresh_days, seed, engine)
            if point is None:
                search.interrupted = True
                break
            points.append(point)
        if not points:
            raise NothingFinishedError(say("interrupted before the first point was measured"))
        return Frontier(tuple(points), not search.interrupted)


def _search_at(search: Search, share: float, trials: int) -> None:
    """Cover a share of the work, and improve the service for the cost of that."""
    found = search.cover(search.needs.replies_per_s * share)
    start = search.try_out(found.people, found.shortage)
    if start.cost <= 0.0:
        return
    search.goal = Goal(Aim.BUDGET, start.cost)
    search.best = start
    improve(search, trials)
    search.report(say("best service for {cost:,.0f} yuan", cost=start.cost), start.cost)


def _undominated(candidates: list[Candidate]) -> list[Candidate]:
    """Rosters that no other beats in cost and loss, rising in cost, thinned to a dozen."""
    rising = sorted(candidates, key=lambda c: (c.cost, c.figures.lost))
    kept: list[Candidate] = []
    for candidate in rising:
        if not kept or candidate.figures.lost < 0.97 * kept[-1].figures.lost:
            kept.append(candidate)
    places = np.unique(np.linspace(0, len(kept) - 1, min(12, len(kept))).round().astype(int))
    return [kept[place] for place in places.tolist()]


def _measured(
    search: Search, candidate: Candidate, days: int, seed: int, engine: str
) -> Point | None:
    """A roster on fresh days; None if interrupted before they were over."""
    try:
        search.report(say("measuring on fresh days"), candidate.cost)
        roster = to_roster(search.scenario, search.kinds, candidate.people)
        study = replicate(search.scenario, roster, days, seed=seed, first=FRESH, engine=engine)
    except (KeyboardInterrupt, NothingFinishedError):
        return None
    if not study.complete:
        return None
    heads = int(search.terms.heads(candidate.people).sum())
    kept = sum(v.holds for v in verdicts(study))
    return Point(candidate.people, candidate.cost, heads, study, kept)


def frontier_table(points: tuple[Point, ...]) -> pd.DataFrame:
    """One row per point, rising in cost."""
    lost = [p.lost for p in points]
    margin = [lost_margin(p.study) for p in points]
    data: dict[str, object] = {
        "point": list(range(1, len(points) + 1)),
        "cost_yuan": [p.cost for p in points],
        "people": [p.heads for p in points],
        "lost_share": [e.value for e in lost],
        "lost_share_low": [max(0.0, e.low) for e in lost],
        "lost_share_high": [min(1.0, e.high) for e in lost],
        "lost_margin_yuan": [e.value for e in margin],
        "lost_margin_yuan_low": [max(0.0, e.low) for e in margin],
        "lost_margin_yuan_high": [e.high for e in margin],
        "targets_kept": [p.kept for p in points],
    }
    return declared(data, _COLUMNS)
