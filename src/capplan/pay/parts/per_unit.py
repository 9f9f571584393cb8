"""So much per unit: piece rate per chat, meal per day, allowance per night or evening shift."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from capplan.pay.parts.part import Known
from capplan.pay.person import Person


@dataclass(frozen=True, slots=True)
class PerUnit:
    """A rate times a count (E1j).

    Attributes:
        rate: amount per unit [yuan].
        of: the metric that counts.
        above: so many a month earn nothing.
        most: greatest amount a month, or None [yuan].
        earns: False for an allowance, which does not count towards a minimum wage.
    """

    rate: Decimal
    of: str
    above: Decimal = Decimal(0)
    most: Decimal | None = None
    earns: bool = True

    @property
    def metrics(self) -> tuple[str, ...]:
        """What is counted."""
        return (self.of,)

    def amount(self, person: Person, known: Known, name: str) -> Decimal:
        """Rate times what is beyond `above`, up to the most."""
        found = self.rate * max(Decimal(0), person.value(self.of, name) - self.above)
        return found if self.most is None else min(found, self.most)
