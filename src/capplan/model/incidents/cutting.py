"""Who is hit, and how a shift is cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from capplan.model.people import EndRule
from capplan.model.shifts import Roster, Shift
from capplan.model.spans import left_of

Item = TypeVar("Item")


def agents_on(roster: Roster, groups: Sequence[str], start: int, end: int) -> list[int]:
    """Agents of groups with a shift in a span: by group, then start, then number."""
    first: dict[int, tuple[int, int]] = {}
    for shift in roster.shifts:
        if shift.group in groups and shift.start < end and shift.end > start:
            place = (groups.index(shift.group), shift.start)
            first[shift.agent] = min(first.get(shift.agent, place), place)
    return sorted(first, key=lambda agent: (first[agent], agent))


def some(items: Sequence[Item], count: int) -> list[Item]:
    """So many of the items, spread evenly."""
    count = min(count, len(items))
    return [items[(2 * k + 1) * len(items) // (2 * count)] for k in range(count)]


def share_of(items: Sequence[Item], share: float) -> list[Item]:
    """A share of the items, rounded, at least one of some, spread evenly."""
    return some(items, max(1, int(len(items) * share + 0.5))) if share > 0.0 else []


def without(shift: Shift, start: int, end: int) -> list[Shift]:
    """What is left of a shift whose agent is not there in a span: up to two parts.

    Open chats are handed back when the agent goes.
    """
    if shift.start >= end or shift.end <= start:
        return [shift]
    return [
        part_of(shift, a, b, EndRule.HAND_BACK if b == start else shift.end_rule)
        for a, b in left_of((shift.start, shift.end), [(start, end)])
    ]


def part_of(shift: Shift, start: int, end: int, end_rule: EndRule | None) -> Shift:
    """A part of a shift, with what of its breaks lies inside."""
    breaks = ((max(b, start), min(e, end)) for b, e in shift.breaks)
    return replace(
        shift, start=start, end=end, breaks=tuple(b for b in breaks if b[1] > b[0]),
        end_rule=end_rule,
    )  # fmt: skip


def roster_of(shifts: Iterable[Shift]) -> Roster:
    """A roster of shifts in any order."""
    return Roster.of(list(shifts))
