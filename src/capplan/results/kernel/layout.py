"""What the compiled tally works on: the terms, the customers, the log, and the sums."""

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
"""An array of records; Numba reads their fields as attributes."""

ORDERS = np.dtype(
    [
        ("sells", np.int64),  # whether customers of the queue may order
        ("curve", np.int64),
        ("reference", np.int64),  # response time at which `base` holds
        ("first_step", np.int64),  # in `step_edges` and `step_shares` ...
        ("end_step", np.int64),  # ... and one past the last
        ("base", np.float64),
        ("silent", np.float64),
        ("by_bot", np.float64),
        ("stays", np.float64),  # share of conversion left after a minute
    ],
    align=True,
)
"""What chats of a queue are worth (rule C6)."""

METRIC = np.dtype(
    [
        ("within", np.int64),
        ("at_least", np.int64),  # whether it is a share, else a mean
        ("first_only", np.int64),
        ("unit", np.int64),
        ("offline_counts", np.int64),
        ("unanswered_misses", np.int64),
        ("bot_counts", np.int64),
        ("first_tick", np.int64),  # the time of day that counts
        ("end_tick", np.int64),
    ],
    align=True,
)
"""A metric of a queue's platform (rule M4)."""


class Terms(NamedTuple):
    """What is asked of the log: the grid, thresholds, orders, platforms, and the people."""

    interval: int
    last: int  # the interval behind the horizon
    first_within: Ints  # thresholds of first replies
    reply_within: Ints
    orders: Records  # (queues,) of ORDERS
    step_edges: Floats
    step_shares: Floats  # share of a step ÷ that of the reference's step
    conversion: Floats  # (groups, queues)
    metrics: Records  # of METRIC
    first_metric: Ints  # (queues + 1,): a queue's first metric
    exempt: Flags  # (metrics, days with room): whether a day does not count
    first_midnight: int
    days: int
    group: Ints  # of each agent
    shift_group: Ints
    planned_end: Ints  # of each shift
    break_group: Ints


class Customers(NamedTuple):
    """Columns of the workload, as in `sampling.Workload`."""

    arrivals: int
    queue: Ints
    first_round: Ints
    order_uniform: Floats
    transfer_to: Ints
    customer: Ints
    kept_queue: Ints  # of those whom a bot kept
    kept_arrival: Ints
    kept_uniform: Floats


class Log(NamedTuple):
    """Columns of the log, as in `engines.ChatLog`."""

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
    stopped: int


class Sums(NamedTuple):
    """What is filled: the arrays of a `Tally`, and room to work in."""

    queues: Floats
    groups: Floats
    platforms: Floats
    work: Floats
    waits: Floats
    next_attempt: Int32s  # (chats,) where customers come back: their next attempt
    last_attempt: Int32s
    again: Ints  # (chats,) where chats are transferred: when taken again
    seen: Ints  # (metrics,): whom or which chat a metric counted last
    seen_day: Ints
    seen_missed: Int8s
