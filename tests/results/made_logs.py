"""Logs written by hand: when each message was written and answered, and who left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from capplan.engines import NONE, ChatLog, Outcome
from capplan.sampling import NEVER, Workload


def made_log(
    w: Workload,
    message: Sequence[int],
    reply: Sequence[int],
    left: Sequence[int] = (),
    **more: object,
) -> ChatLog:
    """A log of a workload's rounds; what is not named did not happen."""
    rounds = {"message": message, "reply": reply}
    columns: dict[str, object] = {}
    for f in fields(ChatLog):
        size = w.work.size if f.name in {"message", "start", "reply", "agent"} else w.chats
        size = 0 if f.name.split("_")[0] in {"stint", "shift", "break"} else size
        columns[f.name] = np.full(size, NONE, dtype=np.int64)
    columns |= {name: np.array(ticks, dtype=np.int64) for name, ticks in rounds.items()}
    columns["arrival"] = np.where(w.arrival == NEVER, NONE, w.arrival)
    columns["offline"] = np.zeros(w.chats, dtype=np.int8)
    columns["outcome"] = np.full(w.chats, Outcome.HANDLED, dtype=np.int8)
    columns["stopped"] = max([0, *message, *reply])
    if left:
        columns["left"] = np.array(left, dtype=np.int64)
    return ChatLog(**(columns | more))  # type: ignore[arg-type]
