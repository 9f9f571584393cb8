"""Income tax withheld from wages: cumulative over the year (累计预扣法).

Individual Income Tax Law of the PRC as amended 2018, tax table 1; State Administration of Taxation
announcement 61 of 2018.  Amounts per year, in force since 2019.
"""

from __future__ import annotations

from decimal import Decimal

from capplan.pay.money import ZERO, cents

AS_OF = "2019-01-01"
ALLOWANCE = Decimal(5000)
"""Free of tax [yuan/month]."""
BRACKETS = (
    (Decimal(36_000), Decimal("0.03"), Decimal(0)),
    (Decimal(144_000), Decimal("0.10"), Decimal(2_520)),
    (Decimal(300_000), Decimal("0.20"), Decimal(16_920)),
    (Decimal(420_000), Decimal("0.25"), Decimal(31_920)),
    (Decimal(660_000), Decimal("0.30"), Decimal(52_920)),
    (Decimal(960_000), Decimal("0.35"), Decimal(85_920)),
    (None, Decimal("0.45"), Decimal(181_920)),
)
"""Taxable income of the year up to [yuan], rate [1], quick deduction [yuan]."""


def tax_of_year(taxable: Decimal) -> Decimal:
    """Tax on cumulative taxable income [yuan]."""
    if taxable <= 0:
        return ZERO
    for most, rate, deduction in BRACKETS:
        if most is None or taxable <= most:
            return cents(taxable * rate - deduction)
    raise AssertionError("the last bracket is open")  # pragma: no cover


def withheld(income: Decimal, insurance: Decimal, months: int, before: Decimal) -> Decimal:
    """Tax to withhold now [yuan].

    Args:
        income: wages of the year up to now, with this month's [yuan].
        insurance: own share of insurance of the year up to now [yuan].
        months: months of the year with this employer, with this one.
        before: tax withheld in the months before [yuan].
    """
    return max(ZERO, tax_of_year(income - insurance - ALLOWANCE * months) - before)
