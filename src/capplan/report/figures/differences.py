"""What each variant changes, measure by measure."""

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
from capplan.words import say, tell

_NAMES = {
    "lost": say("lost, % points"),
    "first_response": say("first response, s"),
    "response": say("response, s"),
    "orders": say("orders per run"),
    "left_closed": say("left at once, closed"),
    "offline": say("offline messages"),
    "offline_age": say("their age, h"),
}
_SHOWN = 4
"""Panels at most; the table has all measures."""
_SURE, _OPEN = look.COLOURS[0], look.QUIET
"""Colour of differences whose interval leaves zero out, and of the others, which are hollow."""


def differences(comparison: pd.DataFrame, axes: Axes | None = None) -> Figure:
    """Show each variant's difference from the base with its interval, a panel per measure.

    Args:
        comparison: `capplan.report.results_of_questions.comparison`.
        axes: where to draw, from a grid; it is split into panels beside each other.
    """
    variants = frames.names(comparison, "variant")
    measures = frames.names(comparison, "measure")[:_SHOWN]
    figure, axes = look.canvas(axes, 1.7 + 0.42 * max(2, len(variants)))
    panels = look.columns(axes, len(measures))
    for measure, panel in zip(measures, panels, strict=True):
        _draw(panel, frames.rows(comparison, "measure", measure), measure)
    axes.set_yticks(range(len(variants)), telling(variants))
    axes.set_ylim(len(variants) - 0.5, -0.5)
    look.headline(
        axes,
        tell("What each variant changes"),
        tell("Variant less base, paired, 95 % intervals; hollow: may be chance."),
        across=len(panels),
    )
    look.finish(figure, *panels)
    for panel in panels:
        panel.tick_params(axis="y", length=0)
    return figure


def _draw(axes: Axes, rows: pd.DataFrame, measure: str) -> None:
    scale = {"lost": 100.0, "offline_age": 1.0 / 3600.0}.get(measure, 1.0)
    value, low, high = (end * scale for end in frames.interval(rows, "difference"))
    axes.axvline(0.0, color=look.QUIET, linewidth=1.0)
    for place in range(value.size):
        sure = bool(low[place] > 0.0 or high[place] < 0.0)
        colour = _SURE if sure else _OPEN
        if np.isfinite(low[place]):
            axes.hlines(place, low[place], high[place], color=colour, linewidth=2.0)
        axes.plot(
            value[place],
            place,
            "o",
            color=colour,
            markersize=7.0,
            markerfacecolor=colour if sure else "white",
        )
    axes.margins(x=0.15)
    axes.xaxis.set_major_locator(MaxNLocator(3, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(look.signed))
    name = _NAMES.get(measure)
    axes.set_xlabel(tell(name) if name is not None else look.spoken(measure))
    axes.grid(axis="x", color=look.FAINT, linewidth=0.8)
