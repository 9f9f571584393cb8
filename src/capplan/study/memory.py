"""How much memory a record of arrays takes."""

from __future__ import annotations

from dataclasses import fields
from typing import Any


def size(record: Any) -> int:
    """Memory of the arrays of a record [bytes]."""
    columns = (getattr(record, field.name) for field in fields(record))
    return sum(getattr(column, "nbytes", 0) for column in columns)
