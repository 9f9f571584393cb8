"""Plain tables, and figures with their intervals as a person reads them."""

from __future__ import annotations

import math

from rich.table import Table
from rich.text import Text

from capplan.results.estimates import Estimate
from capplan.words import Sentence, say, tell


def percent(value: float) -> str:
    """A share as ``"2.1 %"``; a dash where nothing was observed."""
    return "–" if math.isnan(value) else tell("{number} %", number=f"{100 * value:.1f}")


def estimate_percent(estimate: Estimate) -> str:
    """A share with its interval: ``"2.1 % (1.7–2.6)"``."""
    if math.isnan(estimate.value):
        return "–"
    low, high = max(0.0, 100 * estimate.low), min(100.0, 100 * estimate.high)
    if not math.isfinite(estimate.half_width):
        return tell("{share} (one run: no interval)", share=percent(estimate.value))
    return f"{percent(estimate.value)} ({low:.1f}–{high:.1f})"


def estimate_number(estimate: Estimate, unit: Sentence | None = None) -> str:
    """A number with its interval: ``"23,400 (23,100–23,700) yuan"``."""
    if math.isnan(estimate.value):
        return "–"
    digits = 0 if abs(estimate.value) >= 100 else 1
    text = f"{estimate.value:,.{digits}f}"
    if math.isfinite(estimate.half_width) and estimate.half_width > 0:
        text += f" ({estimate.low:,.{digits}f}–{estimate.high:,.{digits}f})"
    return text if unit is None else tell("{number} {unit}", number=text, unit=unit)


def estimate_change(estimate: Estimate) -> str:
    """A change with half its interval: ``"+21 ± 15"``, ``"-6.0 ± 2.7"``."""
    if math.isnan(estimate.value):
        return "–"
    digits = 0 if max(abs(estimate.value), estimate.half_width) >= 10 else 1
    return f"{estimate.value:+,.{digits}f} ± {estimate.half_width:,.{digits}f}"


def yuan(amount: float) -> Sentence:
    """An amount of money: ``"23,400 yuan"``."""
    return say("{number} yuan", number=f"{amount:,.0f}")


def line(text: str, style: str = "") -> Text:
    """A line of text, set in from the left."""
    return Text(f"  {text}", style)


def plain_table(heads: tuple[str, ...], right: int | None = None) -> Table:
    """A plain table, its heads in the reader's language.

    Columns from the second on stand right, or only one of them does.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for place, head in enumerate(heads):
        to_right = place == right if right is not None else place > 0
        last = place == len(heads) - 1
        table.add_column(tell(head), justify="right" if to_right else "left", no_wrap=not last)
    return table
