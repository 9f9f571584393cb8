"""The picture that follows the knobs: plain SVG, since a figure of matplotlib takes a second."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.report.figures.look import COLOURS, FAINT, INK, QUIET
from capplan.words import tell

Floats = NDArray[np.float64]
WIDTH, LEFT, PLOT, GAP = 860, 56, 110, 34
"""Width of the picture, of its margin, height of a panel and between panels [px]."""


def picture(table: pd.DataFrame, groups: Sequence[str]) -> str:
    """Chats, people of each group, loss and first response, one below the other on one clock.

    Args:
        table: `capplan.report.workbook.figure_sheets.interval_table`.
        groups: names of the groups, in order.
    """
    there = [g for g in groups if g in table.columns]
    layers = [_values(table, g) for g in there]
    panels = (
        (tell("Chats that come to people"), [_values(table, "offered")], ["#5B7FA3"], "{:,.0f}"),
        (tell("People on the floor"), layers, [_colour(groups, g) for g in there], "{:,.0f}"),
        (tell("lost, % of chats"), [100 * _values(table, "lost_share")], ["#E69F00"], "{:,.0f} %"),
        (tell("first response, s"), [_values(table, "first_response_s")], ["#0072B2"], "{:,.0f}"),
    )
    height = len(panels) * (PLOT + GAP) + 20
    parts = [_panel(k, *panel) for k, panel in enumerate(panels)]
    parts.append(_clock([pd.Timestamp(t) for t in table["start"].tolist()], height - 8))
    parts.append(_key(groups, there, GAP + PLOT + 20))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="100%" '
        f'font-family="sans-serif" font-size="11" fill="{INK}">{"".join(parts)}</svg>'
    )


def _values(table: pd.DataFrame, name: str) -> Floats:
    return np.nan_to_num(table[name].to_numpy(dtype=np.float64, na_value=np.nan))


def _colour(groups: Sequence[str], group: str) -> str:
    return COLOURS[list(groups).index(group) % len(COLOURS)]


def _panel(place: int, title: str, layers: list[Floats], colours: list[str], form: str) -> str:
    """One panel: stacked steps from zero to a round top."""
    foot = (place + 1) * (PLOT + GAP)
    total = np.sum(layers, axis=0) if layers else np.zeros(1)
    top = _round_up(float(total.max(initial=0.0)))
    parts = [f'<text x="{LEFT}" y="{foot - PLOT - 8}" font-weight="bold">{escape(title)}</text>']
    for share in (0.0, 0.5, 1.0):
        y = foot - share * PLOT
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH}" y1="{y:.0f}" y2="{y:.0f}" stroke="{FAINT}"/>'
            f'<text x="{LEFT - 6}" y="{y + 4:.0f}" text-anchor="end" fill="{QUIET}">'
            f"{form.format(share * top)}</text>"
        )
    below = np.zeros(total.size)
    for layer, colour in zip(layers, colours, strict=True):
        parts.append(
            f'<path d="{_area(below, below + layer, foot, top)}" fill="{colour}" opacity="0.85"/>'
        )
        below = below + layer
    return "".join(parts)


def _area(low: Floats, high: Floats, foot: int, top: float) -> str:
    """The outline of a layer of steps."""
    edges = np.repeat(np.linspace(LEFT, WIDTH, low.size + 1), 2)[1:-1]
    upper, lower = (foot - np.repeat(v, 2) / top * PLOT for v in (high, low))
    points = [*zip(edges, upper, strict=True), *zip(edges[::-1], lower[::-1], strict=True)]
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points) + "Z"


def _round_up(value: float) -> float:
    """The next of 1, 2, 4, 5, 10 times a power of ten; 1 at least."""
    if value <= 1.0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(value))
    return float(next(s for s in (1, 2, 4, 5, 10) if s * power >= value - 1e-9) * power)


def _clock(starts: list[pd.Timestamp], y: int) -> str:
    """Some eight times below the panels."""
    step = max(1, len(starts) // 8)
    width = (WIDTH - LEFT) / max(len(starts), 1)
    return "".join(
        f'<text x="{LEFT + k * width:.0f}" y="{y}" fill="{QUIET}">{starts[k]:%m-%d %H:%M}</text>'
        for k in range(0, len(starts), step)
    )


def _key(groups: Sequence[str], there: list[str], y: int) -> str:
    """Names of the groups beside the title of their panel."""
    x, parts = WIDTH - 6.0, list[str]()
    for group in reversed(there):
        colour = _colour(groups, group)
        parts.append(
            f'<text x="{x:.0f}" y="{y}" text-anchor="end" fill="{colour}" font-weight="bold">'
            f"{escape(group)}</text>"
        )
        x -= 8.0 * len(group) + 16.0
    return "".join(parts)
