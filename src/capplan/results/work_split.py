"""For whom each group works: time at work by group and queue (rule M1e)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from capplan.engines import NONE, ChatLog
from capplan.model.scenario import Scenario
from capplan.sampling import Workload

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


Spells = tuple[Ints, Ints, Ints]
"""Agent, start and end of each piece of work: those of the rounds, then those of wrap-ups."""


def work_sums(
    scenario: Scenario, group: Ints, w: Workload, log: ChatLog, spells: Spells, written_in: Ints
) -> Floats:
    """Time at work by group and by the queue in which the round was written [ms].

    A wrap-up belongs to the queue of its chat's last round.

    Args:
        scenario: the shop.
        group: number of each agent's group, shape (agents,).
        w: the customers.
        log: what happened.
        spells: the pieces of work in that log.
        written_in: queue in which each round is written, shape (r,).

    Returns:
        Shape (groups, queues).
    """
    groups, queues = len(scenario.groups), len(scenario.queues)
    wrapped = np.flatnonzero(log.wrap_start != NONE)
    of_wrapped = written_in[_last_written(w, log)[wrapped]] if wrapped.size else wrapped
    of_spell = np.concatenate((written_in[log.start != NONE], of_wrapped))
    agent, start, end = spells
    cell = group[agent] * queues + of_spell
    total = np.bincount(cell, (end - start).astype(np.float64), minlength=groups * queues)
    return np.asarray(total, np.float64).reshape(groups, queues)


def _last_written(w: Workload, log: ChatLog) -> Ints:
    """Place of each chat's last round that was written, shape (chats,); its first if none was."""
    place = w.first_round[:-1].copy()
    written = np.flatnonzero(log.message != NONE)
    place[w.chat_of_round[written]] = written  # of equal chats the last round stays
    return place
