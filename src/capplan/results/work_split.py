"""For whom each group works: time at work by group and queue (rule M1e)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from capplan.engines import NONE, ChatLog
from capplan.engines.audit import work_spells
from capplan.model.scenario import Scenario
from capplan.results.chats import last_written
from capplan.sampling import Workload

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def work_sums(scenario: Scenario, group: Ints, w: Workload, log: ChatLog) -> Floats:
    """Time at work by group and by the queue in which the round was written [ms].

    A wrap-up belongs to the queue of its chat's last round.

    Args:
        scenario: the shop.
        group: number of each agent's group, shape (agents,).
        w: the customers.
        log: what happened.

    Returns:
        Shape (groups, queues).
    """
    groups, queues = len(scenario.groups), len(scenario.queues)
    written_in = w.queue_of_round()
    wrapped = np.flatnonzero(log.wrap_start != NONE)
    of_spell = np.concatenate(
        (written_in[log.start != NONE], written_in[last_written(w, log)[wrapped]])
    )
    agent, start, end = work_spells(log, w)
    cell = group[agent] * queues + of_spell
    total = np.bincount(cell, (end - start).astype(np.float64), minlength=groups * queues)
    return np.asarray(total, np.float64).reshape(groups, queues)
