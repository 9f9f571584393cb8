"""The tally in Numba: for running.

The sums are those of `plain_tally`: whole numbers, so that their order does not matter.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from capplan.engines import ChatLog, compiled
from capplan.engines.machine_code import is_off
from capplan.model.calendar import Calendar
from capplan.model.chat import WaitCurve
from capplan.model.platform import Unit
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.results import plain_tally
from capplan.results.kernel import codes, layout
from capplan.results.kernel.build import PASS
from capplan.results.kernel.layout import Customers, Log, Sums, Terms
from capplan.results.orders import served_conversion
from capplan.results.platforms import Judged, judged
from capplan.results.tally import (
    GROUP_SUMS,
    Tally,
    Thresholds,
    groups_of_agents,
    queue_columns,
)
from capplan.results.waits import BINS
from capplan.sampling import Workload
from capplan.units import DAY

Arguments = tuple[Terms, Customers, Log, Sums]

_CURVES = {
    WaitCurve.NONE: codes.NO_CURVE,
    WaitCurve.EXPONENTIAL: codes.EXPONENTIAL,
    WaitCurve.STEPS: codes.STEPS,
}
_UNITS = {
    Unit.ROUND: codes.ROUND,
    Unit.MESSAGE: codes.ROUND,
    Unit.CUSTOMER: codes.CUSTOMER,
    Unit.SESSION: codes.SESSION,
}


def tally(scenario: Scenario, roster: Roster, workload: Workload, log: ChatLog) -> Tally:
    """Sum one replication up."""
    if is_off():
        return plain_tally.tally(scenario, roster, workload, log)
    arguments = _arguments(scenario, roster, workload, log)
    PASS.function(arguments)(*arguments)
    sums = arguments[-1]
    return Tally(sums.queues, sums.groups, sums.platforms, sums.work, sums.waits)


def is_cached() -> bool:
    """Whether the pass needs no compiling: it is loaded, or lies in the cache on disk."""
    return PASS.is_ready() or PASS.is_cached(_of_nothing())


def warm_up() -> None:
    """Make the pass ready; without this the first tally does it."""
    if not PASS.is_ready():
        PASS.function(_of_nothing())


def _of_nothing() -> Arguments:
    shop, roster, workload = compiled.nothing()
    return _arguments(shop, roster, workload, compiled.simulate(shop, roster, workload))


def _arguments(scenario: Scenario, roster: Roster, workload: Workload, log: ChatLog) -> Arguments:
    return (
        _terms(scenario, roster, log),
        _customers(workload),
        _log(log),
        _sums(scenario, workload),
    )


# ---- what is asked ------------------------------------------------------------------------------


def _terms(scenario: Scenario, roster: Roster, log: ChatLog) -> Terms:
    grid, calendar = scenario.calendar.grid, scenario.calendar
    thresholds = Thresholds.of(scenario)
    worth, edges, shares = _orders(scenario)
    metrics = judged(scenario)
    group = groups_of_agents(scenario, roster)
    agents = np.array([s.agent for s in roster.shifts], dtype=np.int64)
    shift_group = group[agents]
    return Terms(
        interval=grid.interval,
        last=grid.count,
        first_within=np.array(thresholds.first, dtype=np.int64),
        reply_within=np.array(thresholds.reply, dtype=np.int64),
        orders=worth,
        step_edges=edges,
        step_shares=shares,
        conversion=_conversion(scenario),
        metrics=_metrics(metrics),
        first_metric=_first_metric(metrics, len(scenario.queues)),
        exempt=_exempt(metrics, calendar, log.stopped),
        first_midnight=calendar.first_midnight,
        days=calendar.days,
        group=group,
        shift_group=shift_group,
        planned_end=np.array([s.end for s in roster.shifts], dtype=np.int64),
        break_group=np.repeat(shift_group, [len(s.breaks) for s in roster.shifts]),
    )


def _orders(scenario: Scenario) -> tuple[NDArray[np.void], layout.Floats, layout.Floats]:
    """Records of the queues' orders, and the steps of all of them, one after another."""
    worth = np.zeros(len(scenario.queues), dtype=layout.ORDERS)
    edges: list[float] = []
    shares: list[float] = []
    for row, queue in zip(worth, scenario.queues, strict=True):
        terms = queue.orders
        if terms is None:
            continue
        row["sells"] = 1
        row["curve"] = _CURVES[terms.curve]
        row["reference"] = terms.reference_response
        row["base"] = served_conversion(terms)
        row["silent"] = terms.silent_orders
        row["by_bot"] = terms.bot_conversion
        row["stays"] = 1.0 - terms.fall_per_minute
        row["first_step"] = len(edges)
        if terms.curve is WaitCurve.STEPS:
            at = np.searchsorted([edge for edge, _ in terms.steps[:-1]], terms.reference_response)
            own = np.array([share for _, share in terms.steps])
            edges += [float(edge) for edge, _ in terms.steps]
            shares += (own / own[at]).tolist()
        row["end_step"] = len(edges)
    return worth, np.array(edges, dtype=np.float64), np.array(shares, dtype=np.float64)


