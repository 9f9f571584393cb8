"""A campaign, and whether its temps can be there in time (rule S7)."""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from capplan.files.build.calendar import days_on
from capplan.files.shape.people import CampaignShape, GroupShape, HireShape
from capplan.files.tree import Path, Problems
from capplan.model.calendar import Calendar
from capplan.model.campaign import (
    Campaign,
    Hiring,
    Move,
    days_to_floor,
    most_work_days,
    training_days,
)
from capplan.model.pay import LEGAL_DAY
from capplan.model.scenario import Queue
from capplan.model.shifts import ShiftType
from capplan.units import DAY
from capplan.words import say


def build_hiring(shape: HireShape | None, calendar: Calendar) -> Hiring:
    """How the temps of a group come."""
    if shape is None:
        return Hiring()
    needed = None if shape.needed_by is None else _number(shape.needed_by, calendar)
    return Hiring(math.ceil(shape.lead / DAY), shape.drop_out, shape.days_a_week, needed)


def build_campaign(
    shape: CampaignShape | None,
    groups: dict[str, GroupShape],
    queues: list[Queue],
    types: list[ShiftType],
    calendar: Calendar,
    problems: Problems,
) -> Campaign | None:
    """The campaign; notes on the way what cannot be done in time."""
    if shape is None:
        return None
    if shape.peak is None:
        peak = _busiest(queues, calendar)
    else:
        peak = _number(shape.peak, calendar)
        if not 0 <= peak < calendar.days:
            problems.add(("campaign", "peak"), _outside(shape.peak))
    told = None if shape.planned_on is None else _number(shape.planned_on, calendar)
    moves = tuple(
        Move(m.group, m.to, _days_of(number, m.to, shape, groups, calendar, problems))
        for number, m in enumerate(shape.moves)
    )
    found = Campaign(peak, told, shape.days_in_a_row, shape.overtime, moves)
    moved_to = {move.to for move in moves}
    for name, group in groups.items():
        if group.people.most == 0 and name not in moved_to:
            text = say(
                "nobody is in this group, so nobody can be on its shifts; give it people, or leave "
                "it out"
            )
            problems.add(("groups", name, "people"), text)
        if not any(name in kind.groups and kind.days for kind in types):
            text = say(
                "nobody of this group can be on any shift: no shift type is open to it within the "
                "horizon"
            )
            problems.add(("groups", name), text)
        if group.temporary and group.hire is not None and group.people.most > 0:
            _check_hire(name, group.hire, found, calendar, problems)
    return found


def _outside(day: date | None) -> str:
    return say("{date} lies outside the horizon", date=day)


def _number(day: date, calendar: Calendar) -> int:
    """Number of a date; below zero before the horizon."""
    return (day - calendar.date(0)).days


def _busiest(queues: list[Queue], calendar: Calendar) -> int:
    """The day on which the most customers are expected."""
    edges = np.array([calendar.midnight(day) for day in range(calendar.days + 1)], dtype=np.int64)
    edges = np.clip(edges, 0, calendar.grid.horizon)
    return int(np.argmax(sum(queue.expected.between(edges) for queue in queues)))


def _days_of(
    number: int,
    to: str,
    shape: CampaignShape,
    groups: dict[str, GroupShape],
    calendar: Calendar,
    problems: Problems,
) -> tuple[int, ...]:
    """Days on which people may move; they are regulars in both groups."""
    path: Path = ("campaign", "moves", number)
    move = shape.moves[number]
    for key, name in (("group", move.group), ("to", to)):
        if groups[name].temporary:
            text = say("{group} are temps; only regulars change their group", group=name)
            problems.add((*path, key), text)
    days = days_on(move.on, calendar)
    if not days:
        problems.add((*path, "on"), say("none of these days lies within the horizon"))
    return tuple(days)


def _check_hire(
    name: str, hire: HireShape, campaign: Campaign, calendar: Calendar, problems: Problems
) -> None:
    """See that temps can be called, trained and kept for their least time."""
    hiring = build_hiring(hire, calendar)
    path: Path = ("groups", name, "hire")
    needed = campaign.peak if hiring.needed_by is None else hiring.needed_by
    if not 0 <= needed < calendar.days:
        if hire.needed_by is not None:
            problems.add((*path, "needed_by"), _outside(hire.needed_by))
        return
    days = math.ceil(hire.training / LEGAL_DAY)
    away = days_to_floor(days, campaign.days_in_a_row)
    earliest = 0
    if campaign.told is not None:
        begin = campaign.told + hiring.lead
        dates = {
            "needed": calendar.date(needed),
            "last_call": calendar.date(needed - away - hiring.lead),
        }
        if begin > needed:
            text = say(
                "the lead time has passed: called on {called}, temps come {lead} days later, on "
                "{begin}, and they are needed on {needed}; call them by {last_call}, shorten it, "
                "or give a later needed_by",
                called=calendar.date(campaign.told),
                lead=hiring.lead,
                begin=calendar.date(begin),
                **dates,
            )
            problems.add((*path, "lead"), text)
            return
        if begin + away > needed:
            last = begin + training_days(days, campaign.days_in_a_row)[-1]
            text = say(
                "the training ends on {last}, too late: temps are needed on the floor on {needed}; "
                "call them by {last_call}, shorten it, or give a later needed_by",
                last=calendar.date(last),
                **dates,
            )
            problems.add((*path, "training"), text)
            return
        earliest = max(0, begin + away)
    room = most_work_days(calendar.days - earliest, campaign.days_in_a_row)
    if hire.at_least > room * LEGAL_DAY:
        text = say(
            "each is paid for at least {least:g} days, and can work at most {room} from {first} to "
            "{last}",
            least=hire.at_least / LEGAL_DAY,
            room=room,
            first=calendar.date(earliest),
            last=calendar.date(calendar.days - 1),
        )
        problems.add((*path, "at_least"), text)
