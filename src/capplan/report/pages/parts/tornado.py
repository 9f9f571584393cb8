"""The tornado: how much each assumed value moves the answer."""

from __future__ import annotations

from typing import Any

import pandas as pd

from capplan.report.bundle import Bundle, Data
from capplan.report.figures import tornado
from capplan.report.figures.look import spoken
from capplan.report.figures.tornado import short
from capplan.report.page import More, Section, Table
from capplan.report.pages.parts import phrases
from capplan.words import tell

_SECONDS = frozenset({"mean_first_response", "mean_response"})


def section(bundle: Bundle) -> Section:
    """The values that move the loss most, and what all of them do."""
    frame = bundle.table("sensitivity")
    asked: Data | None = bundle.summary.get("tightest")
    unit = tell("s") if asked is not None and asked["measure"] in _SECONDS else ""
    figure = tornado(frame, target="" if asked is None else words(asked), unit=unit)
    return Section(
        heading(frame),
        sentences=(remark(bundle.summary["sensitivity"]),),
        figure=figure,
        more=(More(tell("Every value that was moved"), table=_table(frame, bundle)),),
        name=tell("assumptions"),
    )


def heading(frame: pd.DataFrame) -> str:
    """The value that the loss leans on most."""
    if frame.empty:
        return tell("Nothing is assumed that could be moved")
    rows = phrases.rows(frame)
    row = max(rows, key=lambda r: abs(r["lost_share"]))
    if abs(row["lost_share"]) < 0.0005:
        return tell("No assumed value moves the share lost by as much as 0.1 points")
    return tell(
        "The answer leans most on {value}: at {to} instead of {now} the share lost changes by "
        "{change} points",
        value=short(row["path"]),
        to=row["moved_to"],
        now=row["value"],
        change=f"{100 * row['lost_share']:+.1f}",
    )


def remark(how: Data) -> str:
    """How it was found."""
    return tell(
        "Each assumed value was lowered and raised by a quarter, a share of 0 % to 5 %, and the "
        "same roster run on the same customers, {days} days each. The roster is not planned anew.",
        days=how["replications"],
    )


def words(asked: dict[str, Any]) -> str:
    """The tightest target in a few words."""
    row: dict[str, Any] = {**asked}
    if row["within_s"] is None:
        row["within_s"] = float("nan")
    return tell(
        "{queue}, {measure}, {span}",
        queue=spoken(row["queue"]),
        measure=phrases.measure(row),
        span=phrases.span(pd.Timestamp(row["start"]), pd.Timestamp(row["end"])),
    )


def _table(frame: pd.DataFrame, bundle: Bundle) -> Table:
    priced = any(queue["orders"] for queue in bundle.summary["queues"])
    heads = [tell("value"), tell("assumed"), tell("moved to"), tell("lost, points")]
    heads += [tell("margin lost, yuan")] if priced else []
    return Table(
        tuple(heads),
        tuple(
            (
                row["path"],
                row["value"],
                row["moved_to"],
                _change(row, "lost_share", 100.0, 2),
                *([_change(row, "lost_margin_yuan", 1.0, 0)] if priced else []),
            )
            for row in phrases.rows(frame)
        ),
    )


def _change(row: phrases.Row, name: str, scale: float, digits: int) -> str:
    found = phrases.estimate_of(row, name)
    value, half = found.value * scale, found.half_width * scale
    return f"{value:+,.{digits}f} ± {half:,.{digits}f}"
