"""Who is called when: training and work of the temps who come on one day, as bars."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from capplan.report.figures import frames, look
from capplan.report.figures.clock import clock_axis, moments
from capplan.report.figures.fonts import telling
from capplan.words import tell

_TRAINING, _WORK, _CALL = "#BBBBBB", "#009E73", "#D55E00"


def hiring(table: pd.DataFrame, axes: Axes | None = None) -> Figure:
    """Show each class of temps as a row: the last day to call them, their training, their work.

    Args:
        table: `capplan.campaign.tables.hiring`.
        axes: where to draw.
    """
    figure, axes = look.canvas(axes, 2.0 + 0.5 * max(2, len(table)))
    if table.empty:
        axes.set_axis_off()
        look.headline(axes, tell("Nobody is hired: the regulars are enough"))
        return look.finish(figure, axes)
    people, to_call = frames.values(table, "people"), frames.values(table, "to_call")
    call, first = moments(table["call_by"]), moments(table["first_shift"])
    last = moments(table["last_day"]) + 1.0
    trained = table["first_training"].notna()
    starts = moments(table["first_training"].fillna(table["first_shift"]))
    ends = moments(table["last_training"].fillna(table["first_shift"])) + trained.to_numpy() * 1.0
    for row in range(len(table)):
        only_once = {True: tell("training"), False: None}, {True: tell("on the floor"), False: None}
        axes.barh(
            row, ends[row] - starts[row], left=starts[row], height=0.6, color=_TRAINING,
            edgecolor="white", hatch="///", label=only_once[0][row == 0],
        )  # fmt: skip
        axes.barh(
            row, last[row] - first[row], left=first[row], height=0.6, color=_WORK, alpha=0.8,
            label=only_once[1][row == 0],
        )  # fmt: skip
        axes.plot(call[row] + 0.5, row, marker=">", markersize=8, color=_CALL, linestyle="none",
                  label=tell("call by") if not row else None)  # fmt: skip
        axes.text(
            (first[row] + last[row]) / 2.0, row, look.thousands(people[row]), ha="center",
            va="center_baseline", fontsize=look.TEXT, fontweight="bold", color=look.INK,
        )  # fmt: skip
    groups = [look.spoken(str(g)) for g in table["group"]]
    labels = [
        tell("{group}: call {people:,.0f}", group=name, people=n)
        for name, n in zip(groups, to_call.tolist(), strict=True)
    ]
    axes.set_yticks(range(len(table)), telling(labels))
    axes.set_ylim(len(table) - 0.4, -0.6)
    clock_axis((axes,), float(call.min()) - 1.0, float(last.max()) + 1.0)
    axes.set_xlabel("")
    look.headline(
        axes,
        tell(
            "{people:,.0f} temps come to the floor; call {to_call:,.0f}",
            people=float(people.sum()),
            to_call=float(to_call.sum()),
        ),
        tell("A row is one class; the number says how many come. Some leave before its end."),
    )
    look.legend(axes)
    look.finish(figure, axes)
    axes.tick_params(axis="y", length=0)
    return figure
