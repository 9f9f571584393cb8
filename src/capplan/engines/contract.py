"""What every engine agrees on: the ranks of a tick, the outcomes of a chat, and the log.

An engine is a deterministic function of (scenario, roster, workload) to `ChatLog`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from capplan.model.shifts import Roster, Shift

Ints = NDArray[np.int64]

NONE = -1
"""In the log: no such tick, no such agent.  Tables show it as absent."""


class Rank(IntEnum):
    """Order of events inside one tick (rule A2)."""

    REPLY = 2
    """A message or a wrap-up is worked off."""
    CLOSING = 3
    """A closing delay or an idle time-out is over."""
    DUTY = 4
    """A shift, a break or a limit changes."""
    PATIENCE = 5
    """Patience for a reply is over."""
    MESSAGE = 6
    """A customer writes again."""
    ARRIVAL = 7
    """A customer arrives."""
    SETTLE = 8
    """Chats are assigned, free agents start, those who are done leave."""
    LINE_PATIENCE = 9
    """Patience for the line is over: after the settling, so a tie goes to the agent."""


class DutyChange(IntEnum):
    """Order of one agent's changes inside one tick (rule A2); a shift may begin with a break."""

    BREAK_END = 0
    SHIFT_END = 1
    SHIFT_START = 2
    BREAK_START = 3


class Outcome(IntEnum):
    """How a chat ended."""

    HANDLED = 0
    """Every round was answered."""
    LEFT_LINE = 1
    """The customer closed the chat before an agent took it."""
    LEFT_FIRST_REPLY = 2
    """The customer closed it before the first reply."""
    LEFT_LATER = 3
    """The customer closed it before a later reply, also in the line after a transfer."""
    LEFT_SILENT = 4
    """The customer went without closing it (rule C3)."""
    OPEN_AT_END = 5
    """Neither ended nor left when the run stopped (rule A3)."""
    LEFT_CLOSED = 6
    """The customer came while nobody was on shift, and left at once (rule D6)."""
    NOT_COME = 7
    """The attempt was not made: the one before was not lost, or too late (rule D7)."""


@dataclass(frozen=True, slots=True, eq=False)
class ChatLog:
    """What happened to each chat; n chats, r rounds, s shifts, b breaks, all ticks int64.

    Absent ticks and agents are `NONE`.

    Attributes:
        outcome: `Outcome` of each chat, shape (n,), int8.
        arrival: when the customer came to the people's line, shape (n,) [ticks].
        offline: 1 if the customer came while nobody who may serve the queue was on shift, and
            stayed (rule D6), shape (n,), int8.
        assigned: first time an agent took the chat, shape (n,) [ticks].
        left: when the customer left, openly or silently, shape (n,) [ticks].
        ended: when the chat was closed or left openly, shape (n,) [ticks].
        message: when the customer wrote, per round, shape (r,) [ticks].
        start: when the agent began to work on it, shape (r,) [ticks].
        reply: when the reply was sent, shape (r,) [ticks].
        agent: who worked on it, shape (r,).
        wrap_agent: who wrapped up, shape (n,).
        wrap_start: when the wrap-up began, shape (n,) [ticks].
        wrap_end: when it ended, shape (n,) [ticks].
        stint_chat: chat of each stint (one agent holding one chat), shape (m,).
        stint_agent: its agent, shape (m,).
        stint_start: when the agent took the chat, shape (m,) [ticks].
        stint_end: when the slot was freed, shape (m,) [ticks].
        shift_start: when each shift began, `NONE` if nobody came, shape (s,) [ticks].
        shift_end: when its agent left the floor, shape (s,) [ticks].
        break_start: when each break began, `NONE` if it was skipped, shape (b,) [ticks].
        break_end: when it ended, shape (b,) [ticks].
        stopped: when the run stopped [ticks].
    """

    outcome: NDArray[np.int8]
    arrival: Ints
    offline: NDArray[np.int8]
    assigned: Ints
    left: Ints
    ended: Ints
    message: Ints
    start: Ints
    reply: Ints
    agent: NDArray[np.int32]
    wrap_agent: NDArray[np.int32]
    wrap_start: Ints
    wrap_end: Ints
    stint_chat: Ints
    stint_agent: NDArray[np.int32]
    stint_start: Ints
    stint_end: Ints
    shift_start: Ints
    shift_end: Ints
    break_start: Ints
    break_end: Ints
    stopped: int

    def differences(self, other: ChatLog) -> list[str]:
        """Names of the columns in which two logs differ; empty if they are equal."""
        return [
            f.name
            for f in fields(self)
            if not np.array_equal(getattr(self, f.name), getattr(other, f.name))
        ]


def on_the_floor(roster: Roster, present: tuple[bool, ...]) -> tuple[Shift | None, ...]:
    """Each shift as the run sees it: cut at tick 0, None if absent or over by then."""
    return tuple(
        _from_zero(shift) if here and shift.end > 0 else None
        for shift, here in zip(roster.shifts, present, strict=True)
    )


def _from_zero(shift: Shift) -> Shift:
    if shift.start >= 0:
        return shift
    breaks = tuple((max(0, b), max(0, e)) for b, e in shift.breaks)
    return replace(shift, start=0, breaks=tuple((b, e) for b, e in breaks if e > 0))


def first_breaks(roster: Roster) -> Ints:
    """Place of each shift's first break in the log's break columns, shape (s + 1,)."""
    return np.concatenate(([0], np.cumsum([len(s.breaks) for s in roster.shifts]))).astype(np.int64)
