"""Closed hours in print: what comes, how old it grows, when it is cleared, what it costs (D6)."""

from __future__ import annotations

import math

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from capplan.report.plain import estimate_number, estimate_percent, line, plain_table
from capplan.results.backlog import Clearing, clearings
from capplan.results.study import Study
from capplan.units import HOUR
from capplan.words import Sentence, moment, say, tell


def closed_lines(study: Study) -> list[RenderableType]:
    """What closed hours do; nothing if no queue has any."""
    lines: list[RenderableType] = []
    names = [q.name for q in study.scenario.queues if q.closed is not None]
    if not study.roster.shifts:
        lines += [Text(), line(_nobody(study), "red")]
    if any(_came(study, name) for name in names):
        lines += [Text(), closed_table(study, names)]
        lines += [_cleared(study, name) for name in names if _came(study, name)]
    return lines


def closed_table(study: Study, names: list[str]) -> Table:
    """One row per queue with closed hours."""
    table = plain_table(
        ("closed hours", "messages", "turned away", "age, h", "waiting at most", "orders lost")
    )
    for name in names:
        age = study.ratio("offline_age_ms", "offline_replies", name)
        place = study.scenario.queue_names.index(name)
        backlog = study.queue_sums("backlog_ms")[:, place, :-1]
        most = backlog.max(axis=1).mean() / study.scenario.calendar.grid.interval
        table.add_row(
            name,
            f"{study.mean('offline', name).value:,.0f}",
            f"{study.mean('left_closed', name).value:,.0f}",
            "–" if math.isnan(age.value) else f"{age.value / HOUR:.1f}",
            f"{most:,.0f}",
            estimate_number(study.mean("closed_orders_lost", name)),
        )
    return table


def _came(study: Study, name: str) -> bool:
    return bool(study.total("offline", name).sum() + study.total("left_closed", name).sum())


def _cleared(study: Study, name: str) -> Text:
    """When the backlog of a queue is gone, at the opening at which it takes longest."""
    found = [c for c in clearings(study) if c.queue == name and c.waiting.value > 0.0]
    if not found:
        return line(tell("{queue}: nobody comes on again after its closed hours.", queue=name))
    worst = max(found, key=lambda c: (1.0 - c.cleared.value, c.after_h.value, c.waiting.value))
    opens = study.scenario.calendar.at(worst.opens)
    text = say(
        "{queue}: {number} messages wait at {opens}; {when}",
        queue=name,
        number=f"{worst.waiting.value:,.0f}",
        opens=moment(opens),
        when=_when(worst),
    )
    if len(found) > 1:
        text = say("{text}, the worst of its openings", text=text)
    return line(tell("{text}.", text=text))


def _when(clearing: Clearing) -> Sentence:
    if clearing.cleared.value == 0.0:
        return say("they are not cleared before the next closing")
    hours = say("cleared after {hours}", hours=estimate_number(clearing.after_h, say("h")))
    if clearing.cleared.value == 1.0:
        return hours
    share = estimate_percent(clearing.cleared)
    return say("{hours}, but on {share} of days only", hours=hours, share=share)


def _nobody(study: Study) -> str:
    lost = estimate_percent(study.ratio("lost", "offered"))
    waits = study.mean("open_at_end").value
    return tell(
        "Nobody is on any shift: {lost} of chats are lost, {waits} wait at the end.",
        lost=lost,
        waits=f"{waits:,.0f}",
    )
