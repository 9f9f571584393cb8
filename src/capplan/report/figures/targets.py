"""What was asked and what was reached, window by window."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from capplan.report.figures import frames, look
from capplan.report.figures.clock import clock_axis, moments
from capplan.units import SECOND, format_duration

_ANSWERS = {
    "met": ("#009E73", "o"),
    "too close to call": ("#E69F00", "D"),
    "missed": ("#B2182B", "X"),
}
"""Colour and mark of each answer: shapes tell what colours alone might not."""
_SECONDS = frozenset({"mean_first_response", "mean_response"})
_UNITS = {
    "reply_within": "% of messages",
    "mean_first_response": "s",
    "mean_response": "s",
    "occupancy": "% of time",
    "platform_metric": "%",
}
_AT_LEAST = frozenset({"first_reply_within", "reply_within", "platform_metric"})


def targets(table: pd.DataFrame, axes: Axes | None = None) -> Figure:
    """Show each target as a panel on the clock: measured with its interval against the bound.

    Args:
        table: `capplan.results.tables.targets`.
        axes: where to draw, from a grid; it is split into one panel per target.
    """
    asked = _split(table)
    figure, axes = look.canvas(axes, 1.2 + 1.75 * max(1, len(asked)))
    if not asked:
        axes.set_axis_off()
        look.headline(axes, "No targets were set")
        return look.finish(figure, axes)
    panels = look.panels(axes, [1.0] * len(asked))
    for one, panel in zip(asked, panels, strict=True):
        _draw(one, panel)
    clock_axis(panels, moments(table["start"]).min(), moments(table["end"]).max())
    figure.legend(
        handles=[_key(answer) for answer in _ANSWERS]
        + [Line2D([], [], color=look.INK, linewidth=1.8, linestyle=(0, (4, 2)), label="asked")],
        loc="outside lower center",
        ncols=4,
        frameon=False,
        fontsize=look.SMALL,
    )
    return look.finish(figure, *panels)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One target with the rows of its windows."""

    measure: str
    says: str
    bound: float
    assurance: float | None
    rows: pd.DataFrame


def _split(table: pd.DataFrame) -> list[_Asked]:
    keys = ["queue", "measure", "within_s", "bound", "assurance", "metric"]
    found: list[_Asked] = []
    for _, rows in table.groupby(keys, sort=False, dropna=False):
        queue, measure = str(rows["queue"].iloc[0]), str(rows["measure"].iloc[0])
        within, bound, assurance = (float(frames.values(rows, name)[0]) for name in keys[2:5])
        wait = "" if np.isnan(within) else format_duration(round(within * SECOND))
        says = f"{look.spoken(queue)}: {_says(measure, wait, bound, str(rows['metric'].iloc[0]))}"
        found.append(_Asked(measure, says, bound, None if np.isnan(assurance) else assurance, rows))
    return found


def _says(measure: str, within: str, bound: float, metric: str) -> str:
    """A target in plain words."""
    match measure:
        case "first_reply_within":
            return f"{look.bound(bound)} get their first reply within {within}"
        case "reply_within":
            return f"{look.bound(bound)} of messages are answered within {within}"
        case "platform_metric":
            return f"the platform's {look.spoken(metric)} at least {look.bound(bound)}"
        case "lost":
            return f"at most {look.bound(bound)} are lost"
        case "mean_first_response":
            return f"mean first response at most {bound:g} s"
        case "mean_response":
            return f"mean response at most {bound:g} s"
        case _:
            return f"{look.spoken(measure)} at most {look.bound(bound)}"


def _draw(asked: _Asked, axes: Axes) -> None:
    rows = asked.rows
    value, low, high = frames.interval(rows, "measured")
    starts, ends = moments(rows["start"]), moments(rows["end"])
    middle = (starts + ends) / 2.0
    in_seconds = asked.measure in _SECONDS
    top = np.inf if in_seconds else 1.0
    answers = np.array([str(answer) for answer in rows["answer"]])
    for answer, (colour, mark) in _ANSWERS.items():
        here = np.flatnonzero(answers == answer)
        axes.hlines(value[here], starts[here], ends[here], color=colour, linewidth=2.2)
        axes.vlines(
            middle[here],
            np.clip(low[here], 0.0, top),
            np.clip(high[here], 0.0, top),
            color=colour,
            linewidth=2.2,
        )
        axes.plot(
            middle[here], value[here], mark, color=colour, markersize=7.5, markeredgecolor="white"
        )
    axes.hlines(
        np.full(starts.size, asked.bound),
        starts,
        ends,
        color=look.INK,
        linewidth=1.8,
        linestyle=(0, (4, 2)),
        zorder=3,
    )
    look.headline(axes, asked.says, _tally(asked, answers))
    _limits(axes, asked, np.concatenate((value, low, high)))
    axes.set_ylabel(_UNITS.get(asked.measure, "% of chats"))
    axes.grid(axis="y", color=look.FAINT, linewidth=0.8)


def _limits(axes: Axes, asked: _Asked, seen: frames.Floats) -> None:
    seen = np.append(seen[np.isfinite(seen)], asked.bound)
    if asked.measure in _SECONDS:
        axes.set_ylim(0.0, 1.15 * seen.max())
        return
    if asked.measure in _AT_LEAST:
        axes.set_ylim(max(-0.04, min(seen.min() - 0.06, asked.bound - 0.1)), 1.04)
    else:
        top = min(1.04, 1.15 * seen.max())
        axes.set_ylim(-0.04 * top, top)
    look.percent(axes)


def _tally(asked: _Asked, answers: np.ndarray[tuple[int], np.dtype[np.str_]]) -> str:
    """How many windows were met, and on how many days, in words."""
    counts = [(answer, int((answers == answer).sum())) for answer in _ANSWERS]
    if answers.size == 1:
        said = str(answers[0])
    elif answers.size in dict(counts).values():
        said = f"{'both' if answers.size == 2 else f'all {answers.size}'} windows {answers[0]}"
    else:
        said = f"of {answers.size} windows " + ", ".join(f"{n} {a}" for a, n in counts if n)
    if asked.assurance is None:
        return said
    kept = frames.values(asked.rows, "kept")
    least, most = float(np.nanmin(kept)), float(np.nanmax(kept))
    days = look.share(least) if least == most else f"{look.share(least)} to {look.share(most)}"
    return f"{said}; kept on {days} of the days simulated, {look.bound(asked.assurance)} asked"


def _key(answer: str) -> Line2D:
    colour, mark = _ANSWERS[answer]
    return Line2D(
        [], [], color=colour, marker=mark, markersize=7.5, markeredgecolor="white", label=answer
    )
