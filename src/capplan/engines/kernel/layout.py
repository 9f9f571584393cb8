"""What the kernels work on: the arrays of one run and the codes in them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Int8s = NDArray[np.int8]
Int32s = NDArray[np.int32]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Records = Any
"""An array of records; Numba and NumPy read their fields as attributes."""

NONE = -1
"""No such tick, agent, chat or place."""
NEVER = 2**62
"""Patience that never ends, as in the workload."""
LAST_KEY = 2**63 - 1
"""Beyond every event."""

REPLY, CLOSING, BREAK_END, DUTY, PATIENCE, MESSAGE, ARRIVAL, LINE_PATIENCE = range(8)
"""Codes of events, in the order of their ranks in a tick (rule A2).

The settling stands between the last two; it is no event here but what ends a tick.  A break's end
comes before an agent's other duties and concerns nobody else, so it may have a code of its own.
"""

SHIFT_START, BREAK_START, SHIFT_END, LIMIT = range(4)
"""Kinds of duties."""

IN_LINE, IN_INBOX, IN_WORK, THINKING, HOLDING, WRAPPING = range(6)
"""States of a chat on the floor; up to `IN_WORK` its customer waits for a reply."""

GONE, HANDED_BACK, SILENT, FIRST_ROUND = 1, 2, 4, 8
"""Marks of a chat on the floor: left silently; handed back; would leave silently; round 0."""

LINE_SCOPE, FIRST_REPLY_SCOPE, EVERY_REPLY_SCOPE = range(3)
"""What patience waits for (rule C2)."""

FINISH, HAND_BACK = range(2)
"""What happens to open chats at a shift's end or a break's start (rule P4)."""

IN_ORDER, FIRST_REPLIES_FIRST = range(2)
"""Which message an agent takes next (rule P3)."""

FEWEST_OPEN, LONGEST_SINCE_CHAT, ROUND_ROBIN = range(3)
"""Which agent of a group takes a chat (rule A1)."""

HANDLED, LEFT_LINE, LEFT_FIRST_REPLY, LEFT_LATER, LEFT_SILENT, OPEN_AT_END = range(6)
"""Outcomes, as in the log."""

DONE, MORE_STINTS, TOO_LATE = range(3)
"""Why the loop returned: the run is over; the stints need room; an event lies beyond the clock."""

CHAT = np.dtype(
    [
        ("message", np.int64),  # tick of the message that waits, or of the wrap-up
        ("entry", np.int64),  # when it joined the line
        ("leaves", np.int64),  # when patience for the waiting message is over, NONE if never
        ("place", np.int32),  # its round, in the arrays of rounds
        ("last", np.int32),  # its last round
        ("chat", np.int32),  # its number
        ("agent", np.int32),  # who holds it
        ("next", np.int32),  # in its line or inbox; also the next free slot
        ("before", np.int32),
        ("open_next", np.int32),  # among the agent's open chats
        ("open_before", np.int32),
        ("stint", np.int32),
        ("queue", np.int16),
        ("state", np.int8),
        ("marks", np.int8),
    ]
)
"""A chat on the floor: one cache line."""

AGENT = np.dtype(
    [
        ("due", np.int64),  # when the work in hand is done
        ("doing", np.int32),  # slot of the chat in work
        ("open", np.int32),  # number of open chats
        ("inbox", np.int32),  # slot of the first message
        ("inbox_end", np.int32),
        ("open_first", np.int32),
        ("group", np.int32),
        ("member", np.int32),  # place among the agents of its group
        ("number", np.int32),  # in the roster
        ("shift", np.int32),
        ("on_break", np.int32),
        ("break_due", np.int32),  # the next break to begin ...
        ("break_last", np.int32),  # ... and one past the last that is due
        ("accepting", np.int8),
        ("leaving", np.int8),
        ("handing_back", np.int8),
        ("touched", np.int8),
        ("spare", np.int32),
    ]
)
"""An agent: one cache line."""

TALLY = np.dtype(
    [
        ("events", np.int64),  # in the heap
        ("patient", np.int64),  # in the heap of patience
        ("arrived", np.int64),
        ("duties", np.int64),  # done
        ("stints", np.int64),
        ("waiting", np.int64),  # in the lines
        ("touched", np.int64),  # agents to look at when the tick settles
        ("match", np.int64),  # whether a chat may have found an agent since the last settling
        ("on", np.int64),  # agents on the floor
        ("to_come", np.int64),  # shifts not yet begun
        ("used", np.int64),  # chat slots ever used
        ("free", np.int64),  # first free slot below `used`
        ("now", np.int64),
        ("too_late", np.int64),  # whether an event lies beyond the clock
    ]
)
"""The counters of a run: one record."""


class Rules(NamedTuple):
    """The scenario; q queues, g groups, a agents, p pools.

    A pool is a tree of the agents of one group who may take a chat.  Queues of a group share one
    where their limits agree, and always when the fewest open chats decide.
    """

    queues: int
    horizon: int
    pick: int
    bits: int  # of an event's number
    agent_bits: int  # of an agent in a pool's key
    last_tick: int  # of the clock
    scope: Ints  # (q,)
    priority: Ints  # (q,)
    idle: Ints  # (q,)
    speed: Floats  # (g * q,)
    limit: Ints  # (g * q,), NONE without the skill
    pool: Ints  # (g * q,)
    choice_first: Ints  # (q + 1,) into the next two: the groups that serve a queue, best first
    choice_group: Ints
    choice_preference: Ints
    slow: Floats  # factor on work, by other open chats
    end_rule: Ints  # (g,)
    break_rule: Ints  # (g,)
    message_order: Ints  # (g,)
    pool_first: Ints  # (g + 1,) into the pools
    pool_limit: Ints  # (p,)
    tree_first: Ints  # (p,) where the pool's tree begins
    tree_leaves: Ints  # (p,)
    member_first: Ints  # (g + 1,) into `members`
    members: Ints  # agents by group, rising


class Duties(NamedTuple):
    """What the roster and the limit windows bring, in order of time and rule A2; d duties."""

    tick: Ints  # (d,)
    kind: Int8s  # (d,)
    who: Ints  # (d,) agent, or group for a limit
    about: Ints  # (d,) shift, break or limit
    break_length: Ints  # (breaks,)


class Demand(NamedTuple):
    """The workload, as in `sampling.Workload`."""

    queue: Ints
    arrival: Ints
    first_round: Ints
    work: Int32s
    think: Int32s
    patience: Ints
    later_patience: Ints
    silent: Flags
    closing: Int32s
    wrap_up: Int32s


class Log(NamedTuple):
    """The columns of the log, as in `contract.ChatLog`; those of stints may have spare room."""

    outcome: Int8s
    assigned: Ints
    left: Ints
    ended: Ints
    message: Ints
    start: Ints
    reply: Ints
    agent: Int32s
    wrap_agent: Int32s
    wrap_start: Ints
    wrap_end: Ints
    stint_chat: Ints
    stint_agent: Int32s
    stint_start: Ints
    stint_end: Ints
    shift_start: Ints
    shift_end: Ints
    break_start: Ints
    break_end: Ints


class State(NamedTuple):
    """The floor at a tick.  What is sized by chats is room only: memory is taken as it is used."""

    tally: Records  # (1,) of TALLY
    chats: Records  # (slots,) of CHAT
    agents: Records  # (a,) of AGENT
    slot: Int32s  # (n,) slot of each chat on the floor, NONE once it is over
    events: Ints  # a heap
    patient: Ints  # a heap
    line_first: Ints  # (2 * q,) per queue: handed back, entered
    line_last: Ints  # (2 * q,)
    window_limit: Ints  # (g,) the limit of the open window, NONE without
    last_taker: Ints  # (q,) who took the queue's last chat
    last_chat: Ints  # (a,) when each agent last took one
    trees: Ints  # of the pools
    touched: Int32s  # (a,)
