"""The run: the next event of all streams, again and again, until the floor is empty (A2, A3).

Within a rank nothing that happens to one agent or chat in a tick is seen by another before the
settling, so an event's number may be the chat's slot and every order inside a rank gives one log.
"""

from __future__ import annotations

from collections.abc import Callable

from capplan.engines.jit import at, helper
from capplan.engines.kernel.codes import (
    ARRIVAL,
    BREAK_END,
    CLOSING,
    DONE,
    DUTY,
    LAST_KEY,
    LINE_PATIENCE,
    MESSAGE,
    MORE_STINTS,
    NOT_COME,
    OVER,
    REPLY,
    TOO_LATE,
)
from capplan.engines.kernel.customers import come, lose_patience, write
from capplan.engines.kernel.duty import break_over, make_change
from capplan.engines.kernel.heap import CODE_BITS, drop_first, event_key
from capplan.engines.kernel.layout import Demand, Log, Rules, State
from capplan.engines.kernel.matching import settle
from capplan.engines.kernel.slots import clear_log, clear_rounds, log_rest
from capplan.engines.kernel.wheel import advance
from capplan.engines.kernel.work import hold_over, work_done

EVENT, CUSTOMER, CHANGE = range(3)
"""Where the next event comes from."""


@helper
def happen(rules: Rules, d: Demand, log: Log, s: State, key: int, now: int) -> None:
    """An event of an agent or a chat on the floor takes place."""
    code = (key >> rules.bits) & ((1 << CODE_BITS) - 1)
    number = key & ((1 << rules.bits) - 1)
    if code == REPLY:
        work_done(rules, d, log, s, number, now)
    elif code == MESSAGE:
        write(rules, d, s, number, now)
    elif code == CLOSING:
        hold_over(rules, log, s, number, now)
    elif code == BREAK_END:
        break_over(rules, log, s, number, now)
    elif code == ARRIVAL:  # a further attempt
        come(rules, d, log, s, number, now)
    else:
        lose_patience(rules, d, log, s, number, code, now)


@helper
def arrive(rules: Rules, d: Demand, log: Log, s: State, now: int) -> None:
    """The next customer comes."""
    tally = s.tally[0]
    number = tally.arrived
    tally.arrived += 1
    come(rules, d, log, s, number, now)


@helper
def arrival_key(rules: Rules, d: Demand, s: State) -> int:
    """The key of the next arrival."""
    number = s.tally[0].arrived
    if number == rules.arrivals:
        return LAST_KEY
    return event_key(rules.bits, d.arrival[at(number)], ARRIVAL, 0)


@helper
def change_key(rules: Rules, s: State) -> int:
    """The key of the next change on the floor that is known beforehand."""
    place = s.tally[0].changes
    if place == rules.changes.size:
        return LAST_KEY
    return event_key(rules.bits, rules.changes[at(place)].tick, DUTY, 0)


@helper
def log_the_rest(rules: Rules, d: Demand, log: Log, s: State) -> None:
    """Log the chats that are still on the floor, and those that have not come."""
    for slot in range(s.tally[0].used):
        if s.chats[at(slot)].state != OVER:
            log_rest(log, s, s.chats[at(slot)])
    for number in range(s.tally[0].arrived, rules.arrivals):
        clear_log(log, number)
        log.outcome[at(number)] = NOT_COME
        clear_rounds(log, d.first_round[at(number)], d.first_round[at(number + 1)])


def with_sources(sources: int) -> Callable[[Rules, Demand, Log, State], int]:
    """The run, as a function that encloses a number.

    Numba looks in its cache by a function's own file and by what the function encloses; the
    number stands for the files of the helpers.
    """

    def run(rules: Rules, d: Demand, log: Log, s: State) -> int:
        """Go on with a run until it is over, or until it must be helped; returns why it stopped.

        At the end of each tick in which something changed it settles.
        """
        sources  # noqa: B018  # pyright: ignore
        tick_bits = rules.bits + CODE_BITS
        tally = s.tally[0]
        now = tally.now
        next_arrival, next_change = arrival_key(rules, d, s), change_key(rules, s)
        while True:
            key = s.near[0] if tally.near > 0 else LAST_KEY
            source = EVENT
            if next_arrival < key:
                key, source = next_arrival, CUSTOMER
            if next_change < key:
                key, source = next_change, CHANGE
            if (tally.touched > 0 or tally.match) and key >= event_key(
                rules.bits, now, LINE_PATIENCE, 0
            ):
                if tally.stints + tally.waiting > log.stint_chat.size:
                    tally.now = now
                    return MORE_STINTS
                settle(rules, d, log, s, now)
                continue
            span = key >> rules.key_span_bits
            nobody_left = tally.on == 0 and tally.to_come == 0
            over = nobody_left and tally.span << rules.span_bits > rules.horizon
            if span > tally.span and tally.far > 0 and not over:
                advance(rules, s, span)
                continue
            if key == LAST_KEY or (nobody_left and key >> tick_bits > rules.horizon):
                break
            tally.span = max(tally.span, span)
            now = key >> tick_bits
            if source == EVENT:
                drop_first(s.near, tally.near)
                tally.near -= 1
                happen(rules, d, log, s, key, now)
            elif source == CUSTOMER:
                arrive(rules, d, log, s, now)
                next_arrival = arrival_key(rules, d, s)
            else:
                make_change(rules, log, s, tally.changes, now)
                tally.changes += 1
                next_change = change_key(rules, s)
        if tally.too_late and not nobody_left:
            return TOO_LATE
        log_the_rest(rules, d, log, s)
        return DONE

    return run


run = with_sources(0)
