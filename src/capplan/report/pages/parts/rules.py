"""The reconciliation sheet: the trade's rules beside the plan."""

from __future__ import annotations

import math
from typing import Any

from capplan.report.bundle import Bundle
from capplan.report.figures.look import spoken
from capplan.report.page import More, Section, Table
from capplan.words import tell


def section(bundle: Bundle) -> Section | None:
    """Each queue's rules of thumb, and what they do not see."""
    by_queue: dict[str, list[dict[str, Any]]] = {}
    for row in bundle.summary.get("rules", ()):
        by_queue.setdefault(row["queue"], []).append(row)
    if not by_queue:
        return None
    first, *others = by_queue
    return Section(
        _heading(first, by_queue[first]),
        table=_table(by_queue[first]),
        more=tuple(
            More(tell("The same for {queue}", queue=spoken(name)), table=_table(by_queue[name]))
            for name in others
        ),
        name=tell("rules of thumb"),
    )


def _heading(queue: str, rows: list[dict[str, Any]]) -> str:
    *rules, own = [float(row["answer"]) for row in rows]
    known = [answer for answer in rules if math.isfinite(answer)]
    return tell(
        "For {queue} the trade's rules say {low} to {high} people; simulated, it is {own}",
        queue=spoken(queue),
        low=f"{min(known):,.0f}",
        high=f"{max(known):,.0f}",
        own=f"{own:,.0f}",
    )


def _table(rows: list[dict[str, Any]]) -> Table:
    return Table(
        heads=(tell("rule"), tell("answer"), tell("counts"), tell("what it does not see")),
        rows=tuple(
            (tell(r["rule"]), f"{r['answer']:,.0f}", tell(r["counts"]), tell(r["why"]))
            for r in rows
        ),
        words=(0, 2, 3),
    )
