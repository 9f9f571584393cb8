"""Money of a payslip: decimals, to the cent, half a cent up (E1h)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def cents(amount: Decimal) -> Decimal:
    """An amount to the cent, half a cent away from zero [yuan]."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def exact(number: float) -> Decimal:
    """The decimal that was written where a float was read: 0.105, not 0.10499999."""
    return Decimal(f"{round(float(number), 12):.15g}")


def split(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Split an amount by weights so that the parts add up to it exactly [yuan].

    Each gets its share rounded down to the cent; the cents left go to the largest remainders, of
    equal ones to the first.
    """
    whole = sum(weights, Decimal(0))
    if not whole:
        return [ZERO for _ in weights]
    shares = [amount * weight / whole for weight in weights]
    parts = [share.quantize(CENT, ROUND_DOWN) for share in shares]
    left = int((amount - sum(parts, ZERO)) / CENT)
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - shares[i], i))
    for place in order[:left]:
        parts[place] += CENT
    return parts


def percent(share: Decimal) -> str:
    """A share as ``"150 %"``."""
    return f"{float(100 * share):g} %"
