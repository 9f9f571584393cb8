"""What `capplan stress` prints: what hurts most, when it shows, and what helps."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from capplan.questions.help import TITLES
from capplan.questions.stress import Answered, Blow, Stress
from capplan.report.plain import estimate_change, plain_table
from capplan.results.estimates import Estimate
from capplan.units import HOUR, MINUTE, format_duration
from capplan.words import Sentence, say, tell
from capplan.words.dates import moment


def stress_text(stress: Stress) -> RenderableType:
    """The worst incident in words, all incidents, all answers, and how to read them."""
    lines: list[RenderableType] = [Text()]
    lines += [Text(f"  {tell(line)}") for line in verdict(stress)]
    lines += [Text(), _blows(stress), Text()]
    if any(b.answers for b in stress.blows):
        lines += [_answers(stress), Text()]
    lines += [Text(f"  {tell(line)}") for line in remarks(stress)]
    return Lines(*lines)


def verdict(stress: Stress) -> list[Sentence]:
    """What hurts most, when it is noticed and over, and what helps most."""
    worst = stress.blows[0]
    if not does_harm(worst, stress):
        return [say("None of these incidents does harm that shows above chance.")]
    return [_hurts(worst, stress), *told(worst, stress)]


def does_harm(blow: Blow, stress: Stress) -> bool:
    """Whether an incident takes margin, or customers where nothing earns, beyond chance."""
    return blow.margin.high < 0.0 if stress.earns else blow.lost.low > 0.0


def told(blow: Blow, stress: Stress) -> list[Sentence]:
    """Of one incident: when it is noticed and over, and what helps most."""
    return [_shows(blow, stress), _helps(blow, stress)]


def remarks(stress: Stress) -> list[Sentence]:
    """How it was measured, what is assumed, what was left out."""
    terms = stress.terms
    lines = [
        say(
            "{runs} runs each, same customers; differences from days without it, ± 95 %. Noticed: "
            "more wait than on 95 of 100 days without it.",
            runs=stress.study.replications,
        ),
        say(
            "Help comes {react} after that, or after the announcement, until it is over, at most "
            "for 12 h: {moved:.0f} % of another group at {speed:.0f} % of the speed, stays of up "
            "to {stay}, a bot that keeps {contains:.0f} %. Assumed.",
            react=format_duration(terms.react),
            moved=100.0 * terms.moved,
            speed=100.0 * terms.speed,
            stay=format_duration(terms.stay),
            contains=100.0 * terms.contains,
        ),
    ]
    for name, why in stress.left_out:
        lines.append(say("Not tried: {name} ({why}).", name=name, why=why))
    return lines


def _hurts(worst: Blow, stress: Stress) -> Sentence:
    if not stress.earns:
        return say(
            "Hurts most: {incident}, {lost} customers lost more.",
            incident=worst.incident.name,
            lost=_number(worst.lost),
        )
    return say(
        "Hurts most: {incident}, {margin} yuan of margin less; {orders} orders and {lost} "
        "customers more are lost.",
        incident=worst.incident.name,
        margin=_number(worst.margin, -1.0),
        orders=_number(worst.orders, -1.0),
        lost=_number(worst.lost),
    )


def _shows(worst: Blow, stress: Stress) -> Sentence:
    seen, start = worst.alarm, worst.incident.start
    if math.isnan(seen.noticed.value):
        return say("It is not noticed: the number that wait stays within the usual range.")
    at = stress.scenario.calendar.at
    if math.isinf(seen.over.value):
        return say(
            "It strikes on {start}, is noticed by {noticed} and not over at the end of the horizon "
            "(medians; noticed on {share:.0f} % of days).",
            start=moment(at(start)),
            noticed=moment(at(start + int(seen.noticed.value))),
            share=100.0 * seen.share.value,
        )
    return say(
        "It strikes on {start}, is noticed by {noticed} and over by {over} (medians; noticed on "
        "{share:.0f} % of days).",
        start=moment(at(start)),
        noticed=moment(at(start + int(seen.noticed.value))),
        over=moment(at(start + int(seen.over.value))),
        share=100.0 * seen.share.value,
    )


def _helps(worst: Blow, stress: Stress) -> Sentence:
    tried = [a for a in worst.answers if a.profit is not None and a.lost is not None]
    if not tried:
        return say("Nothing that helps could be tried.")
    best = max(tried, key=lambda a: _gain(a, stress))
    shown = best.profit if stress.earns else best.lost
    assert shown is not None
    title = TITLES[best.help]
    if not (shown.low > 0.0 if stress.earns else shown.high < 0.0):
        return say("Nothing that was tried helps beyond chance; the best is {help}.", help=title)
    if not stress.earns:
        return say(
            "Helps most: {help}, {lost} customers fewer are lost.",
            help=title, lost=_number(shown, -1.0),
        )  # fmt: skip
    return say(
        "Helps most: {help}, {profit} yuan gained after its cost.",
        help=title, profit=_number(shown),
    )  # fmt: skip


def _gain(answered: Answered, stress: Stress) -> float:
    assert answered.profit is not None
    assert answered.lost is not None
    return answered.profit.value if stress.earns else -answered.lost.value


def _blows(stress: Stress) -> Table:
    table = plain_table(
        (
            tell("incident"), tell("lost more"), tell("orders"), tell("margin, yuan"),
            tell("missed"), tell("noticed after"), tell("over after"),
        )
    )  # fmt: skip
    for blow in stress.blows:
        table.add_row(
            blow.incident.name,
            estimate_change(blow.lost),
            estimate_change(blow.orders),
            estimate_change(blow.margin),
            f"{stress.base.missed} → {blow.fate.missed}",
            _minutes(blow.alarm.noticed),
            _minutes(blow.alarm.over),
        )
    return table


def _answers(stress: Stress) -> Table:
    table = plain_table(
        (
            tell("incident"), tell("help"), tell("lost more"), tell("margin, yuan"),
            tell("cost, yuan"), tell("gain, yuan"),
        )
    )  # fmt: skip
    for blow in stress.blows:
        for place, answered in enumerate(_ordered(blow.answers, stress)):
            name = blow.incident.name if place == 0 else ""
            title = tell(TITLES[answered.help])
            if answered.why_not is not None:
                table.add_row(name, title, "–", "–", "–", tell(answered.why_not))
                continue
            figures = (answered.lost, answered.margin, answered.cost, answered.profit)
            table.add_row(name, title, *(estimate_change(f) for f in figures if f is not None))
    return table


def _ordered(answers: Sequence[Answered], stress: Stress) -> list[Answered]:
    """What was tried, the best first; then what was not."""
    return sorted(
        answers, key=lambda a: (a.why_not is not None, 0.0 if a.why_not else -_gain(a, stress))
    )


def _number(estimate: Estimate, sign: float = 1.0) -> str:
    low, high = sorted((sign * estimate.low, sign * estimate.high))
    return f"{sign * estimate.value:,.0f} ({low:,.0f}–{high:,.0f})"


def _minutes(estimate: Estimate) -> str:
    """A median as a person says it; a dash where there is none."""
    if math.isnan(estimate.value):
        return "–"
    if math.isinf(estimate.value):
        return tell("not over")
    if estimate.value < 2 * HOUR:
        return tell("{minutes:.0f} min", minutes=estimate.value / MINUTE)
    return tell("{hours:.1f} h", hours=estimate.value / HOUR)
