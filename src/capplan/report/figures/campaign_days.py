"""A campaign day by day: who works, who is trained, what it costs."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from capplan.report.figures import frames, look
from capplan.report.figures.clock import clock_axis, moments
from capplan.report.figures.fonts import telling
from capplan.words import tell

Floats = NDArray[np.float64]

_TRAINING = "#BBBBBB"


def campaign_days(
    shifts: pd.DataFrame,
    training: pd.DataFrame,
    cost: pd.DataFrame,
    axes: Axes | None = None,
    *,
    groups: Sequence[str] = (),
) -> Figure:
    """Show people on shift and in training on each day, and below the cost of each day.

    Args:
        shifts: `capplan.campaign.tables.shifts`.
        training: `capplan.campaign.tables.training`.
        cost: `capplan.campaign.tables.cost_by_day`.
        axes: where to draw.
        groups: names of all groups in their order.
    """
    groups = list(dict.fromkeys((*groups, *frames.names(shifts, "group"))))
    figure, axes = look.canvas(axes, 5.6)
    days = np.unique(np.concatenate([moments(t["date"]) for t in (shifts, training, cost)]))
    if not days.size:
        axes.set_axis_off()
        look.headline(axes, tell("Nobody works: the plan is empty"))
        return look.finish(figure, axes)
    upper, lower = look.panels(axes, (2.0, 1.0))
    colours = look.colours(groups)
    shown = telling([look.spoken(g) for g in groups])
    on = _stack(upper, days, shifts, "people", groups, shown, colours)
    trained = _by_day(training, "in_training", days)
    busy = trained > 0.0  # a bar of height zero would end the axis at its foot
    if busy.any():
        upper.bar(
            days[busy] + 0.5, trained[busy], bottom=on[busy], width=0.8, color=_TRAINING,
            edgecolor="white", hatch="///", label=tell("in training"),
        )  # fmt: skip
    look.count_axis(upper)
    upper.set_ylabel(tell("people"))
    look.legend(upper)
    _stack(lower, days, cost, "cost_yuan", groups, shown, colours)
    look.count_axis(lower)
    lower.set_ylabel(tell("yuan"))
    clock_axis((upper, lower), float(days[0]), float(days[-1]) + 1.0)
    whole = float(np.nansum(frames.values(cost, "cost_yuan")))
    look.headline(
        upper,
        tell(
            "Up to {people:,.0f} people work on one day; all days cost {cost:,.0f} yuan",
            people=float(on.max()),
            cost=whole,
        ),
        tell("Above: people on a shift of each day, and in training. Below: what each day costs."),
    )
    return look.finish(figure, upper, lower)


def _by_day(table: pd.DataFrame, column: str, days: Floats) -> Floats:
    """Sums of a column per day, shape (days,)."""
    sums = np.zeros(days.size)
    np.add.at(sums, np.searchsorted(days, moments(table["date"])), frames.values(table, column))
    return sums


def _stack(
    axes: Axes, days: Floats, table: pd.DataFrame, column: str, groups: list[str],
    shown: Sequence[str], colours: dict[str, str],
) -> Floats:  # fmt: skip
    ends = np.zeros(days.size)
    for group, name in zip(groups, shown, strict=True):
        heights = _by_day(frames.rows(table, "group", group), column, days)
        if heights.any():
            axes.bar(
                days + 0.5, heights, bottom=ends, width=0.8, color=colours[group],
                edgecolor="white", linewidth=0.6, label=name,
            )  # fmt: skip
        ends = ends + heights
    return ends
