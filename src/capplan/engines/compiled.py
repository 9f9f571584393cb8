"""The floor in Numba: for running.

The rules are those of `engines.reference`, and so is the log, to the last chat.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from capplan.engines.contract import ChatLog
from capplan.engines.kernel import codes
from capplan.engines.kernel.build import RUN
from capplan.engines.kernel.layout import Log
from capplan.engines.lowering import Run, more_stints, prepare
from capplan.engines.machine_code import is_off
from capplan.model.calendar import Calendar
from capplan.model.demand import DayFactor
from capplan.model.people import PickRule
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.sampling import Workload, sample
from capplan.units import DAY, Grid


def simulate(scenario: Scenario, roster: Roster, workload: Workload) -> ChatLog:
    """Run the floor once.

    Raises:
        ValueError: if an array or a term is out of range; names it.
        UnsupportedRule: if the engine lacks a rule.
        OverflowError: if the run goes on beyond the last tick that the clock can hold.
    """
    run = prepare(scenario, roster, workload)
    kernel = RUN.function(run)
    if is_off():
        run = run._replace(rules=_with_fields(run.rules), state=_with_fields(run.state))
    while (why := kernel(*run)) == codes.MORE_STINTS:
        tally = run.state.tally[0]
        run = run._replace(log=more_stints(run.log, int(tally["stints"] + tally["waiting"])))
    if why == codes.TOO_LATE:
        raise OverflowError(f"the run goes on beyond its last tick, {run.rules.last_tick} ms")
    return _log(run.log, int(run.state.tally[0]["stints"]), run.rules.horizon)


def is_cached() -> bool:
    """Whether the engine needs no compiling: it is loaded, or lies in the cache on disk."""
    return RUN.is_ready() or RUN.is_cached(_empty_run())


def warm_up(before_compiling: Callable[[], None] | None = None) -> None:
    """Make the engine ready; without this the first run does it.

    Args:
        before_compiling: called first if the engine must be compiled, which takes some seconds
            and happens once on a machine.
    """
    if RUN.is_ready():
        return
    run = _empty_run()
    if before_compiling is not None and not RUN.is_cached(run):
        before_compiling()
    RUN.function(run)


def nothing() -> tuple[Scenario, Roster, Workload]:
    """A shop with no queue, no agent and no customer: an example to compile for."""
    scenario = Scenario(
        name="",
        calendar=Calendar(datetime(2000, 1, 1), Grid(DAY, DAY), ""),
        queues=(),
        groups=(),
        pick=PickRule.FEWEST_OPEN,
        slowdown=0.0,
        day_factor=DayFactor(0.0, DAY),
    )
    return scenario, Roster(()), sample(scenario, 0)


def _empty_run() -> Run:
    return prepare(*nothing())


def _log(log: Log, stints: int, horizon: int) -> ChatLog:
    columns: dict[str, Any] = log._asdict()
    for name in ("stint_chat", "stint_agent", "stint_start", "stint_end"):
        columns[name] = _trimmed(columns[name], stints)
    return ChatLog(**columns, stopped=max(horizon, int(log.shift_end.max(initial=0))))


def _trimmed(column: NDArray[Any], size: int) -> NDArray[Any]:
    """The first entries of a column; its room goes with it only if that is small."""
    part = column[:size]
    return part if 4 * size > 3 * column.size else part.copy()


def _with_fields(arrays: Any) -> Any:
    """The same arrays, with fields of records as attributes, which only Numba has by itself."""
    return type(arrays)(*(a.view(np.recarray) if _has_fields(a) else a for a in arrays))


def _has_fields(value: Any) -> bool:
    return bool(getattr(getattr(value, "dtype", None), "names", None))
