"""Performance × KPI coefficient (绩效 × KPI系数)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from capplan.pay.money import cents
from capplan.pay.parts.commission import Commission
from capplan.pay.parts.kpi import Sheet
from capplan.pay.parts.link import Linked
from capplan.pay.parts.part import Known
from capplan.pay.parts.per_unit import PerUnit
from capplan.pay.person import Person


@dataclass(frozen=True, slots=True)
class Performance:
    """Performance pay (E1l).

    Attributes:
        of: what it comes to before the coefficient: a commission, a piece rate, or the mean of
            another group.
        sheet: gives the coefficient; None: 1.
    """

    of: Commission | PerUnit | Linked
    sheet: Sheet | None
    earns: bool = True

    @property
    def metrics(self) -> tuple[str, ...]:
        """Those of both factors."""
        return self.of.metrics + (self.sheet.metrics if self.sheet else ())

    @property
    def link(self) -> str | None:
        """The group whose performance is averaged."""
        return self.of.group if isinstance(self.of, Linked) else None

    def amount(self, person: Person, known: Known, name: str) -> Decimal:
        """Performance, which others may be linked to, times one's own coefficient."""
        before = cents(self.of.amount(person, known, name))
        known.performance[person.name] = known.performance.get(person.name, Decimal(0)) + before
        return before * (self.sheet.coefficient(person, name) if self.sheet else 1)
