"""Who carries how much and who gets how much: load and pay per person and hour."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from capplan.report.figures import frames, look
from capplan.report.figures.fonts import telling
from capplan.words import tell

_ROW, _EDGE, _TALLEST = 0.28, 1.9, 22.0
"""Height of one person's row, of all that is around them, and of all rows at most [in]."""


def load_and_pay(people: pd.DataFrame, axes: Axes | None = None) -> Figure:
    """Show chats per hour left and gross pay per hour right, a row per person.

    Args:
        people: `capplan.questions.month.tables.people`.
        axes: where to draw, from a grid; it is split in two.
    """
    row = min(_ROW, _TALLEST / len(people))
    figure, axes = look.canvas(axes, row * len(people) + _EDGE)
    left, right = look.columns(axes, 2)
    _bars(left, people, "chats_per_hour")
    _bars(right, people, "gross_per_hour_yuan")
    left.set_yticks(range(len(people)), telling([look.spoken(str(a)) for a in people["agent"]]))
    left.set_ylim(len(people) - 0.4, -0.6)
    left.set_xlabel(tell("chats answered per hour worked"))
    right.set_xlabel(tell("yuan gross per hour worked"))
    look.headline_row(
        (
            left,
            tell("Who carries how much"),
            tell("Chats answered per hour worked, mean of the months, 95 % intervals."),
        ),
        (
            right,
            tell("Who gets how much"),
            tell("Gross pay per hour worked; people without a pay plan have none."),
        ),
    )
    look.finish(figure, left, right)
    for panel in (left, right):
        panel.tick_params(axis="y", length=0)
    return figure


def _bars(axes: Axes, people: pd.DataFrame, name: str) -> None:
    value, low, high = frames.interval(people, name)
    groups = frames.names(people, "group")
    colours = look.colours(groups)
    places = np.arange(len(people), dtype=np.float64)
    axes.barh(
        places,
        np.nan_to_num(value),
        height=0.7,
        color=[colours[str(g)] for g in people["group"]],
        xerr=np.nan_to_num(np.array([value - low, high - value])),
        error_kw={"ecolor": look.INK, "elinewidth": 1.0},
    )
    axes.grid(axis="x", color=look.FAINT, linewidth=0.8)
