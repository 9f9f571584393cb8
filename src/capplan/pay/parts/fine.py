"""Fines, borne by the person alone or shared with the supervisor (罚款)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from capplan.pay.money import cents
from capplan.pay.parts.part import Known
from capplan.pay.person import Person


@dataclass(frozen=True, slots=True)
class Fine:
    """A fine per month (E1o).

    Attributes:
        of: the metric that holds it, in yuan, or counts faults.
        each: amount per unit of the metric [yuan].
        supervisor: share that the supervisor bears [1].
    """

    of: str
    each: Decimal
    supervisor: Decimal
    earns: bool = True

    @property
    def metrics(self) -> tuple[str, ...]:
        """The fines, and who shares them."""
        return (self.of, "supervisor") if self.supervisor else (self.of,)

    def amount(self, person: Person, known: Known, name: str) -> Decimal:
        """Her own share, below 0."""
        return -(cents(self.each * person.value(self.of, name)) - self.passed_on(person, name))

    def passed_on(self, person: Person, name: str) -> Decimal:
        """What the supervisor bears [yuan]."""
        return cents(cents(self.each * person.value(self.of, name)) * self.supervisor)
