"""What the next agent-hour earns through the day, against its price."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from capplan.report.figures import clock, frames, look
from capplan.words import tell

_HEIGHT = 2.6


def hour_value(stretches: pd.DataFrame, axes: Axes | None = None) -> Figure:
    """Show the gain of one more person in each window, a panel per group, and the price.

    Args:
        stretches: `capplan.questions.value_tables.stretches`.
        axes: where to draw.
    """
    windows = stretches.loc[stretches["shift"] == ""]
    groups = frames.names(windows, "group")
    figure, axes = look.canvas(axes, _HEIGHT * len(groups) + 1.0)
    panels = look.panels(axes, [1.0] * len(groups))
    for panel, group in zip(panels, groups, strict=True):
        rows = frames.rows(windows, "group", group)
        start, end = clock.moments(rows["start"]), clock.moments(rows["end"])
        value, low, high = frames.interval(rows, "earns_per_hour_yuan")
        panel.bar(
            start,
            value,
            width=end - start,
            align="edge",
            color=look.COLOURS[0],
            edgecolor="white",
            yerr=np.nan_to_num(np.array([value - low, high - value])),
            error_kw={"ecolor": look.INK, "elinewidth": 1.0},
        )
        price = frames.values(rows, "price_per_hour_yuan")
        panel.step(
            np.append(start, end[-1]),
            np.append(price, price[-1]),
            where="post",
            color=look.COLOURS[1],
            linewidth=1.8,
            label=tell("its price"),
        )
        panel.axhline(0.0, color=look.QUIET, linewidth=0.8)
        panel.set_ylabel(tell("yuan an hour"))
        panel.grid(axis="y", color=look.FAINT, linewidth=0.8)
        look.legend(panel)
        look.headline(
            panel,
            tell("What one more hour of {group} earns", group=look.spoken(group)),
            tell("Margin and price of contacts gained by one more person for two hours, paired."),
        )
    first = float(min(clock.moments(windows["start"])))
    clock.clock_axis(panels, first, float(max(clock.moments(windows["end"]))))
    return look.finish(figure, *panels)
