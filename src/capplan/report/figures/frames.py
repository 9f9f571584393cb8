"""Columns of a declared table as arrays: absent values become NaN."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def names(table: pd.DataFrame, column: str) -> list[str]:
    """Names in a key column, in the order in which they first come."""
    return [str(name) for name in table[column].unique()]


def rows(table: pd.DataFrame, column: str, name: str) -> pd.DataFrame:
    """The rows of one name."""
    return table.loc[table[column] == name]


def values(table: pd.DataFrame, column: str) -> Floats:
    """A column of numbers, shape (rows,)."""
    return table[column].to_numpy(dtype=np.float64, na_value=np.nan)


def has_bands(table: pd.DataFrame, column: str) -> bool:
    """Whether a figure has intervals at all; a single day has none."""
    return bool(np.isfinite(values(table, f"{column}_high")).any())


def interval(table: pd.DataFrame, column: str) -> tuple[Floats, Floats, Floats]:
    """A figure and the finite ends of its interval, else NaN: three columns of shape (rows,)."""
    low, high = values(table, f"{column}_low"), values(table, f"{column}_high")
    bounded = np.isfinite(low) & np.isfinite(high)
    return (
        values(table, column),
        np.where(bounded, low, np.nan),
        np.where(bounded, high, np.nan),
    )
