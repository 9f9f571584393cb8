"""The kernels' own structures: the heap of events, the trees of agents."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from capplan.engines.kernel.codes import LAST_KEY
from capplan.engines.kernel.heap import drop_first, push
from capplan.engines.kernel.pools import least_from, set_leaf


@given(st.lists(st.none() | st.integers(0, 50), max_size=200))
def test_the_heap_gives_the_least_first(steps: list[int | None]) -> None:
    """A number goes in; None takes the least out."""
    heap, size, held = np.empty(200, dtype=np.int64), 0, list[int]()
    for step in steps:
        if step is not None:
            push(heap, size, step)
            size += 1
            held.append(step)
        elif held:
            held.sort()
            assert heap[0] == held.pop(0)
            drop_first(heap, size)
            size -= 1
    for least in sorted(held):
        assert heap[0] == least
        drop_first(heap, size)
        size -= 1


@given(
    st.integers(0, 4),
    st.lists(st.tuples(st.integers(0, 15), st.none() | st.integers(0, 9)), max_size=60),
    st.integers(0, 17),
)
def test_the_tree_gives_the_least_and_the_next(
    depth: int, steps: list[tuple[int, int | None]], start: int
) -> None:
    leaves, first = 2**depth, 3  # the tree does not begin at 0
    trees = np.full(first + 2 * leaves, LAST_KEY, dtype=np.int64)
    keys = [LAST_KEY] * leaves
    for leaf, key in steps:
        keys[leaf % leaves] = LAST_KEY if key is None else key
        set_leaf(trees, first, leaves + leaf % leaves, keys[leaf % leaves])
    assert trees[first + 1] == min(keys)

    numbers = [LAST_KEY if key == LAST_KEY else leaf for leaf, key in enumerate(keys)]
    for leaf, number in enumerate(numbers):
        set_leaf(trees, first, leaves + leaf, number)
    following = [n for n in numbers[start:] if n != LAST_KEY]
    assert least_from(trees, first, leaves, start) == (following or [min(numbers)])[0]
