"""Pay plans: files of their own, in which every key is written (rule E1h)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from capplan.files.errors import quoted
from capplan.files.shape.base import Shape
from capplan.files.shape.figures import read_figure
from capplan.files.shape.platforms import AsOf
from capplan.files.shape.quantities import Name, YesNo, one_of
from capplan.files.shape.readers import (
    number_reader,
    read_duration,
    read_format,
    read_money,
    read_share,
    read_words,
    wage_reader,
)
from capplan.model.provenance import Mark
from capplan.pay.money import exact
from capplan.pay.plan import Contract
from capplan.units import SECOND
from capplan.words import listed, say

_TEXT = WithJsonSchema({"type": "string"})
_ANY = WithJsonSchema({"type": ["string", "number"]})


def read_start(value: object) -> Decimal | str:
    """Read a share, or the name of the column that holds each person's own."""
    if isinstance(value, str) and "%" not in value:
        return read_words(value)
    return exact(read_share(value))


def _money(value: object) -> Decimal:
    return exact(read_money(value))


def _share(value: object) -> Decimal:
    return exact(read_share(value))


def _monthly(value: object) -> Decimal:
    return exact(wage_reader("month", "3200 yuan/month")(value))


def _hourly(value: object) -> Decimal:
    return exact(wage_reader("h", "22 yuan/h")(value))


def _points(value: object) -> Decimal:
    return exact(number_reader(0, 1000, "100")(value))


def _multiple(value: object) -> Decimal:
    if isinstance(value, str) and value.strip().endswith("%"):
        return exact(float(value.strip().removesuffix("%")) / 100)
    return exact(number_reader(0, 10, "150 %")(value))


def _hours(value: object) -> Decimal:
    return exact(read_duration(value) / (3600 * SECOND))


Figure = Annotated[Decimal, PlainValidator(read_figure), _ANY]
Start = Annotated[Decimal | str, PlainValidator(read_start), _TEXT]
Yuan = Annotated[Decimal, PlainValidator(_money), _TEXT]
Part1 = Annotated[Decimal, PlainValidator(_share), _TEXT]
PerMonth = Annotated[Decimal, PlainValidator(_monthly), _TEXT]
PerHour = Annotated[Decimal, PlainValidator(_hourly), _TEXT]
Points = Annotated[Decimal, PlainValidator(_points), _ANY]
Multiple = Annotated[Decimal, PlainValidator(_multiple), _ANY]
Hours = Annotated[Decimal, PlainValidator(_hours), _TEXT]
Measured = Annotated[str, *one_of("weekly", "monthly")]


class BandShape(Shape):
    """A band: from and below, or above and up_to; the outer edges are left out."""

    from_: Figure | None = Field(None, alias="from", description="lower edge, which belongs to it")
    below: Figure | None = Field(None, description="upper edge, which belongs to the next")
    above: Figure | None = Field(None, description="lower edge, which belongs to the one before")
    up_to: Figure | None = Field(None, description="upper edge, which belongs to it")
    points: Points | None = Field(None, description="points in a KPI sheet; 100 is full")
    pays: PerMonth | None = Field(None, description="amount in steps")


class ItemShape(Shape):
    """One line of a KPI sheet."""

    weight: Part1 = Field(description="share of the sheet; all together 100 %")
    bands: list[BandShape] = Field(description="from the figure to points", min_length=1)
    mark: Annotated[str, *one_of(*Mark)] = Field(str(Mark.GIVEN), description="how far to trust it")
    source: Name | None = Field(None, description="where it comes from")


class PoolShape(Shape):
    """A share of the month's profit."""

    share: Annotated[Decimal, PlainValidator(_multiple), _ANY] = Field(
        description="share of the profit"
    )
    by: Name = Field(description="metric by which it is split")
    mark: Annotated[str, *one_of(*Mark)] = Field(str(Mark.GIVEN), description="how far to trust it")
    source: Name | None = Field(None, description="where it comes from")


