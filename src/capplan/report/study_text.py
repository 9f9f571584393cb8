"""What a roster does: per queue, per group, and its targets."""

from __future__ import annotations

import math

import pandas as pd
from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from capplan.report.closed_text import closed_lines
from capplan.report.incident_text import incident_lines
from capplan.report.plain import estimate_percent, line, percent, plain_table
from capplan.report.platform_text import platform_lines
from capplan.report.scenario_text import assumed_line, title
from capplan.report.shop_text import shop_lines
from capplan.report.target_text import target_table
from capplan.results import tables
from capplan.results.estimates import Estimate
from capplan.results.study import Study
from capplan.results.verdicts import verdicts
from capplan.words import say, tell


def study_text(study: Study) -> RenderableType:
    """What a roster does: per queue, per group, and the targets."""
    lines: list[RenderableType] = [title(study.scenario), *incident_lines(study.scenario), Text()]
    lines += [queue_table(study), Text(), group_table(study)]
    lines += [*closed_lines(study), *shop_lines(study), *platform_lines(study), Text()]
    judged = verdicts(study)
    if judged:
        lines += [target_table(judged, study.scenario), Text()]
    how = say(
        "{number} replications, 95 % intervals, engine {engine}",
        number=study.replications,
        engine=study.engine,
    )
    if not study.complete:
        how = say("{how}; interrupted before all were run", how=how)
    lines.append(line(tell("{text}.", text=how)))
    lines.append(assumed_line(study.scenario))
    return Lines(*lines)


def _seconds(milliseconds: Estimate) -> str:
    """A mean response time with the half-width of its interval; a dash where there is none."""
    if math.isnan(milliseconds.value):
        return "–"
    seconds = f"{milliseconds.value / 1000:,.0f}"
    if not math.isfinite(milliseconds.half_width):
        return tell("{seconds} s", seconds=seconds)
    return tell(
        "{seconds} s ± {half}",
        seconds=seconds,
        half=f"{milliseconds.half_width / 1000:,.0f}",
    )


def queue_table(study: Study) -> Table:
    """One row per queue."""
    table = plain_table(
        ("queue", "customers", "to people", "lost", "first resp.", "3 min", "orders lost")
    )
    for name in study.scenario.queue_names:
        first = study.ratio("first_response_ms", "first_replies", name)
        lost = study.total("orders_if_prompt", name) - study.total("orders", name)
        table.add_row(
            name,
            f"{study.mean('customers', name).value:,.0f}",
            f"{study.mean('offered', name).value:,.0f}",
            estimate_percent(study.ratio("lost", "offered", name)),
            _seconds(first),
            percent(study.ratio("reply_within_180000", "rounds", name).value),
            f"{lost.mean():,.0f}",
        )
    return table


def group_table(study: Study) -> Table:
    """One row per group."""
    table = plain_table(("group", "hours on shift", "occupancy", "open chats", "overtime h"))
    frame = tables.groups(study)
    rows: list[dict[str, float]] = frame.to_dict("records")  # pyright: ignore[reportAssignmentType]
    for row in rows[:-1]:
        unknown = pd.isna(row["occupancy"])
        table.add_row(
            str(row["group"]),
            f"{row['on_shift_h']:,.0f}",
            "–" if unknown else percent(row["occupancy"]),
            "–" if unknown else f"{row['open_chats']:.1f}",
            f"{row['overtime_h']:,.1f}",
        )
    return table
