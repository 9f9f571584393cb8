"""Demand that follows the orders of another queue."""

from __future__ import annotations

from collections.abc import Mapping

from capplan.files.build.demand import hourly_shares
from capplan.files.shape.queues import DemandShape, FaultShape
from capplan.files.tree import Path, Problems
from capplan.model.calendar import Calendar
from capplan.model.demand import RateProfile
from capplan.model.follow_on import ContactsOfOrders, Fault, FollowOn, follow_on
from capplan.words import say


def build_follow_ons(
    queue: str,
    parts: list[DemandShape],
    demands: Mapping[str, RateProfile],
    calendar: Calendar,
    problems: Problems,
) -> tuple[FollowOn, ...]:
    """The parts of a queue's demand that follow; notes faults that lie wrong on the way.

    Args:
        queue: name of the queue.
        parts: all parts of its demand.
        demands: by queue, the expected arrivals of its own.
        calendar: the horizon.
        problems: where to note.
    """
    found: list[FollowOn] = []
    for number, part in enumerate(parts):
        if part.follows is None:
            continue
        assert part.contacts is not None
        assert part.orders_per_chat is not None
        assert part.delay is not None
        path: Path = ("queues", queue, "demand", number, "faults")
        contacts = ContactsOfOrders(
            per_order=part.contacts * part.times,
            delay=part.delay,
            profile=tuple(hourly_shares(part).tolist()),
            faults=_faults(part.faults or [], len(part.delay), calendar, path, problems),
        )
        orders = demands[part.follows].times(part.orders_per_chat)
        found.append(follow_on(part.follows, orders, part.orders_before or 0.0, contacts, calendar))
    return tuple(found)


def _faults(
    shapes: list[FaultShape], days: int, calendar: Calendar, path: Path, problems: Problems
) -> tuple[Fault, ...]:
    faults: list[Fault] = []
    first = calendar.midnight(1 - days)
    for number, shape in enumerate(shapes):
        start, end = calendar.tick(shape.from_), calendar.tick(shape.to)
        if end <= start:
            problems.add((*path, number, "to"), say("the fault ends before it starts"))
        elif start >= calendar.grid.horizon or end <= first:
            text = say("the fault touches no order that brings contacts within the horizon")
            problems.add((*path, number), text)
        else:
            faults.append(Fault(start, end, shape.share, shape.times))
    return tuple(faults)
