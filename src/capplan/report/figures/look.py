"""How every figure looks: colours, fonts, headlines, panels, numbers."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

from capplan.report.figures.fonts import families
from capplan.report.figures.lines import folded
from capplan.words import Sentence, listed, say, tell

WIDTH, DPI = 10.0, 140
"""Width of a figure [in] and dots per inch: pictures 1,400 px wide."""

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999933", "#882255")
"""For queues and groups, in the order of their table: Okabe and Ito (2008), then Tol."""
INK, QUIET, FAINT = "#222222", "#666666", "#DDDDDD"
"""Text and strong lines; remarks; grids."""

HEADLINE, TEXT, SMALL = 12.0, 10.0, 9.0
"""Sizes of type [pt]."""
_LINE = 1.35 * SMALL
"""Height of a line of small type [pt]."""
_REMARK = "_remark"
"""Label of the quiet lines below a headline."""
_LETTERS = 10.3
"""Letters of a headline per inch of its axes, those that reach over the legend included."""


def canvas(axes: Axes | None, height: float) -> tuple[Figure, Axes]:
    """The axes to draw on and its figure; a new figure of a height [in] if there is none."""
    if axes is None:
        figure = Figure(figsize=(WIDTH, height), dpi=DPI, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
    figure = axes.figure
    while not isinstance(figure, Figure):
        figure = figure.figure
    return figure, axes


def inches(axes: Axes) -> float:
    """Width of an axes before its labels are fitted in [in]."""
    figure, _ = canvas(axes, 0.0)
    return figure.get_figwidth() * axes.get_position().width


def panels(axes: Axes, heights: Sequence[float]) -> list[Axes]:
    """Split an axes into panels, one above another, on one clock; the axes itself is the last.

    Raises:
        ValueError: if the axes stands outside the grid of its figure.
    """
    place = axes.get_subplotspec()
    if place is None:
        raise ValueError("this figure needs an axes of a grid, as subplots() makes them")
    if len(heights) == 1:
        return [axes]
    grid = place.subgridspec(len(heights), 1, height_ratios=list(heights))
    figure = axes.figure
    axes.set_subplotspec(grid[len(heights) - 1])
    above = [figure.add_subplot(grid[n], sharex=axes) for n in range(len(heights) - 1)]
    for panel in above:
        panel.tick_params(labelbottom=False)
    return [*above, axes]


def columns(axes: Axes, count: int) -> list[Axes]:
    """Split an axes into panels beside each other that share their rows; the axes is the first.

    Raises:
        ValueError: if the axes stands outside the grid of its figure.
    """
    place = axes.get_subplotspec()
    if place is None:
        raise ValueError("this figure needs an axes of a grid, as subplots() makes them")
    if count == 1:
        return [axes]
    grid = place.subgridspec(1, count)
    axes.set_subplotspec(grid[0])
    right = [axes.figure.add_subplot(grid[n], sharey=axes) for n in range(1, count)]
    for panel in right:
        panel.tick_params(labelleft=False)
    return [axes, *right]


def colours(names: Sequence[str]) -> dict[str, str]:
    """One colour per name, in order."""
    return {name: COLOURS[n % len(COLOURS)] for n, name in enumerate(names)}


def spoken(name: str) -> str:
    """A key of the scenario file as people write it: ``pre_sales`` as ``pre-sales``."""
    return name.replace("_", "-")


def remarks(*parts: Sentence | bool) -> str:
    """Sentences after one another, in the reader's language; those that are False left out."""
    return tell(listed((part for part in parts if part), "{left} {right}"))


def headline(axes: Axes, says: str, remark: str = "", *, across: int = 1, lines: int = 0) -> None:
    """Say above an axes what one sees, and below that, quietly, how to read it.

    Args:
        axes: above which.
        says: what one sees.
        remark: how to read it.
        across: panels beside each other, from this one on, that share the headline.
        lines: room for so many lines of the remark at least.
    """
    letters = _letters(axes, across)
    remark = _folded_remark(remark, letters)
    own = _lines(remark)
    lines = max(own, lines)
    axes.set_title(
        folded(says, round(letters)),
        loc="left",
        pad=6.0 + lines * _LINE,
        fontsize=HEADLINE,
        fontweight="bold",
        color=INK,
    )
    if remark:
        note = axes.annotate(
            remark,
            (0.0, 1.0),
            (0.0, 5.0 + (lines - own) * _LINE),
            xycoords="axes fraction",
            textcoords="offset points",
            ha="left",
            va="bottom",
            fontsize=SMALL,
            color=QUIET,
            label=_REMARK,
        )
        note.set_in_layout(across == 1)  # else the first panel is given all its width


