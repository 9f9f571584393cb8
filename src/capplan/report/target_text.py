"""Targets and verdicts in words and in a table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from rich.table import Table
from rich.text import Text

from capplan.model.scenario import Scenario
from capplan.model.targets import Measure, Target
from capplan.report.names import ANSWERS, MEASURES, named
from capplan.report.plain import estimate_percent, percent, plain_table
from capplan.results.verdicts import Answer, Verdict
from capplan.words import Sentence, day, moment, say, tell

_COLOURS = {Answer.MET: "green", Answer.MISSED: "red", Answer.OPEN: "yellow"}
_SHORT = {**ANSWERS, Answer.OPEN: say("close")}


def verdict_line(verdict: Verdict, scenario: Scenario) -> Sentence:
    """One target in one window, as a sentence."""
    target = verdict.target
    asked = say("{value} asked", value=target_value(target.measure, target.bound))
    if verdict.kept is not None and target.assurance is not None:
        asked = say(
            "{asked}, kept on {kept} of days, {assurance:g} % asked",
            asked=asked,
            kept=estimate_percent(verdict.kept),
            assurance=100 * target.assurance,
        )
    return say(
        "{queue} {window} {measure} {measured} ({asked})",
        queue=target.queue,
        window=window_phrase(verdict.window, scenario),
        measure=_measure(target),
        measured=target_value(target.measure, verdict.measured.value),
        asked=asked,
    )


def target_value(measure: Measure, value: float) -> str:
    """A value in the unit that its measure is read in."""
    if measure in {Measure.MEAN_FIRST_RESPONSE, Measure.MEAN_RESPONSE}:
        return tell("{number} s", number=f"{value:.1f}")
    return percent(value)


def target_table(judged: Iterable[Verdict], scenario: Scenario) -> Table:
    """One row per target: how many of its windows hold, and the worst of them."""
    judged = list(judged)
    days = [tell("days")] if any(v.kept is not None for v in judged) else []
    table = plain_table(("queue", "target", "met", "worst", "there", *days, ""), right=4)
    by_target: dict[Target, list[Verdict]] = {}
    for verdict in judged:
        by_target.setdefault(verdict.target, []).append(verdict)
    for target, found in by_target.items():
        worst = min(found, key=lambda v: v.slack)
        met = sum(v.answer is Answer.MET for v in found)
        table.add_row(
            target.queue,
            target_phrase(target),
            tell("{number} of {all}", number=met, all=len(found)),
            window_phrase(worst.window, scenario),
            target_value(target.measure, worst.measured.value),
            *["" if worst.kept is None else percent(worst.kept.value) for _ in days],
            Text(tell(_SHORT[worst.answer]), _COLOURS[worst.answer]),
        )
    return table


def target_phrase(target: Target) -> str:
    """A target in a few words: ``"first reply within 30 s ≥ 80.0 %"``."""
    sign = "≥" if target.measure.at_least else "≤"
    text = f"{tell(_measure(target))} {sign} {target_value(target.measure, target.bound)}"
    if target.assurance is None:
        return text
    share = 100 * target.assurance
    return tell("{target} on {share:g} % of days", target=text, share=share)


def _measure(target: Target) -> Sentence:
    """What a target measures: ``"first reply within 30 s"``, or the platform's metric."""
    if target.metric is not None:
        return say("{metric}", metric=named(target.metric))
    name = MEASURES[target.measure]
    if not target.within:
        return name
    time = say("{number:g} s", number=target.within / 1000)
    return say("{measure} {time}", measure=name, time=time)


def window_phrase(window: tuple[int, int], scenario: Scenario) -> str:
    """A window in the reader's language, as ``"11 Nov 00:00–02:00"``."""
    return tell(window_span(window, scenario))


def window_span(window: tuple[int, int], scenario: Scenario) -> Sentence:
    """The same to be kept; midnight at its end is 24:00."""
    if window == (0, scenario.calendar.grid.horizon):
        return say("over all")
    start, end = (scenario.calendar.at(t) for t in window)
    last = end - timedelta(milliseconds=1)
    closing = "24:00" if end.hour == end.minute == 0 else f"{end:%H:%M}"
    if last.date() != start.date():
        closing = say("{date} {clock}", date=day(last), clock=closing)
    return say("{start}–{end}", start=moment(start), end=closing)
