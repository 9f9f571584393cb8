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
from capplan.report.names import ANSWERS
from capplan.results.verdicts import Answer
from capplan.units import SECOND, format_duration
from capplan.words import Sentence, listed, say, tell

_ANSWERS = {
    "met": ("#009E73", "o"),
    "too close to call": ("#E69F00", "D"),
    "missed": ("#B2182B", "X"),
}
"""Colour and mark of each answer: shapes tell what colours alone might not."""
_SECONDS = frozenset({"mean_first_response", "mean_response"})
_UNITS = {
    "reply_within": say("% of messages"),
    "mean_first_response": say("s"),
    "mean_response": say("s"),
    "occupancy": say("% of time"),
    "platform_metric": say("%"),
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
        look.headline(axes, tell("No targets were set"))
        return look.finish(figure, axes)
    panels = look.panels(axes, [1.0] * len(asked))
    for one, panel in zip(asked, panels, strict=True):
        _draw(one, panel)
    clock_axis(panels, moments(table["start"]).min(), moments(table["end"]).max())
    figure.legend(
        handles=[_key(answer) for answer in _ANSWERS]
        + [
            Line2D(
                [], [], color=look.INK, linewidth=1.8, linestyle=(0, (4, 2)), label=tell("asked")
            )
        ],
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
    says: Sentence
    bound: float
    assurance: float | None
    rows: pd.DataFrame


def _split(table: pd.DataFrame) -> list[_Asked]:
    keys = ["queue", "measure", "within_s", "bound", "assurance", "metric"]
    found: list[_Asked] = []
    for _, rows in table.groupby(keys, sort=False, dropna=False):
        queue, measure = str(rows["queue"].iloc[0]), str(rows["measure"].iloc[0])
        within, bound, assurance = (float(frames.values(rows, name)[0]) for name in keys[2:5])
        wait = say("") if np.isnan(within) else format_duration(round(within * SECOND))
        asked = _says(measure, wait, bound, str(rows["metric"].iloc[0]))
        says = say("{queue}: {asked}", queue=look.spoken(queue), asked=asked)
        found.append(_Asked(measure, says, bound, None if np.isnan(assurance) else assurance, rows))
    return found


def _says(measure: str, within: Sentence, bound: float, metric: str) -> Sentence:
    """A target in plain words."""
    share = look.bound(bound)
    match measure:
        case "first_reply_within":
            return say("{share} get their first reply within {time}", share=share, time=within)
        case "reply_within":
            return say("{share} of messages are answered within {time}", share=share, time=within)
        case "platform_metric":
            metric = look.spoken(metric)
            return say("the platform's {metric} at least {share}", metric=metric, share=share)
        case "lost":
            return say("at most {share} are lost", share=share)
        case "mean_first_response":
            return say("mean first response at most {seconds:g} s", seconds=bound)
        case "mean_response":
            return say("mean response at most {seconds:g} s", seconds=bound)
        case "occupancy":
            return say("occupancy at most {share}", share=share)
        case _:
            return say("{measure} at most {share}", measure=look.spoken(measure), share=share)


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
    look.headline(axes, tell(asked.says), tell(_tally(asked, answers)))
    _limits(axes, asked, np.concatenate((value, low, high)))
    axes.set_ylabel(tell(_UNITS.get(asked.measure, say("% of chats"))))
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


def _tally(asked: _Asked, answers: np.ndarray[tuple[int], np.dtype[np.str_]]) -> Sentence:
    """How many windows were met, and on how many days, in words."""
    counts = [(answer, int((answers == answer).sum())) for answer in _ANSWERS]
    first = ANSWERS[Answer(answers[0])]
    if answers.size == 1:
        said = first
    elif answers.size in dict(counts).values():
        said = (
            say("both windows {answer}", answer=first)
            if answers.size == 2
            else say("all {number} windows {answer}", number=answers.size, answer=first)
        )
    else:
        parts = (
            say("{number} {answer}", number=number, answer=ANSWERS[Answer(answer)])
            for answer, number in counts
            if number
        )
        said = say("of {number} windows {parts}", number=answers.size, parts=listed(parts))
    if asked.assurance is None:
        return said
    kept = frames.values(asked.rows, "kept")
    least, most = float(np.nanmin(kept)), float(np.nanmax(kept))
    days = say("{low} to {high}", low=look.share(least), high=look.share(most))
    return say(
        "{said}; kept on {days} of the days simulated, {asked} asked",
        said=said,
        days=look.share(least) if least == most else days,
        asked=look.bound(asked.assurance),
    )


def _key(answer: str) -> Line2D:
    colour, mark = _ANSWERS[answer]
    return Line2D(
        [],
        [],
        color=colour,
        marker=mark,
        markersize=7.5,
        markeredgecolor="white",
        label=tell(ANSWERS[Answer(answer)]),
    )
