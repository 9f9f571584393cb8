"""Groups, shift types, pay plans and the roster people have now."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from capplan.files.shape.base import Shape
from capplan.files.shape.figures import GivenFigure
from capplan.files.shape.quantities import (
    AtOnceText,
    BreakSpan,
    ClockRange,
    Count,
    CurveText,
    Day,
    DaysAWeek,
    DaysInARow,
    Duration,
    Factor,
    HourlyWage,
    Moment,
    Money,
    MonthlyWage,
    MostPeople,
    Name,
    OnDays,
    Overtime,
    PeopleText,
    Share,
    ShareAbove,
    ShareBelow,
    Speed,
    Whole,
    WorkingTime,
    YesNo,
    one_of,
)
from capplan.words import say

EndWord = Annotated[str, *one_of("finish", "hand_back")]


class SkillShape(Shape):
    """What a group may do in one queue: ``1``, or a map."""

    choice: Count = Field(description="place in the order of preference, 1 = first choice")
    speed: Speed = Field(description="work is divided by it; default the group's")
    conversion: Factor = Field(description="multiplies the queue's conversion")
    at_once: Count | None = Field(None, description="chats at once for this queue")


class LimitWindowShape(Shape):
    """A span with another number of chats at once."""

    from_: Moment = Field(alias="from", description="start")
    to: Moment = Field(description="end")
    at_once: Count = Field(description="chats at once in that span")


class HireShape(Shape):
    """What hiring costs."""

    cost: Money = Field(description="hiring and training of one person")
    training: WorkingTime = Field(description="paid time of training; a day is 8 h")
    at_least: WorkingTime = Field(
        description="each is paid for so much over the horizon; a day is 8 h"
    )
    lead: Duration = Field(description="from the call to the first day of training, in whole days")
    drop_out: ShareBelow = Field(description="share of those called who never reach the floor")
    days_a_week: DaysAWeek = Field(
        description="days in seven on which each works at least while hired, in a campaign"
    )
    needed_by: Day | None = Field(
        None, description="day by which the first must be on the floor; default the peak"
    )


class PaidShape(Shape):
    """By which pay plan a group is paid over a month: its name, or a map."""

    plan: Name = Field(description="a shipped pay plan, or a file beside the scenario")
    as_: Name | None = Field(
        None, alias="as", description="its group in the plan; default the same name"
    )
    figures: dict[str, GivenFigure] | None = Field(
        None, description="figures that no run measures: quality: 92, satisfaction: 95 %"
    )


class LearningShape(Shape):
    """How newcomers of a group come up to speed."""

    joined: Day | None = Field(None, description="day on which they joined; nothing: long ago")
    speed: CurveText = Field(description="tenure: share of the group's speed")
    at_once: CurveText = Field(description="tenure: share of the group's chats at once")
    mentors: Name | None = Field(None, description="group that teaches them, or nothing")
    mentor_loss: ShareBelow = Field(description="share of speed that a mentor loses per newcomer")
    taught_for: Duration = Field(description="tenure up to which a newcomer is taught")


class GroupShape(Shape):
    """Agents who share skills, limits and pay."""

    people: PeopleText = Field(
        description="30: there are so many; up to 60; 4 to 9: at least 4 are paid in any plan"
    )
    temporary: YesNo = Field(description="hired for the event and paid only for it")
    handles: dict[str, SkillShape] = Field(description="queue: place in the order of preference")
    at_once: AtOnceText = Field(
        description="chats at once per agent; 5 to 8: a plan chooses, all else takes the most"
    )
    at_once_windows: list[LimitWindowShape] = Field(description="spans with another limit")
    speed: Speed = Field(description="work is divided by it")
    absent: Share = Field(description="probability that an agent does not come")
    pay: Name = Field(description="name of a pay plan")
    pay_plan: PaidShape | None = Field(
        None, description="how its people are paid over a month, or nothing"
    )
    hire: HireShape | None = Field(None, description="what hiring costs, or nothing")
    at_end: EndWord = Field(description="open chats at the shift's end")
    at_break: EndWord = Field(description="open chats at a break's start")
    order: Annotated[str, *one_of("arrival", "first_replies_first")] = Field(
        description="which message is answered first"
    )
    weight: ShareAbove = Field(
        description="share of new chats it takes against groups preferred alike"
    )
    learning: LearningShape | None = Field(None, description="newcomers, or nothing")


class ShiftTypeShape(Shape):
    """A working period that a plan may use: ``08:00-16:00``, or a map."""

    at: ClockRange = Field(description="start and end; an end before the start is next day")
    break_: list[BreakSpan] = Field(alias="break", description="breaks inside the shift")
    groups: list[Name] = Field(description="groups that may work it, or all")
    on: OnDays = Field(description="days on which it may start")
    allowance: Money = Field(description="paid per shift on top of the wage")
    people: MostPeople | None = Field(None, description="most people on it a day, e.g. up to 8")
    letter: Name | None = Field(None, description="how rosters in Excel write it, e.g. A or 早")


class PayShape(Shape):
    """What an hour of one person costs."""

    base: MonthlyWage | None = Field(None, description="monthly base; ÷ 21.75 ÷ 8 is an hour")
    hourly: HourlyWage | None = Field(None, description="wage per hour")
    employer: Share = Field(description="employer's add-on to the wage")
    at_least: Duration = Field(description="a shift is paid for at least this time")
    overtime: Overtime = Field(description="wage multiple beyond 8 paid hours a shift")

    @model_validator(mode="after")
    def _one_wage(self) -> Self:
        if (self.base is None) == (self.hourly is None):
            raise ValueError(say("needs base (5500 yuan/month) or hourly (22 yuan/h), one of them"))
        return self


class MoveShape(Shape):
    """People of one group who work in another on some days of a campaign."""

    group: Name = Field(description="group whose people they are")
    to: Name = Field(description="group in which they then work")
    on: OnDays = Field(description="days on which they may")


class CampaignShape(Shape):
    """One plan over all days of an event."""

    planned_on: Day | None = Field(
        None, description="day on which the plan is made; nobody is called before it"
    )
    peak: Day | None = Field(
        None, description="day by which temps must be trained; default the busiest day"
    )
    days_in_a_row: DaysInARow = Field(description="most days that one person works in a row")
    overtime: Duration = Field(description="most overtime of one person in a calendar month")
    moves: list[MoveShape] = Field(description="people who change their group for some days")


class RosterShape(Shape):
    """Some people of one group on one shift type, or on hours of their own."""

    group: Name = Field(description="name of a group")
    people: Whole = Field(description="how many")
    shift: Name | None = Field(None, description="name of a shift type")
    on: OnDays | None = Field(None, description="days; default every day of the shift type")
    joined: Day | None = Field(None, description="day on which they joined, if not their group's")
    from_: Moment | None = Field(None, alias="from", description="start")
    to: Moment | None = Field(None, description="end")
    breaks: list[ClockRange] | None = Field(None, description="breaks, e.g. [00:30-01:00]")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        own = self.from_ is not None or self.to is not None
        if own == (self.shift is not None):
            raise ValueError(say("needs a shift, or from and to, one of them"))
        if own and (self.from_ is None or self.to is None):
            raise ValueError(say("from and to belong together"))
        if own and self.on is not None:
            raise ValueError(say("from and to have dates of their own; leave out on"))
        if not own and self.breaks is not None:
            raise ValueError(say("the breaks are those of the shift; leave out breaks"))
        return self
