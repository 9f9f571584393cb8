"""What each person gets, part by part."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from capplan.report.figures import frames, look
from capplan.report.figures.fonts import telling
from capplan.report.names import pay_line
from capplan.words import tell

MOST = 40
"""Bars drawn, of those who get most; the tables have everybody."""
_FINES = "#B2182B"


def pay_by_person(lines: pd.DataFrame, axes: Axes | None = None) -> Figure:
    """Show each person's pay before deductions as a bar of its parts, the highest first.

    Args:
        lines: `capplan.pay.tables.lines`.
        axes: where to draw.
    """
    parts = frames.rows(lines, "kind", "pay")
    amounts = parts.assign(amount_yuan=parts["amount_yuan"].astype(float))
    wide = amounts.pivot_table(
        index="agent", columns="line", values="amount_yuan", aggfunc="sum", sort=False
    ).fillna(0.0)
    people = wide.sum(axis=1).sort_values(ascending=False, kind="stable").index
    shown = wide.loc[people[:MOST]]
    figure, axes = look.canvas(axes, 1.7 + 0.26 * max(4, len(shown)))
    if shown.empty:
        axes.set_axis_off()
        look.headline(axes, tell("Nobody was paid"))
        return look.finish(figure, axes)
    places = np.arange(len(shown), dtype=np.float64)
    ends, below = np.zeros(len(shown)), np.zeros(len(shown))
    names = [str(name) for name in shown.columns]
    labels = telling([look.spoken(pay_line(name)) for name in names])
    for (name, colour), label in zip(look.colours(names).items(), labels, strict=True):
        amount = shown[name].to_numpy(dtype=np.float64)
        up, down = np.maximum(amount, 0.0), np.minimum(amount, 0.0)
        if up.any():
            axes.barh(places, up, left=ends, height=0.72, color=colour, linewidth=0, label=label)
        if down.any():
            axes.barh(
                places, down, left=below, height=0.72, color=_FINES, hatch="///", linewidth=0,
                edgecolor="white", label=label,
            )  # fmt: skip
        ends, below = ends + up, below + down
    for place, total, end in zip(places, shown.sum(axis=1), ends, strict=True):
        axes.annotate(
            look.thousands(float(total)),
            (float(end), float(place)),
            (4.0, 0.0),
            textcoords="offset points",
            va="center",
            fontsize=look.SMALL - 1.0,
            color=look.INK,
        )
    axes.set_yticks(places, telling([str(name) for name in shown.index]))
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_xlim(min(0.0, 1.1 * float(below.min())), 1.14 * float(ends.max()) or 1.0)
    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10], integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(look.with_commas))
    axes.set_xlabel(tell("yuan"))
    axes.grid(axis="x", color=look.FAINT, linewidth=0.8)
    more = len(wide) - len(shown)
    look.headline(
        axes,
        tell("What each person gets before deductions"),
        tell("The {shown} who get most; {more} get less.", shown=len(shown), more=more)
        if more
        else tell("Parts of pay; what is taken off stands left of zero."),
    )
    look.legend(axes)
    look.finish(figure, axes)
    axes.tick_params(axis="y", length=0)
    return figure
