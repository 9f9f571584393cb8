"""Checks of shifts and breaks (P4, P5, A3)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from capplan.engines.audit.facts import Facts, problem
from capplan.engines.contract import NONE, first_breaks
from capplan.model.shifts import Shift


def presence(f: Facts) -> Iterator[str]:
    """New chats are taken on shift only, never from a break's or the shift's end on (P4)."""
    log = f.log
    allowed = np.zeros(log.stint_chat.size, dtype=np.bool_)
    first = first_breaks(f.roster)
    for place, shift in enumerate(f.shifts):
        came = log.shift_start[place]
        if (shift is None) != (came == NONE) or (shift is not None and came != shift.start):
            yield f"P5: shift {place} was not worked as planned"
        if shift is None:
            continue
        mine = f.stints_of(shift.agent)
        starts = log.stint_start[mine]
        on = (starts >= shift.start) & (starts < shift.end)
        kept = int(first[place + 1]) - len(shift.breaks)  # earlier ones were over by tick 0
        for number, (begin, _) in enumerate(shift.breaks, kept):
            back = log.break_end[number]
            on &= ~((starts >= begin) & ((back == NONE) | (starts < back)))
        allowed[mine] |= on
    yield from problem("P4", "a chat was taken off shift or on a break", ~allowed)


def leaving(f: Facts) -> Iterator[str]:
    """An agent leaves when the shift is over and nothing is left to do, or goes over (P4, A3)."""
    log = f.log
    following: dict[int, Shift] = {}
    for place in range(len(f.shifts) - 1, -1, -1):
        shift = f.shifts[place]
        expected = NONE
        if shift is not None:
            expected = max(shift.end, _clear(f, shift.agent, shift.end))
            if shift.agent in following:
                expected = min(expected, following[shift.agent].start)
            following[shift.agent] = shift
        if log.shift_end[place] != expected:
            yield f"P4: the agent of shift {place} left at {log.shift_end[place]}, not {expected}"
    stopped = max([f.scenario.calendar.grid.horizon, *log.shift_end.tolist()])
    if log.stopped != stopped:
        yield f"A3: the run stopped at {log.stopped}, not {stopped}"


def breaks(f: Facts) -> Iterator[str]:
    """A break begins when it is due and the agent is clear, and keeps its length (P4)."""
    log = f.log
    first = first_breaks(f.roster)
    start = np.full(log.break_start.size, NONE, dtype=np.int64)
    end = start.copy()
    for place, shift in enumerate(f.shifts):
        if shift is None:
            continue
        back = shift.start
        kept = int(first[place + 1]) - len(shift.breaks)
        for number, (due, over) in enumerate(shift.breaks, kept):
            begins = max(due, back, _clear(f, shift.agent, due))
            if begins >= shift.end:
                break  # this one and all later ones are skipped
            back = min(begins + over - due, shift.end)
            start[number], end[number] = begins, back
    yield from problem("P4", "a break began at another time", log.break_start != start)
    yield from problem("P4", "a break ended at another time", log.break_end != end)


def _clear(f: Facts, agent: int, tick: int) -> int:
    """When an agent is done with all chats taken before a tick, wrap-ups included [ticks]."""
    log = f.log
    mine = f.stints_of(agent)
    mine = mine[log.stint_start[mine] < tick]
    ended = mine[f.last_stint[log.stint_chat[mine]] == mine]
    wrapped = log.wrap_end[log.stint_chat[ended]]
    return int(max(log.stint_end[mine].max(initial=NONE), wrapped.max(initial=NONE)))
