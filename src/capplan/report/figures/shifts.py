"""Who works when: the roster as bars over the clock."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from capplan.report.figures import frames, look
from capplan.report.figures.clock import clock_axis, moments
from capplan.report.figures.fonts import telling
from capplan.units import DAY, parse_clock
from capplan.words import say, tell


@dataclass(frozen=True, slots=True)
class _Bar:
    """Shifts of one type on one day; start and end in matplotlib's days."""

    group: str
    shift: str
    clock: str
    start: float
    end: float
    people: int


def shifts(roster: pd.DataFrame, axes: Axes | None = None, *, groups: Sequence[str] = ()) -> Figure:
    """Show each group's shift types as rows, each day's shift as a bar with its people.

    Args:
        roster: `Plan.roster_table`; the columns date, group, shift, start, end and people.
        axes: where to draw.
        groups: names of all groups in their order, so that each has the colour that it has in
            the other figures; by default those of the roster in theirs.
    """
    bars = list(_bars(roster))
    groups = list(dict.fromkeys((*groups, *frames.names(roster, "group"))))
    lines = sorted({(groups.index(b.group), b.clock, b.shift) for b in bars})
    figure, axes = look.canvas(axes, 1.7 + 0.36 * max(3, len(lines)))
    if not bars:
        axes.set_axis_off()
        look.headline(axes, tell("Nobody works: the roster is empty"))
        return look.finish(figure, axes)
    colours = look.colours(groups)
    first, last = min(b.start for b in bars), max(b.end for b in bars)
    for bar in bars:
        place = lines.index((groups.index(bar.group), bar.clock, bar.shift))
        width = bar.end - bar.start
        axes.barh(
            place,
            width,
            left=bar.start,
            height=0.78,
            color=colours[bar.group],
            alpha=0.8,
            edgecolor="white",
            linewidth=1.2,
        )
        if width / (last - first) > 0.012:
            axes.text(
                bar.start + width / 2.0,
                place,
                str(bar.people),
                ha="center",
                va="center_baseline",
                fontsize=look.TEXT if width / (last - first) > 0.03 else look.SMALL - 1.0,
                fontweight="bold",
                color=look.INK,
            )
    for place in range(1, len(lines)):
        if lines[place][0] != lines[place - 1][0]:
            axes.axhline(place - 0.5, color=look.QUIET, linewidth=0.8)
    axes.set_yticks(range(len(lines)), [f"{look.spoken(s)}  {clock}" for _, clock, s in lines])
    axes.set_ylim(len(lines) - 0.4, -0.6)
    clock_axis((axes,), first, last)
    _name_groups(axes, groups, [g for g, _, _ in lines])
    people = sum(b.people for b in bars)
    says = say("Who works when: {shifts} shifts", shifts=look.thousands(people))
    if "paid_h" in roster.columns:
        hours = look.thousands(frames.values(roster, "paid_h").sum())
        says = say("{says}, {hours} paid hours", says=says, hours=hours)
    look.headline(
        axes,
        tell(says),
        tell(
            "Each bar is one shift type on one day; the number in it says how many people work it."
        ),
    )
    look.finish(figure, axes)
    axes.tick_params(axis="y", length=0)
    return figure


def _bars(roster: pd.DataFrame) -> Iterator[_Bar]:
    rows = zip(
        roster["group"],
        roster["shift"],
        roster["start"],
        roster["end"],
        moments(roster["date"]).tolist(),
        frames.values(roster, "people").tolist(),
        strict=True,
    )
    for group, shift, start, end, day, people in rows:
        clock = f"{start}–{end}"
        begin, finish = parse_clock(str(start)), parse_clock(str(end))
        finish += DAY * (finish <= begin)
        yield _Bar(
            str(group), str(shift), clock, day + begin / DAY, day + finish / DAY, int(people)
        )


def _name_groups(axes: Axes, groups: list[str], lines: list[int]) -> None:
    """Write each group's name beside its rows, right of the bars."""
    shown = telling([look.spoken(g) for g in groups])
    for number in range(len(groups)):
        places = [place for place, owner in enumerate(lines) if owner == number]
        if places:
            axes.annotate(
                shown[number],
                (1.0, sum(places) / len(places)),
                (8.0, 0.0),
                xycoords=axes.get_yaxis_transform(),
                textcoords="offset points",
                va="center",
                fontsize=look.TEXT,
                fontweight="bold",
                color=look.INK,
            )
