"""Estimates as notebooks show them: the figure and its interval."""

from __future__ import annotations

import math

from capplan.results.estimates import Estimate


def percent(estimate: Estimate) -> str:
    """A share: ``2.1 % (1.7–2.6)``; a dash where nothing was observed."""
    low, high = max(0.0, 100 * estimate.low), min(100.0, 100 * estimate.high)
    return _shown(100 * estimate.value, low, high, 1, " %")


def seconds(estimate: Estimate) -> str:
    """A mean time of milliseconds: ``20.4 s (19.9–20.9)``."""
    value, low, high = (x / 1000 for x in (estimate.value, estimate.low, estimate.high))
    return _shown(value, low, high, 1, " s")


def number(estimate: Estimate) -> str:
    """A number: ``23,400 (23,100–23,700)``."""
    digits = 0 if abs(estimate.value) >= 100 else 1
    return _shown(estimate.value, estimate.low, estimate.high, digits, "")


def _shown(value: float, low: float, high: float, digits: int, unit: str) -> str:
    if math.isnan(value):
        return "–"
    text = f"{value:,.{digits}f}{unit}"
    if not (math.isfinite(low) and math.isfinite(high)) or low == high:
        return text
    return f"{text} ({low:,.{digits}f}–{high:,.{digits}f})"
