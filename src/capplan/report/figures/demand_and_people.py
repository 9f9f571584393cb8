"""Demand against people through the day."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from capplan.report.figures import frames, look
from capplan.report.figures.clock import clock_axis, edges, minutes, moments, when
from capplan.report.figures.fonts import telling
from capplan.words import say, tell


def demand_and_people(
    queue_intervals: pd.DataFrame,
    group_intervals: pd.DataFrame,
    axes: Axes | None = None,
    *,
    requirement: pd.DataFrame | None = None,
) -> Figure:
    """Show who comes and who is there, one above the other on one clock.

    Args:
        queue_intervals: `capplan.results.tables.queue_intervals`.
        group_intervals: `capplan.results.tables.group_intervals`.
        axes: where to draw, from a grid; it is split in two.
        requirement: `capplan.staffing.tables.requirement`, for the line of theory.
    """
    figure, axes = look.canvas(axes, 7.0)
    upper, lower = look.panels(axes, (1.0, 1.15))
    _demand(queue_intervals, upper)
    _people(group_intervals, requirement, lower)
    span = edges(np.unique(moments(group_intervals["start"])))
    clock_axis((upper, lower), span[0], span[-1])
    return look.finish(figure, upper, lower)


def _demand(table: pd.DataFrame, axes: Axes) -> None:
    queues = frames.names(table, "queue")
    starts = np.unique(moments(table["start"]))
    length = minutes(starts)
    known = edges(starts)
    total = np.zeros(starts.size)
    shown = telling([look.spoken(q) for q in queues])
    for (queue, colour), label in zip(look.colours(queues).items(), shown, strict=True):
        offered, low, high = frames.interval(frames.rows(table, "queue", queue), "offered")
        axes.fill_between(
            known,
            np.append(np.maximum(low, 0.0), low[-1:]),
            np.append(high, high[-1:]),
            step="post",
            color=colour,
            alpha=0.22,
            linewidth=0,
        )
        axes.stairs(offered, known, baseline=None, color=colour, linewidth=1.8, label=label)
        total += offered
    peak = int(np.argmax(total))
    look.headline(
        axes,
        tell(
            "{chats} chats come to people, most at {when}: {most} in {minutes} min",
            chats=look.thousands(total.sum()),
            when=when(starts[peak]),
            most=look.thousands(total[peak]),
            minutes=length,
        ),
        look.remarks(
            say("Chats behind the bot, the mean of the days simulated."),
            frames.has_bands(table, "offered") and say("Bands: how sure that mean is."),
        ),
    )
    axes.set_ylabel(tell("chats per {minutes} min", minutes=length))
    look.count_axis(axes)
    look.legend(axes, title=tell("chats that come"), alignment="left", title_fontsize=look.SMALL)


def _people(table: pd.DataFrame, requirement: pd.DataFrame | None, axes: Axes) -> None:
    groups = frames.names(table, "group")
    starts = np.unique(moments(table["start"]))
    known = edges(starts)
    floor = np.zeros(starts.size)
    shown = telling([look.spoken(g) for g in groups])
    for (group, colour), label in zip(look.colours(groups).items(), shown, strict=True):
        on = np.nan_to_num(frames.values(frames.rows(table, "group", group), "on_floor"))
        if not on.any():
            continue
        axes.stairs(
            floor + on, known, baseline=floor, fill=True, color=colour, alpha=0.75, label=label
        )
        floor = floor + on
    axes.stairs(floor, known, color="white", linewidth=1.0, baseline=None)
    peak = int(np.argmax(floor))
    says = say(
        "At most {people} people on the floor, at {when}",
        people=f"{floor[peak]:.0f}",
        when=when(starts[peak]),
    )
    if requirement is not None:
        needed = _needed(requirement)
        asked = edges(np.unique(moments(requirement["start"])))
        axes.stairs(needed, asked, color="white", linewidth=4.0, baseline=None, alpha=0.8)
        axes.stairs(
            needed,
            asked,
            color=look.INK,
            linewidth=1.8,
            baseline=None,
            label=tell("needed by theory"),
        )
        most = int(np.argmax(needed))
        theory = f"{np.ceil(needed[most]):.0f}"
        if most == peak:
            says = say("{says}; theory asks for {people}", says=says, people=theory)
        else:
            says = say(
                "{says}; theory asks for {people} at {when}",
                says=says,
                people=theory,
                when=when(asked[most]),
            )
    remark = look.remarks(
        say("People on shift and those who finish their chats after it, less breaks and absences."),
        requirement is not None and say("Theory counts experienced people and knows no backlog."),
    )
    look.headline(axes, tell(says), remark)
    axes.set_ylabel(tell("people on the floor"))
    look.count_axis(axes)
    handles, labels = axes.get_legend_handles_labels()
    look.legend(
        axes,
        handles=handles[::-1],
        labels=labels[::-1],
        title=tell("people"),
        alignment="left",
        title_fontsize=look.SMALL,
    )


def _needed(requirement: pd.DataFrame) -> frames.Floats:
    """People needed by theory for all queues together, shape (intervals,)."""
    queues = frames.names(requirement, "queue")
    by_queue = [
        frames.values(frames.rows(requirement, "queue", queue), "agents_by_theory")
        for queue in queues
    ]
    return np.sum(by_queue, axis=0)
