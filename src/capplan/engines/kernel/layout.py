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


def _record(fields: list[tuple[str, type[np.generic]]]) -> np.dtype[np.void]:
    return np.dtype(fields, align=True)


CHAT = _record(
    [
        ("message", np.int64),  # tick of the message that waits, of the wrap-up, or of the closing
        ("since", np.int64),  # when it joined the line, or the inbox; when the work on it began
        ("work", np.int32),  # on the message that waits
        ("pause", np.int32),  # after its reply: think time, or the closing delay
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
        ("marks", np.uint8),
    ]
)
"""A chat on the floor: one cache line."""

AGENT = _record(
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
        ("break_end", np.int32),  # ... and one past the last that is due
        ("accepting", np.int8),
        ("leaving", np.int8),
        ("handing_back", np.int8),
        ("touched", np.int8),
        ("spare", np.int32),
    ]
)
"""An agent: one cache line."""

TALLY = _record(
    [
        ("near", np.int64),  # events in the heap
        ("far", np.int64),  # events in the wheel
        ("span", np.int64),  # the present span of time
        ("free_node", np.int64),  # first free node below ...
        ("used_nodes", np.int64),  # ... those ever used
        ("arrived", np.int64),
        ("changes", np.int64),  # that took place
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


QUEUE = _record(
    [
        ("scope", np.int64),
        ("priority", np.int64),
        ("idle", np.int64),
        ("first_choice", np.int64),  # place of its best group in `choices` ...
        ("end_choice", np.int64),  # ... and one past the last
        ("taker", np.int64),  # who took its last chat
        ("closes", np.int64),  # whether it has closed hours
        ("after_live", np.int64),  # whether offline messages are taken after all live chats
        ("staff", np.int64),  # agents on shift who may serve it
    ]
)
"""A queue's terms, and who served it last."""

GROUP = _record(
    [
        ("break_rule", np.int64),
        ("message_order", np.int64),
        ("first_pool", np.int64),
        ("end_pool", np.int64),
        ("first_member", np.int64),  # in `members`
        ("end_member", np.int64),
        ("window", np.int64),  # the limit of the open window, NONE without
        ("weight", np.float64),  # of its limits, where groups are preferred alike
    ]
)
"""A group's terms, and its open limit window."""

SKILL = _record([("speed", np.float64), ("limit", np.int64), ("pool", np.int64)])
"""What a group may do in a queue; the place is ``group * queues + queue``."""

CHOICE = _record([("group", np.int64), ("preference", np.int64)])
"""A group that serves a queue; in order of preference."""

POOL = _record(
    [("limit", np.int64), ("group", np.int64), ("first", np.int64), ("leaves", np.int64)]
)
"""The agents of a group who may take a chat: a tree in `trees`.

Queues of a group share a pool where their limits agree, and always when the fewest open chats
decide.
"""

LANE = _record([("first", np.int64), ("last", np.int64)])
"""One lane of a queue's line; its place is ``LANES * queue + lane``."""

CHANGE = _record([("tick", np.int64), ("who", np.int64), ("about", np.int64), ("kind", np.int64)])
"""A change on the floor that is known beforehand, of an agent or (a limit) of a group; it is about
a shift, a break or a limit."""

NODE = _record([("key", np.int64), ("next", np.int64)])
"""An event in the wheel, and the next one in its bucket."""


class Rules(NamedTuple):
    """The scenario and the roster."""

    queue_count: int
    horizon: int
    pick: int
    bits: int  # of an event's number
    agent_bits: int  # of an agent in a pool's key
    last_tick: int  # of the clock
    span_bits: int  # of a tick inside its span of the wheel
    key_span_bits: int  # of a key inside its span of the wheel
    queues: Records
    groups: Records
    skills: Records
    choices: Records
    pools: Records
    members: Ints  # agents by group, rising
    slow: Floats  # factor on work, by other open chats
    changes: Records  # in order of time and of rule A2
    break_length: Ints
    arrivals: int  # chats that come by themselves
    personal: int  # whether agents have limits of their own
    speed_share: Floats  # of each shift
    limit_share: Floats  # of each shift
    end_rule: Ints  # of each shift
    first_span: Ints  # where each shift's spans of another pace begin, and behind the last
    span_start: Ints
    span_end: Ints
    span_speed: Floats
    ranks: Ints  # of open chats against limits, flat
    rank_of: Ints  # where the ranks of a group's limit begin, ``group * widest + limit``
    widest: int  # one more than the greatest limit


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
    transfer_to: Ints
    stays: Flags
    live_rounds: Ints
    offline_rounds: Ints
    retry: Ints
    retry_delay: Ints


class Log(NamedTuple):
    """The columns of the log, as in `contract.ChatLog`; those of stints may have spare room."""

    outcome: Int8s
    arrival: Ints
    offline: Int8s
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
    near: Ints  # the heap of events due in the present span
    nodes: Records  # of NODE: events that come later
    wheel: Int32s  # first node of each bucket
    lines: Records  # (LANES * q,) of LANE
    last_chat: Ints  # (a,) when each agent last took one
    trees: Ints  # of the pools
    touched: Int32s  # (a,)
