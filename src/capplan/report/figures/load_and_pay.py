"""Who carries how much and who gets how much: load and pay per person and hour."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from capplan.report.figures import frames, look
from capplan.words import tell

_ROW, _EDGE, _TALLEST = 0.28, 2.6, 22.0
"""Height of one person's row, of all that is around them, and of all rows at most [in]."""


def load_and_pay(people: pd.DataFrame, axes: Axes | None = None) -> Figure:
    """Show chats per hour above and gross pay per hour below, a bar per person.

    Args:
        people: `capplan.questions.month.tables.people`.
        axes: where to draw.
    """
    row = min(_ROW, _TALLEST / (2 * len(people)))
    figure, axes = look.canvas(axes, 2 * row * len(people) + _EDGE)
    above, below = look.panels(axes, (1.0, 1.0))
    _bars(above, people, "chats_per_hour")
    _bars(below, people, "gross_per_hour_yuan")
    above.tick_params(labelbottom=True)
    above.set_xlabel(tell("chats answered per hour worked"))
    below.set_xlabel(tell("yuan gross per hour worked"))
    look.headline(
        above,
        tell("Who carries how much"),
        tell("Chats answered per hour worked, mean of the months, 95 % intervals."),
    )
    look.headline(
        below,
        tell("Who gets how much"),
        tell("Gross pay per hour worked; people without a pay plan have none."),
    )
    return look.finish(figure, above, below)


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
    axes.set_yticks(places, [look.spoken(str(agent)) for agent in people["agent"]])
    axes.invert_yaxis()
    axes.grid(axis="x", color=look.FAINT, linewidth=0.8)
