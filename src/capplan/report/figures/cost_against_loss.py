"""What less loss costs: the frontier between cost and lost customers."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from capplan.report.figures import frames, look
from capplan.words import tell

_HEIGHT = 4.6


def cost_against_loss(frontier: pd.DataFrame, axes: Axes | None = None) -> Figure:
    """Show each roster of a frontier: its cost to the right, its loss upwards.

    Args:
        frontier: `capplan.staffing.frontier.frontier_table`.
        axes: where to draw.
    """
    figure, axes = look.canvas(axes, _HEIGHT)
    cost = frames.values(frontier, "cost_yuan")
    lost, low, high = frames.interval(frontier, "lost_share")
    people = frames.values(frontier, "people")
    axes.fill_between(cost, low, high, color=look.FAINT, linewidth=0.0)
    axes.plot(cost, lost, color=look.COLOURS[0], marker="o", markersize=5.0, linewidth=1.6)
    for x, y, count in zip(cost, lost, people, strict=True):
        axes.annotate(
            f"{count:.0f}",
            (x, y),
            (4.0, 5.0),
            textcoords="offset points",
            fontsize=look.SMALL,
            color=look.QUIET,
        )
    axes.set_xlim(0.0, 1.06 * float(np.nanmax(cost)) if cost.size else 1.0)
    axes.set_ylim(0.0, 1.12 * float(np.nanmax(lost)) if cost.size and np.nanmax(lost) > 0 else 1.0)
    look.percent(axes)
    axes.xaxis.set_major_formatter(FuncFormatter(look.with_commas))
    axes.set_xlabel(tell("yuan for shifts and hiring"))
    axes.grid(axis="both", color=look.FAINT, linewidth=0.8)
    look.headline(
        axes,
        tell("What less loss costs"),
        tell(
            "Share of chats lost; each point is the best roster found for its cost, with its "
            "people."
        ),
    )
    return look.finish(figure, axes)
