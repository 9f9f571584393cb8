"""Show that no removal and no exchange of one shift improves a roster, on the search days (S2j)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.results.verdicts import fractions
from capplan.staffing.aims import Aim
from capplan.staffing.moves import exchanges, removals
from capplan.staffing.search import Candidate, Search
from capplan.staffing.slack import daily_slack, days_to_spare
from capplan.units import HOUR

Ints = NDArray[np.int64]

CARRY_OVER = HOUR
"""People who left longer than this before a window begins, or come longer than this after it
ends, do not help there [ticks]."""


MORE_DAYS = 3
"""Days run beyond those that a target may miss, to refute a step without the others."""


@dataclass(frozen=True, slots=True)
class LocalProof:
    """What is known of the single steps away from the roster.

    Attributes:
        removals: removals of one person, all run on the search days, or on those days that show
            that they miss, and none better.
        exchanges: exchanges of one person that would be better if the targets held.
        run: of these, run likewise and not better.
        excluded: of these, settled without a run: the removal alone spoils a window that the
            added person does not touch: not in it, nor in the hour before and after it.
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
        found = _settle(search, last)
        if search.the_best() is best:
            return found


def _settle(search: Search, last: float) -> LocalProof | None:
    """Settle the steps away from the best roster; ends early when one improves it."""
    best = search.the_best()
    critical = _critical(search)
    thinner: dict[int, Candidate] = {}
    spared = removals(best.people)
    for move in spared:
        people = np.asarray(best.people + move, dtype=np.int64)
        if search.tried >= last and people.tobytes() not in search.known:
            return None
        search.report("proving that nobody can be spared", search.best_cost)
        if critical is not None and search.is_refuted(people, *critical):
            continue
        thinner[int(np.flatnonzero(move)[0])] = search.try_out(people, best.shortage)
        if search.the_best() is not best:
            return None
    worth = _worth_trying(search)
    open_moves = [m for m in worth if not _is_excluded(search, m, thinner)]
    run = 0
    for move in open_moves:
        people = np.asarray(best.people + move, dtype=np.int64)
        if people.tobytes() not in search.known and search.tried >= last:
            continue
        search.report("proving that no exchange helps", search.best_cost)
        run += 1
        if critical is not None and search.is_refuted(people, *critical):
            continue
        search.try_out(people, best.shortage)
        if search.the_best() is not best:
            return None
    return LocalProof(len(spared), len(worth), run, len(worth) - len(open_moves))


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


def _worth_trying(search: Search) -> list[Ints]:
    """Exchanges that keep all limits, and for the least cost save something."""
    best = search.the_best()
    moves = exchanges(best.people)
    rosters = best.people + moves
    keep = search.terms.allowed(rosters)
    cost = search.terms.cost(rosters)
    if search.goal.aim is Aim.COST:
        keep &= cost < best.cost - 0.005
    order = np.argsort(cost[keep], kind="stable")
    return list(moves[keep][order])


def _is_excluded(search: Search, move: Ints, thinner: dict[int, Candidate]) -> bool:
    """Whether the removal spoils a window that the added person does not touch."""
    taken, added = int(np.flatnonzero(move < 0)[0]), int(np.flatnonzero(move > 0)[0])
    if search.goal.aim is not Aim.COST or taken not in thinner:
        return False
    seat = search.kinds[added]
    for (_, (start, end)), slack, margin in zip(
        search.windows, thinner[taken].slack, search.margin, strict=True
    ):
        touches = seat.start < end + CARRY_OVER and seat.end + CARRY_OVER > start
        if slack < margin and not touches:
            return True
    return False
