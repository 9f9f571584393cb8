"""A scenario and its README for an event and a day: two forms, filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from string import Template

from capplan.files.event_dates import Event, Phase
from capplan.files.reader import SCENARIO
from capplan.files.shipped import among_sources

NORMAL = 1_054
"""Pre-sales chats of a normal day [chats]."""
CHATS_PER_YUAN = 0.2 / 0.7 / 80.0
"""The trade's formula: share of orders that chat / conversion / order value [1/yuan]."""
OPENING = 0.175
"""Share of an event's chats that come with its opening; 15 to 20 % in the trade [1]."""
AHEAD, LATE = 45, 21
"""Days before the event on which it is planned, in time and late [days]."""

Dates = Callable[[int], str]


def event_files(event: Event, day: date | None, folder: str) -> dict[str, str]:
    """Text of each file of a scenario for an event, by the file's name.

    Args:
        event: what differs from the other events.
        day: day of the event; None for the one it usually has.
        folder: name of the folder, for the README.
    """
    values = {**_values(event, day or event.day), "folder": folder}
    home = among_sources("events")
    return {
        name: Template((home / name).read_text(encoding="utf-8")).substitute(values)
        for name in (SCENARIO, "README.md")
    }


def _values(event: Event, day: date) -> dict[str, object]:
    """What the forms ask for."""

    def on(offset: int) -> str:
        return (day + timedelta(offset)).isoformat()

    eves = [p.name for p in event.phases if p.burst or p.name == "eve"]
    hot = [p.name for p in event.phases if p.is_hot]
    bursts = list(_bursts(event))
    main = [phase.name for phase, _, _ in bursts].index("eve")
    return {
        "name": event.name,
        "title": event.title,
        "start": on(event.first),
        "last": on(event.last),
        "end": on(event.last + 1),
        "eve": on(-1),
        "event_day": on(0),
        "planned_on": on(-AHEAD),
        "late": on(-LATE),
        "calendar": "\n".join(_calendar(event, on)),
        "phases": "\n".join(_demand(p) for p in event.phases),
        "bursts": "\n".join(
            f"      - {{burst: {_assumed(number, source)}, at: {on(phase.first)} 20:00}}"
            for phase, number, source in bursts
        ),
        "main_burst": len(event.phases) + 2 + main,
        "rows": "\n".join(_rows(event, on)),
        "eves": ", ".join(eves),
        "other_evenings": ", ".join(_names(event, eves)),
        "hot": ", ".join(["event_day", *hot]),
        "quiet": ", ".join(n for n in _names(event, hot) if n != "event_day"),
        "sales": f"{event.sales:,.0f}",
        "sales_of_day": f"{(1.0 - OPENING) * event.sales:,.0f}",
        "chats": f"{event.sales * CHATS_PER_YUAN:,.0f}",
        "opening": f"{100.0 * OPENING:g}",
        "mark": event.mark,
        "source": event.source,
        "temps": event.temps,
        "dates": event.dates,
    }


def _names(event: Event, without: list[str]) -> list[str]:
    """Day types but for some."""
    names = ["normal", "event_day", *(p.name for p in event.phases)]
    return [name for name in names if name not in without]


def _calendar(event: Event, on: Dates) -> Iterator[str]:
    spans = [(p.first, p.last, p.name) for p in event.phases]
    for first, last, name in sorted([*spans, (0, 0, "event_day")]):
        yield f"  {name + ':':<13}{_span(first, last, on)}"


def _span(first: int, last: int, on: Dates) -> str:
    return on(first) if first == last else f"{on(first)} to {on(last)}"


def _assumed(chats: float, source: str) -> str:
    return f'{{value: "{chats:,.0f} chats", mark: assume, source: "{source}"}}'


def _demand(phase: Phase) -> str:
    source = f"{phase.times:g} normal days: {phase.source}"
    return f"      - {{on: {phase.name}, daily: {_assumed(phase.times * NORMAL, source)}}}"


def _bursts(event: Event) -> Iterator[tuple[Phase, float, str]]:
    """Each opening at 20:00: its day, its chats and where they come from."""
    for phase in event.phases:
        if phase.name == "eve":
            chats = event.sales * CHATS_PER_YUAN
            source = f"{100.0 * OPENING:g} % of the event's {chats:,.0f}; 15 to 20 % in the trade"
            yield phase, OPENING * chats, source
        elif phase.burst:
            yield phase, phase.burst * NORMAL, f"{phase.burst:g} normal days; no figure found"


def _rows(event: Event, on: Dates) -> Iterator[str]:
    """Rows of the README, one for each phase."""
    for phase in event.phases:
        days = _span(phase.first, phase.last, on)
        number = f"{phase.times:g} normal days"
        if phase.burst:
            number += f", and {phase.burst:g} from 20:00"
        yield f"| `{phase.name}`, {days} | {number} | assume | {phase.source} |"
