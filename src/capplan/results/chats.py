"""When each chat came to the people's line, and which came in closed hours (rules D6 and D7)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from capplan.engines import NONE, ChatLog
from capplan.sampling import NEVER, Workload

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def came(w: Workload, log: ChatLog) -> Ints:
    """Tick at which each chat came, shape (chats,); `NONE` for attempts that were not made."""
    return np.where(w.arrival == NEVER, NONE, w.arrival)


def offline(w: Workload, log: ChatLog) -> Flags:
    """Whether each chat came while nobody who may serve its queue was on shift, shape (chats,)."""
    return np.zeros(w.chats, dtype=np.bool_)


def last_written(w: Workload, log: ChatLog) -> Ints:
    """Place of each chat's last round that was written, shape (chats,); its first if none was."""
    place = w.first_round[:-1].copy()
    written = np.flatnonzero(log.message != NONE)
    place[w.chat_of_round[written]] = written  # of equal chats the last round stays
    return place
