"""What one person more or less on each kind of seat changes (rule S2g)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """What one person more or less on each kind of seat changes.

    Attributes:
        more: change of each figure by one person more, shape (kinds, figures).
        less: the same by one person less; 0 where nobody is on.
    """

    more: Floats
    less: Floats

    def predict(self, moves: Ints) -> Floats:
        """Change by each move, shape (moves, figures)."""
        return np.maximum(moves, 0) @ self.more + np.maximum(-moves, 0) @ self.less


def neighbours(people: Ints) -> Iterator[tuple[int, int, Ints]]:
    """Rosters of one person more, and one less, on each kind of seat: (kind, change, roster)."""
    for kind in range(people.size):
        for by in (1, -1):
            if people[kind] + by >= 0:
                roster = people.copy()
                roster[kind] += by
                yield kind, by, roster


def batches(people: Ints, size: int) -> Iterator[list[Ints]]:
    """The same rosters, up to so many at a time."""
    rosters = [roster for _, _, roster in neighbours(people)]
    for first in range(0, len(rosters), size):
        yield rosters[first : first + size]


def effects_at(people: Ints, figures: Callable[[Ints], Floats]) -> Effects:
    """Measure what one person changes at a roster.

    Args:
        people: the roster, shape (kinds,).
        figures: of a roster, shape (figures,); not finite where there is nothing to measure.
    """
    base = figures(people)
    found = {by: np.zeros((people.size, base.size)) for by in (1, -1)}
    for kind, by, roster in neighbours(people):
        found[by][kind] = difference(base, figures(roster))
    return Effects(found[1], found[-1])


def difference(before: Floats, after: Floats) -> Floats:
    """What changed, 0 where one of them has nothing to measure."""
    known = np.isfinite(before) & np.isfinite(after)
    found = np.zeros(before.size)
    found[known] = after[known] - before[known]
    return found
