"""Overtime at the multiples of workdays, rest days and public holidays (加班费)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from capplan.pay.errors import PayError
from capplan.pay.parts.part import Known
from capplan.pay.person import Person
from capplan.words import say


@dataclass(frozen=True, slots=True)
class Overtime:
    """Hours beyond the normal ones, by kind of day (E1p).

    Attributes:
        workday: multiple on workdays [1].
        rest_day: on rest days without another in their place [1].
        holiday: on public holidays [1].
        hourly: wage it multiplies; None: the base ÷ 21.75 ÷ 8 [yuan/h].
    """

    workday: Decimal
    rest_day: Decimal
    holiday: Decimal
    hourly: Decimal | None
    earns: bool = False
    metrics: tuple[str, ...] = ("overtime_h", "rest_day_h", "holiday_h")

    def amount(self, person: Person, known: Known, name: str) -> Decimal:
        """Sum over the three kinds of hours."""
        hourly = self.hourly or known.hourly.get(person.name)
        if hourly is None:
            raise PayError(
                say(
                    "{name} of {group} has no base to multiply; give it an hourly",
                    name=name,
                    group=person.group,
                )
            )
        multiples = (self.workday, self.rest_day, self.holiday)
        return hourly * sum(
            (
                multiple * person.value(kind, name)
                for kind, multiple in zip(self.metrics, multiples, strict=True)
            ),
            Decimal(0),
        )
