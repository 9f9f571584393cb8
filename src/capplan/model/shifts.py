"""Shift types, shifts and rosters (rule P4), and the counts that a plan decides on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.model.people import EndRule
from capplan.units import DAY

Counts = NDArray[np.int64]
"""People per (day, shift type, group), shape (days, shift types, groups)."""


@dataclass(frozen=True, slots=True)
class Break:
    """A break that each shift of a type contains, staggered between two clock times.

    Attributes:
        length: how long it lasts [ticks].
        earliest: earliest start, ticks after the midnight before the shift starts.
        latest_end: latest end, same clock.
        paid: whether it counts as paid time.
    """

    length: int
    earliest: int
    latest_end: int
    paid: bool

    def start_of_seat(self, seat: int) -> int:
        """Start of the break for one seat: seats take turns through the slots [ticks]."""
        slots = max(1, (self.latest_end - self.earliest) // self.length)
        return self.earliest + (seat % slots) * self.length


@dataclass(frozen=True, slots=True)
class ShiftType:
    """A working period that a roster may use.

    Attributes:
        name: the key in the scenario file.
        start: start, ticks after the midnight of its day.
        end: end, same clock; beyond 24 h for a shift that ends the next day.
        breaks: in order of time, inside the shift.
        groups: names of the groups that may work it.
        days: numbers of the days on which it may be worked.
        allowance: paid per shift on top of the wage, e.g. for the night [yuan].
        most: people who may work it on one day, all groups together; None: no limit [people].
        letter: how rosters on paper write it; "": a letter is given to it (`shift_letters`).
    """

    name: str
    start: int
    end: int
    breaks: tuple[Break, ...]
    groups: tuple[str, ...]
    days: tuple[int, ...]
    allowance: float
    most: int | None = None
    letter: str = ""

    @property
    def length(self) -> int:
        """Length from start to end, breaks included [ticks]."""
        return self.end - self.start

    @property
    def paid(self) -> int:
        """Paid time: the length less unpaid breaks [ticks]."""
        return self.length - sum(b.length for b in self.breaks if not b.paid)


@dataclass(frozen=True, slots=True)
class PaceSpan:
    """A span in which the agent of a shift works at another pace (rule P8).

    Attributes:
        start: from this tick on [ticks].
        end: up to this tick [ticks].
        speed: the agent's speed is multiplied by it [1].
    """

    start: int
    end: int
    speed: float

    def __post_init__(self) -> None:
        if self.end <= self.start or not self.speed > 0:
            raise ValueError("a span of another pace must end after its start, at a speed above 0")


@dataclass(frozen=True, slots=True)
class Shift:
    """One person's working period.

    Attributes:
        agent: number of the person, from 0.
        group: name of the group.
        start: start; below zero if it began before the horizon [ticks].
        end: end [ticks].
        breaks: (start, end) of each break, in order, inside the shift [ticks].
        shift_type: name of its type; "" for a shift written by hand.
        day: number of its day; 0 is the first calendar day of the horizon.
        seat: number of the seat among those of its day, group and type, from 0.
        tenure: time since the person joined, where it is not that of the group [ticks].
        spans: spans of another pace; where some overlap, their speeds multiply (rule P8).
        end_rule: what happens to open chats at its end, where it is not the group's rule.
        home: group whose absence and pay hold for the person, where it is not `group`.
    """

    agent: int
    group: str
    start: int
    end: int
    breaks: tuple[tuple[int, int], ...] = ()
    shift_type: str = ""
    day: int = 0
    seat: int = 0
    tenure: int | None = None
    spans: tuple[PaceSpan, ...] = ()
    end_rule: EndRule | None = None
    home: str = ""

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"shift of agent {self.agent}: end {self.end} is not after its start")
        last = self.start
        for begin, finish in self.breaks:
            if not (last <= begin < finish <= self.end):
                raise ValueError(
                    f"shift of agent {self.agent}: breaks must lie in order inside the shift"
                )
            last = finish

    @property
    def paid_as(self) -> str:
        """Name of the group whose absence and pay hold for the person."""
        return self.home or self.group

    def pace_at(self, tick: int) -> float:
        """Factor on the agent's speed at a tick [1] (rule P8)."""
        factor = 1.0
        for span in self.spans:
            if span.start <= tick < span.end:
                factor *= span.speed
        return factor


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is on, when, in which group.

    Attributes:
        shifts: sorted by (agent, start); one agent's shifts do not overlap.
    """

    shifts: tuple[Shift, ...]

    def __post_init__(self) -> None:
        for before, after in zip(self.shifts, self.shifts[1:], strict=False):
            if (before.agent, before.start) > (after.agent, after.start):
                raise ValueError("the shifts of a roster must be sorted by agent and start")
            if before.agent == after.agent and before.end > after.start:
                raise ValueError(f"agent {after.agent} has two shifts that overlap")
            if before.agent == after.agent and before.group != after.group:
                raise ValueError(f"agent {after.agent} stands in two groups")

    @classmethod
    def of(cls, shifts: Sequence[Shift]) -> Roster:
        """A roster from shifts in any order."""
        return cls(tuple(sorted(shifts, key=lambda s: (s.agent, s.start))))

    @property
    def agents(self) -> int:
        """One more than the highest agent number."""
        return self.shifts[-1].agent + 1 if self.shifts else 0


def roster_from_counts(
    counts: Counts, shift_types: Sequence[ShiftType], groups: Sequence[str], first_midnight: int
) -> Roster:
    """Lay out one shift per counted seat, each with an agent number of its own.

    Args:
        counts: shape (days, shift types, groups) [people].
        shift_types: second axis of `counts`.
        groups: third axis of `counts`.
        first_midnight: midnight that begins day 0; zero or below [ticks].
    """
    shifts: list[Shift] = []
    for group, day, kind in (
        (int(g), int(d), int(k)) for g, d, k in np.argwhere(counts.transpose(2, 0, 1) > 0)
    ):
        shift_type = shift_types[kind]
        midnight = first_midnight + day * DAY
        for seat in range(int(counts[day, kind, group])):
            starts = [midnight + b.start_of_seat(seat) for b in shift_type.breaks]
            shifts.append(
                Shift(
                    agent=len(shifts),
                    group=groups[group],
                    start=midnight + shift_type.start,
                    end=midnight + shift_type.end,
                    breaks=tuple(
                        (s, s + b.length) for s, b in zip(starts, shift_type.breaks, strict=True)
                    ),
                    shift_type=shift_type.name,
                    day=day,
                    seat=seat,
                )
            )
    return Roster(tuple(shifts))


def presence(roster: Roster, group: str | None, edges: NDArray[np.int64]) -> NDArray[np.float64]:
    """Mean people on shift, less breaks, between edges, shape (len(edges) - 1,) [people].

    Args:
        roster: who is on.
        group: one group's name, or None for all.
        edges: rising, shape (n + 1,) [ticks].
    """
    total = np.zeros(edges.size)
    for shift in roster.shifts:
        if group is not None and shift.group != group:
            continue
        total += np.clip(edges, shift.start, shift.end)
        for begin, end in shift.breaks:
            total -= np.clip(edges, begin, end)
    return np.diff(total) / np.diff(edges)
