"""What `capplan sensitivity` prints."""

from __future__ import annotations

from typing import Any

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.text import Text

from capplan.questions.sensitivity import Sensitivity, table
from capplan.report.plain import plain_table
from capplan.words import tell

_SHOWN = 12
"""Values printed, those that move the loss most; the table has all."""


def sensitivity_text(found: Sensitivity) -> RenderableType:
    """The values that move the loss most, and how they were moved."""
    shown = plain_table(
        (
            tell("value"),
            tell("assumed"),
            tell("moved to"),
            tell("lost, points"),
            tell("margin lost, yuan"),
        )
    )
    rows: list[dict[str, Any]] = table(found).to_dict("records")  # pyright: ignore[reportAssignmentType]
    seen: list[str] = []
    for row in rows:
        if row["path"] not in seen:
            seen.append(row["path"])
        if len(seen) > _SHOWN:
            break
        shown.add_row(
            row["path"],
            row["value"],
            row["moved_to"],
            _change(row, "lost_share", 100.0, 2),
            _change(row, "lost_margin_yuan", 1.0, 0),
        )
    remark = tell(
        "{values} values moved by a quarter, {days} days each, same roster and customers; ± 95 %.",
        values=len({e.moved.path for e in found.effects}),
        days=found.base.replications,
    )
    return Lines(shown, Text(f"  {remark}"))


def _change(row: dict[str, Any], name: str, scale: float, digits: int) -> str:
    value, half = row[name] * scale, (row[f"{name}_high"] - row[f"{name}_low"]) / 2.0 * scale
    return f"{value:+,.{digits}f} ± {half:,.{digits}f}"
