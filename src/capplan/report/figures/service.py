"""What customers feel: loss and first response through the day."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from capplan.report.figures import frames, look
from capplan.report.figures.clock import clock_axis, edges, moments, when
from capplan.report.figures.fonts import telling
from capplan.units import SECOND, format_duration
from capplan.words import Sentence, say, tell

FEW = 5.0
"""A share or a mean of fewer chats per day is drawn thin and does not stretch the axis."""
_LONG = 300.0
"""Waits beyond this are shown on an axis on which each step is some three times the last [s]."""
_STEPS = (1, 3, 10, 30, 60, 180, 600, 1800, 3600, 10_800, 36_000, 108_000)


def service(
    queue_intervals: pd.DataFrame,
    axes: Axes | None = None,
    *,
    targets: pd.DataFrame | None = None,
) -> Figure:
    """Show the share of customers lost and the mean first response, one above the other.

    Args:
        queue_intervals: `capplan.results.tables.queue_intervals`.
        axes: where to draw, from a grid; it is split in two.
        targets: `capplan.results.tables.targets`, for the lines that the service should keep.
    """
    figure, axes = look.canvas(axes, 7.0)
    upper, lower = look.panels(axes, (1.0, 1.0))
    lost = _bounds(targets, "lost")
    response = _bounds(targets, "mean_first_response")
    within = _bounds(targets, "first_reply_within", "within_s")
    top = _draw(queue_intervals, "lost_share", upper, lost)
    look.headline(
        upper,
        tell(_lost(queue_intervals)),
        look.remarks(
            say("Of those who come in an interval, how many leave before their chat is done."),
            say("Thin lines: few chats."),
            frames.has_bands(queue_intervals, "lost_share") and say("Bands: how sure that is."),
            bool(lost) and say("Dashed: target, for its hours taken together."),
        ),
    )
    upper.set_ylabel(tell("lost, % of chats"))
    upper.set_ylim(0.0, min(1.0, max(top, 0.02)))
    look.percent(upper)
    top = _draw(queue_intervals, "first_response_s", lower, response, within)
    steps = _wait_axis(lower, top)
    look.headline(
        lower,
        tell(
            "Longest wait for a first reply: {worst}",
            worst=_worst(queue_intervals, "first_response_s", _longest),
        ),
        look.remarks(
            say("Mean wait of those who got one."),
            steps and say("Each step up is 2 to 3 times longer."),
            bool(response) and say("Dashed: target of the mean."),
            bool(within) and say("Dotted: most first replies should come within this time."),
        ),
    )
    span = edges(np.unique(moments(queue_intervals["start"])))
    clock_axis((upper, lower), span[0], span[-1])
    for panel in (upper, lower):
        panel.grid(axis="y", color=look.FAINT, linewidth=0.8)
    look.legend(upper)
    return look.finish(figure, upper, lower)


Bound = tuple[str, float, float, float]
"""Queue, bound, start and end of the window."""


def _draw(
    table: pd.DataFrame,
    column: str,
    axes: Axes,
    bounds: Sequence[Bound],
    within: Sequence[Bound] = (),
) -> float:
    """Lines, bands and bounds; returns the top of the axis."""
    queues = frames.names(table, "queue")
    top = 0.0
    shown = telling([look.spoken(q) for q in queues])
    for (queue, colour), label in zip(look.colours(queues).items(), shown, strict=True):
        rows = frames.rows(table, "queue", queue)
        known = edges(moments(rows["start"]))
        middle = (known[1:] + known[:-1]) / 2.0
        value, low, high = frames.interval(rows, column)
        many = _many(rows, column)
        axes.plot(middle, value, color=colour, linewidth=0.8, alpha=0.5)
        axes.fill_between(
            middle,
            np.maximum(low, 0.0),
            high,
            where=many,
            color=colour,
            alpha=0.22,
            linewidth=0,
        )
        axes.plot(middle, np.where(many, value, np.nan), color=colour, linewidth=2.0, label=label)
        if many.any():
            ends = [value[many].max(), np.nanquantile(np.append(high[many], 0.0), 0.97)]
            top = max(top, *(1.08 * float(end) for end in ends if np.isfinite(end)))
        for lines, style in ((bounds, (0, (4, 3))), (within, (0, (1, 2)))):
            for _, bound, start, end in (b for b in lines if b[0] == queue):
                axes.hlines(bound, start, end, color=colour, linewidth=1.6, linestyle=style)
                top = max(top, 1.2 * bound)
    return top


def _many(table: pd.DataFrame, column: str) -> NDArray[np.bool_]:
    """Whether an interval has chats enough for a figure; waits are told by those who stayed."""
    chats = frames.values(table, "offered")
    if column == "first_response_s":
        chats = chats - frames.values(table, "lost")
    return (chats >= FEW) & np.isfinite(frames.values(table, column))


def _wait(seconds: float) -> Sentence:
    """A wait as people say it: ``"86 s"``, ``"5.3 min"``, ``"7.9 h"``."""
    if seconds < 120.0:
        return say("{number} s", number=f"{seconds:.0f}")
    if seconds < 7200.0:
        return say("{number} min", number=f"{seconds / 60.0:.1f}")
    return say("{number} h", number=f"{seconds / 3600.0:.1f}")


def _wait_axis(axes: Axes, top: float) -> bool:
    """Seconds from zero, or named steps where waits are long; whether it took steps."""
    if top <= _LONG:
        axes.set_ylabel(tell("first response, s"))
        axes.set_ylim(0.0, max(top, 10.0))
        return False
    seen = np.concatenate([line.get_ydata() for line in axes.get_lines()]).astype(np.float64)
    least = np.nanmin(seen, where=seen > 0.0, initial=top)
    bottom = max([step for step in _STEPS if step <= least], default=_STEPS[0])
    steps = [step for step in _STEPS if bottom <= step <= top]
    axes.set_yscale("log")
    axes.set_ylim(bottom, 1.5 * top)
    axes.set_yticks(steps, [tell(format_duration(step * SECOND)) for step in steps])
    axes.set_yticks([], minor=True)
    axes.set_ylabel(tell("first response"))
    return True


def _lost(table: pd.DataFrame) -> Sentence:
    """What share is lost in all, and where it is worst."""
    offered = float(np.nansum(frames.values(table, "offered")))
    if not offered > 0.0:
        return say("Nobody came")
    whole = float(np.nansum(frames.values(table, "lost"))) / offered
    return say(
        "{share} of customers are lost; worst: {worst}",
        share=look.share(whole),
        worst=_worst(table, "lost_share", _most_lost),
    )


def _most_lost(value: float, queue: str, when: Sentence) -> Sentence:
    return say("{share} of {queue} at {when}", share=look.share(value), queue=queue, when=when)


def _longest(value: float, queue: str, when: Sentence) -> Sentence:
    return say("{wait}, {queue} at {when}", wait=_wait(value), queue=queue, when=when)


def _worst(
    table: pd.DataFrame, column: str, write: Callable[[float, str, Sentence], Sentence]
) -> Sentence:
    """Where a figure is highest among intervals with enough chats, in words."""
    value = np.where(_many(table, column), frames.values(table, column), np.nan)
    if np.isnan(value).all():
        return say("too few chats to say")
    place = int(np.nanargmax(value))
    row = table.iloc[place]
    queue = look.spoken(str(row["queue"]))
    return write(value[place], queue, when(moments(table["start"])[place]))


def _bounds(targets: pd.DataFrame | None, measure: str, column: str = "bound") -> list[Bound]:
    if targets is None:
        return []
    rows = frames.rows(targets, "measure", measure)
    return list(
        zip(
            [str(name) for name in rows["queue"]],
            frames.values(rows, column).tolist(),
            moments(rows["start"]).tolist(),
            moments(rows["end"]).tolist(),
            strict=True,
        )
    )
