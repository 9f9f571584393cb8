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
    safe.to_csv(path, index=False, encoding="utf-8-sig", float_format=_six_digits)


def as_written(value: str) -> str:
    """A text of such a file as it was before."""
    return value[1:] if value[:1] == "'" and _is_risky(value[1:]) else value


def _as_text(value: str) -> str:
    return f"'{value}" if not pd.isna(value) and _is_risky(value) else value


def _is_risky(value: str) -> bool:
    return (value.lstrip(" ") or " ").startswith(FORMULA_STARTS)


def _six_digits(value: object) -> str:
    """Six digits, and all those before the point."""
    number = float(str(value))
    return f"{number:.0f}" if abs(number) >= 1e6 else f"{number:.6g}"
