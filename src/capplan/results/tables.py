"""Tables of a study: per queue and interval, per group and interval, per queue, per group."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.model.chat import Orders
from capplan.results import estimates
from capplan.results.columns import Column, declared, estimated
from capplan.results.estimates import LEVEL
from capplan.results.study import Study
from capplan.results.tally import Thresholds
from capplan.results.verdicts import verdicts
from capplan.results.waits import ANY, FIRST, quantile
from capplan.units import HOUR, SECOND, to_seconds

Floats = NDArray[np.float64]

_STARTS = Column("start", "local time", "datetime64[s]", "start of the interval")
_QUEUE = Column("queue", "", "string", "kind of contact")
_PERCENTS = (50, 90, 95)
"""Quantiles of response times that are shown [%]."""
_GROUP = Column("group", "", "string", "group of agents")


@dataclass(frozen=True, slots=True)
class _Figure:
    """One figure: sums of a study in, numerator and denominator out."""

    name: str
    unit: str
    meaning: str
    numerator: Callable[[Study], Floats]
    denominator: Callable[[Study], Floats] | None = None

    @property
    def columns(self) -> tuple[Column, Column, Column]:
        return estimated(self.name, self.unit, self.meaning)


def _sum(name: str, per: float = 1.0) -> Callable[[Study], Floats]:
    return lambda study: study.queue_sums(name) / per


def _group_sum(name: str, per: float = 1.0) -> Callable[[Study], Floats]:
    return lambda study: study.group_sums(name) / per


def _on_floor(study: Study) -> Floats:
    return study.group_sums("on_shift_ms") - study.group_sums("break_ms")


def _duration(study: Study) -> Floats:
    """Length of each interval; nothing is behind the horizon, shape of the sums [ms]."""
    lengths = np.full(study.queues.shape[:3], float(study.scenario.calendar.grid.interval))
    lengths[:, :, -1] = 0.0
    return lengths


def _ordered(study: Study) -> Floats:
    return study.queue_sums("orders")


def _orders_lost(study: Study) -> Floats:
    return study.queue_sums("orders_if_prompt") - study.queue_sums("orders")


def _order_value(terms: Orders) -> float:
    return terms.order_value


def _margin(terms: Orders) -> float:
    return terms.order_value * terms.margin


def _money(
    total: Callable[[Study], Floats], per: Callable[[Orders], float]
) -> Callable[[Study], Floats]:
    """A sum of orders times what one is worth in its queue."""

    def sums(study: Study) -> Floats:
        worth = [per(q.orders) if q.orders else 0.0 for q in study.scenario.queues]
        return total(study) * np.array(worth)[:, np.newaxis]

    return sums


def lost_margin(study: Study, level: float = LEVEL) -> estimates.Estimate:
    """Margin lost by waiting, mean per run [yuan]."""
    return estimates.mean(lost_margins(study), level)


def lost_margins(study: Study) -> Floats:
    """Margin lost by waiting, shape (replications,) [yuan]."""
    return _money(_orders_lost, _margin)(study).sum(axis=(1, 2))


_COUNTS = (
    ("customers", "customers who came, bot included"),
    ("contained", "customers whom the bot kept"),
    ("offered", "customers offered to people"),
    ("handled", "customers answered to the end"),
    ("lost", "customers who left, openly or silently"),
    ("left_line", "who left the line before an agent took the chat"),
    ("left_first_reply", "who left before the first reply"),
    ("left_later", "who left before a later reply"),
    ("left_silent", "who left without closing the chat"),
    ("left_closed", "who came while nobody was on shift, and left at once"),
    ("open_at_end", "chats still open when the run stopped"),
    ("attempts", "chats that came to people's line, further attempts included"),
    ("transferred", "chats that went on in another queue"),
    ("taken_over", "chats that came from another queue"),
    ("offline", "messages left while nobody was on shift"),
    ("rounds", "messages that asked for a reply"),
    ("replies", "replies sent"),
    ("orders", "customers who order"),
    ("orders_if_prompt", "customers who would order if all were answered in time"),
    ("closed_orders_lost", "orders lost by those who came while nobody was on shift"),
)


def _queue_figures(study: Study) -> tuple[_Figure, ...]:
    """The figures of a queue, in the order of the table."""
    thresholds = Thresholds.of(study.scenario)
    counts = tuple(
        _Figure(name, "per run", f"{meaning}, mean per run", _sum(name))
        for name, meaning in _COUNTS
    )
    shares = (
        _Figure("lost_share", "1", "lost ÷ offered", _sum("lost"), _sum("offered")),
        _Figure(
            "first_response_s", "s", "mean first response time of those who got one",
            _sum("first_response_ms", SECOND), _sum("first_replies"),
        ),
        _Figure(
            "response_s", "s", "mean response time over replies sent",
            _sum("response_ms", SECOND), _sum("timed_replies"),
        ),
    )  # fmt: skip
    backlog = (
        _Figure(
            "offline_age_s", "s", "mean age of offline messages at their first reply",
            _sum("offline_age_ms", SECOND), _sum("offline_replies"),
        ),
        _Figure(
            "backlog", "chats", "offline messages that wait, mean over the time",
            _sum("backlog_ms"), _duration,
        ),
    )  # fmt: skip
    money = tuple(
        _Figure(name, "yuan", meaning, _money(total, per))
        for name, meaning, total, per in (
            ("sales_yuan", "sales of customers who asked, mean per run", _ordered, _order_value),
            ("lost_sales_yuan", "sales lost to waiting, mean per run", _orders_lost, _order_value),
            ("lost_margin_yuan", "margin lost to waiting, mean per run", _orders_lost, _margin),
        )
    )
    first = tuple(
        _Figure(
            f"first_within_{to_seconds(t):g}s", "1",
            f"first replies within {to_seconds(t):g} s ÷ attempts; lost ones are misses",
            _sum(f"first_within_{t}"), _sum("attempts"),
        )
        for t in thresholds.first
    )  # fmt: skip
    every = tuple(
        _Figure(
            f"reply_within_{to_seconds(t):g}s", "1",
            f"rounds answered by a person within {to_seconds(t):g} s ÷ rounds",
            _sum(f"reply_within_{t}"), _sum("rounds"),
        )
        for t in thresholds.reply
    )  # fmt: skip
    return counts + money + shares + backlog + first + every + (_answer_ask(study),)


def _answer_ask(study: Study) -> _Figure:
    """Agents' messages ÷ customers' messages; both are expected numbers per round (M1g)."""

    def expected(name: str, per_round: list[float]) -> Callable[[Study], Floats]:
        return lambda s: s.queue_sums(name) * np.array(per_round)[:, np.newaxis]

    chats = [q.chat for q in study.scenario.queues]
    return _Figure(
        "answer_ask_ratio", "1", "messages of agents ÷ messages of customers, as expected",
        expected("replies", [c.replies.mean for c in chats]),
        expected("rounds", [c.messages.mean for c in chats]),
    )  # fmt: skip


def _group_figures(interval_h: float | None) -> tuple[_Figure, ...]:
    """The figures of a group; people instead of hours where an interval is given."""
    if interval_h is None:
        work = (
            _Figure("on_shift_h", "h", "hours on shift", _group_sum("on_shift_ms", HOUR)),
            _Figure("break_h", "h", "hours on breaks", _group_sum("break_ms", HOUR)),
            _Figure("work_h", "h", "hours at work on replies", _group_sum("work_ms", HOUR)),
            _Figure(
                "overtime_h", "h", "hours past the shift's end", _group_sum("overtime_ms", HOUR)
            ),
        )
    else:
        per = HOUR * interval_h
        work = (
            _Figure(
                "on_floor",
                "people",
                "people on shift or finishing chats after it, less breaks",
                lambda s: _on_floor(s) / per,
            ),
            _Figure("working", "people", "people at work on a reply", _group_sum("work_ms", per)),
        )
    return (
        *work,
        _Figure("replies", "per run", "replies sent", _group_sum("replies")),
        _Figure(
            "occupancy", "1", "time at work ÷ time on shift less breaks",
            _group_sum("work_ms"), _on_floor,
        ),
        _Figure(
            "open_chats", "chats", "open chats per agent on shift",
            _group_sum("open_ms"), _on_floor,
        ),
    )  # fmt: skip


def queue_intervals(study: Study, level: float = LEVEL) -> pd.DataFrame:
    """One row per interval and queue."""
    return _by_interval(study, _queue_figures(study), _QUEUE, study.scenario.queue_names, level)


def group_intervals(study: Study, level: float = LEVEL) -> pd.DataFrame:
    """One row per interval and group."""
    interval_h = study.scenario.calendar.grid.interval / HOUR
    figures = _group_figures(interval_h)
    return _by_interval(study, figures, _GROUP, study.scenario.group_names, level)


def queues(study: Study, level: float = LEVEL) -> pd.DataFrame:
    """One row per queue, and one for all of them."""
    table = _totals(study, _queue_figures(study), _QUEUE, study.scenario.queue_names, level)
    return pd.concat((table, _quantiles(study, level)), axis=1)


def _quantiles(study: Study, level: float) -> pd.DataFrame:
    """Quantiles of the response times of each queue, and of all of them together."""
    counts = np.concatenate((study.waits, study.waits.sum(axis=1, keepdims=True)), axis=1)
    data: dict[str, object] = {}
    columns: list[Column] = []
    for place, name, whose in (
        (FIRST, "first_response", "first response time of those who got one"),
        (ANY, "response", "response time over replies sent"),
    ):
        for percent in _PERCENTS:
            figure = f"{name}_p{percent}_s"
            rows = counts[:, :, place].transpose(1, 0, 2)
            found = [quantile(row, percent / 100, level) for row in rows]
            data[figure] = [to_seconds(e.value) for e in found]
            data[f"{figure}_low"] = [to_seconds(max(e.low, 0.0)) for e in found]
            data[f"{figure}_high"] = [to_seconds(e.high) for e in found]
            columns += estimated(figure, "s", f"{whose}: {percent} % are no longer")
    return declared(data, tuple(columns))


def groups(study: Study, level: float = LEVEL) -> pd.DataFrame:
    """One row per group, and one for all of them."""
    return _totals(study, _group_figures(None), _GROUP, study.scenario.group_names, level)


def queue_rows(
    study: Study,
    keys: dict[Column, object],
    gather: Callable[[Floats], Floats],
    names: tuple[str, ...] = (),
    level: float = LEVEL,
) -> pd.DataFrame:
    """The figures of queues over rows of another cut, such as days or shops.

    Args:
        study: the replications.
        keys: key columns and their values, one per row.
        gather: adds sums of shape (replications, queues, intervals + 1) up to shape
            (replications, rows).
        names: the figures that are wanted; empty for all.
        level: confidence level [1].
    """
    figures = [f for f in _queue_figures(study) if f.name in names or not names]
    data: dict[str, object] = {column.name: values for column, values in keys.items()}
    for figure in figures:
        top = gather(figure.numerator(study))[..., np.newaxis]
        bottom = gather(figure.denominator(study))[..., np.newaxis] if figure.denominator else None
        _put(data, figure.name, top, bottom, level)
    return declared(data, (*keys, *(c for f in figures for c in f.columns)))


_TARGET_COLUMNS = (
    _QUEUE,
    Column("measure", "", "string", "what is measured"),
    Column("within_s", "s", "Float64", "the time that a reply must keep"),
    Column("bound", "of the measure", "Float64", "least or greatest allowed value"),
    Column("start", "local time", "datetime64[s]", "start of the window"),
    Column("end", "local time", "datetime64[s]", "end of the window"),
    *estimated("measured", "of the measure", "the measure over all days, sum over sum"),
    Column("assurance", "1", "Float64", "share of days on which the bound must be kept"),
    *estimated("kept", "1", "share of days on which it was kept"),
    Column("answer", "", "string", "met, missed or too close to call"),
    Column("metric", "", "string", "the platform's metric; empty for other measures"),
)


def targets(study: Study, level: float = LEVEL) -> pd.DataFrame:
    """One row per target and window."""
    rows = verdicts(study, level)
    at = study.scenario.calendar.at
    none = estimates.Estimate(np.nan, np.nan, np.nan, 0, level)
    kept = [v.kept or none for v in rows]
    within = [to_seconds(v.target.within) or np.nan for v in rows]
    data: dict[str, object] = {
        "queue": [v.target.queue for v in rows],
        "measure": [str(v.target.measure) for v in rows],
        "metric": [v.target.metric.key if v.target.metric else "" for v in rows],
        "within_s": within,
        "bound": [v.target.bound for v in rows],
        "start": [at(v.window[0]) for v in rows],
        "end": [at(v.window[1]) for v in rows],
        "measured": [v.measured.value for v in rows],
        "measured_low": [v.measured.low for v in rows],
        "measured_high": [v.measured.high for v in rows],
        "assurance": [np.nan if (a := v.target.assurance) is None else a for v in rows],
        "kept": [k.value for k in kept],
        "kept_low": [k.low for k in kept],
        "kept_high": [k.high for k in kept],
        "answer": [str(v.answer) for v in rows],
    }
    return declared(data, _TARGET_COLUMNS)


def _by_interval(
    study: Study, figures: tuple[_Figure, ...], key: Column, names: tuple[str, ...], level: float
) -> pd.DataFrame:
    calendar = study.scenario.calendar
    count = calendar.grid.count
    starts = [calendar.at(calendar.grid.start(i)) for i in range(count)]
    data: dict[str, object] = {
        "start": np.repeat(np.array(starts, dtype="datetime64[s]"), len(names)),
        key.name: list(names) * count,
    }
    for figure in figures:
        top = figure.numerator(study)[:, :, :count]
        bottom = figure.denominator(study)[:, :, :count] if figure.denominator else None
        _put(data, figure.name, top, bottom, level)
    return declared(data, (_STARTS, key, *(c for f in figures for c in f.columns)))


def _totals(
    study: Study, figures: tuple[_Figure, ...], key: Column, names: tuple[str, ...], level: float
) -> pd.DataFrame:
    data: dict[str, object] = {key.name: [*names, "all"]}

    def with_all(sums: Floats) -> Floats:
        by_row = sums.sum(axis=2, keepdims=True)
        return np.concatenate((by_row, by_row.sum(axis=1, keepdims=True)), axis=1)

    for figure in figures:
        top = with_all(figure.numerator(study))
        bottom = with_all(figure.denominator(study)) if figure.denominator else None
        _put(data, figure.name, top, bottom, level)
    return declared(data, (key, *(c for f in figures for c in f.columns)))


def _put(
    data: dict[str, object], name: str, top: Floats, bottom: Floats | None, level: float
) -> None:
    """Estimate (replications, rows, intervals) into columns ordered by interval, then row.

    Intervals end where the figure does: sums of counts at 0, shares at 0 and 1.
    """
    value, half = estimates.ratios(top, np.ones_like(top) if bottom is None else bottom, level)
    value, half = value.T.reshape(-1), half.T.reshape(-1)
    least = 0.0 if top.size and top.min() >= 0.0 else -np.inf
    greatest = 1.0 if bottom is not None and bool((top <= bottom).all()) else np.inf
    data[name] = pd.array(value, dtype="Float64")
    data[f"{name}_low"] = pd.array(np.maximum(value - half, least), dtype="Float64")
    data[f"{name}_high"] = pd.array(np.minimum(value + half, greatest), dtype="Float64")
