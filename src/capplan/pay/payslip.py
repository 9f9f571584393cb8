"""A payslip: every part shown, gross, withheld, net, and what the employer pays (E1h)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from capplan.pay.money import ZERO
from capplan.pay.plan import Contract


@dataclass(frozen=True, slots=True)
class Line:
    """An amount under its name, to the cent [yuan]."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Payslip:
    """What one person gets for one month [yuan].

    Attributes:
        person: who.
        group: her group.
        contract: what ties her to the shop.
        parts: the parts of pay; a fine is below 0.
        taken: own insurance and tax.
        added: what the employer pays on top.
    """

    person: str
    group: str
    contract: Contract
    parts: tuple[Line, ...]
    taken: tuple[Line, ...]
    added: tuple[Line, ...]

    @property
    def gross(self) -> Decimal:
        """Sum of the parts."""
        return _sum(self.parts)

    @property
    def withheld(self) -> Decimal:
        """Sum of what is taken off."""
        return _sum(self.taken)

    @property
    def net(self) -> Decimal:
        """Gross less what is withheld."""
        return self.gross - self.withheld

    @property
    def cost(self) -> Decimal:
        """What the employer pays in all."""
        return self.gross + _sum(self.added)


def _sum(lines: tuple[Line, ...]) -> Decimal:
    return sum((line.amount for line in lines), ZERO)
