"""An incident through the day: who waits and for how long, with it and without."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from capplan.report.figures import frames, look
from capplan.report.figures.clock import clock_axis, edges, moments
from capplan.words import tell

_WITH, _WITHOUT, _SPAN = "#D55E00", "#0072B2", "#F5D7C3"
_AROUND = timedelta(hours=12)
"""What is shown before an incident and after it."""
_LONG = 600.0
"""A wait from which on minutes are shown [s]."""


def incident(
    hours: pd.DataFrame, start: datetime, end: datetime, axes: Axes | None = None
) -> Figure:
    """Show the customers who wait above, the mean response below, half a day before and after.

    Args:
        hours: rows of one incident of `capplan.questions.stress_tables.hours`.
        start: from when on it strikes.
        end: until when.
        axes: where to draw; it is split in two.
    """
    figure, axes = look.canvas(axes, 7.0)
    upper, lower = look.panels(axes, (1.0, 1.0))
    near = (hours["start"] >= start - _AROUND) & (hours["start"] < end + _AROUND)
    hours = hours.loc[near]
    known = edges(moments(hours["start"]))
    wait = float(
        np.nanmax(
            [frames.values(hours, "response_s"), frames.values(hours, "response_without_s")],
            initial=0.0,
        )
    )
    each, unit_name = (60.0, tell("response, min")) if wait > _LONG else (1.0, tell("response, s"))
    middle = (known[1:] + known[:-1]) / 2.0
    times = np.array([start, end], dtype="datetime64[s]")
    span = np.clip(moments(pd.Series(times)), known[0], known[-1])
    for panel, column in ((upper, "waiting"), (lower, "response")):
        unit = "_s" if column == "response" else ""
        panel.axvspan(span[0], span[1], color=_SPAN, linewidth=0, zorder=0)
        for name, colour, label in (
            (f"{column}_without{unit}", _WITHOUT, tell("without it")),
            (f"{column}{unit}", _WITH, tell("with it")),
        ):
            values = frames.values(hours, name) / (each if unit else 1.0)
            panel.plot(middle, values, color=colour, linewidth=2.0, label=label)
        look.count_axis(panel)
    upper.plot(
        middle, frames.values(hours, "waiting_usual"), color=look.QUIET, linewidth=1.2,
        linestyle=(0, (4, 3)), label=tell("usual at most"),
    )  # fmt: skip
    name = frames.names(hours, "incident")[0]
    look.headline(
        upper,
        tell("{incident}: customers who wait for a reply", incident=look.spoken(name)),
        tell("Mean of each interval. Shaded: while it strikes. Dashed: 95 of 100 days without it."),
    )
    upper.set_ylabel(tell("customers"))
    look.headline(
        lower,
        tell("How long they wait"),
        tell(
            "Mean response to the messages of each interval that get a reply; none where none does."
        ),
    )
    lower.set_ylabel(unit_name)
    clock_axis((upper, lower), known[0], known[-1])
    look.legend(upper)
    return look.finish(figure, upper, lower)