class PerUnitShape(Shape):
    """So much per unit of a count."""

    rate: Yuan = Field(description="amount per unit")
    of: Name = Field(description="metric that counts: chats, days_worked, night_shifts, seats")
    above: Figure | None = Field(None, description="so many a month earn nothing")
    most: Yuan | None = Field(None, description="greatest amount a month; nothing: uncapped")
    allowance: YesNo = Field(False, description="true: does not count towards a minimum wage")


class CommissionShape(Shape):
    """A share of sales."""

    share: Part1 = Field(description="share of the sum")
    of: Name = Field("sales", description="metric in yuan")
    above: Yuan | None = Field(None, description="so much a month earns nothing")


class PerPointShape(Shape):
    """So much per point of a share."""

    of: Name = Field(description="metric, a share")
    from_: Start = Field(alias="from", description="where it begins, or the column of own starts")
    pays_there: PerMonth = Field(description="amount at the start")
    per_point: PerMonth = Field(description="amount that each point more adds")
    whole_points: YesNo = Field(description="whether only whole points count")
    most: PerMonth | None = Field(None, description="greatest amount; nothing: uncapped")
    measured: Measured = Field(description="weekly: mean over the weeks; monthly")


class StepsShape(Shape):
    """An amount for each band of a metric."""

    of: Name = Field(description="metric")
    bands: list[BandShape] = Field(description="from the figure to yuan a month", min_length=1)
    measured: Measured = Field(description="weekly: mean over the weeks; monthly")


class PerformanceShape(Shape):
    """Performance × coefficient: exactly one of commission, per_unit and mean_of."""

    commission: CommissionShape | None = Field(None, description="share of sales")
    per_unit: PerUnitShape | None = Field(None, description="piece rate")
    mean_of: Name | None = Field(None, description="group whose performance is averaged by shop")
    sheet: Name | None = Field(None, description="KPI sheet that gives the coefficient")

    @model_validator(mode="after")
    def _one(self) -> Self:
        _exactly_one(self, ("commission", "per_unit", "mean_of"))
        return self


class OvertimeShape(Shape):
    """Multiples of the hourly wage."""

    workday: Multiple = Field(description="multiple on workdays")
    rest_day: Multiple = Field(description="multiple on rest days without another in their place")
    holiday: Multiple = Field(description="multiple on public holidays")
    hourly: PerHour | None = Field(None, description="wage multiplied; nothing: base ÷ 21.75 ÷ 8")


class HourlyShape(Shape):
    """A wage per hour."""

    rate: PerHour = Field(description="wage")
    least_shift: Hours | None = Field(None, description="each shift is paid for at least so long")


class FineShape(Shape):
    """A fine."""

    of: Name = Field(description="metric: yuan, or a count of faults")
    each: Yuan = Field(description="amount per unit; 1 yuan if the metric is in yuan")
    supervisor: Part1 = Field(description="share that the supervisor bears")


class PartShape(Shape):
    """A part of pay: exactly one kind."""

    base: PerMonth | None = Field(None, description="fixed amount, by paid days")
    base_by_grade: dict[str, PerMonth] | None = Field(None, description="grade: fixed amount")
    per_unit: PerUnitShape | None = Field(None, description="rate times a count")
    full_attendance: PerMonth | None = Field(None, description="for a month without a day missed")
    commission: CommissionShape | None = Field(None, description="share of sales")
    per_point: PerPointShape | None = Field(None, description="bonus per point of a share")
    steps: StepsShape | None = Field(None, description="bonus by band of a metric")
    performance: PerformanceShape | None = Field(None, description="performance × coefficient")
    pool: Name | None = Field(None, description="share in a pool of the plan")
    fine: FineShape | None = Field(None, description="fine, perhaps shared with the supervisor")
    overtime: OvertimeShape | None = Field(None, description="overtime by kind of day")
    hourly: HourlyShape | None = Field(None, description="wage per hour with a least shift")
    mark: Annotated[str, *one_of(*Mark)] = Field(str(Mark.GIVEN), description="how far to trust it")
    source: Name | None = Field(None, description="where it comes from")

    @model_validator(mode="after")
    def _one(self) -> Self:
        _exactly_one(self, KINDS)
        return self


