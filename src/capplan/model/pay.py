"""Pay terms of a group: the parts of rule E1 that price a shift."""

from __future__ import annotations

from dataclasses import dataclass

from capplan.units import HOUR

PAID_DAYS_PER_MONTH = 21.75
"""Paid days of a month in Chinese labour practice; monthly ÷ 21.75 ÷ 8 is the hourly wage."""
LEGAL_DAY = 8 * HOUR
"""Hours a day after which overtime begins (Labour Law of the PRC, art. 36) [ticks]."""


@dataclass(frozen=True, slots=True)
class PayPlan:
    """What an hour and a shift of one person cost.

    Attributes:
        name: the key in the scenario file.
        hourly: wage per paid hour [yuan/h].
        monthly: the monthly base it was derived from, or None [yuan/month].
        employer: employer's add-on, share of the wage [1].
        least_paid: a shift is paid for at least this time [ticks].
        overtime: wage multiple beyond 8 paid hours in a shift [1].
    """

    name: str
    hourly: float
    monthly: float | None
    employer: float
    least_paid: int
    overtime: float


def hourly_from_monthly(monthly: float) -> float:
    """Hourly wage behind a monthly base [yuan/h]."""
    return monthly / (PAID_DAYS_PER_MONTH * LEGAL_DAY / HOUR)
