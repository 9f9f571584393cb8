"""How much each assumed value moves the answer."""

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
from capplan.words import tell

MOST = 12
"""Values shown, those that move the loss most."""
_SIDES = {"down": look.COLOURS[4], "up": look.COLOURS[5]}
"""Light blue and orange: apart for every eye, and the moved value stands beside each bar."""


def tornado(
    sensitivity: pd.DataFrame, axes: Axes | None = None, *, target: str = "", unit: str = ""
) -> Figure:
    """Show what each assumed value does to the loss and to the tightest target, as bars.

    Args:
        sensitivity: `capplan.questions.sensitivity.table`.
        axes: where to draw, from a grid; it is split in two where there is a target.
        target: the tightest target in a few words, for the panel's headline.
        unit: unit of the target's measure: ``"s"``, or none for a share.
    """
    paths = frames.names(sensitivity, "path")[:MOST]
    figure, axes = look.canvas(axes, 1.9 + 0.42 * max(2, len(paths)))
    if not paths:
        axes.set_axis_off()
        look.headline(axes, tell("Nothing is assumed that could be moved"))
        return look.finish(figure, axes)
    has_target = bool(np.isfinite(frames.values(sensitivity, "target")).any())
    left, *right = look.columns(axes, 1 + has_target)
    _bars(left, sensitivity, paths, "lost_share", 100.0)
    _name_rows(left, sensitivity, paths)
    how = tell(
        "Each assumed value lower and higher; the same roster and customers. Whiskers: 95 %."
    )
    look.headline_row(
        (left, tell("Change of the share lost"), how),
        *((panel, tell("Change of the tightest target"), target) for panel in right),
    )
    left.set_xlabel(tell("percentage points of chats"))
    for panel in right:
        _bars(panel, sensitivity, paths, "target", 1.0 if unit else 100.0)
        panel.set_xlabel(unit or tell("percentage points"))
    look.finish(figure, left, *right)
    for panel in (left, *right):
        panel.tick_params(axis="y", length=0)
        panel.spines["left"].set_visible(False)
    return figure


def _bars(axes: Axes, table: pd.DataFrame, paths: list[str], column: str, scale: float) -> None:
    axes.axvline(0.0, color=look.INK, linewidth=1.0, zorder=3)
    reach = 0.0
    for side, colour in _SIDES.items():
        rows = frames.rows(table, "side", side)
        for place, path in enumerate(paths):
            mine = frames.rows(rows, "path", path)
            if mine.empty:
                continue
            value, low, high = (end[0] * scale for end in frames.interval(mine, column))
            if not np.isfinite(value):
                continue
            offset = -0.2 if side == "down" else 0.2
            axes.barh(place + offset, value, height=0.38, color=colour, linewidth=0)
            ends = [value]
            if np.isfinite(low) and np.isfinite(high):
                axes.hlines(place + offset, low, high, color=look.QUIET, linewidth=1.2)
                ends += [low, high]
            end = max(ends) if value >= 0 else min(ends)
            axes.annotate(
                str(mine["moved_to"].iloc[0]),
                (end, place + offset),
                (4.0 if value >= 0 else -4.0, 0.0),
                textcoords="offset points",
                ha="left" if value >= 0 else "right",
                va="center",
                fontsize=look.SMALL - 1.0,
                color=look.QUIET,
            )
            reach = max(reach, abs(min(ends)), abs(max(ends)))
    axes.set_xlim(-1.45 * reach or -1.0, 1.45 * reach or 1.0)
    axes.set_ylim(len(paths) - 0.4, -0.6)
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(look.signed))
    axes.grid(axis="x", color=look.FAINT, linewidth=0.8)


def _name_rows(axes: Axes, table: pd.DataFrame, paths: list[str]) -> None:
    values = [str(frames.rows(table, "path", path)["value"].iloc[0]) for path in paths]
    names = [f"{short(p)}: {v}" for p, v in zip(paths, values, strict=True)]
    axes.set_yticks(range(len(paths)), telling(names))


def short(path: str) -> str:
    """A path as people read it: ``"pre-sales bot contains"``."""
    steps = path.split(".")
    kept = steps[1:] if steps[0] in {"queues", "groups", "floor"} and len(steps) > 1 else steps
    kept = [step for step in kept if step not in {"mean", "chat", "0"}]
    return " ".join(look.spoken(step) for step in kept)
