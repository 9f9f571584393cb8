"""Groups and pay plans."""

from __future__ import annotations

from itertools import pairwise

from capplan.files.build.campaign import build_hiring
from capplan.files.shape.people import GroupShape, LearningShape, LimitWindowShape, PayShape
from capplan.files.tree import Path, Problems
from capplan.model.calendar import Calendar
from capplan.model.pay import PayPlan, hourly_from_monthly
from capplan.model.people import (
    Curve,
    EndRule,
    Group,
    Learning,
    LimitWindow,
    MessageOrder,
    PickRule,
    Skill,
)
from capplan.words import say


def build_group(name: str, shape: GroupShape, calendar: Calendar, problems: Problems) -> Group:
    """One group; notes problems of its windows on the way."""
    skills = tuple(
        Skill(queue, s.choice, s.speed, s.conversion, s.at_once)
        for queue, s in shape.handles.items()
    )
    path: Path = ("groups", name, "at_once_windows")
    return Group(
        name=name,
        skills=skills,
        limit=shape.at_once.most,
        limit_windows=_windows(shape.at_once_windows, calendar, path, problems),
        absence=shape.absent,
        end_rule=EndRule[shape.at_end.upper()],
        break_rule=EndRule[shape.at_break.upper()],
        message_order=MessageOrder[shape.order.upper()],
        least=shape.people.least,
        most=shape.people.most,
        pay=shape.pay,
        is_temporary=shape.temporary,
        hiring_cost=shape.hire.cost if shape.hire else 0.0,
        weight=shape.weight,
        learning=_learning(shape.learning, calendar),
        training=shape.hire.training if shape.hire else 0,
        least_limit=shape.at_once.least,
        least_paid=shape.hire.at_least if shape.hire else 0,
        hiring=build_hiring(shape.hire, calendar),
    )


def _learning(shape: LearningShape | None, calendar: Calendar) -> Learning | None:
    if shape is None:
        return None
    return Learning(
        joined=None if shape.joined is None else calendar.midnight_of(shape.joined),
        speed=Curve(shape.speed),
        limit=Curve(shape.at_once),
        mentors=shape.mentors,
        mentor_loss=shape.mentor_loss,
        taught_for=shape.taught_for,
    )


def _windows(
    shapes: list[LimitWindowShape], calendar: Calendar, path: Path, problems: Problems
) -> tuple[LimitWindow, ...]:
    windows: list[LimitWindow] = []
    for number, shape in enumerate(shapes):
        start, end = calendar.tick(shape.from_), calendar.tick(shape.to)
        if end <= start:
            problems.add((*path, number, "to"), say("the window ends before it starts"))
        else:
            windows.append(LimitWindow(start, end, shape.at_once))
    windows.sort(key=lambda w: w.start)
    if any(a.end > b.start for a, b in pairwise(windows)):
        problems.add(path, say("two windows overlap; their limits would contradict each other"))
        return ()
    return tuple(windows)


def build_pay(name: str, shape: PayShape) -> PayPlan:
    """One pay plan; a monthly base becomes an hourly wage."""
    hourly = hourly_from_monthly(shape.base) if shape.base is not None else shape.hourly
    assert hourly is not None
    return PayPlan(name, hourly, shape.base, shape.employer, shape.at_least, shape.overtime)


def pick_rule(word: str) -> PickRule:
    """The rule that picks an agent inside a group."""
    return PickRule[word.upper()]
