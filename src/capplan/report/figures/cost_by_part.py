"""What the plan costs, by group and part."""

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
from capplan.report.names import COST_PARTS
from capplan.words import tell

_COLOURS = {
    "wage": "#33658A",
    "overtime": "#D55E00",
    "allowance": "#E69F00",
    "employer": "#A9C4DB",
    "hiring": "#7A5195",
    "training": "#BFA5C9",
    "top_up": "#9C89B8",
    "standby": "#8D99AE",
}


def cost_by_part(cost: pd.DataFrame, axes: Axes | None = None) -> Figure:
    """Show the cost of each group as a bar of its parts.

    Args:
        cost: `capplan.staffing.tables.cost`.
        axes: where to draw.
    """
    groups = frames.names(cost, "group")
    figure, axes = look.canvas(axes, 1.9 + 0.65 * len(groups))
    places = np.arange(len(groups), dtype=np.float64)
    ends = np.zeros(len(groups))
    longest = max(
        (frames.values(frames.rows(cost, "group", g), "cost_yuan").sum() for g in groups),
        default=0.0,
    )
    spare = iter(look.COLOURS[::-1])
    whole = float(np.nansum(frames.values(cost, "cost_yuan")))
    for part in frames.names(cost, "part"):
        rows = frames.rows(cost, "part", part)
        amount = np.array(
            [frames.values(frames.rows(rows, "group", g), "cost_yuan").sum() for g in groups]
        )
        if not amount.any():
            continue
        colour = _COLOURS.get(part) or next(spare)
        axes.barh(
            places,
            amount,
            left=ends,
            height=0.62,
            color=colour,
            edgecolor="white",
            linewidth=0.8,
            label=tell(COST_PARTS[part]) if part in COST_PARTS else part,
        )
        for place, start, length in zip(places, ends, amount, strict=True):
            if length > 0.09 * longest:
                axes.text(
                    start + length / 2.0,
                    place,
                    look.thousands(length),
                    ha="center",
                    va="center_baseline",
                    fontsize=look.SMALL,
                    color=look.INK if part == "employer" else "white",
                )
        ends = ends + amount
    for place, end in zip(places, ends, strict=True):
        of_all = f"  ({tell(look.share(end / whole))})" if whole > 0.0 else ""
        axes.annotate(
            f"{look.thousands(end)}{of_all}",
            (end, place),
            (5.0, 0.0),
            textcoords="offset points",
            va="center",
            fontsize=look.TEXT,
            fontweight="bold",
            color=look.INK,
        )
    axes.set_yticks(places, telling([look.spoken(g) for g in groups]))
    axes.set_ylim(len(groups) - 0.5, -0.5)
    axes.set_xlim(0.0, 1.22 * longest or 1.0)
    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10], integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(look.with_commas))
    axes.set_xlabel(tell("yuan"))
    axes.grid(axis="x", color=look.FAINT, linewidth=0.8)
    look.headline(
        axes,
        tell("The people planned cost {yuan} yuan", yuan=look.thousands(whole)),
        tell(
            "Expected cost inside the time planned; chats finished after a shift's end come on top."
        ),
    )
    if ends.any():
        look.legend(axes)
    look.finish(figure, axes)
    axes.tick_params(axis="y", length=0, labelsize=look.TEXT)
    return figure
