"""Improve the best roster step by step, steps predicted before they are run (rule S2g)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from capplan.staffing.aims import Aim
from capplan.staffing.effects import Effects, batches, difference, effects_at
from capplan.staffing.moves import all_moves
from capplan.staffing.search import Figures, Search
from capplan.words import say

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DOUBT = (0.0, 0.02, 0.06)
"""How much better than predicted a step may turn out, tried in this order [normalised slack]."""
HOPELESS = 0.06
"""A step is given up after a glance if it is not better even with so much more slack."""
STALE = 8
"""So many steps in a row that fail end a pass."""
TOGETHER = 16
"""So many rosters are run side by side where each is run on few days."""


def improve(search: Search, trials: int) -> None:
    """Take steps that make the best roster better, until none is predicted or trials are used.

    What single people change is measured once whatever it costs, and anew only if the trials
    that are left allow it; in between the last measurement serves.
    """
    last = search.tried + trials
    if search.effects is None:
        last += _cost_of_measuring(search)
    while search.tried < last:
        measured = search.effects is None or search.tried + _cost_of_measuring(search) < last
        if measured:
            search.effects = measure(search)
        assert search.effects is not None
        if not _descend(search, search.effects, last) or not measured:
            return


def _cost_of_measuring(search: Search) -> float:
    """Rosters, in whole sets of search days, that `measure` tries."""
    people = search.the_best().people
    return (people.size + np.count_nonzero(people)) * search.few / search.days.count


def measure(search: Search) -> Effects:
    """Measure on the first few days what one person more, and one less, on each kind changes.

    The figures are slack by window, earned and lost, shape (windows + 2,).
    """
    people = search.the_best().people
    for rosters in batches(people, TOGETHER):
        search.report(say("measuring what one person changes"), search.best_cost)
        search.glance_at(rosters)
    return effects_at(people, lambda roster: _row(search.glance(roster)))


def _row(figures: Figures) -> Floats:
    return np.array([*figures.slack, figures.earned, figures.lost])


def _descend(search: Search, effects: Effects, last: float) -> bool:
    """Take predicted steps; True if some were taken, so that it is worth measuring anew."""
    taken = False
    for doubt in DOUBT:
        while _step(search, effects, doubt, last):
            taken = True
    return taken


def _step(search: Search, effects: Effects, doubt: float, last: float) -> bool:
    """Take the first of the predicted steps that is better; False if none is."""
    for people in islice(_predicted(search, effects, doubt), STALE):
        if search.tried >= last:
            return False
        search.report(say("exchanging shifts"), search.best_cost)
        if not _is_hopeless(search, people) and search.improves(people):
            return True
    return False


def _predicted(search: Search, effects: Effects, doubt: float) -> Iterator[Ints]:
    """Rosters of steps that are predicted to be better and were not tried, the best first."""
    best = search.the_best()
    moves = all_moves(best.people)
    rosters = best.people + moves
    allowed = search.terms.allowed(rosters)
    moves, rosters = moves[allowed], rosters[allowed]
    keys = _keys(search, rosters, effects.predict(moves), doubt)
    rank = _slightly_less(search.rank(best))
    better = _less(keys, rank)
    rosters, keys = rosters[better], [key[better] for key in keys]
    strict = search.goal.aim is Aim.COST and search.holds(best)
    for place in _order(search, rosters, keys).tolist():
        people = rosters[place]
        if people.tobytes() in search.known or (strict and search.ruled_out.holds(people)):
            continue
        yield people


def _less(keys: list[Floats], rank: tuple[float, ...]) -> NDArray[np.bool_]:
    """Which of many come before a rank, shape (rosters,)."""
    less, equal = np.zeros(keys[0].shape, np.bool_), np.ones(keys[0].shape, np.bool_)
    for key, limit in zip(keys, rank, strict=True):
        less |= equal & (key < limit)
        equal &= key == limit
    return less


def _order(search: Search, rosters: Ints, keys: list[Floats]) -> Ints:
    """The best first; while targets are missed: what mends all, then what mends most for a yuan."""
    if search.holds(search.the_best()) or search.goal.aim is Aim.BUDGET:
        return np.lexsort(keys[::-1])
    missing = float(search.missing(search.the_best().slack))
    dearer = np.maximum(search.terms.cost(rosters) - search.the_best().cost, 1.0)
    per_yuan = np.where(keys[0] > 0.0, (keys[0] - missing) / dearer, 0.0)
    return np.lexsort((keys[1], per_yuan, keys[0] > 0.0))


def _keys(search: Search, rosters: Ints, change: Floats, doubt: float) -> list[Floats]:
    """What is compared, for the best roster changed so much, shapes (rosters,)."""
    figures = search.the_best().figures
    return search.goal.keys(
        search.terms.cost(rosters),
        search.missing(figures.slack + change[..., :-2] + doubt),
        figures.earned + change[..., -2],
        figures.lost + change[..., -1],
    )


def predicted_missing(search: Search, effects: Effects, moves: Ints) -> Floats:
    """What targets would miss after each step away from the best roster, shape (moves,)."""
    change = effects.predict(moves)[..., :-2]
    return search.missing(search.the_best().figures.slack + change)


def _slightly_less(rank: tuple[float, ...]) -> tuple[float, ...]:
    return (*rank[:-1], rank[-1] - 0.005)


def _is_hopeless(search: Search, people: Ints) -> bool:
    """Whether a glance at a few days shows that a step cannot be better.

    The change from the best roster on the same days is a far better predictor than the few days
    themselves.
    """
    if search.days.count <= 2 * search.few:
        return False
    change = difference(_row(search.the_best().glance), _row(search.glance(people)))
    keys = _keys(search, people, change, HOPELESS)
    return not tuple(float(key) for key in keys) < _slightly_less(search.rank(search.the_best()))
