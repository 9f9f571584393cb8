"""A campaign: what a plan over all days of an event must know beside the shop (rule S7)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """People of one group who may work in another group on some days.

    Attributes:
        group: name of the group whose people they are.
        to: name of the group in which they then work.
        days: numbers of the days on which they may.
    """

    group: str
    to: str
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hiring:
    """How temps of a group come (rule S7b).

    Attributes:
        lead: days from the call to the first day of training [days].
        drop_out: share of those called who never come to the floor [1].
        days_a_week: days in seven on which each has training or a shift at least [days].
        needed_by: day by which the first of them must be on the floor; None: the peak.
    """

    lead: int = 0
    drop_out: float = 0.0
    days_a_week: float = 0.0
    needed_by: int | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """One plan over all days of an event.

    Attributes:
        peak: number of the day by which hired people must be trained.
        told: number of the day on which the plan is made, before which nobody is called; may be
            negative; None: early enough.
        days_in_a_row: most days that one person works in a row [days].
        overtime: most overtime of one person in a calendar month [ticks].
        moves: people who change their group for some days.
    """

    peak: int
    told: int | None
    days_in_a_row: int
    overtime: int
    moves: tuple[Move, ...] = ()


def training_days(days: int, in_a_row: int) -> tuple[int, ...]:
    """Places of the days of a training, from 0: after so many in a row comes a day off."""
    return tuple(day + day // in_a_row for day in range(days))


def days_to_floor(days: int, in_a_row: int) -> int:
    """Days from the first day of a training to the first day on the floor."""
    return days + days // in_a_row


def most_work_days(days: int, in_a_row: int) -> int:
    """Most days that one person can work of so many, with a day off after so many in a row."""
    return days - days // (in_a_row + 1)
