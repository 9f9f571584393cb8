"""Figures of a study: by interval, by queue, and its targets with their verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.model.shifts import presence
from capplan.model.targets import Measure
from capplan.report.target_text import target_phrase, window_phrase
from capplan.report.workbook.book import Sheet, table
from capplan.report.workbook.heads import head, number_format
from capplan.results import tables
from capplan.results.study import Study
from capplan.results.verdicts import Verdict, verdicts
from capplan.staffing import tables as plan_tables
from capplan.staffing.plan import Plan
from capplan.words import say, tell

_QUEUE = (
    "queue", "customers", "contained", "offered", "handled", "lost", "lost_share",
    "lost_share_low", "lost_share_high", "first_response_s", "first_response_p90_s", "response_s",
    "response_p90_s", "reply_within_180s", "answer_ask_ratio", "orders", "sales_yuan",
    "lost_sales_yuan", "lost_margin_yuan",
)  # fmt: skip
_IN_SECONDS = {Measure.MEAN_FIRST_RESPONSE, Measure.MEAN_RESPONSE}


def queues_sheet(study: Study) -> Sheet:
    """Figures down, queues across: each figure, and the ends of its interval for the loss."""
    frame = tables.queues(study)
    names = [name for name in _QUEUE if name in frame.columns][1:]
    forms = [number_format(name, str(frame[name].dtype)) for name in names]
    columns: dict[str, object] = {"figure": pd.array([head(n) for n in names], dtype="string")}
    heads: dict[str, str] = {"figure": tell("figure, mean of one run")}
    for place, queue in enumerate(frame["queue"].tolist()):
        column = f"queue {place}"
        columns[column] = pd.array([frame[name].iloc[place] for name in names], dtype="Float64")
        heads[column] = tell("all") if place == len(frame) - 1 else str(queue)
    formats = dict.fromkeys(heads, forms)
    return table(say("queues"), pd.DataFrame(columns), heads=heads, formats=formats)


def targets_sheet(study: Study, judged: Sequence[Verdict] = ()) -> Iterator[Sheet]:
    """Each target in each window with its verdict; nothing without targets.

    Args:
        study: what was run.
        judged: verdicts of a certification; else each target is judged by itself.
    """
    found = judged or verdicts(study)
    if not found:
        return
    kept = [np.nan if v.kept is None else v.kept.value for v in found]
    frame = pd.DataFrame(
        {
            "queue": pd.array([v.target.queue for v in found], dtype="string"),
            "target": pd.array([target_phrase(v.target) for v in found], dtype="string"),
            "window": pd.array([window_phrase(v.window, study.scenario) for v in found], "string"),
            "measured": [v.measured.value for v in found],
            "kept": pd.array(kept, dtype="Float64"),
            "answer": pd.array([str(v.answer) for v in found], dtype="string"),
        }
    )
    forms = ["0.0" if v.target.measure in _IN_SECONDS else "0.0%" for v in found]
    yield table(
        say("targets"), frame.dropna(axis="columns", how="all"), formats={"measured": forms}
    )


def interval_table(source: Plan | Study) -> pd.DataFrame:
    """One row per interval: chats, need by theory, people of each group, loss, first response."""
    study = source.study if isinstance(source, Plan) else source
    scenario = study.scenario
    edges = scenario.calendar.edges()
    count = edges.size - 1

    def mean(name: str) -> NDArray[np.float64]:
        return study.queue_sums(name)[..., :count].sum(axis=1).mean(axis=0)

    starts = [scenario.calendar.at(int(t)) for t in edges[:-1]]
    offered, lost, replies = mean("offered"), mean("lost"), mean("first_replies")
    columns: dict[str, object] = {"start": np.array(starts, "datetime64[s]"), "offered": offered}
    if isinstance(source, Plan):
        by_queue = plan_tables.requirement(source)["agents_by_theory"].to_numpy(np.float64)
        columns["needed"] = by_queue.reshape(len(scenario.queues), count).sum(axis=0)
    on = {g: presence(study.roster, g, edges) for g in scenario.group_names}
    columns |= {group: people for group, people in on.items() if people.any()}
    columns["on_floor"] = np.sum(list(on.values()), axis=0)
    waited = mean("first_response_ms") / 1000.0
    columns["lost_share"] = _ratio(lost, offered)
    columns["first_response_s"] = _ratio(waited, replies)
    return pd.DataFrame(columns)


def _ratio(top: NDArray[np.float64], under: NDArray[np.float64]) -> NDArray[np.float64]:
    """Top ÷ under, absent where nothing was observed."""
    return np.divide(top, under, out=np.full_like(top, np.nan), where=under > 0.0)
