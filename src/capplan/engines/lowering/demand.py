"""The workload's arrays in the kernels' types, each checked before a kernel sees it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from capplan.engines.kernel import codes
from capplan.engines.kernel.layout import Demand
from capplan.model.chat import PatienceScope
from capplan.model.scenario import Scenario
from capplan.sampling import Workload

MOST = 2**31 - 1
"""Most chats or rounds in one run."""
MOST_QUEUES = 2**14 - 1


def lower_demand(scenario: Scenario, workload: Workload) -> Demand:
    """The workload's arrays.

    Raises:
        ValueError: if an array has a wrong type, a wrong shape or a value out of range; names it.
    """
    w = workload
    n, r = w.arrival.size, w.work.size
    if max(n, r) > MOST:
        raise ValueError(f"arrival, work: {n} chats with {r} rounds are too many for one run")
    if len(scenario.queues) > MOST_QUEUES:
        raise ValueError(f"queues: {len(scenario.queues)} are too many for one run")
    transfer_to = _links("transfer_to", w.transfer_to, n, len(scenario.queues) - 1)
    later = bool(transfer_to.size) or any(
        q.chat.patience.scope is PatienceScope.EVERY_REPLY for q in scenario.queues
    )
    closes = any(q.closed is not None for q in scenario.queues)
    demand = Demand(
        queue=_column("queue", w.queue, n, np.int64, len(scenario.queues) - 1),
        arrival=_column("arrival", w.arrival, n, np.int64, codes.NEVER),
        first_round=_column("first_round", w.first_round, n + 1, np.int64, r),
        work=_column("work", w.work, r, np.int32),
        think=_column("think", w.think, r, np.int32),
        patience=_column("patience", w.patience, n, np.int64),
        later_patience=_column(
            "later_patience", w.later_patience, r if later or w.later_patience.size else 0, np.int64
        ),
        silent=_flags("silent", w.silent, n),
        closing=_column("closing", w.closing, n, np.int32),
        wrap_up=_column("wrap_up", w.wrap_up, n, np.int32),
        transfer_to=transfer_to,
        stays=_flags("stays", w.stays, n if closes or w.stays.size else 0),
        live_rounds=_count("live_rounds", w.live_rounds, w, closes),
        offline_rounds=_count("offline_rounds", w.offline_rounds, w, closes),
        retry=_links("retry", w.retry, n, n - 1),
        retry_delay=_column(
            "retry_delay", w.retry_delay, n if w.retry.size or w.retry_delay.size else 0, np.int64,
            codes.NEVER - 1,
        ),
    )  # fmt: skip
    if (demand.arrival[1:] < demand.arrival[:-1]).any():
        raise ValueError("arrival: the ticks must rise")
    first = demand.first_round
    if first[0] != 0 or first[-1] != r or (first[1:] <= first[:-1]).any():
        raise ValueError(f"first_round: it must rise from 0 to the number of rounds, {r}")
    return demand


def _column(
    name: str, array: NDArray[Any], size: int, dtype: type[np.integer[Any]], most: int | None = None
) -> NDArray[Any]:
    """A contiguous array of whole numbers from 0 to `most`."""
    if array.shape != (size,):
        raise ValueError(f"{name}: the shape is {array.shape}, not ({size},)")
    if array.dtype.kind not in "iu":
        raise ValueError(f"{name}: the type is {array.dtype}, not {np.dtype(dtype)}")
    if array.dtype != dtype:
        room = int(np.iinfo(dtype).max)
        most = room if most is None else min(most, room)
    if size:
        least, greatest = int(array.min()), int(array.max())
        if least < 0 or (most is not None and greatest > most):
            within = "0 or more" if most is None else f"in 0 to {most}"
            raise ValueError(f"{name}: values must be {within}; they are {least} to {greatest}")
    return _to_read(np.require(array, dtype, ["C", "A"]))


def _links(name: str, array: NDArray[Any], size: int, most: int) -> NDArray[Any]:
    """A column of numbers of queues or chats, -1 for none; or no column at all."""
    if array.size == 0:
        return _column(name, array, 0, np.int64)
    above = _column(name, array + 1, size, np.int64, most + 1)
    return _to_read(above - 1)


def _count(name: str, array: NDArray[Any], w: Workload, wanted: bool) -> NDArray[Any]:
    """A column of counts of rounds, of at least 1 and within the room of each chat."""
    counts = _column(name, array, w.chats if wanted or array.size else 0, np.int64)
    if counts.size and ((counts < 1) | (counts > np.diff(w.first_round))).any():
        raise ValueError(f"{name}: a chat has no round, or more than there is room for")
    return counts


def _flags(name: str, array: NDArray[Any], size: int) -> NDArray[np.bool_]:
    if array.shape != (size,) or array.dtype != np.bool_:
        raise ValueError(
            f"{name}: it must be {size} flags, not {array.dtype} of shape {array.shape}"
        )
    return _to_read(np.require(array, np.bool_, ["C", "A"]))


def _to_read(array: NDArray[Any]) -> NDArray[Any]:
    """The same array, for reading only: one type for the kernels, whatever the caller's flags."""
    view = array.view()
    view.flags.writeable = False
    return view
