"""Shifts, shift types, rosters and presence (rule P4)."""

import numpy as np
import pytest

from capplan.model.shifts import Break, Roster, Shift, ShiftType, presence, roster_from_counts
from capplan.units import DAY, HOUR

LUNCH = Break(HOUR, 11 * HOUR, 14 * HOUR, paid=False)
EARLY = ShiftType("early", 8 * HOUR, 16 * HOUR, (LUNCH,), ("x", "y"), (0, 1), 0.0)
NIGHT = ShiftType("night", 22 * HOUR, 30 * HOUR, (), ("x",), (0, 1), 50.0)


def test_breaks_of_the_seats_take_turns():
    assert [LUNCH.start_of_seat(seat) // HOUR for seat in range(5)] == [11, 12, 13, 11, 12]


def test_paid_time_is_the_length_less_unpaid_breaks():
    assert (EARLY.length, EARLY.paid) == (8 * HOUR, 7 * HOUR)
    paid = ShiftType("p", 0, 100, (Break(10, 0, 50, paid=True),), (), (), 0.0)
    assert paid.paid == 100


def test_a_roster_from_counts_lays_out_every_seat():
    counts = np.zeros((2, 2, 2), dtype=np.int64)
    counts[0, 0, 0], counts[1, 1, 0], counts[0, 0, 1] = 2, 1, 1
    roster = roster_from_counts(counts, (EARLY, NIGHT), ("x", "y"), -4 * HOUR)
    rows = [(s.agent, s.group, s.day, s.shift_type, s.seat) for s in roster.shifts]
    assert rows == [
        (0, "x", 0, "early", 0),
        (1, "x", 0, "early", 1),
        (2, "x", 1, "night", 0),
        (3, "y", 0, "early", 0),
    ]
    assert [(s.start // HOUR, s.end // HOUR) for s in roster.shifts] == [
        (4, 12), (4, 12), (42, 50), (4, 12),
    ]  # fmt: skip
    assert roster.shifts[1].breaks == ((8 * HOUR, 9 * HOUR),)
    assert roster.agents == 4


def test_presence_leaves_breaks_out():
    roster = Roster((Shift(0, "x", 0, 100, ((20, 40),)), Shift(1, "y", 50, 300)))
    edges = np.array([0, 50, 100, 200, 400])
    assert presence(roster, None, edges).tolist() == [0.6, 2.0, 1.0, 0.5]
    assert presence(roster, "x", edges).tolist() == [0.6, 1.0, 0.0, 0.0]


@pytest.mark.parametrize(
    "arguments",
    [
        (100, 100),
        (100, 50),
        (0, 100, ((50, 50),)),
        (0, 100, ((50, 120),)),
        (10, 100, ((5, 20),)),
        (0, 100, ((50, 60), (55, 70))),
        (0, 100, ((50, 60), (20, 30))),
    ],
)
def test_shifts_that_make_no_sense(arguments):
    with pytest.raises(ValueError, match="shift of agent 3"):
        Shift(3, "x", *arguments)


@pytest.mark.parametrize(
    ("shifts", "said"),
    [
        ((Shift(0, "x", 0, 10), Shift(0, "x", 9, 20)), "overlap"),
        ((Shift(0, "x", 0, 10), Shift(0, "y", 10, 20)), "two groups"),
        ((Shift(1, "x", 0, 10), Shift(0, "x", 0, 10)), "sorted"),
    ],
)
def test_rosters_that_make_no_sense(shifts, said):
    with pytest.raises(ValueError, match=said):
        Roster(shifts)


def test_a_roster_of_shifts_in_any_order():
    shifts = [Shift(1, "x", 0, DAY), Shift(0, "x", 50, 60), Shift(0, "x", 0, 50)]
    assert Roster.of(shifts).shifts == (shifts[2], shifts[1], shifts[0])
    assert Roster(()).agents == 0
