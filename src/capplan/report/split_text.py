"""What `capplan split` prints: one screen for the owner."""

from __future__ import annotations

import math

import pandas as pd
from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from capplan.questions import BreakEven, Lever, Posts, Split
from capplan.questions.break_even import LEAST, MOST
from capplan.questions.split_tables import measures
from capplan.report.plain import plain_table

_NAMES = {
    "lost_share": "lost, %",
    "first_response_s": "first response, s",
    "response_s": "response, s",
    "occupancy_share": "busy, %",
    "orders": "orders",
    "lost_margin_yuan": "lost margin, yuan",
    "people_cost_yuan": "people, yuan",
    "profit_yuan": "profit, yuan",
}
_HEADS = ("specialists", "flexible", "difference", "generalists", "difference")
_Row = dict[str, object]


def split_text(split: Split) -> RenderableType:
    """The arrangements side by side, whether the split pays, and what it takes to pay."""
    return Lines(
        _table(measures(split)),
        "",
        *(Text(f"  {line}") for line in (*answers(split), *remarks(split))),
    )


def answers(split: Split) -> list[str]:
    """Whether the split pays, and from where on it would."""
    return [_now(split.break_evens[0]), *(_break_even(found) for found in split.break_evens)]


def remarks(split: Split) -> list[str]:
    """How to read the figures, and what they do not see."""
    terms = split.terms
    lines = [
        f"In a queue not their own: speed × {_share(terms.speed)}, conversion × "
        f"{_share(terms.conversion)}. Assumed unless you know.",
        f"Flexible: {_share(terms.flexible)} of each group, at least one person, serve all queues. "
        f"Generalists: everybody does.",
    ]
    unpriced = [q.name for q in split.scenario.queues if q.orders is None]
    if unpriced:
        lines.append(f"Profit does not see who is lost in {', '.join(unpriced)}: no orders there.")
    lines.append(
        f"{split.replications} runs each, same customers; differences are from the specialists, "
        f"± 95 %."
    )
    return lines


def _now(found: BreakEven) -> str:
    gain = found.at_one
    low, high = sorted((abs(gain.low), abs(gain.high)))
    size = f"{abs(gain.value):,.0f} ({low:,.0f}–{high:,.0f}) yuan"
    if gain.low > 0.0:
        return f"The split pays: specialists earn {size} more per run than generalists."
    if gain.high < 0.0:
        return f"The split costs: specialists earn {size} less per run than generalists."
    return (
        f"Too close to call: specialists less generalists earn {gain.value:+,.0f} "
        f"({gain.low:+,.0f} to {gain.high:+,.0f}) yuan per run."
    )


def _break_even(found: BreakEven) -> str:
    what = "work at" if found.lever is Lever.SPEED else "convert"
    of = "of their present speed" if found.lever is Lever.SPEED else "of what they convert now"
    between = f"{_share(LEAST)} and {_share(MOST)}"
    if found.value == math.inf:
        line = f"No {found.lever} between {between} of the present one makes the split pay"
        sure = "." if math.isinf(found.low) else f"; it might from {_share(found.low, 1)} on."
        return line + sure
    if found.value == -math.inf:
        line = f"The split pays at any {found.lever} between {between} of the present one"
        sure = "." if math.isinf(found.high) else f"; surely only from {_share(found.high, 1)} on."
        return line + sure
    low = f"below {_share(LEAST)}" if math.isinf(found.low) else _share(found.low, 1)
    high = f"above {_share(MOST)}" if math.isinf(found.high) else _share(found.high, 1)
    return f"It pays if specialists {what} {_share(found.value, 1)} ({low} to {high}) {of} or more."


def _share(value: float, decimals: int | None = None) -> str:
    percent = 100.0 * value
    return f"{percent:.4g} %" if decimals is None else f"{percent:.{decimals}f} %"


def _table(rows: pd.DataFrame) -> Table:
    """One line per measure and queue or group; the rows hold the arrangements in order."""
    table = plain_table(("", *_HEADS))
    figures: list[_Row] = rows.to_dict("records")  # pyright: ignore[reportAssignmentType]
    for first in range(0, len(figures), len(Posts)):
        mine = figures[first : first + len(Posts)]
        measure, of = str(mine[0]["measure"]), str(mine[0]["queue"] or mine[0]["group"])
        scale = 100.0 if measure.endswith("_share") else 1.0
        digits = 0 if measure.endswith("_yuan") else 1
        cells = [_number(mine[0], scale, digits)]
        for row in mine[1:]:
            cells += [_number(row, scale, digits), _difference(row, scale, digits)]
        table.add_row(f"  {of}" if of else _NAMES[measure], *cells)
    return table


def _number(row: _Row, scale: float, digits: int) -> str:
    value = row["value"]
    return f"{value * scale:,.{digits}f}" if isinstance(value, float) else "–"


def _difference(row: _Row, scale: float, digits: int) -> str:
    value, high = row["difference"], row["difference_high"]
    if not (isinstance(value, float) and isinstance(high, float)):
        return "–"
    return f"{value * scale:+,.{digits}f} ± {(high - value) * scale:,.{digits}f}"
