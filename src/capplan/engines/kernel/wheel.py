"""Events to come, in order of (tick, rank, number).

What is due in the present span of time stands in a 4-ary heap; what comes later lies unsorted in a
wheel of buckets, one per span, and moves to the heap when its span begins.  So the heap stays
small however many chats are under way.  A bucket also holds events of later turns of the wheel.
"""

from __future__ import annotations

from capplan.engines.jit import at, helper, whole
from capplan.engines.kernel.codes import NONE
from capplan.engines.kernel.heap import event_key, push
from capplan.engines.kernel.layout import Rules, State


@helper
def schedule(rules: Rules, s: State, tick: int, code: int, number: int) -> None:
    """Put an event into the run; one beyond the clock is only noted."""
    tally = s.tally[0]
    if tick > rules.last_tick:
        tally.too_late = 1
        return
    key = event_key(rules.bits, tick, code, number)
    span = tick >> rules.span_bits
    if span <= tally.span:
        push(s.near, tally.near, key)
        tally.near += 1
        return
    node = tally.free_node
    if node == NONE:
        node = tally.used_nodes
        tally.used_nodes += 1
    else:
        tally.free_node = s.nodes[at(node)].next
    event = s.nodes[at(node)]
    bucket = span & (s.wheel.size - 1)
    event.key = key
    event.next = s.wheel[at(bucket)]
    s.wheel[at(bucket)] = node
    tally.far += 1


@helper
def open_span(rules: Rules, s: State, span: int) -> None:
    """A span begins: its events move from the wheel to the heap."""
    tally = s.tally[0]
    tally.span = span
    bucket = span & (s.wheel.size - 1)
    node = s.wheel[at(bucket)]
    s.wheel[at(bucket)] = NONE
    while node != NONE:
        event = s.nodes[at(node)]
        following = event.next
        if event.key >> rules.key_span_bits == span:
            push(s.near, tally.near, event.key)
            tally.near += 1
            tally.far -= 1
            event.next = tally.free_node
            tally.free_node = node
        else:
            event.next = s.wheel[at(bucket)]
            s.wheel[at(bucket)] = node
        node = following


@helper
def first_span(rules: Rules, s: State) -> int:
    """The first span that has an event in the wheel."""
    first = whole(rules.last_tick)
    for bucket in range(s.wheel.size):
        node = s.wheel[at(bucket)]
        while node != NONE:
            first = min(first, s.nodes[at(node)].key >> rules.key_span_bits)
            node = s.nodes[at(node)].next
    return first


@helper
def advance(rules: Rules, s: State, until: int) -> None:
    """Go to the next span with an event, at most to the span `until`."""
    tally = s.tally[0]
    span = tally.span
    turn = span + s.wheel.size
    while tally.far > 0 and span < until:
        span += 1
        if span > turn:  # a whole turn brought nothing
            span = min(until, first_span(rules, s))
        if s.wheel[at(span & (s.wheel.size - 1))] != NONE:
            open_span(rules, s, span)
            if tally.near > 0:
                return
    tally.span = until
