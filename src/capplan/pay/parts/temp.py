"""Pay of temps: by the hour with a least shift (时薪); by the day it is a rate per day worked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from capplan.pay.parts.part import Known
from capplan.pay.person import Person


@dataclass(frozen=True, slots=True)
class Hourly:
    """A wage per hour, each shift for at least so long (E1q).

    Attributes:
        rate: wage [yuan/h].
        least_shift: hours that each shift is paid for at least [h].
    """

    rate: Decimal
    least_shift: Decimal
    earns: bool = True

    @property
    def metrics(self) -> tuple[str, ...]:
        """Hours, and shifts where they have a least length."""
        return ("hours_worked", "shifts") if self.least_shift else ("hours_worked",)

    def amount(self, person: Person, known: Known, name: str) -> Decimal:
        """Period by period of the table, the longer of hours worked and least hours."""
        person.value("hours_worked", name)
        if self.least_shift:
            person.value("shifts", name)
        paid = (
            max(v.get("hours_worked", Decimal(0)), self.least_shift * v.get("shifts", Decimal(0)))
            for v in person.weeks.values()
        )
        return self.rate * sum(paid, Decimal(0))
