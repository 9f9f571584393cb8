"""People who are not there, or work more slowly (rules I1 and I3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from capplan.model.incidents.cutting import agents_on, roster_of, share_of, some, without
from capplan.model.shifts import PaceSpan, Roster, Shift

if TYPE_CHECKING:
    from capplan.model.incidents.incident import Incident
    from capplan.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Gone:
    """A site fails: a share of those on is gone at once, then back at reduced speed (rule I1).

    Attributes:
        groups: names of the groups that are hit.
        share: share of their people on who are gone [1].
        back_speed: factor on the speed of those who were gone, once they are back [1].
        back_for: how long that lasts [ticks].
        moved: how many of them work on elsewhere [people].
        moved_speed: factor on their speed there [1].
        takes: how long they are away to get there [ticks].
    """

    groups: tuple[str, ...]
    share: float
    back_speed: float = 1.0
    back_for: int = 0
    moved: int = 0
    moved_speed: float = 1.0
    takes: int = 0

    def on_roster(self, scenario: Scenario, roster: Roster, incident: Incident) -> Roster:
        """Cut the shifts of those who are hit."""
        hit = share_of(agents_on(roster, self.groups, incident.start, incident.end), self.share)
        moved = set(some(hit, self.moved))
        gone = set(hit) - moved
        shifts: list[Shift] = []
        for shift in roster.shifts:
            if shift.agent in moved:
                shifts += self._move(shift, incident)
            elif shift.agent in gone:
                shifts += self._send_home(shift, incident)
            else:
                shifts.append(shift)
        return roster_of(shifts)

    def _send_home(self, shift: Shift, incident: Incident) -> list[Shift]:
        parts = without(shift, incident.start, incident.end)
        return [_paced(p, incident.end, incident.end + self.back_for, self.back_speed)
                for p in parts]  # fmt: skip

    def _move(self, shift: Shift, incident: Incident) -> list[Shift]:
        """They leave so early that they are there in time, if that is known.

        Who comes later comes to the other place at once, unless the shift starts in the very
        moment in which people hear of it.
        """
        leave = max(incident.known, incident.start - self.takes)
        if shift.start >= leave and shift.start > incident.known:
            return [_paced(shift, leave, incident.end, self.moved_speed)]
        there = leave + self.takes
        parts = without(shift, leave, there)
        return [_paced(p, there, incident.end, self.moved_speed) for p in parts]


@dataclass(frozen=True, slots=True)
class Absent:
    """A share of the people do not come to the shifts that touch the span (rule I3c).

    Attributes:
        groups: names of the groups.
        share: share of the people of these shifts [1].
    """

    groups: tuple[str, ...]
    share: float

    def on_roster(self, scenario: Scenario, roster: Roster, incident: Incident) -> Roster:
        """Take these shifts out."""
        start, end = incident.start, incident.end
        gone = set(share_of(agents_on(roster, self.groups, start, end), self.share))
        return roster_of(
            s for s in roster.shifts if not (s.agent in gone and s.start < end and s.end > start)
        )


@dataclass(frozen=True, slots=True)
class Slower:
    """All work takes longer, as when the network is slow (rule I3d).

    Attributes:
        groups: names of the groups.
        times: work is multiplied by it [1].
    """

    groups: tuple[str, ...]
    times: float

    def on_roster(self, scenario: Scenario, roster: Roster, incident: Incident) -> Roster:
        """Give every shift a span of another pace."""
        return Roster(
            tuple(
                _paced(s, incident.start, incident.end, 1.0 / self.times)
                if s.group in self.groups
                else s
                for s in roster.shifts
            )
        )


def _paced(shift: Shift, start: int, end: int, speed: float) -> Shift:
    """The shift with a span of another pace; it holds for those who stay beyond their end too."""
    if speed == 1.0 or end <= start or shift.start >= end:
        return shift
    return replace(shift, spans=(*shift.spans, PaceSpan(start, end, speed)))
