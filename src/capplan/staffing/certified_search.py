"""Search, learn margins on pilot days, certify on fresh ones (rules S2h and S5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.results.study import Study
from capplan.staffing.bound import Bound
from capplan.staffing.certificate import (
    INTERRUPTED_DAYS,
    Certification,
    certify,
    risk_of,
)
from capplan.staffing.effort import Effort
from capplan.staffing.exclusions import exclude
from capplan.staffing.interrupt import interruptible
from capplan.staffing.local import improve
from capplan.staffing.margins import LEAST_MARGIN, shortfalls
from capplan.staffing.measured_bound import CLOSE, measured_bound
from capplan.staffing.planes import Planes
from capplan.staffing.proof import LocalProof, prove
from capplan.staffing.repair import repair
from capplan.staffing.search import Candidate, Search
from capplan.staffing.seats import to_roster
from capplan.study.days import Days
from capplan.study.replicate import NothingFinishedError
from capplan.words import say

PILOT = 500_000
"""Number of the first pilot day: days on which margins are learnt, and nothing is claimed."""
LEAST_PILOT = 20
"""Pilot days at least; otherwise a third of the fresh days."""
PILOTS, CERTIFICATIONS = 2, 2
"""How often margins are learnt before the first certification, and certifications at most."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What the search days say of all rosters but the best.

    Attributes:
        proof: what is known of the single steps away from it.
        excluded: the bound by monotone exclusions, in small shops.
        measured: the bound by planes above the rosters tried.
    """

    proof: LocalProof | None
    excluded: Bound | None
    measured: Bound | None


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A roster with its certification, and the margins it was searched with."""

    best: Candidate
    certification: Certification
    margin: NDArray[np.float64]
    settled: Settled


def certified_search(
    search: Search, effort: Effort, fresh_days: int, seed: int, engine: str
) -> Found:
    """Search, learn margins on pilot days, certify; search on if a target does not hold there."""
    found: list[Found] = []
    _search(search, effort.rounds, effort.trials)
    for pilot in range(PILOTS):
        if not _learn_on_pilot(search, effort, pilot, fresh_days, seed, engine):
            break
        _search(search, effort.rounds, effort.trials // 3)
    runs, planes = effort.proof, Planes(search)
    for number in range(1, CERTIFICATIONS + 1):
        before = search.tried
        settled = settle(search, runs, planes)
        runs = max(effort.proof // 4, round(runs - search.tried + before))
        best = search.the_best()
        if found and found[-1].best is best:
            break
        try:
            count = min(fresh_days, INTERRUPTED_DAYS) if search.interrupted else fresh_days
            looked = certify(search, best, count, number, seed, engine)
        except NothingFinishedError:
            if not found:
                raise
            search.interrupted = True
            break
        found.append(Found(best, looked, search.margin.copy(), settled))
        ended = search.interrupted or not looked.study.complete or not search.holds(best)
        if ended or looked.is_good_enough(effort.sure):
            break
        risk = risk_of(number + 1) if effort.sure else None
        _learn(search, looked.study, risk, fresh_days)
        _search(search, effort.rounds, effort.trials // 3)
    return min(found, key=lambda f: (*f.certification.short, f.best.cost))


def settle(search: Search, runs: int, planes: Planes) -> Settled:
    """Show that no single step helps, and how much cheaper any other roster could be."""
    while True:
        best = search.the_best()
        proof = interruptible(search, lambda: prove(search, runs))
        excluded = interruptible(search, lambda: exclude(search, runs))
        measured = None
        if runs and (excluded is None or excluded.cost < (1.0 - CLOSE) * search.the_best().cost):
            measured = interruptible(search, lambda: measured_bound(search, planes))
        if search.the_best() is best:
            return Settled(proof, excluded, measured)


def _search(search: Search, rounds: int, trials: int) -> None:
    """Search, or go on searching with other margins."""

    def work() -> None:
        if search.best is None:
            repair(search, rounds)
        improve(search, trials)

    interruptible(search, work)
    search.take_the_best()


def _learn_on_pilot(
    search: Search, effort: Effort, pilot: int, fresh_days: int, seed: int, engine: str
) -> bool:
    """Learn margins on days that are neither searched nor certified on; False if none changed.

    Nothing is claimed from these days, so their day factors may be balanced.
    """
    best = search.the_best()
    if search.interrupted or not search.windows or not search.holds(best):
        return False
    count = max(LEAST_PILOT, fresh_days // 3)
    search.report(say("learning margins on {count} pilot days", count=count), search.best_cost)
    roster = to_roster(search.scenario, search.kinds, best.people)

    def work() -> Study:
        first = PILOT + pilot * count
        with Days(search.scenario, count, seed=seed, first=first, engine=engine) as days:
            return days.study(roster)

    study = interruptible(search, work)
    risk = risk_of(1) if effort.sure else None
    return study is not None and _learn(search, study, risk, fresh_days)


def _learn(search: Search, unseen: Study, risk: float | None, fresh_days: int) -> bool:
    """Ask for as much slack as the certification will need; False if that changes nothing."""
    best = search.the_best()
    short = shortfalls(unseen, search.windows, fresh_days, risk)
    margin = np.zeros(len(search.windows))
    known = np.isfinite(best.slack)
    margin[known] = np.maximum(best.slack[known] + short[known], LEAST_MARGIN)
    changed = bool((np.abs(margin - search.margin) > 0.01).any())
    search.ask(margin)
    return changed
