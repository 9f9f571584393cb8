"""Events in order of (tick, rank, number): a 4-ary heap of keys that hold all three."""

from __future__ import annotations

from capplan.engines.jit import at, helper, tested, whole
from capplan.engines.kernel.layout import Ints

CODE_BITS = 3


@helper
def event_key(bits: int, tick: int, code: int, number: int) -> int:
    """The key of an event: the tick, then the code of its rank, then `bits` bits of its number."""
    return (whole(tick) << (bits + CODE_BITS)) | (whole(code) << bits) | whole(number)


@tested
def push(heap: Ints, size: int, key: int) -> None:
    """Add a key to a heap of a size."""
    place = size
    while place > 0:
        parent = (place - 1) >> 2
        above = heap[at(parent)]
        if above <= key:
            break
        heap[at(place)] = above
        place = parent
    heap[at(place)] = key


@tested
def drop_first(heap: Ints, size: int) -> None:
    """Take the least key off a heap of a size."""
    size -= 1
    key = heap[at(size)]
    place = 0
    child = 1
    while child + 3 < size:
        least, best = heap[at(child)], child
        other = heap[at(child + 1)]
        if other < least:
            least, best = other, child + 1
        third, rival = heap[at(child + 2)], child + 2
        other = heap[at(child + 3)]
        if other < third:
            third, rival = other, child + 3
        if third < least:
            least, best = third, rival
        if key <= least:
            heap[at(place)] = key
            return
        heap[at(place)] = least
        place = best
        child = 4 * place + 1
    while child < size:
        least, best = heap[at(child)], child
        for rival in range(child + 1, min(child + 4, size)):
            if heap[at(rival)] < least:
                least, best = heap[at(rival)], rival
        if key <= least:
            break
        heap[at(place)] = least
        place = best
        child = 4 * place + 1
    heap[at(place)] = key
