"""Where a plan's next agent-hour is worth most, in a sentence and as data (rule E3e)."""

from __future__ import annotations

from capplan.model.scenario import Scenario
from capplan.questions.next_hour import NextHour
from capplan.report.target_text import window_span
from capplan.words import Sentence, say


def next_hour_sentence(found: NextHour, scenario: Scenario) -> Sentence:
    """Group, window, what an hour earns and costs, and whether it pays."""
    stretch = found.stretch
    gain = stretch.gain.times(1.0 / stretch.hours)
    answers = {
        True: say("it pays"),
        False: say("it does not pay"),
        None: say("too close to call"),
    }
    return say(
        "The next agent-hour is worth most in {group}, {window}: it earns {earns} "
        "({low} to {high}) yuan and costs {price}: {answer}.",
        group=stretch.group,
        window=window_span((stretch.start, stretch.end), scenario),
        earns=f"{gain.value:,.0f}",
        low=f"{gain.low:,.0f}",
        high=f"{gain.high:,.0f}",
        price=f"{stretch.price / stretch.hours:,.0f}",
        answer=answers[found.pays],
    )


def next_hour_data(found: NextHour | None, scenario: Scenario) -> dict[str, object] | None:
    """The same for machines."""
    if found is None:
        return None
    stretch, calendar = found.stretch, scenario.calendar
    return {
        "group": stretch.group,
        "start": str(calendar.at(stretch.start)),
        "end": str(calendar.at(stretch.end)),
        "earns_per_hour_yuan": stretch.gain.times(1.0 / stretch.hours).as_data(),
        "price_per_hour_yuan": stretch.price / stretch.hours,
        "pays": found.pays,
        "fresh_days": found.days,
    }