KINDS = tuple(name for name in PartShape.model_fields if name not in {"mark", "source"})


class InsuranceShape(Shape):
    """A line of insurance."""

    employer: Part1 = Field(description="what the employer adds, share of the insured wage")
    own: Part1 = Field(description="what is withheld, share of the insured wage")


class GroupPlanShape(Shape):
    """How a group is paid."""

    contract: Annotated[str, *one_of(*Contract)] = Field(description="what is withheld")
    employer: Part1 | None = Field(
        None, description="employer's add-on in one line, share of the insured wage"
    )
    own: Part1 | None = Field(
        None, description="own insurance in one line, share of the insured wage"
    )
    insurance: Annotated[str, *one_of("usual")] | None = Field(
        None, description="in place of both: usual, the lines of capplan's own dated table"
    )
    insurance_lines: dict[str, InsuranceShape] | None = Field(
        None, description="in place of both: lines of your own with employer and own"
    )
    housing_fund: Part1 | None = Field(
        None, description="housing fund, a line for each side, share of the insured wage"
    )
    insured_from: PerMonth | None = Field(None, description="least insured wage")
    insured_to: PerMonth | None = Field(None, description="greatest insured wage")
    parts: dict[str, PartShape] = Field(description="in the order of the slip", min_length=1)
    mark: Annotated[str, *one_of(*Mark)] = Field(str(Mark.GIVEN), description="how far to trust it")
    source: Name | None = Field(None, description="where the shares come from")

    @model_validator(mode="after")
    def _insured_once(self) -> Self:
        single = (self.employer is not None, self.own is not None)
        ways = (any(single), self.insurance is not None, self.insurance_lines is not None)
        if sum(ways) != 1 or any(single) != all(single):
            raise ValueError(
                say(
                    "needs employer and own, or insurance: usual, or insurance_lines; one of the "
                    "three"
                )
            )
        return self

    @model_validator(mode="after")
    def _contract_fits(self) -> Self:
        insured = (
            self.own or self.employer or self.insurance or self.insurance_lines or self.housing_fund
        )
        if self.contract == Contract.AGENCY and insured:
            raise ValueError(say("an agency is paid by invoice; write employer: 0 % and own: 0 %"))
        low, high = self.insured_from, self.insured_to
        if low is not None and high is not None and low > high:
            raise ValueError(
                say("insured_from ({low:f}) is above insured_to ({high:f})", low=low, high=high)
            )
        return self


class MinimumShape(Shape):
    """The minimum wage of the place."""

    monthly: PerMonth | None = Field(None, description="of a whole month")
    hourly: PerHour | None = Field(None, description="of an hour")


class PayPlanShape(Shape):
    """A pay plan of a shop."""

    format: Annotated[Literal[1], PlainValidator(read_format), WithJsonSchema({"const": 1})] = (
        Field(description="version of this file format")
    )
    name: Name = Field(description="English name")
    chinese: Name = Field(description="Chinese name")
    as_of: AsOf = Field(description="date of the figures as exactly as known, or none")
    minimum: MinimumShape | None = Field(None, description="minimum wage; pay below it is refused")
    charge_out: Part1 | None = Field(None, description="fee on the cost that client shops pay")
    pools: dict[str, PoolShape] | None = Field(None, description="pools of profit by name")
    sheets: dict[str, dict[str, ItemShape]] | None = Field(
        None, description="KPI sheets by name: metric and its item"
    )
    groups: dict[str, GroupPlanShape] = Field(description="how each is paid", min_length=1)


def _exactly_one(shape: Any, kinds: tuple[str, ...]) -> None:
    found = [kind for kind in kinds if getattr(shape, kind) is not None]
    if len(found) != 1:
        what = say(", not {found}", found=listed(found, "{left} and {right}")) if found else ""
        raise ValueError(
            say("needs exactly one of {keys}{what}", keys=listed(map(quoted, kinds)), what=what)
        )
