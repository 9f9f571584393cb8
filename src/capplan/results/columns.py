"""Declared tables: every column has a name, a unit, a type and a meaning."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from capplan.results.estimates import finite


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: its name; the unit, if any, is its last part.
        unit: the unit, "1" for shares and counts without one.
        dtype: pandas dtype.
        meaning: one line for the reader.
    """

    name: str
    unit: str
    dtype: str
    meaning: str


def estimated(name: str, unit: str, meaning: str) -> tuple[Column, Column, Column]:
    """A figure with the ends of its confidence interval."""
    return (
        Column(name, unit, "Float64", meaning),
        Column(f"{name}_low", unit, "Float64", f"{meaning}: lower end of the interval"),
        Column(f"{name}_high", unit, "Float64", f"{meaning}: upper end of the interval"),
    )


class Bounded(Protocol):
    """A figure with the ends of its interval, as an estimate is."""

    @property
    def value(self) -> float:
        """The figure."""
        ...

    @property
    def low(self) -> float:
        """Lower end of its interval."""
        ...

    @property
    def high(self) -> float:
        """Upper end of its interval."""
        ...


def filled(
    name: str, figures: Sequence[Bounded], scales: float | Sequence[float] = 1.0
) -> dict[str, object]:
    """The data of an `estimated` column: values and ends of figures, absent where not finite.

    Args:
        name: name of the column.
        figures: one per row.
        scales: factor from the figures' unit to the column's, one for all or one per row [1].
    """
    each = [scales] * len(figures) if isinstance(scales, int | float) else scales
    return {
        f"{name}{end}": [
            finite(getattr(figure, field) * scale)
            for figure, scale in zip(figures, each, strict=True)
        ]
        for end, field in (("", "value"), ("_low", "low"), ("_high", "high"))
    }


def as_records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of a table as JSON holds them."""
    return json.loads(frame.to_json(orient="records", date_format="iso", force_ascii=False))


def declared(data: dict[str, object], columns: tuple[Column, ...]) -> pd.DataFrame:
    """A table with exactly the declared columns, in order and typed; absent values are NA.

    Raises:
        ValueError: if the data and the declaration do not name the same columns.
    """
    if set(data) != {c.name for c in columns}:
        odd = sorted(set(data) ^ {c.name for c in columns})
        raise ValueError(f"columns without data or declaration: {', '.join(odd)}")
    frame = pd.DataFrame({c.name: data[c.name] for c in columns})
    return frame.astype({c.name: c.dtype for c in columns})
