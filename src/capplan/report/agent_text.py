"""What each person did, in print."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from rich.table import Table

from capplan.report.plain import percent, plain_table
from capplan.words import tell


def agent_text(agents: pd.DataFrame) -> Table:
    """One row per person and day; the last of each day is what fell to nobody."""
    table = plain_table(
        (
            tell("day"),
            tell("agent"),
            tell("shift"),
            tell("hours"),
            tell("chats"),
            tell("lost"),
            tell("first reply, s"),
            tell("reply, s"),
            tell("orders"),
            tell("converts"),
        )
    )
    rows: list[dict[str, Any]] = agents.to_dict("records")  # pyright: ignore[reportAssignmentType]
    for row in rows:
        nobody = not row["shifts"] and not row["group"]
        who = tell("nobody") if nobody else f"{row['group']} {int(row['agent']) + 1}"
        table.add_row(
            f"{row['date']:%m-%d}",
            who,
            "" if nobody else str(row["shifts"]),
            "" if nobody else _number(row, "on_shift_h", 1),
            _number(row, "chats", 1),
            _number(row, "lost", 1),
            _number(row, "first_response_s", 0),
            _number(row, "response_s", 0),
            _number(row, "orders", 1),
            percent(float(row["conversion"]) if pd.notna(row["conversion"]) else math.nan),
        )
    return table


def _number(row: dict[str, Any], name: str, digits: int) -> str:
    return "–" if pd.isna(row[name]) else f"{row[name]:,.{digits}f}"
