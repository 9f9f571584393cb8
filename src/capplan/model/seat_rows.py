"""A roster as rows of seats: who could work which shifts one after another, for paper and Excel."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from capplan.model.calendar import Calendar
from capplan.model.shifts import Roster, Shift
from capplan.units import DAY

WEEKLY_SHIFTS = 6
"""At least one rest day a week (Labour Law of the PRC, art. 38)."""


@dataclass(slots=True)
class SeatRow:
    """One seat of a group and the shifts that one person could work on it.

    Attributes:
        group: name of the group.
        number: number of the seat in its group, from 1.
        joined: ticks of the day on which its person joined; None: as the group [ticks].
        shifts: in order of their starts.
    """

    group: str
    number: int
    joined: int | None
    shifts: list[Shift] = field(default_factory=list[Shift])


def seat_rows(roster: Roster, calendar: Calendar, rest: int) -> tuple[SeatRow, ...]:
    """Lay shifts on as few seats as can work them with rest and a day off a week.

    Seats of a group stand together; shifts with hours of their own have a seat each, at the end.
    Where an agent has several shifts, each agent keeps a seat.

    Args:
        roster: who is on.
        calendar: the horizon.
        rest: time off between two shifts of one person [ticks].
    """
    own_seats = any(n > 1 for n in Counter(s.agent for s in roster.shifts).values())
    typed = [s for s in roster.shifts if s.shift_type]
    by_hand = [s for s in roster.shifts if not s.shift_type]
    groups = dict.fromkeys(s.group for s in roster.shifts)
    rows: list[SeatRow] = []
    if own_seats:
        for agent, group in dict.fromkeys((s.agent, s.group) for s in roster.shifts):
            mine = [s for s in roster.shifts if s.agent == agent]
            joined = {_joined(s, calendar) for s in mine}
            same = joined.pop() if len(joined) == 1 else None
            rows.append(SeatRow(group, _next(rows, group), same, mine))
        return tuple(rows)
    for group in groups:
        mine = [s for s in typed if s.group == group]
        for joined in dict.fromkeys(_joined(s, calendar) for s in mine):
            same = [s for s in mine if _joined(s, calendar) == joined]
            _lay(rows, same, group, joined, calendar, rest)
    for shift in by_hand:
        joined = _joined(shift, calendar)
        rows.append(SeatRow(shift.group, _next(rows, shift.group), joined, [shift]))
    return tuple(rows)


def _joined(shift: Shift, calendar: Calendar) -> int | None:
    return None if shift.tenure is None else calendar.midnight(shift.day) - shift.tenure


def _next(rows: list[SeatRow], group: str) -> int:
    return sum(row.group == group for row in rows) + 1


def _lay(
    rows: list[SeatRow],
    shifts: list[Shift],
    group: str,
    joined: int | None,
    calendar: Calendar,
    rest: int,
) -> None:
    """Give each shift, by its start, a free seat: if it can, that of the same shift before."""
    found: list[SeatRow] = []
    for shift in sorted(shifts, key=lambda s: (s.start, s.end, s.agent)):
        free = [row for row in found if _is_free(row, shift, rest)]
        if free:
            row = min(free, key=lambda r: _misfit(r, shift))
        else:
            row = SeatRow(group, _next(rows, group), joined)
            rows.append(row)
            found.append(row)
        row.shifts.append(shift)


def _is_free(row: SeatRow, shift: Shift, rest: int) -> bool:
    """Whether a seat's person has rested by a shift's start, and has a day off in its week."""
    last = row.shifts[-1]
    week = {s.day for s in row.shifts if s.day > shift.day - 7} | {shift.day}
    return shift.start >= last.end + rest and len(week) <= WEEKLY_SHIFTS


def _misfit(row: SeatRow, shift: Shift) -> tuple[bool, bool, int, int]:
    """Least for the seat that should take a shift: not twice a day, the same shift, its number."""
    last = row.shifts[-1]
    idle = (shift.start - last.start) // DAY
    return (last.day == shift.day, last.shift_type != shift.shift_type, idle, row.number)
