"""Declared tables: every column has a name, a unit, a type and a meaning."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


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
