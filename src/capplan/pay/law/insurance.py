"""Social insurance and housing fund: usual shares, which a plan may take or replace (E1u).

Social Insurance Law of 2010; State Council general office notice 13 of 2019 (pension at 16 %); the
other rates as cities set them.  Regulations on the housing fund, State Council order 350 as
revised 2019, art. 18.  Rates differ by place: a plan may write its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from capplan.words import say

AS_OF = "2019-05-01"


@dataclass(frozen=True, slots=True)
class Share:
    """Share of the insured wage that employer and employee pay [1].

    Attributes:
        name: of its lines on the slip; "" for all insurance in one line.
        employer: what the employer adds.
        own: what is withheld.
    """

    name: str
    employer: Decimal
    own: Decimal


INJURY, HOUSING = say("work injury and maternity"), say("housing fund")
SHARES = (
    Share("pension", Decimal("0.16"), Decimal("0.08")),
    Share("medical", Decimal("0.098"), Decimal("0.02")),
    Share("unemployment", Decimal("0.005"), Decimal("0.005")),
    Share(INJURY, Decimal("0.007"), Decimal(0)),
)
"""The last, paid by the employer alone, is derived: the usual 27 % less the other three."""
HOUSING_FUND = (Decimal("0.05"), Decimal("0.12"))
"""Least (art. 18) and, by the notice of three ministries 5 of 2005, most, for each side [1]."""
BASE_OF_AVERAGE = (Decimal("0.6"), Decimal("3"))
"""The insured wage lies between these multiples of the local average wage [1]."""


def insured(gross: Decimal, least: Decimal | None, most: Decimal | None) -> Decimal:
    """The wage that shares are taken of [yuan]."""
    wage = gross if least is None else max(gross, least)
    return wage if most is None else min(wage, most)
