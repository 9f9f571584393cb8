"""Split or pooled: who is lost, and what it earns, in each arrangement of posts."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from capplan.questions import Posts
from capplan.questions.posts import POSTS
from capplan.report.figures import frames, look
from capplan.words import tell

_HEIGHT = 6.2
_SPREAD = 0.3
"""Width over which the queues of one arrangement stand beside each other."""
_MARKERS = "osD^vP"


def split_or_pooled(measures: pd.DataFrame, axes: Axes | None = None) -> Figure:
    """Show the share lost by queue above, the difference in profit below, with 95 % intervals.

    Args:
        measures: `capplan.questions.split_tables.measures`.
        axes: where to draw.
    """
    figure, axes = look.canvas(axes, _HEIGHT)
    above, below = look.panels(axes, (1.2, 1.0))
    posts = frames.names(measures, "posts")
    _lost(above, frames.rows(measures, "measure", "lost_share"))
    _profit(below, frames.rows(measures, "measure", "profit_yuan"))
    below.set_xticks(range(len(posts)), [tell(POSTS[Posts(name)]) for name in posts])
    below.set_xlabel(tell("arrangement of the posts"))
    below.set_ylabel(tell("yuan"))
    below.set_xlim(-0.5, len(posts) - 0.5)
    look.headline(
        above,
        tell("Who is lost when posts are split, shared or pooled"),
        tell(
            "Share of customers lost by queue; the same people and the same customers, 95 % "
            "intervals."
        ),
    )
    look.headline(
        below,
        tell("What it earns"),
        tell(
            "Profit less that of specialists, paired, yuan per run: margin of orders less people."
        ),
    )
    return look.finish(figure, above, below)


def _lost(axes: Axes, rows: pd.DataFrame) -> None:
    mine = rows.loc[rows["queue"] != ""]
    queues = frames.names(mine, "queue")
    offsets = np.linspace(-_SPREAD / 2, _SPREAD / 2, len(queues)) if len(queues) > 1 else [0.0]
    colours = look.colours(queues)
    top = 0.0
    for place, (queue, offset) in enumerate(zip(queues, offsets, strict=True)):
        of_queue = frames.rows(mine, "queue", queue)
        value, low, high = frames.interval(of_queue, "value")
        axes.errorbar(
            np.arange(value.size) + offset,
            value,
            np.nan_to_num(np.array([value - low, high - value])),
            fmt=_MARKERS[place % len(_MARKERS)],
            color=colours[queue],
            capsize=3.0,
            markersize=6.0,
            label=look.spoken(queue),
        )
        top = max(top, float(np.nanmax(np.append(high, value), initial=0.0)))
    axes.set_ylim(0.0, 1.1 * top if top > 0 else 1.0)
    look.percent(axes)
    axes.grid(axis="y", color=look.FAINT, linewidth=0.8)
    look.legend(axes)


def _profit(axes: Axes, rows: pd.DataFrame) -> None:
    value, low, high = frames.interval(rows, "difference")
    axes.axhline(0.0, color=look.QUIET, linewidth=1.0)
    axes.errorbar(
        np.arange(1, value.size),
        value[1:],
        np.nan_to_num(np.array([value - low, high - value]))[:, 1:],
        fmt="o",
        color=look.INK,
        capsize=3.0,
        markersize=6.0,
    )
    axes.plot([0.0], [0.0], marker="o", markersize=6.0, color=look.INK, markerfacecolor="white")
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(look.with_commas))
    axes.margins(y=0.15)
    axes.grid(axis="y", color=look.FAINT, linewidth=0.8)
