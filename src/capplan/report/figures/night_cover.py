"""Ways to cover the night: what each brings and costs, and what is left."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from capplan.report.figures import frames, look
from capplan.report.figures.fonts import telling
from capplan.words import tell

_MARGIN, _COST = "#33658A", "#E69F00"


def night_cover(
    table: pd.DataFrame,
    axes: Axes | None = None,
    titles: Sequence[str] | None = None,
    nights: float | None = None,
) -> Figure:
    """Show for each cover the margin and the cost it adds to closed nights, and the difference.

    Args:
        table: `capplan.questions.night_tables.night_table`.
        axes: where to draw.
        titles: what the covers are called, in the order of the table; by default their keys.
        nights: nights of a run, to show yuan a night; by default yuan a run.
    """
    names = list(titles) if titles is not None else frames.names(table, "cover")
    mine, names = table.iloc[1:], names[1:]
    figure, axes = look.canvas(axes, 2.2 + 0.55 * len(names))
    places = np.arange(len(names), dtype=np.float64)
    margin = frames.values(mine, "margin_more_yuan") / (nights or 1.0)
    cost = frames.values(mine, "cost_more_yuan") / (nights or 1.0)
    value, low, high = (end / (nights or 1.0) for end in frames.interval(mine, "profit_more_yuan"))
    axes.barh(places, margin, height=0.55, color=_MARGIN, label=tell("margin it brings"))
    axes.barh(places, -cost, height=0.55, color=_COST, label=tell("what its people cost"))
    axes.errorbar(
        value,
        places,
        xerr=np.nan_to_num(np.array([value - low, high - value])),
        fmt="o",
        color=look.INK,
        ecolor=look.INK,
        markerfacecolor="white",
        capsize=3.0,
        markersize=7.0,
        label=tell("left over, 95 %"),
        zorder=3,
    )
    axes.axvline(0.0, color=look.QUIET, linewidth=1.0)
    axes.set_yticks(places, telling(names))
    axes.set_ylim(len(names) - 0.5, -0.6)
    axes.margins(x=0.08)
    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(look.with_commas))
    axes.set_xlabel(
        tell("yuan a night, against closed nights")
        if nights
        else tell("yuan per run, against closed nights")
    )
    axes.grid(axis="x", color=look.FAINT, linewidth=0.8)
    look.headline(
        axes,
        tell("What covering the night brings, and what it costs"),
        tell("Against closed nights, on the same customers."),
    )
    look.legend(axes)
    look.finish(figure, axes)
    axes.tick_params(axis="y", length=0, labelsize=look.TEXT)
    return figure