def _conversion(scenario: Scenario) -> layout.Floats:
    """Conversion factor of each group in each queue, shape (groups, queues)."""
    factors = [
        [skill.conversion_factor if (skill := g.skill(q)) else 1.0 for q in scenario.queue_names]
        for g in scenario.groups
    ]
    return np.array(factors, dtype=np.float64).reshape(len(scenario.groups), len(scenario.queues))


def _metrics(pairs: tuple[Judged, ...]) -> NDArray[np.void]:
    rows = np.zeros(len(pairs), dtype=layout.METRIC)
    for row, pair in zip(rows, pairs, strict=True):
        metric = pair.metric
        row["within"] = metric.within
        row["at_least"] = metric.asked.at_least
        row["first_only"] = metric.asked.first_only
        row["unit"] = _UNITS[metric.unit]
        row["offline_counts"] = metric.offline_counts
        row["unanswered_misses"] = metric.unanswered_misses
        row["bot_counts"] = metric.bot_counts
        row["first_tick"], row["end_tick"] = metric.between
    return rows


def _first_metric(pairs: tuple[Judged, ...], queues: int) -> layout.Ints:
    """Place of each queue's first metric, and one past the last of all, shape (queues + 1,)."""
    each = np.bincount([pair.number for pair in pairs], minlength=queues)
    return np.concatenate(([0], np.cumsum(each))).astype(np.int64)


def _exempt(pairs: tuple[Judged, ...], calendar: Calendar, stopped: int) -> layout.Flags:
    """Whether each metric leaves out each day up to the last of the run, shape (metrics, days)."""
    days = (stopped - calendar.first_midnight) // DAY + 1
    rows = [[pair.metric.is_exempt(calendar.date(day)) for day in range(days)] for pair in pairs]
    return np.array(rows, dtype=np.bool_).reshape(len(pairs), days)


# ---- what happened ------------------------------------------------------------------------------


def _customers(w: Workload) -> Customers:
    return Customers(
        arrivals=w.arrivals,
        queue=_to_read(w.queue, np.int64),
        first_round=_to_read(w.first_round, np.int64),
        order_uniform=_to_read(w.order_uniform, np.float64),
        transfer_to=_to_read(w.transfer_to, np.int64),
        customer=_to_read(w.customer, np.int64),
        kept_queue=_to_read(w.contained.queue, np.int64),
        kept_arrival=_to_read(w.contained.arrival, np.int64),
        kept_uniform=_to_read(w.contained.order_uniform, np.float64),
    )


_NARROW = {"outcome": np.int8, "offline": np.int8, "agent": np.int32, "wrap_agent": np.int32,
           "stint_agent": np.int32}  # fmt: skip


def _log(log: ChatLog) -> Log:
    columns: dict[str, Any] = {
        name: _to_read(getattr(log, name), _NARROW.get(name, np.int64))
        for name in Log._fields
        if name != "stopped"
    }
    return Log(**columns, stopped=log.stopped)


def _to_read(array: NDArray[Any], dtype: type[np.generic]) -> NDArray[Any]:
    """A contiguous array, for reading only: one type for the pass, whatever the caller's flags."""
    view = np.require(array, dtype, ["C", "A"]).view()
    view.flags.writeable = False
    return view


def _sums(scenario: Scenario, w: Workload) -> Sums:
    """Sums of nothing."""
    queues, groups = len(scenario.queues), len(scenario.groups)
    columns = scenario.calendar.grid.count + 1
    names = queue_columns(Thresholds.of(scenario))
    metrics = len(judged(scenario))
    return Sums(
        queues=np.zeros((queues, columns, len(names))),
        groups=np.zeros((groups, columns, len(GROUP_SUMS))),
        platforms=np.zeros((metrics, scenario.calendar.days, 2)),
        work=np.zeros((groups, queues)),
        waits=np.zeros((queues, 2, BINS)),
        next_attempt=np.empty(w.customer.size, dtype=np.int32),
        last_attempt=np.empty(w.customer.size, dtype=np.int32),
        again=np.full(w.chats if w.transfer_to.size else 0, codes.NONE, dtype=np.int64),
        seen=np.empty(metrics, dtype=np.int64),
        seen_day=np.empty(metrics, dtype=np.int64),
        seen_missed=np.empty(metrics, dtype=np.int8),
    )
