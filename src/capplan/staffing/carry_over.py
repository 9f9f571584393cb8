"""Chats that theory moves: out of closed hours, and into other queues (rules S1d, S1e)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from capplan.model.scenario import Queue, Scenario
from capplan.units import HOUR

Floats = NDArray[np.float64]

CLEARED_IN = HOUR
"""Time after an opening in which theory clears the backlog of closed hours (assumed) [ticks]."""


def carried(scenario: Scenario, queue: Queue, arrivals: Floats) -> Floats:
    """Arrivals with those of hours that no shift type covers moved to the next opening (rule S1d).

    Args:
        scenario: the shop.
        queue: a queue; without closed hours nothing is moved.
        arrivals: expected arrivals at the people's line, shape (intervals,).

    Returns:
        The same shape; who does not stay is left out.
    """
    closed = queue.closed
    open_ = can_be_open(scenario, queue)
    if closed is None or open_.all():
        return arrivals
    moved = np.where(open_, arrivals, 0.0)
    length = max(1, CLEARED_IN // scenario.calendar.grid.interval)
    waiting = 0.0
    for interval, is_open in enumerate(open_.tolist()):
        if not is_open:
            waiting += closed.stays * float(arrivals[interval])
        elif waiting > 0.0:
            here = np.flatnonzero(open_[interval : interval + length]) + interval
            moved[here] += waiting / here.size
            waiting = 0.0
    return moved


def can_be_open(scenario: Scenario, queue: Queue) -> NDArray[np.bool_]:
    """Whether a shift type lets somebody who may serve the queue be on, shape (intervals,)."""
    serving = {g.name for g in scenario.groups if g.skill(queue.name) is not None and g.most > 0}
    starts = scenario.calendar.edges()[:-1]
    found = np.zeros(starts.size, dtype=np.bool_)
    for kind in scenario.shift_types:
        if serving.intersection(kind.groups):
            for day in kind.days:
                midnight = scenario.calendar.midnight(day)
                found |= (starts >= midnight + kind.start) & (starts < midnight + kind.end)
    return found


def handed_on(scenario: Scenario, by_first_queue: Sequence[Floats]) -> list[Floats]:
    """Replies, or open chats, in the queue in which they are given (rules C5 and S1e).

    Of a chat with m rounds in the mean, m - 1 come behind the first; of these the share of the
    transfers goes on elsewhere.

    Args:
        scenario: the shop.
        by_first_queue: for each queue, what its own customers ask for, shape (intervals,).
    """
    names = scenario.queue_names
    given = [values.copy() for values in by_first_queue]
    for place, queue in enumerate(scenario.queues):
        behind_first = 1.0 - 1.0 / queue.chat.rounds.mean
        for transfer in queue.transfers:
            moved = by_first_queue[place] * (transfer.share * behind_first)
            given[place] -= moved
            given[names.index(transfer.queue)] += moved
    return given
