"""Step 5, advice: what is allowed but worth a second look; it never stops a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from zoneinfo import ZoneInfo

import numpy as np

from capplan.files.build.calendar import days_on
from capplan.files.errors import Advice
from capplan.files.profiles import CURVES
from capplan.files.shape.queues import DemandShape
from capplan.files.shape.scenario import ScenarioShape
from capplan.files.tree import Node, Path, as_written, place
from capplan.model.calendar import Calendar
from capplan.model.pay import LEGAL_DAY
from capplan.model.scenario import Scenario
from capplan.model.shifts import ShiftType
from capplan.units import HOUR, MINUTE, format_duration
from capplan.words import listed, say

LONG_SHIFT = 12 * HOUR
TIGHT = 0.9
"""Occupancy above which a target leaves hardly any slack [1]."""
BUSY_START = 0.5
"""A first interval with this share of a mean one is no quiet start [1]."""
FEW = 4
"""Most names that one sentence lists."""
Found = Iterator[tuple[Path, str]]


def advise(shape: ScenarioShape, scenario: Scenario, filled: Node) -> tuple[Advice, ...]:
    """All advice on a scenario that was built."""
    rules = (
        _calendar, _bots, _shifts, _people, _demand, _marks, _start, _clock, _targets, _roster,
        _incidents,
    )  # fmt: skip
    return tuple(
        Advice(place(filled, path), as_written(filled, path), text)
        for rule in rules
        for path, text in rule(shape, scenario, filled)
    )


def _calendar(shape: ScenarioShape, scenario: Scenario, filled: Node) -> Found:
    for name in shape.calendar:
        if name not in scenario.calendar.day_types:
            yield ("calendar", name), say("no day of the horizon has this type")


def _bots(shape: ScenarioShape, scenario: Scenario, filled: Node) -> Found:
    for name, queue in shape.queues.items():
        for number, hours in enumerate(queue.bot.hours if queue.bot else ()):
            if not days_on(hours.on, scenario.calendar, first=-1):
                yield (
                    ("queues", name, "bot", "hours", number),
                    say("no day of the horizon has them"),
                )


def _shifts(shape: ScenarioShape, scenario: Scenario, filled: Node) -> Found:
    for kind in scenario.shift_types:
        path: Path = ("shifts", kind.name)
        if kind.length > LONG_SHIFT:
            yield path, say("lasts {length}, longer than 12 h", length=format_duration(kind.length))
        if kind.paid > LEGAL_DAY:
            yield path, _overtime(kind)
        if not kind.days:
            yield path, say("can be worked on no day of the horizon")


def _incidents(shape: ScenarioShape, scenario: Scenario, filled: Node) -> Found:
    roster = scenario.roster
    if roster is None:
        return
    for incident in scenario.incidents:
        before = roster
        for effect in incident.people:
            roster = effect.on_roster(scenario, roster, incident)
        if incident.people and roster == before:
            text = say("by the roster of this file it concerns nobody: its people are not on then")
            yield ("incidents", incident.name), text


def _overtime(kind: ShiftType) -> str:
    extra = kind.paid - LEGAL_DAY
    text = say(
        "has {paid} of paid time; beyond 8 h is overtime (Labour Law art. 36), {extra} here",
        paid=format_duration(kind.paid),
        extra=format_duration(extra),
    )
    if extra > 3 * HOUR:
        return say("{text}, above the 3 h a day of art. 41", text=text)
    return text


def _people(shape: ScenarioShape, scenario: Scenario, filled: Node) -> Found:
    used = {group.pay for group in scenario.groups}
    for name in shape.pay:
        if name not in used:
            yield ("pay", name), say("no group uses this pay plan")
    for group in scenario.groups:
        if shape.shifts and not any(group.name in kind.groups for kind in scenario.shift_types):
            yield ("groups", group.name), say("no shift type is open to this group")
        moves = scenario.campaign.moves if scenario.campaign else ()
        if group.most == 0 and group.name not in {move.to for move in moves}:
            yield ("groups", group.name, "people"), say("the group has nobody")
    if not shape.shifts:
        yield ("shifts",), say("there are no shift types; `capplan plan` needs some")


def _demand(shape: ScenarioShape, scenario: Scenario, filled: Node) -> Found:
    if all(queue.expected.total == 0 for queue in scenario.queues):
        yield ("queues",), say("nobody comes: the demand is zero everywhere")
    yield from _events_that_overlap(shape, scenario)
    for name, queue in shape.queues.items():
        for number, part in enumerate(queue.demand):
            if part.delay is not None and len(part.delay) > 1 and not part.orders_before:
                yield (
                    ("queues", name, "demand", number),
                    (
                        say(
                            "no orders are known from before the horizon, so its first days have "
                            "too few contacts; give orders_before, the orders of a day of "
                            "{follows}",
                            follows=part.follows,
                        )
                    ),
                )
        bursts = [(n, p) for n, p in enumerate(queue.demand) if p.burst]
        for number, part in bursts:
            path: Path = ("queues", name, "demand", number)
            if scenario.calendar.grid.interval > 15 * MINUTE:
                yield path, say("a burst needs intervals of 5 to 15 min (rule D3)")
            for other in queue.demand:
                if _holds_burst(other, part, scenario.calendar):
                    yield (
                        path,
                        (
                            say(
                                "the profile {profile} already holds a burst at this hour; it is "
                                "counted twice (rule D3)",
                                profile=other.profile,
                            )
                        ),
                    )


def _events_that_overlap(shape: ScenarioShape, scenario: Scenario) -> Found:
    """Parts of one queue that are meant for some days each, and fall on the same day."""
    calendar = scenario.calendar
    for name, queue in shape.queues.items():
        events = [
            (number, set(days_on(part.on, calendar)))
            for number, part in enumerate(queue.demand)
            if part.on is not None and not part.on.every
        ]
        for (first, mine), (second, theirs) in combinations(events, 2):
            both = sorted(mine & theirs)
            if both:
                yield (
                    ("queues", name, "demand", second),
                    say(
                        "falls on the same days as part {other}, {day} is the first; both are "
                        "counted",
                        other=first + 1,
                        day=calendar.date(both[0]),
                    ),
                )


def _holds_burst(curve_part: DemandShape, burst: DemandShape, calendar: Calendar) -> bool:
    if not isinstance(curve_part.profile, str) or burst.at is None:
        return False
    hour = CURVES[curve_part.profile].burst_hour
    dates = [calendar.date(day) for day in days_on(curve_part.on, calendar)]
    return hour == burst.at.hour and burst.at.date() in dates


def _marks(shape: ScenarioShape, scenario: Scenario, filled: Node) -> Found:
    silent = [
        name
        for name in shape.queues
        if (node := filled.find(("queues", name, "chat", "patience", "silent"))) and node.is_default
    ]
    if silent:
        where = (
            listed(silent, "{left} and {right}")
            if len(silent) <= FEW
            else say("{number} queues", number=len(silent))
        )
        yield (
            ("queues",),
            (
                say(
                    "all who leave {where} are taken to leave silently: the message stays "
                    "and is answered in vain (chat.patience.silent: 100 %); right for shop "
                    "messengers, not for web widgets",
                    where=where,
                )
            ),
        )


def _start(shape: ScenarioShape, scenario: Scenario, filled: Node) -> Found:
    expected = sum(queue.expected.expected for queue in scenario.queues)
    first, mean = float(np.take(expected, 0)), float(np.mean(expected))
    if first > BUSY_START * mean:
        yield (
            ("days", "from"),
            (
                say(
                    "the run starts on an empty floor, and {first:.0f} chats come in the "
                    "first interval; begin some quiet hours earlier if the start matters",
                    first=first,
                )
            ),
        )


def _clock(shape: ScenarioShape, scenario: Scenario, filled: Node) -> Found:
    try:
        zone = ZoneInfo(shape.days.timezone)
    except (KeyError, ValueError, OSError):  # unknown here, or no zones installed
        return
    first, last = (m.replace(tzinfo=zone).utcoffset() for m in (shape.days.from_, shape.days.to))
    if first != last:
        yield (
            ("days", "timezone"),
            say("the clock is changed within the horizon; capplan counts clock time without jumps"),
        )


def _targets(shape: ScenarioShape, scenario: Scenario, filled: Node) -> Found:
    for name, queue in shape.queues.items():
        for number, target in enumerate(queue.targets):
            if target.occupancy is not None and target.occupancy > TIGHT:
                yield (
                    ("queues", name, "targets", number, "occupancy"),
                    say("above 90 % there is hardly time to breathe; 75 to 85 % is usual"),
                )


def _roster(shape: ScenarioShape, scenario: Scenario, filled: Node) -> Found:
    if scenario.roster is None:
        return
    people = Counter((s.group, s.day) for s in scenario.roster.shifts)
    for group in scenario.groups:
        on = {day: n for (name, day), n in people.items() if name == group.name and n > group.most}
        if on:
            day, number = max(on.items(), key=lambda item: item[1])
            yield (
                ("roster",),
                (
                    say(
                        "{number} people of {name} start on {day}; the group has at most {most}",
                        number=number,
                        name=group.name,
                        day=scenario.calendar.date(day),
                        most=group.most,
                    )
                ),
            )
