"""What `capplan night` prints: the ways to cover a night, what each brings, when it pays."""

from __future__ import annotations

import math

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from capplan.questions.crossing import Crossing
from capplan.questions.night import OCTAVES, Night
from capplan.report.plain import percent, plain_table
from capplan.results.estimates import Estimate
from capplan.words import Sentence, say, tell

_HEADS = (
    say("cover"), say("lost"), say("messages a night"), say("orders a night"), say("cost, yuan"),
    say("profit, yuan"), say("pays from"),
)  # fmt: skip


def night_text(night: Night) -> RenderableType:
    """The ways side by side, the best of them, and what is assumed."""
    said = [Text(f"  {tell(line)}") for line in (*answers(night), *remarks(night))]
    return Lines(*(Text(f"  {line}") for line in _head(night)), "", _table(night), "", *said)


def answers(night: Night) -> list[Sentence]:
    """Which way earns most, and how sure that is."""
    gains = [night.compared(n, "profit_yuan").difference for n in range(1, len(night.covers))]
    place = max(range(len(gains)), key=lambda n: gains[n].value)
    best, cover = _a_night(gains[place], night), night.covers[place + 1]
    if best.high < 0.0:
        return [say("Nothing that was weighed pays: closed nights earn most.")]
    texts = {"cover": cover.title, "value": best.value, "low": best.low, "high": best.high}
    if best.low > 0.0:
        best_of = say(
            "Best: {cover}, {value:+,.0f} ({low:+,.0f} to {high:+,.0f}) yuan a night "
            "against closed nights.",
            **texts,
        )
        return [best_of]
    close = say(
        "Too close to call: the best, {cover}, earns {value:+,.0f} ({low:+,.0f} to "
        "{high:+,.0f}) yuan a night against closed nights.",
        **texts,
    )
    return [close]


def remarks(night: Night) -> list[Sentence]:
    """What is assumed, and what the figures do not see."""
    terms = night.terms
    lines = [
        say(
            "Taken unless you say otherwise: a bot ends {contains:.0f} % of chats, "
            "{returns:.0f} % of these come back after the opening; {allowance:g} yuan a shift on "
            "top of the wage.",
            contains=100.0 * terms.contains,
            returns=100.0 * terms.returns,
            allowance=terms.allowance,
        )
    ]
    silent = [q.name for q in night.scenario.queues if q.closed is None]
    if silent:
        lines.append(
            say(
                "The file says nothing about closed hours of {queues}: {stays:.0f} % of their "
                "customers are taken to leave a message.",
                queues=", ".join(silent),
                stays=100.0 * terms.stays,
            )
        )
    unpriced = [q.name for q in night.scenario.queues if q.orders is None]
    if unpriced:
        lines.append(
            say(
                "Profit does not see who is lost in {queues}: no orders there.",
                queues=", ".join(unpriced),
            )
        )
    lines.append(
        say(
            "{runs} runs each, same customers; differences from closed nights, ± 95 %. Pays "
            "from: the fewest chats a night.",
            runs=night.studies[0].replications,
        )
    )
    return lines


def _head(night: Night) -> list[str]:
    return [
        tell(
            "Nights {span}: {chats:,.0f} chats each, {nights:g} in the run; covered by {group}.",
            span=night.terms.span,
            chats=night.chats_a_night,
            nights=round(night.nights, 2),
            group=night.terms.group,
        )
    ]


def _table(night: Night) -> Table:
    table = plain_table(tuple(tell(head) for head in _HEADS))
    for place, cover in enumerate(night.covers):
        found = {
            m: night.compared(place, m)
            for m in ("lost", "messages", "orders", "people_cost_yuan", "profit_yuan")
        }
        closed = place == 0
        table.add_row(
            tell(cover.title),
            percent(found["lost"].second.value),
            f"{found['messages'].second.value / night.nights:,.1f}",
            f"{found['orders'].second.value / night.nights:,.1f}"
            if closed
            else _difference(_a_night(found["orders"].difference, night), 1),
            "–" if closed else _difference(_a_night(found["people_cost_yuan"].difference, night)),
            "–" if closed else _difference(_a_night(found["profit_yuan"].difference, night)),
            _volume(night.volumes[place], night.chats_a_night),
        )
    return table


def _a_night(estimate: Estimate, night: Night) -> Estimate:
    """The same per night instead of per run."""
    return estimate.times(1.0 / night.nights)


def _difference(estimate: Estimate, digits: int = 0) -> str:
    return f"{estimate.value:+,.{digits}f} ± {estimate.half_width:,.{digits}f}"


def _volume(found: Crossing | None, now: float) -> str:
    if found is None:
        return "–"
    least, most = (now * 2.0**octave for octave in (OCTAVES[0], OCTAVES[-1]))
    if not found.exists:
        return f"< {_chats(least)}" if found.value < 0.0 else f"> {_chats(most)}"
    low = "<" if math.isinf(found.low) else _chats(found.low * now)
    high = ">" if math.isinf(found.high) else _chats(found.high * now)
    return f"{_chats(found.value * now)} ({low}–{high})"


def _chats(chats: float) -> str:
    return f"{chats:,.0f}" if chats >= 10.0 else f"{chats:.1f}"
