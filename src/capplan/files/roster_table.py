"""A roster edited as a table, read back: a matrix of seats and dates, or a list of shifts."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from capplan.files.roster_cells import hours_of
from capplan.files.roster_entries import Entries
from capplan.files.roster_layout import Layout
from capplan.files.roster_people import Entry
from capplan.files.tables import TableError, read_sheet
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster, Shift, ShiftType, roster_from_counts
from capplan.words import Sentence, listed, say

SHEETS = ("roster", "shift roster", "排班", "排班表", "班表", "值班表")
"""Usual names of the sheet that holds a roster, in small letters."""


@dataclass(frozen=True, slots=True)
class ReadRoster:
    """A roster from a file.

    Attributes:
        roster: ready to run.
        place: the file, with its sheet if it has any.
        meanings: each letter or name that was met, its shift type and its people, as a list.
    """

    roster: Roster
    place: str
    meanings: Sentence


def read_roster(file: Path, scenario: Scenario, sheet: str | None = None) -> ReadRoster:
    """Read a roster.

    Args:
        file: CSV or XLSX; a matrix (seats down, dates across, shift letters in the cells) or a
            list (a row is a shift, or so many people of a group on a shift of a day).
        scenario: the shop: its groups, shift types and horizon.
        sheet: sheet of an XLSX; None for the only one, or the one named roster.

    Raises:
        TableError: the file cannot be read, or does not fit the scenario; one line per problem,
            each names the cell.
    """
    table = read_sheet(file, sheet, SHEETS)
    entries = Entries(scenario)
    Layout(table, scenario, entries).read()
    entries.stop()
    entries.check()
    entries.stop()
    if not entries.found:
        raise TableError(say("{place} holds no shift", place=table.cell(1).rpartition("!")[0]))
    people: Counter[ShiftType | None] = Counter()
    for entry in entries.found:
        people[entry.kind] += entry.people
    meanings = listed(
        say(
            "{letter} = {shift} {hours}: {people}",
            letter=entries.words.letters[kind.name],
            shift=kind.name,
            hours=hours_of(kind),
            people=number,
        )
        if kind
        else say("hours of their own: {people}", people=number)
        for kind, number in people.items()
    )
    place = f"{table.file}, {table.name}" if table.name else table.file
    return ReadRoster(_roster(entries.found, scenario), place, meanings)


def _roster(entries: list[Entry], scenario: Scenario) -> Roster:
    """Lay the entries out as a scenario's own roster is: each shift is a person of its own."""
    calendar, types = scenario.calendar, scenario.shift_types
    groups = scenario.group_names
    counts = np.zeros((calendar.days, len(types), len(groups)), dtype=np.int64)
    joined: dict[tuple[int, str, str, int], date] = {}
    places = {kind.name: place for place, kind in enumerate(types)}
    for entry in entries:
        if entry.kind is None:
            continue
        place = (entry.day, places[entry.kind.name], groups.index(entry.group))
        if entry.joined is not None:
            first = int(counts[place])
            for seat in range(first, first + entry.people):
                joined[entry.day, entry.kind.name, entry.group, seat] = entry.joined
        counts[place] += entry.people
    shifts: list[Shift] = []
    for shift in roster_from_counts(counts, types, groups, calendar.first_midnight).shifts:
        day = joined.get((shift.day, shift.shift_type, shift.group, shift.seat))
        shifts.append(replace(shift, tenure=_tenure(day, shift.day, scenario)) if day else shift)
    return Roster.of([*shifts, *_by_hand(entries, scenario, len(shifts))])


def _by_hand(entries: list[Entry], scenario: Scenario, first: int) -> Iterator[Shift]:
    """Shifts with hours of their own, numbered after all others."""
    seats: Counter[tuple[str, int]] = Counter()
    agents = itertools.count(first)
    for entry in (e for e in entries if e.kind is None):
        tenure = None
        if entry.joined is not None:
            tenure = _tenure(entry.joined, entry.day, scenario)
        for _ in range(entry.people):
            seat = seats[entry.group, entry.day]
            seats[entry.group, entry.day] += 1
            yield Shift(
                next(agents), entry.group, entry.start, entry.end, entry.breaks, "", entry.day,
                seat, tenure,
            )  # fmt: skip


def _tenure(joined: date, day: int, scenario: Scenario) -> int:
    calendar = scenario.calendar
    return max(0, calendar.midnight(day) - calendar.midnight_of(joined))
