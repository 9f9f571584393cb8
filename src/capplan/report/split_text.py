"""What `capplan split` prints: one screen for the owner."""

from __future__ import annotations

import math

import pandas as pd
from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Table

from capplan.questions import BreakEven, Lever, Posts, Split
from capplan.questions.break_even import LEAST, LEVERS, MOST
from capplan.questions.posts import POSTS
from capplan.questions.split_tables import measures
from capplan.report.plain import line, plain_table
from capplan.words import Sentence, listed, say, tell

_NAMES = {
    "lost_share": say("lost, %"),
    "first_response_s": say("first response, s"),
    "response_s": say("response, s"),
    "occupancy_share": say("busy, %"),
    "orders": say("orders"),
    "lost_margin_yuan": say("lost margin, yuan"),
    "people_cost_yuan": say("people, yuan"),
    "profit_yuan": say("profit, yuan"),
}
_DIFFERENCE = say("difference")
_Row = dict[str, object]


def split_text(split: Split) -> RenderableType:
    """The arrangements side by side, whether the split pays, and what it takes to pay."""
    return Lines(
        _table(measures(split)),
        "",
        *(line(tell(said)) for said in (*answers(split), *remarks(split))),
    )


def answers(split: Split) -> list[Sentence]:
    """Whether the split pays, and from where on it would."""
    return [_now(split.break_evens[0]), *(_break_even(found) for found in split.break_evens)]


def remarks(split: Split) -> list[Sentence]:
    """How to read the figures, and what they do not see."""
    terms = split.terms
    lines = [
        say(
            "In a queue not their own: speed × {speed}, conversion × {conversion}. Assumed unless "
            "you know.",
            speed=_share(terms.speed),
            conversion=_share(terms.conversion),
        ),
        say(
            "Flexible: {share} of each group, at least one person, serve all queues. "
            "Generalists: everybody does.",
            share=_share(terms.flexible),
        ),
    ]
    unpriced = [q.name for q in split.scenario.queues if q.orders is None]
    if unpriced:
        lines.append(
            say(
                "Profit does not see who is lost in {queues}: no orders there.",
                queues=listed(unpriced),
            )
        )
    lines.append(
        say(
            "{number} runs each, same customers; differences are from the specialists, ± 95 %.",
            number=split.replications,
        )
    )
    return lines


def _now(found: BreakEven) -> Sentence:
    gain = found.at_one
    low, high = sorted((abs(gain.low), abs(gain.high)))
    number = f"{abs(gain.value):,.0f} ({low:,.0f}–{high:,.0f})"
    if gain.low > 0.0:
        return say(
            "The split pays: specialists earn {number} yuan more per run than generalists.",
            number=number,
        )
    if gain.high < 0.0:
        return say(
            "The split costs: specialists earn {number} yuan less per run than generalists.",
            number=number,
        )
    return say(
        "Too close to call: specialists less generalists earn {value} ({low} to {high}) yuan per "
        "run.",
        value=f"{gain.value:+,.0f}",
        low=f"{gain.low:+,.0f}",
        high=f"{gain.high:+,.0f}",
    )


def _break_even(found: BreakEven) -> Sentence:
    lever = LEVERS[found.lever]
    if found.value == math.inf:
        text = say(
            "No {lever} between {least} and {most} of the present one makes the split pay",
            lever=lever,
            least=_share(LEAST),
            most=_share(MOST),
        )
        if not math.isinf(found.low):
            from_ = _share(found.low, 1)
            text = say("{text}; it might from {share} on", text=text, share=from_)
        return say("{text}.", text=text)
    if found.value == -math.inf:
        text = say(
            "The split pays at any {lever} between {least} and {most} of the present one",
            lever=lever,
            least=_share(LEAST),
            most=_share(MOST),
        )
        if not math.isinf(found.high):
            from_ = _share(found.high, 1)
            text = say("{text}; surely only from {share} on", text=text, share=from_)
        return say("{text}.", text=text)
    at = {
        "share": _share(found.value, 1),
        "low": say("below {share}", share=_share(LEAST))
        if math.isinf(found.low)
        else _share(found.low, 1),
        "high": say("above {share}", share=_share(MOST))
        if math.isinf(found.high)
        else _share(found.high, 1),
    }
    if found.lever is Lever.SPEED:
        return say(
            "It pays if specialists work at {share} ({low} to {high}) of their present speed or "
            "more.",
            **at,
        )
    return say(
        "It pays if specialists convert {share} ({low} to {high}) of what they convert now or "
        "more.",
        **at,
    )


def _share(value: float, decimals: int | None = None) -> Sentence:
    percent = 100.0 * value
    number = f"{percent:.4g}" if decimals is None else f"{percent:.{decimals}f}"
    return say("{number} %", number=number)


def _table(rows: pd.DataFrame) -> Table:
    """One line per measure and queue or group; the rows hold the arrangements in order."""
    first = Posts.SPECIALISTS
    others = (name for post in Posts if post is not first for name in (POSTS[post], _DIFFERENCE))
    table = plain_table(("", POSTS[first], *others))
    figures: list[_Row] = rows.to_dict("records")  # pyright: ignore[reportAssignmentType]
    for place in range(0, len(figures), len(Posts)):
        mine = figures[place : place + len(Posts)]
        measure, of = str(mine[0]["measure"]), str(mine[0]["queue"] or mine[0]["group"])
        scale = 100.0 if measure.endswith("_share") else 1.0
        digits = 0 if measure.endswith("_yuan") else 1
        cells = [_number(mine[0], scale, digits)]
        for row in mine[1:]:
            cells += [_number(row, scale, digits), _difference(row, scale, digits)]
        table.add_row(f"  {of}" if of else tell(_NAMES[measure]), *cells)
    return table


def _number(row: _Row, scale: float, digits: int) -> str:
    value = row["value"]
    return f"{value * scale:,.{digits}f}" if isinstance(value, float) else "–"


def _difference(row: _Row, scale: float, digits: int) -> str:
    value, high = row["difference"], row["difference_high"]
    if not (isinstance(value, float) and isinstance(high, float)):
        return "–"
    return f"{value * scale:+,.{digits}f} ± {(high - value) * scale:,.{digits}f}"
