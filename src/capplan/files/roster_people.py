"""Whether there are as many people as a roster puts on, those of other groups included (S7a)."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, groupby

from capplan.model.scenario import Scenario
from capplan.model.shifts import ShiftType
from capplan.words import Sentence, listed, say

Homes = frozenset[str]
"""Names of the groups whose people may work a shift."""


@dataclass(frozen=True, slots=True)
class Entry:
    """So many people of one group on one shift of one day.

    Attributes:
        where: the cell, as Excel names it.
        group: name of the group in which they work.
        day: number of the day on which the shift starts.
        kind: the shift type; None for hours of their own.
        start: start [ticks].
        end: end [ticks].
        breaks: breaks of hours of their own [ticks].
        people: how many.
        joined: the day on which they joined, or None.
        seat: whose shift it is, "" for nobody's in particular; one seat's shifts do not overlap.
        home: the group whose people they are, where it is known not to be `group`.
    """

    where: str
    group: str
    day: int
    kind: ShiftType | None
    start: int
    end: int
    breaks: tuple[tuple[int, int], ...]
    people: int
    joined: date | None
    seat: str
    home: str | None = None


def groups_of(scenario: Scenario, home: str, day: int) -> Homes:
    """The groups in which people of one may work on a day."""
    moves = scenario.campaign.moves if scenario.campaign else ()
    return frozenset({home} | {m.to for m in moves if m.group == home and day in m.days})


def too_many(scenario: Scenario, entries: Sequence[Entry]) -> Iterator[tuple[Entry, Sentence]]:
    """Where first more people are on than there are, for groups that share nobody each by itself.

    A shift is worked by somebody of its group, or of a group that may move there on its day. There
    are people for all shifts at one time if for every choice among them there are as many in the
    groups from which they come (Hall's theorem).
    """
    homes = {id(e): _homes(scenario, e) for e in entries}
    for together in _linked(scenario, homes.values()):
        mine = sorted((e for e in entries if homes[id(e)] <= together), key=lambda e: e.start)
        found = _first(scenario, [(e, homes[id(e)]) for e in mine])
        if found is not None:
            yield found


def _homes(scenario: Scenario, entry: Entry) -> Homes:
    if entry.home is not None:
        return frozenset({entry.home})
    names = scenario.group_names
    return frozenset(n for n in names if entry.group in groups_of(scenario, n, entry.day))


def _linked(scenario: Scenario, all_homes: Iterable[Homes]) -> list[Homes]:
    """Groups parted so that no shift may be worked by people of two parts, in their order."""
    parts = [frozenset({name}) for name in scenario.group_names]
    for homes in set(all_homes):
        one = homes.union(*(part for part in parts if part & homes))
        place = min(n for n, part in enumerate(parts) if part & homes)
        apart = [part for part in parts if not part & homes]
        parts = [*apart[:place], one, *apart[place:]]
    return parts


def _first(
    scenario: Scenario, entries: Sequence[tuple[Entry, Homes]]
) -> tuple[Entry, Sentence] | None:
    on: dict[Homes, int] = {}
    ends: list[tuple[int, int]] = []
    for start, begun in groupby(enumerate(entries), key=lambda e: e[1][0].start):
        while ends and ends[0][0] <= start:
            gone, homes = entries[heapq.heappop(ends)[1]]
            on[homes] -= gone.people
        new = list(begun)
        for place, (entry, homes) in new:
            on[homes] = on.get(homes, 0) + entry.people
            heapq.heappush(ends, (entry.end, place))
        excess = _excess(scenario, on)
        if excess is not None:
            chosen, whose, people, most = excess
            last = [e for _, (e, homes) in new if homes in chosen][-1]
            return last, _said(scenario, last, whose, people, most)
    return None


def _excess(
    scenario: Scenario, on: dict[Homes, int]
) -> tuple[tuple[Homes, ...], Homes, int, int] | None:
    """The smallest choice of shifts for which people lack: (shifts, groups, on, there are)."""
    most = {group.name: group.most for group in scenario.groups}
    present = [homes for homes, people in on.items() if people]
    for size in range(1, len(present) + 1):
        for chosen in combinations(present, size):
            whose = frozenset[str]().union(*chosen)
            people, there = sum(on[h] for h in chosen), sum(most[name] for name in whose)
            if people > there:
                return chosen, whose, people, there
    return None


def _said(scenario: Scenario, last: Entry, whose: Homes, people: int, most: int) -> Sentence:
    names = [name for name in scenario.group_names if name in whose]
    when = scenario.calendar.at(last.start)
    if len(names) > 1:
        return say(
            "{groups} together would have {people} people on shift at {when:%Y-%m-%d %H:%M}, and "
            "there are {most}; take {over} off, or raise groups.{group}.people",
            groups=listed(names, "{left} and {right}"),
            people=people,
            when=when,
            most=most,
            over=people - most,
            group=max(scenario.groups, key=lambda g: (g.name in whose, g.most)).name,
        )
    moves = scenario.campaign.moves if scenario.campaign else ()
    others = dict.fromkeys(m.group for m in moves if m.to == names[0])
    if others:
        return say(
            "{group} would have {people} people on shift at {when:%Y-%m-%d %H:%M}, and there are "
            "{most} on that day, on which nobody moves there from {others}; take {over} off, or "
            "add the day to campaign.moves",
            group=names[0],
            people=people,
            when=when,
            most=most,
            over=people - most,
            others=listed(others, "{left} and {right}"),
        )
    return say(
        "{group} would have {people} people on shift at {when:%Y-%m-%d %H:%M}, and "
        "there are {most}; take {over} off, or raise groups.{group}.people",
        group=names[0],
        people=people,
        when=when,
        most=most,
        over=people - most,
    )
