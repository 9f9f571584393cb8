"""Tax withheld from pay for services of individuals (劳务报酬).

State Administration of Taxation announcement 61 of 2018, withholding table 2.
"""

from __future__ import annotations

from decimal import Decimal

from capplan.pay.money import ZERO, cents

AS_OF = "2019-01-01"
SMALL = Decimal(4_000)
"""Up to here a fixed amount is free, above it a share [yuan]."""
FREE_AMOUNT, FREE_SHARE = Decimal(800), Decimal("0.2")
BRACKETS = (
    (Decimal(20_000), Decimal("0.20"), Decimal(0)),
    (Decimal(50_000), Decimal("0.30"), Decimal(2_000)),
    (None, Decimal("0.40"), Decimal(7_000)),
)
"""Taxable pay up to [yuan], rate [1], quick deduction [yuan]."""


def withheld(income: Decimal) -> Decimal:
    """Tax to withhold from a month's pay for services [yuan]."""
    free = FREE_AMOUNT if income <= SMALL else income * FREE_SHARE
    taxable = income - free
    if taxable <= 0:
        return ZERO
    for most, rate, deduction in BRACKETS:
        if most is None or taxable <= most:
            return cents(taxable * rate - deduction)
    raise AssertionError("the last bracket is open")  # pragma: no cover
