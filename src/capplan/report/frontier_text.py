"""The frontier between cost and loss."""

from __future__ import annotations

import pandas as pd
from rich.table import Table

from capplan.report.plain import percent, plain_table


def frontier_text(points: pd.DataFrame) -> Table:
    """One row per point of a frontier: cost, people, loss, and what one lost chat less costs."""
    table = plain_table(
        ("cost, yuan", "people", "lost", "margin lost, yuan", "targets kept"), right=None
    )
    rows: list[dict[str, float]] = points.to_dict("records")  # pyright: ignore[reportAssignmentType]
    for row in rows:
        low, high = 100 * row["lost_share_low"], 100 * row["lost_share_high"]
        table.add_row(
            f"{row['cost_yuan']:,.0f}",
            f"{row['people']:.0f}",
            f"{percent(row['lost_share'])} ({low:.1f}–{high:.1f})",
            f"{row['lost_margin_yuan']:,.0f}",
            f"{row['targets_kept']:.0f}",
        )
    return table
