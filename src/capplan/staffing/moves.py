"""Single steps away from a roster: one person less, one more, one or two exchanged (S2g)."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

STEPS = (1, 2, 4, 8)
"""So many people are taken away, added or exchanged at once."""
MOST_KINDS = 40
"""Two against one is tried up to so many kinds of seats; beyond, there are too many pairs."""


def removals(people: Ints) -> Ints:
    """One person less on each kind of seat in use, shape (moves, kinds)."""
    return -np.eye(people.size, dtype=np.int64)[people > 0]


def exchanges(people: Ints) -> Ints:
    """One person from each kind of seat in use to each other kind, shape (moves, kinds)."""
    one = np.eye(people.size, dtype=np.int64)
    rows = [one[b] - one[a] for a in np.flatnonzero(people) for b in range(people.size) if a != b]
    return _table(rows, people.size)


def all_moves(people: Ints) -> Ints:
    """Removals, additions, exchanges 1-1 in several sizes, 2-1 and 1-2, shape (moves, kinds)."""
    kinds = people.size
    one = np.eye(kinds, dtype=np.int64)
    simple = np.concatenate((removals(people), one, exchanges(people)))
    rows = [step * simple for step in STEPS]
    if kinds <= MOST_KINDS:
        used = np.flatnonzero(people)
        pairs = [(a, b) for a, b in combinations(used.tolist(), 2)]
        pairs += [(a, a) for a in used.tolist()]
        to_one = [one[c] - one[a] - one[b] for a, b in pairs for c in range(kinds)
                  if c not in (a, b)]  # fmt: skip
        to_two = [one[b] + one[c] - one[a] for a in used.tolist()
                  for b in range(kinds) for c in range(b, kinds) if a not in (b, c)]  # fmt: skip
        rows += [_table(to_one, kinds), _table(to_two, kinds)]
    moves = np.concatenate(rows)
    return moves[(people + moves >= 0).all(axis=1)]


def _table(rows: list[Ints], kinds: int) -> Ints:
    return np.array(rows, dtype=np.int64).reshape(-1, kinds)
