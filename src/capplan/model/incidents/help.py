"""What helps: people from elsewhere, longer shifts, breaks that wait (rule I4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from capplan.model.incidents.cutting import agents_on, part_of, roster_of, some
from capplan.model.people import EndRule
from capplan.model.shifts import PaceSpan, Roster, Shift
from capplan.units import DAY

if TYPE_CHECKING:
    from capplan.model.incidents.incident import Incident
    from capplan.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class MovedIn:
    """People of one group work in another for the span (rule I4a).

    Attributes:
        people: how many of those on, at most.
        source: name of the group they come from.
        target: name of the group they work in.
        speed: factor on the speed of that group [1].
    """

    people: int
    source: str
    target: str
    speed: float

    def on_roster(self, scenario: Scenario, roster: Roster, incident: Incident) -> Roster:
        """Cut their shifts; in the other group they have numbers of their own."""
        start, end = incident.start, incident.end
        moved = some(agents_on(roster, (self.source,), start, end), self.people)
        number = {agent: roster.agents + k for k, agent in enumerate(moved)}
        shifts: list[Shift] = []
        for shift in roster.shifts:
            if shift.agent not in number or shift.start >= end or shift.end <= start:
                shifts.append(shift)
                continue
            if shift.start < start:
                shifts.append(part_of(shift, shift.start, start, EndRule.HAND_BACK))
            goes_back = shift.end > end
            there = part_of(
                shift, max(shift.start, start), min(shift.end, end),
                EndRule.HAND_BACK if goes_back else shift.end_rule,
            )  # fmt: skip
            shifts.append(self._in_target(there, number[shift.agent], incident))
            if goes_back:
                shifts.append(part_of(shift, end, shift.end, shift.end_rule))
        return roster_of(shifts)

    def _in_target(self, shift: Shift, number: int, incident: Incident) -> Shift:
        spans = shift.spans
        if self.speed != 1.0:
            spans = (*spans, PaceSpan(incident.start, incident.end, self.speed))
        return replace(shift, agent=number, group=self.target, home=shift.paid_as, spans=spans)


@dataclass(frozen=True, slots=True)
class CalledIn:
    """People who were off come for the span, as overtime (rule I4b).

    Attributes:
        people: how many.
        group: name of their group.
    """

    people: int
    group: str

    def on_roster(self, scenario: Scenario, roster: Roster, incident: Incident) -> Roster:
        """Add a shift for each."""
        day = (incident.start - scenario.calendar.first_midnight) // DAY
        taken = [
            s.seat
            for s in roster.shifts
            if s.paid_as == self.group and s.day == day and not s.shift_type
        ]
        first = max(taken, default=-1) + 1
        return roster_of(
            (
                *roster.shifts,
                *(
                    Shift(roster.agents + k, self.group, incident.start, incident.end, day=day,
                          seat=first + k)
                    for k in range(self.people)
                ),
            )
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overtime:
    """Whoever's shift ends inside the span stays, up to its end (rule I4c).

    Attributes:
        groups: names of the groups.
        most: longest stay [ticks].
    """

    groups: tuple[str, ...]
    most: int

    def on_roster(self, scenario: Scenario, roster: Roster, incident: Incident) -> Roster:
        """Put the ends of their shifts off; whom an incident sent away does not stay."""
        shifts = list(roster.shifts)
        for place, shift in enumerate(shifts):
            ends_here = incident.start < shift.end < incident.end
            if shift.group not in self.groups or not ends_here or shift.end_rule is not None:
                continue
            until = min(incident.end, shift.end + self.most)
            if place + 1 < len(shifts) and shifts[place + 1].agent == shift.agent:
                until = min(until, shifts[place + 1].start)
            shifts[place] = replace(shift, end=until)
        return Roster(tuple(shifts))


@dataclass(frozen=True, slots=True)
class BreaksLater:
    """Breaks that would start inside the span wait until its end (rule I4d).

    Attributes:
        groups: names of the groups.
    """

    groups: tuple[str, ...]

    def on_roster(self, scenario: Scenario, roster: Roster, incident: Incident) -> Roster:
        """Put the breaks off; one that then does not fit into its shift falls out."""
        return Roster(
            tuple(
                replace(s, breaks=self._later(s, incident)) if s.group in self.groups else s
                for s in roster.shifts
            )
        )

    def _later(self, shift: Shift, incident: Incident) -> tuple[tuple[int, int], ...]:
        breaks: list[tuple[int, int]] = []
        free = shift.start
        for begin, end in shift.breaks:
            waits = incident.start <= begin < incident.end
            start = max(incident.end, free) if waits else max(begin, free)
            if start + end - begin <= shift.end:
                free = start + end - begin
                breaks.append((start, free))
        return tuple(breaks)
