"""Show that no removal and no exchange of one shift improves a roster, on the search days (S2j)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.results.verdicts import fractions
from capplan.staffing.aims import Aim
from capplan.staffing.effects import Effects
from capplan.staffing.local import predicted_missing
from capplan.staffing.moves import exchanges, removals
from capplan.staffing.search import Search
from capplan.staffing.slack import daily_slack, days_to_spare
from capplan.words import say

Ints = NDArray[np.int64]

MORE_DAYS = 3
"""Days run beyond those that a target may miss, to refute a step without the others."""


@dataclass(frozen=True, slots=True)
class LocalProof:
    """What is known of the single steps away from the roster.

    Attributes:
        removals: removals of one person, all run on the search days, or on those days that show
            that they miss, or ruled out, and none better.
        exchanges: exchanges of one person that would be better if the targets held.
        run: of these, run likewise and not better.
        excluded: of these, settled without a run: a roster that was run misses a target and has
            no fewer people around its window; see `ruled_out`.
    """

    removals: int
    exchanges: int
    run: int
    excluded: int

    @property
    def left(self) -> int:
        """Steps that were not settled."""
        return self.exchanges - self.run - self.excluded

    @property
    def is_complete(self) -> bool:
        """Whether no single step improves the roster."""
        return self.left == 0


def prove(search: Search, most: int) -> LocalProof | None:
    """Run what is left to run, up to `most` rosters; steps that improve are taken.

    Returns:
        What is known of the best roster at the end; None if not even the removals were run.
    """
    last = search.tried + most
    while True:
        best = search.the_best()
        found = _settle(search, search.effects, last)
        if search.the_best() is best:
            return found


def _settle(search: Search, effects: Effects | None, last: float) -> LocalProof | None:
    """Settle the steps away from the best roster; ends early when one improves it."""
    best = search.the_best()
    critical = _critical(search)
    spared = removals(best.people)
    for people in _hopeful_first(search, effects, spared):
        if search.tried >= last and people.tobytes() not in search.known:
            return None
        search.report(say("proving that nobody can be spared"), search.best_cost)
        if not _misses(search, people, critical):
            search.try_out(people, best.shortage)
        if search.the_best() is not best:
            return None
    worth = _worth_trying(search)
    run = excluded = 0
    for people in _hopeful_first(search, effects, worth):
        known = people.tobytes() in search.known
        if not known and _is_ruled_out(search, people):
            excluded += 1
            continue
        if not known and search.tried >= last:
            continue
        search.report(say("proving that no exchange helps"), search.best_cost)
        run += 1
        if critical is None or not search.is_refuted(people, *critical):
            search.try_out(people, best.shortage)
        if search.the_best() is not best:
            return None
    return LocalProof(len(spared), len(worth), run, excluded)


def _misses(search: Search, people: Ints, critical: tuple[int, list[int]] | None) -> bool:
    """Whether a roster is known to miss, or is shown to by the days that decide."""
    if people.tobytes() in search.known:
        return False
    if _is_ruled_out(search, people):
        return True
    return critical is not None and search.is_refuted(people, *critical)


def _is_ruled_out(search: Search, people: Ints) -> bool:
    """Whether rosters that miss rule one out; for the least cost, next to one that holds."""
    if search.goal.aim is not Aim.COST or not search.holds(search.the_best()):
        return False
    return search.ruled_out.holds(people)


def _hopeful_first(search: Search, effects: Effects | None, moves: Ints) -> Ints:
    """The rosters of steps, those first that are predicted to miss least, shape (moves, kinds)."""
    people = np.asarray(search.the_best().people + moves, dtype=np.int64)
    if effects is None or not len(moves):
        return people
    order = np.argsort(predicted_missing(search, effects, moves), kind="stable")
    return people[order]


def _critical(search: Search) -> tuple[int, list[int]] | None:
    """The tightest target with assurance, and the days that decide it; None without one.

    A roster that misses it on these days more often than it may on all has missed it.
    """
    best = search.the_best()
    if search.goal.aim is not Aim.COST or not search.holds(best):
        return None
    room = [
        (slack - margin, k)
        for k, ((target, _), slack, margin) in enumerate(
            zip(search.windows, best.slack, search.margin, strict=True)
        )
        if target.assurance is not None
    ]
    if not room:
        return None
    window = min(room)[1]
    target, span = search.windows[window]
    study = search.study_of(best)
    daily = daily_slack(target, *fractions(study, target, span))
    count = min(search.days.count, days_to_spare(target, daily.size) + MORE_DAYS)
    return window, np.argsort(daily, kind="stable")[:count].tolist()


def _worth_trying(search: Search) -> Ints:
    """Exchanges that keep all limits, and for the least cost save something, the most first."""
    best = search.the_best()
    moves = exchanges(best.people)
    rosters = best.people + moves
    keep = search.terms.allowed(rosters)
    cost = search.terms.cost(rosters)
    if search.goal.aim is Aim.COST:
        keep &= cost < best.cost - 0.005
    order = np.argsort(cost[keep], kind="stable")
    return moves[keep][order]
