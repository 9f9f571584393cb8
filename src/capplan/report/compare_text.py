"""Paired differences against the base."""

from __future__ import annotations

import math

from rich.table import Table
from rich.text import Text

from capplan.report.plain import plain_table
from capplan.study.compare import Comparison
from capplan.units import HOUR
from capplan.words import say, tell

_COMPARED = {
    "first_response_ms": say("first_response"),
    "response_ms": say("response"),
    "lost": say("lost"),
    "orders": say("orders"),
    "left_closed": say("left_closed"),
    "offline": say("offline"),
    "offline_age_ms": say("offline_age"),
}


def comparison_table(names: list[str], comparisons: list[list[Comparison]]) -> Table:
    """One row per variant and measure, paired against the base."""
    table = plain_table(("variant", "measure", "base", "variant", "difference (95 %)"))
    for name, rows in zip(names, comparisons, strict=True):
        for row in rows:
            scale, unit = _unit(row)
            table.add_row(
                name,
                Text(tell("{measure} {unit}", measure=_compared(row.measure), unit=unit)),
                _or_dash(row.first.value, f"{row.first.value * scale:,.1f}"),
                _or_dash(row.second.value, f"{row.second.value * scale:,.1f}"),
                _or_dash(
                    row.difference.value,
                    tell(
                        "{value} ({low} to {high})",
                        value=f"{row.difference.value * scale:+,.1f}",
                        low=f"{row.difference.low * scale:+,.1f}",
                        high=f"{row.difference.high * scale:+,.1f}",
                    ),
                ),
            )
    return table


def _or_dash(value: float, text: str) -> str:
    """A dash where nothing was observed."""
    return "–" if math.isnan(value) else text


def _compared(measure: str) -> str:
    """A measure of a comparison by its name; those in English are the columns' names."""
    return tell(_COMPARED[measure]) if measure in _COMPARED else measure.removesuffix("_ms")


def _unit(row: Comparison) -> tuple[float, str]:
    if row.measure == "offline_age_ms":
        return 1 / HOUR, tell("[h]")
    if row.measure.endswith("_ms"):
        return 1e-3, tell("[s]")
    return (100.0, "[%]") if row.per else (1.0, tell("per run"))
