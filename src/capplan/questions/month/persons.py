"""Which person works which shift of a month (rule E2c)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from capplan.model.calendar import Calendar
from capplan.model.people import Group
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster, Shift
from capplan.questions.month.dates import MonthDays, SampledDay
from capplan.words import say

WORKDAYS = 5
"""Days of a standard week (State Council order 174 of 1995); a sixth is a rest day worked."""


Belongs = Callable[[str, str], bool]
"""Tells whether the people of a group (first) work the shifts of a group (second)."""


def by_name(people: str, shift: str) -> bool:
    """People work the shifts of their own group."""
    return people == shift


@dataclass(frozen=True, slots=True)
class Duty:
    """One person's shift on a date.

    Attributes:
        place: number of the shift in the roster.
        person: number of the person in the group, from 0.
        on: the sampled day.
        nth: which of the person's days in its week it is, from 1.
    """

    place: int
    person: int
    on: SampledDay
    nth: int


@dataclass(frozen=True, slots=True)
class Team:
    """The people of a group over a month.

    Attributes:
        group: its name.
        people: how many.
        duties: who works when, in order of time.
    """

    group: str
    people: int
    duties: tuple[Duty, ...]


def team(
    scenario: Scenario,
    roster: Roster,
    month: MonthDays,
    group: Group,
    days_off: int,
    least: int = 0,
    belongs: Belongs = by_name,
) -> Team:
    """Hand the shifts of a month to the people of a group, in turn.

    Args:
        scenario: the shop.
        roster: who is on, day by day of the horizon.
        month: which day stands for which date.
        group: whose shifts they are.
        days_off: days off in each week from Monday, per person.
        least: so many people at least.
        belongs: tells whose shifts they work.

    Raises:
        ValueError: the group has too few people.
    """
    wanted = [
        (
            day,
            [
                p
                for p, s in enumerate(roster.shifts)
                if day.day in {None, s.day} and belongs(group.name, s.group)
            ],
        )
        for day in month.days
    ]
    busiest = max((len(places) for _, places in wanted), default=0)
    count = max(least, group.least, busiest)
    while True:
        found = _handed_out(scenario, roster, wanted, count, days_off)
        if isinstance(found, tuple):
            return Team(group.name, count, found)
        if count >= group.most:
            lacking = next(len(places) for day, places in wanted if day.date == found)
            raise ValueError(
                say(
                    "{group}: {date} needs {needed} people, but of {people} too few may work, with "
                    "{off} days off a week and the rest between shifts; give the group more people",
                    group=group.name,
                    date=f"{found}",
                    needed=lacking,
                    people=count,
                    off=days_off,
                )
            )
        count += 1


def _handed_out(
    scenario: Scenario,
    roster: Roster,
    wanted: list[tuple[SampledDay, list[int]]],
    count: int,
    days_off: int,
) -> tuple[Duty, ...] | date:
    """All duties, or the first date on which somebody is lacking."""
    rest = timedelta(milliseconds=scenario.rest)
    shifts, calendar = roster.shifts, scenario.calendar
    free_from = [datetime.min] * count
    worked: list[int] = [0] * count
    kinds: list[Counter[str]] = [Counter() for _ in range(count)]
    in_week: Counter[tuple[int, date]] = Counter()
    duties: list[Duty] = []
    for day, places in wanted:
        monday = day.date - timedelta(days=day.date.weekday())
        today: set[int] = set()
        for place in sorted(places, key=lambda p: (shifts[p].start, shifts[p].end, p)):
            start, end = _span(shifts[place], day, calendar)
            kind = shifts[place].shift_type
            able = [
                p
                for p in range(count)
                if p not in today and free_from[p] <= start and in_week[p, monday] < 7 - days_off
            ]
            if not able:
                return day.date
            person = min(able, key=lambda p: (worked[p], kinds[p][kind], p))
            today.add(person)
            free_from[person] = end + rest
            worked[person] += 1
            kinds[person][kind] += 1
            in_week[person, monday] += 1
            duties.append(Duty(place, person, day, in_week[person, monday]))
    return tuple(duties)


def _span(shift: Shift, day: SampledDay, calendar: Calendar) -> tuple[datetime, datetime]:
    """Start and end of a shift moved to a date."""
    midnight = calendar.midnight(day.day or 0)
    base = datetime(day.date.year, day.date.month, day.date.day)
    moved = [base + timedelta(milliseconds=t - midnight) for t in (shift.start, shift.end)]
    return moved[0], moved[1]
