"""Commission: a share of a sum of money (提成)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from capplan.pay.parts.part import Known
from capplan.pay.person import Person


@dataclass(frozen=True, slots=True)
class Commission:
    """A share of sales (E1j).

    Attributes:
        share: share of the sum [1].
        of: the metric, in yuan.
        above: sales of the month that earn nothing [yuan].
    """

    share: Decimal
    of: str = "sales"
    above: Decimal = Decimal(0)
    earns: bool = True

    @property
    def metrics(self) -> tuple[str, ...]:
        """What it is a share of."""
        return (self.of,)

    def amount(self, person: Person, known: Known, name: str) -> Decimal:
        """The share of what is beyond `above`."""
        return self.share * max(Decimal(0), person.value(self.of, name) - self.above)
