"""Letters of shift types, and a roster laid on seats."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from capplan.model.calendar import Calendar
from capplan.model.seat_rows import seat_rows
from capplan.model.shift_letters import cell_of, is_letter, shift_letters
from capplan.model.shifts import Roster, Shift, ShiftType, roster_from_counts
from capplan.units import DAY, HOUR, Grid

DAYS = tuple(range(8))
EARLY = ShiftType("early", 8 * HOUR, 16 * HOUR, (), ("x", "y"), DAYS, 0.0)
LATE = ShiftType("late", 16 * HOUR, 24 * HOUR, (), ("x", "y"), DAYS, 0.0)
CALENDAR = Calendar(datetime(2026, 11, 9), Grid(8 * DAY, HOUR), "")


def roster(*counts):
    """A roster from (day, shift type, group, people)."""
    table = np.zeros((8, 2, 2), dtype=np.int64)
    for day, kind, group, people in counts:
        table[day, kind, group] = people
    return roster_from_counts(table, (EARLY, LATE), ("x", "y"), 0)


def rows(found):
    return [(r.group, r.number, [(s.day, s.shift_type) for s in r.shifts]) for r in found]


def test_letters_in_the_order_of_the_types_less_those_in_use():
    types = [replace(EARLY, name=n) for n in ("early", "b", "晚班", "night", "off")]
    assert shift_letters(types) == {
        "early": "A",
        "b": "b",
        "晚班": "晚班",
        "night": "C",
        "off": "D",
    }
    own = [EARLY, replace(LATE, letter="A")]
    assert shift_letters(own) == {"early": "B", "late": "A"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [("A", True), ("早", True), ("A1", True), ("1", False), ("休", False), ("A/B", False),
     ("abcde", False), ("", False)],
)  # fmt: skip
def test_what_may_be_a_letter(text, expected):
    assert is_letter(text) is expected


def test_a_seat_rests_and_keeps_its_shift():
    found = seat_rows(
        roster((0, 0, 0, 1), (0, 1, 0, 1), (1, 0, 0, 1), (1, 1, 0, 1)), CALENDAR, 8 * HOUR
    )
    assert rows(found) == [
        ("x", 1, [(0, "early"), (1, "early")]),
        ("x", 2, [(0, "late"), (1, "late")]),
    ]
    found = seat_rows(roster((0, 1, 0, 1), (1, 0, 0, 1)), CALENDAR, 10 * HOUR)
    assert rows(found) == [("x", 1, [(0, "late")]), ("x", 2, [(1, "early")])]


def test_nobody_works_seven_days_in_a_row():
    found = seat_rows(roster(*((day, 0, 0, 1) for day in DAYS)), CALENDAR, 0)
    assert [[s.day for s in r.shifts] for r in found] == [[0, 1, 2, 3, 4, 5], [6, 7]]


def test_a_second_shift_on_a_day_goes_to_a_seat_that_has_none():
    found = seat_rows(roster((0, 0, 0, 1), (1, 0, 0, 2), (1, 1, 0, 1)), CALENDAR, 0)
    assert len(found) == 2


def test_newcomers_and_hours_of_their_own_have_seats_of_their_own():
    new = Shift(0, "x", 0, 8 * HOUR, (), "early", 0, 0, tenure=2 * DAY)
    old = Shift(1, "x", DAY, DAY + HOUR, (), "early", 1, 0)
    hand = Shift(2, "x", 2 * DAY, 2 * DAY + HOUR, ((2 * DAY + 5, 2 * DAY + 9),), "", 2)
    found = seat_rows(Roster((new, old, hand)), CALENDAR, 0)
    assert [(r.number, r.joined, len(r.shifts)) for r in found] == [
        (1, -2 * DAY, 1), (2, None, 1), (3, None, 1),
    ]  # fmt: skip


def test_an_agent_with_several_shifts_keeps_the_seat():
    one = [Shift(0, "x", d * DAY, d * DAY + 8 * HOUR, (), "early", d) for d in range(7)]
    assert rows(seat_rows(Roster(tuple(one)), CALENDAR, 0)) == [
        ("x", 1, [(d, "early") for d in range(7)])
    ]
    new = [replace(s, tenure=(s.day + 2) * DAY) for s in one]
    assert [r.joined for r in seat_rows(Roster(tuple(new)), CALENDAR, 0)] == [-2 * DAY]


def test_cells():
    letters = shift_letters((EARLY, LATE))
    early, late = (
        Shift(0, "x", k * HOUR, k * HOUR + 1, (), n) for k, n in ((8, "early"), (16, "late"))
    )
    assert cell_of([early, late], letters, 0, "x") == "A/B"
    assert cell_of([], letters, 0, "x") == "休"
    assert cell_of([early], letters, 0, "y") == "A (x)"
    hand = Shift(0, "x", DAY + 22 * HOUR, DAY + 30 * HOUR, ((DAY + 25 * HOUR, DAY + 26 * HOUR),))
    assert cell_of([hand], letters, DAY, "x") == "22:00-06:00 (01:00-02:00)"
    assert cell_of([replace(hand, breaks=())], letters, DAY, "x") == "22:00-06:00 (-)"
