"""Who does not come to a shift (rule P5)."""

from __future__ import annotations

from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster, Shift
from capplan.sampling.streams import stream
from capplan.sampling.workload import Workload


def attend(scenario: Scenario, roster: Roster, workload: Workload) -> tuple[bool, ...]:
    """Whether each shift of the roster is worked, in the roster's order.

    Each (day, group, shift type) has a stream of its own, with one uniform per seat: adding a
    seat changes nobody else.  A replayed workload (no seed) has everybody present.
    """
    absence = {g.name: g.absence for g in scenario.groups}
    if workload.seed is None or not any(absence.values()):
        return (True,) * len(roster.shifts)
    seed, replication = workload.seed, workload.replication
    seats: dict[tuple[int, str, str], int] = {}
    for shift in roster.shifts:
        key = _key(shift)
        seats[key] = max(seats.get(key, 0), shift.seat + 1)
    uniforms = {
        key: stream(seed, replication, "absence", *key).random(count)
        for key, count in seats.items()
        if absence[key[1]]
    }
    return tuple(
        not absence[shift.paid_as]
        or bool(uniforms[_key(shift)][shift.seat] >= absence[shift.paid_as])
        for shift in roster.shifts
    )


def _key(shift: Shift) -> tuple[int, str, str]:
    return (shift.day, shift.paid_as, shift.shift_type or f"from {shift.start}")
