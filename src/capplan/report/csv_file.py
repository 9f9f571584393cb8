"""CSV that spreadsheets open with its Chinese text, and take no text for a formula."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Text that begins so gets a ``'`` in front: spreadsheets may run it as a formula."""


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table; its texts stay texts in a spreadsheet."""
    safe = frame.copy()
    for name, dtype in frame.dtypes.items():
        if dtype == "string":
            safe[str(name)] = [_as_text(value) for value in frame[str(name)].tolist()]
    safe.to_csv(path, index=False, encoding="utf-8-sig", float_format="%.6g")


def _as_text(value: str) -> str:
    risky = not pd.isna(value) and (value.lstrip(" ") or " ").startswith(FORMULA_STARTS)
    return f"'{value}" if risky else value
