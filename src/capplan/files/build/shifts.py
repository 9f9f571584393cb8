"""Shift types and the roster people have now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np

from capplan.files.build.calendar import days_on, since_midnight
from capplan.files.errors import quoted
from capplan.files.references import ALL
from capplan.files.shape.grammar import BreakText
from capplan.files.shape.people import RosterShape, ShiftTypeShape
from capplan.files.tree import Path, Problems
from capplan.model.calendar import Calendar
from capplan.model.shift_letters import is_letter, plain
from capplan.model.shifts import Break, Roster, Shift, ShiftType, roster_from_counts
from capplan.units import DAY, format_clock, format_duration
from capplan.words import say

Newcomers = dict[tuple[int, str, str, int], date]
"""Seats, as (day, shift type, group, seat), whose people joined on a date."""


def build_shift_type(
    name: str, shape: ShiftTypeShape, groups: list[str], calendar: Calendar, problems: Problems
) -> ShiftType:
    """One shift type; notes breaks that do not fit on the way."""
    start, end = shape.at
    path: Path = ("shifts", name, "break")
    breaks = [
        _break(b, start, end, (*path, number), problems) for number, b in enumerate(shape.break_)
    ]
    breaks.sort(key=lambda b: b.earliest)
    if any(a.latest_end > b.earliest for a, b in pairwise(breaks)):
        problems.add(path, say("two breaks overlap; give each a time of its own"))
    days = tuple(
        day
        for day in days_on(shape.on, calendar)
        if calendar.midnight(day) + start < calendar.grid.horizon
        and calendar.midnight(day) + end > 0
    )
    open_to = tuple(groups if ALL in shape.groups else dict.fromkeys(shape.groups))
    letter = shape.letter or ""
    if letter and not is_letter(letter):
        problems.add(
            ("shifts", name, "letter"),
            say(
                "{letter} is no letter for a shift: write one to four letters or digits, a letter "
                "first, and no word for a day off",
                letter=quoted(letter),
            ),
        )
    return ShiftType(
        name, start, end, tuple(breaks), open_to, days, shape.allowance, shape.people, letter
    )


def check_letters(shift_types: list[ShiftType], problems: Problems) -> None:
    """See that no two shift types have the same letter, nor one that is another's name."""
    seen: dict[str, str] = {plain(kind.name): kind.name for kind in shift_types}
    for kind in (k for k in shift_types if k.letter):
        other = seen.setdefault(plain(kind.letter), kind.name)
        if other != kind.name:
            problems.add(
                ("shifts", kind.name, "letter"),
                say(
                    "{letter} means {other} already; give each shift a letter of its own",
                    letter=quoted(kind.letter),
                    other=other,
                ),
            )


def _break(text: BreakText, start: int, end: int, path: Path, problems: Problems) -> Break:
    """A break on the shift's clock: times before the shift's start are of the next day."""
    earliest = text.earliest if text.earliest >= start else text.earliest + DAY
    if text.latest_end is None:
        latest = earliest + text.length
    else:
        latest = text.latest_end if text.latest_end > earliest else text.latest_end + DAY
    span = say(
        "{earliest} and {latest}", earliest=format_clock(earliest), latest=format_clock(latest)
    )
    if latest > end:
        shift = f"{format_clock(start)}-{format_clock(end)}"
        problems.add(
            path,
            say("the break between {span} lies outside the shift {shift}", span=span, shift=shift),
        )
    elif latest - earliest < text.length:
        problems.add(
            path,
            say(
                "{length} do not fit between {span}", length=format_duration(text.length), span=span
            ),
        )
    return Break(text.length, earliest, latest, text.paid)


def build_roster(
    lines: list[RosterShape],
    shift_types: list[ShiftType],
    groups: list[str],
    calendar: Calendar,
    problems: Problems,
) -> Roster | None:
    """The roster of the file, or None; each seat is a person of its own."""
    if not lines:
        return None
    counts = np.zeros((calendar.days, len(shift_types), len(groups)), dtype=np.int64)
    numbers = {kind.name: number for number, kind in enumerate(shift_types)}
    newcomers: Newcomers = {}
    for number, line in enumerate(lines):
        if line.shift is None:
            continue
        kind = numbers[line.shift]
        days = sorted({*shift_types[kind].days} & {*days_on(line.on, calendar)})
        if not days:
            text = say(
                "the shift {shift} is not worked on these days within the horizon", shift=line.shift
            )
            problems.add(("roster", number, "on"), text)
        group = groups.index(line.group)
        if line.joined is not None:
            for day in days:
                first = int(counts[day, kind, group])
                seats = range(first, first + line.people)
                newcomers |= {(day, line.shift, line.group, s): line.joined for s in seats}
        counts[days, kind, group] += line.people
    shifts = list(roster_from_counts(counts, shift_types, groups, calendar.first_midnight).shifts)
    if newcomers:
        shifts = [replace(s, tenure=_tenure(s, newcomers, calendar)) for s in shifts]
    for number, line in enumerate(lines):
        if line.shift is None:
            _add_by_hand(line, calendar, shifts, ("roster", number), problems)
    return Roster.of(shifts)


def _tenure(shift: Shift, newcomers: Newcomers, calendar: Calendar) -> int | None:
    """Time since a newcomer of the roster's own lines joined; None for all others (rule P6)."""
    joined = newcomers.get((shift.day, shift.shift_type, shift.group, shift.seat))
    return None if joined is None else _since(joined, shift.day, calendar)


def _since(joined: date, day: int, calendar: Calendar) -> int:
    return max(0, calendar.midnight(day) - calendar.midnight_of(joined))


def _add_by_hand(
    line: RosterShape, calendar: Calendar, shifts: list[Shift], path: Path, problems: Problems
) -> None:
    assert line.from_ is not None
    assert line.to is not None
    start, end = calendar.tick(line.from_), calendar.tick(line.to)
    if end <= start:
        problems.add((*path, "to"), say("the shift ends before it starts"))
        return
    if end <= 0 or start >= calendar.grid.horizon:
        problems.add(path, say("the shift lies outside the horizon"))
        return
    midnight = start - since_midnight(line.from_)
    breaks: list[tuple[int, int]] = []
    for number, (first, last) in enumerate(line.breaks or ()):
        later = DAY if midnight + first < start else 0
        breaks.append((midnight + first + later, midnight + last + later))
        if breaks[-1][1] > end:
            problems.add((*path, "breaks", number), say("the break lies outside the shift"))
            return
    breaks.sort()
    if any(a[1] > b[0] for a, b in pairwise(breaks)):
        problems.add((*path, "breaks"), say("two breaks overlap"))
        return
    day = (midnight - calendar.first_midnight) // DAY
    taken = sum(1 for s in shifts if not s.shift_type and s.day == day and s.group == line.group)
    tenure = None if line.joined is None else _since(line.joined, day, calendar)
    shifts += [
        Shift(len(shifts) + k, line.group, start, end, tuple(breaks), "", day, taken + k, tenure)
        for k in range(line.people)
    ]
