"""Where each value comes from: its mark and its source, carried to the report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How far to trust a value (docs/model.md, section 10)."""

    GIVEN = "given"
    """Written by the user without a mark."""
    CASE = "case"
    """Stated by a team this scenario is modelled on."""
    SOURCED = "sourced"
    """From a law text, press report, open data set or trade page."""
    DERIVED = "derived"
    """Computed from marked figures."""
    ASSUME = "assume"
    """No source found: a starting value that the user must check."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the value at one path of the scenario comes from.

    Attributes:
        path: dotted path in the scenario file, e.g. ``queues.pre_sales.chat.think``.
        value: the value as a person reads it.
        mark: how far to trust it.
        source: where it comes from; "" if nothing was said.
        is_default: whether the scenario was silent and capplan filled the value in.
    """

    path: str
    value: str
    mark: Mark
    source: str = ""
    is_default: bool = False