def headline_row(*panels: tuple[Axes, str, str]) -> None:
    """Headlines of panels beside each other, at one height: axes, what one sees, how to read it."""
    remarks = [_folded_remark(remark, _letters(axes)) for axes, _, remark in panels]
    for axes, says, remark in panels:
        headline(axes, says, remark, lines=max(map(_lines, remarks)))


def _letters(axes: Axes, across: int = 1) -> float:
    """Letters of a headline that fit above so many panels."""
    return max(24.0, _LETTERS * inches(axes) * across)


def _folded_remark(remark: str, letters: float) -> str:
    return folded(remark, round(letters * HEADLINE / SMALL))


def _lines(text: str) -> int:
    return text.count("\n") + 1 if text else 0


def headlines(figure: Figure) -> list[str]:
    """What a figure says above its panels, on one line each, from the top down."""
    panels = sorted(figure.axes, key=_row)
    said = (" ".join(axes.get_title(loc="left").split()) for axes in panels)
    return [line for line in said if line]


def take_headline(figure: Figure) -> str:
    """Take headlines and remarks off a figure whose page says them; returns the remarks."""
    remarks: list[str] = []
    for axes in figure.axes:
        axes.set_title("", loc="left")
        for text in axes.findobj(Text):
            if text.get_label() == _REMARK:
                remarks.append(" ".join(text.get_text().split()))
                text.remove()
    return " ".join(remarks)


def _row(axes: Axes) -> int:
    """Row of an axes in its grid, from the top; nested grids count by their own rows."""
    place = axes.get_subplotspec()
    return place.rowspan.start if place is not None else 0


def legend(axes: Axes, **options: object) -> Legend:
    """A legend beside the axes, where it hides nothing."""
    return axes.legend(
        loc="upper left",
        bbox_to_anchor=(1.005, 1.0),
        borderaxespad=0.0,
        frameon=False,
        fontsize=SMALL,
        labelcolor=INK,
        **options,  # pyright: ignore[reportArgumentType]
    )


def percent(axes: Axes) -> None:
    """Write shares on the y axis as percent, at ticks that this writes exactly."""
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    low, high = axes.get_ylim()
    sign = tell("{number} %", number="")
    axes.yaxis.set_major_formatter(
        PercentFormatter(1.0, decimals=int(high - low < 0.03), symbol=sign)
    )


def thousands(value: float) -> str:
    """A whole number with commas."""
    return f"{value:,.0f}"


def with_commas(value: float, _position: int | None = None) -> str:
    """The same for the ticks of an axis."""
    return thousands(value)


def signed(value: float, _position: int | None = None) -> str:
    """A change for the ticks of an axis: ``"+2.5"``, ``"-10,000"``, and 0 without a sign."""
    if abs(value) < 1e-9:
        return "0"
    return f"{value:+,.0f}" if abs(value) >= 1000.0 else f"{value:+.3g}"


def share(value: float) -> Sentence:
    """A share as people say it: ``"2.1 %"``, ``"21 %"``, ``"100 %"``."""
    points = 100.0 * value
    return say("{number} %", number=f"{points:.{int(0.05 <= points < 9.95)}f}")


def bound(value: float) -> Sentence:
    """A share that was set, as it was written: ``"5 %"``, ``"99.5 %"``."""
    return say("{number} %", number=f"{100.0 * value:.4g}")


def finish(figure: Figure, *drawn: Axes) -> Figure:
    """What all axes have in common: quiet frames, one family of fonts."""
    for axes in drawn:
        axes.spines[["top", "right"]].set_visible(False)
        axes.spines[["left", "bottom"]].set_color(QUIET)
        axes.set_axisbelow(True)
        axes.tick_params(labelsize=SMALL, labelfontfamily=list(families()), colors=INK)
        for text in axes.findobj(Text):
            text.set_fontfamily(list(families()))
    for text in (text for legend in figure.legends for text in legend.findobj(Text)):
        text.set_fontfamily(list(families()))
    if len(drawn) > 1:
        figure.align_ylabels(list(drawn))
    return figure


def count_axis(axes: Axes) -> None:
    """Whole numbers with commas on the y axis, from zero."""
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10], integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(with_commas))
    axes.set_ylim(bottom=0.0)
    axes.grid(axis="y", color=FAINT, linewidth=0.8)
