"""Social insurance and housing fund: usual shares, to set beside what a plan says.

Social Insurance Law of 2010; State Council notice 13 of 2019 on pension.  Rates differ by place:
a plan writes its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

AS_OF = "2019-05-01"


@dataclass(frozen=True, slots=True)
class Share:
    """Share of the insured wage that employer and employee pay [1]."""

    name: str
    employer: Decimal
    own: Decimal


SHARES = (
    Share("pension", Decimal("0.16"), Decimal("0.08")),
    Share("medical", Decimal("0.098"), Decimal("0.02")),
    Share("unemployment", Decimal("0.005"), Decimal("0.005")),
)
"""Work injury and maternity come on top, paid by the employer alone; 27 % is the usual sum."""
OWN = sum((share.own for share in SHARES), Decimal(0))
"""Own share without housing fund [1]."""
HOUSING_FUND = (Decimal("0.05"), Decimal("0.12"))
"""Least and most of the housing fund, for each side [1]."""
BASE_OF_AVERAGE = (Decimal("0.6"), Decimal("3"))
"""The insured wage lies between these multiples of the local average wage [1]."""


def insured(gross: Decimal, least: Decimal | None, most: Decimal | None) -> Decimal:
    """The wage that shares are taken of [yuan]."""
    wage = gross if least is None else max(gross, least)
    return wage if most is None else min(wage, most)
