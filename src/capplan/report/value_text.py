"""What `capplan value` prints: where the next agent-hour pays, and who bears a wrong forecast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from capplan.questions import value_tables
from capplan.questions.value import STEPS, Step, Value
from capplan.report.names import PAYS
from capplan.report.plain import estimate_number, plain_table
from capplan.words import Sentence, listed, say, tell
from capplan.words.dates import moment

_Row = dict[str, Any]


def value_text(value: Value) -> RenderableType:
    """Stretches, the dearest of them, the roster where value and price meet, and the risk."""
    return Lines(
        _stretches(value),
        "",
        *(Text(f"  {tell(line)}") for line in (*answers(value), *remarks(value))),
        "",
        _risks(value),
    )


def answers(value: Value) -> list[Sentence]:
    """Where the next hour earns most, and where it no longer pays."""
    best, calendar = value.dearest, value.scenario.calendar
    found = [
        say(
            "The next agent-hour earns most in {group}, {start}–{end}: "
            "{earns:,.0f} yuan, and costs {price:,.0f}.",
            group=best.group,
            start=moment(calendar.at(best.start)),
            end=f"{calendar.at(best.end):%H:%M}",
            earns=best.gain.value / best.hours,
            price=best.price / best.hours,
        )
    ]
    if value.settled is None:
        return found
    change = estimate_number(value.met_profit)
    if not value.steps:
        found.append(
            say("Value and price meet here: no person more or fewer on any shift earns more.")
        )
    elif value.settled:
        found.append(
            say(
                "Value and price meet with: {steps}. Profit then {change} yuan a run more.",
                steps=_taken(value.steps),
                change=change,
            )
        )
    else:
        found.append(
            say(
                "The first {number} steps to where value and price meet: {steps}. Profit then "
                "{change} yuan a run more; the next step would still gain.",
                number=STEPS,
                steps=_taken(value.steps),
                change=change,
            )
        )
    return found


def remarks(value: Value) -> list[Sentence]:
    """What the figures hold and what they do not see."""
    unseen = [q.name for q in value.scenario.queues if q.orders is None and q.price is None]
    found = [
        say(
            "An hour earns margin of orders, and what lost and late contacts cost where a price is "
            "given, less overtime; its price is that of the shift (pay)."
        )
    ]
    if unseen:
        found.append(
            say(
                "Nothing is earned in {queues}: neither orders nor a price stand there.",
                queues=", ".join(unseen),
            )
        )
    found.append(
        say(
            "{number} runs each, same customers. The wages of shifts do not move with demand: the "
            "owner bears a wrong forecast.",
            number=value.replications,
        )
    )
    return found


def _taken(steps: Sequence[Step]) -> Sentence:
    """All steps together: how many people more or fewer on each shift."""
    changes: dict[tuple[str, str], int] = {}
    for step in steps:
        place = step.group, step.shift_type
        changes[place] = changes.get(place, 0) + step.change
    return listed(
        (
            say(
                "{change:+d} {group} on {shift}",
                change=change,
                group=group,
                shift=shift or say("shift by hand"),
            )
            for (group, shift), change in changes.items()
            if change
        ),
        "{left}; {right}",
    )


def _stretches(value: Value) -> Table:
    table = plain_table(
        (
            tell("group"),
            tell("one more at"),
            tell("hours"),
            tell("an hour earns, yuan"),
            tell("and costs"),
            "",
        )
    )
    for row in _rows(value_tables.stretches(value)):
        at = f"{row['start']:%d %b %H:%M}–{row['end']:%H:%M}"
        name = f"{row['shift']}, {at}" if row["shift"] else at
        low, high = row["earns_per_hour_yuan_low"], row["earns_per_hour_yuan_high"]
        span = tell("{low:,.0f} to {high:,.0f}", low=low, high=high)
        table.add_row(
            str(row["group"]),
            name,
            f"{row['hours_h']:.0f}",
            f"{row['earns_per_hour_yuan']:,.0f} ({span})",
            f"{row['price_per_hour_yuan']:,.0f}",
            tell(PAYS[row["pays"]]),
        )
    return table


def _risks(value: Value) -> Table:
    table = plain_table(
        (tell("demand"), tell("of forecast"), tell("earned"), tell("people"), tell("profit, yuan"))
    )
    for risk in value.risks:
        table.add_row(
            f"P{100 * risk.probability:.0f}",
            f"{100 * risk.factor:.0f} %",
            estimate_number(risk.earned),
            estimate_number(risk.people),
            estimate_number(risk.profit),
        )
    return table


def _rows(frame: pd.DataFrame) -> list[_Row]:
    return frame.to_dict("records")  # pyright: ignore[reportReturnType]
