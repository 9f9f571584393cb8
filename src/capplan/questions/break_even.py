"""How much better specialists must be for the split to pay (rule E4c)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from capplan.questions.crossing import crossing
from capplan.results.estimates import Estimate
from capplan.words import say

LEAST, MOST = 0.5, 2.0
"""The range that is searched, as factors on the specialists' own values [1]."""
STEP = 0.005
"""The search stops when the crossing is known to this [1]."""


class Lever(StrEnum):
    """In what specialists may be better."""

    SPEED = "speed"
    CONVERSION = "conversion"


LEVERS = {Lever.SPEED: say("speed"), Lever.CONVERSION: say("conversion")}
"""Their names as people read them."""


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The factor from which on the split pays.

    A figure is -inf where the split pays already at `LEAST`, inf where not even `MOST` makes it
    pay.

    Attributes:
        lever: what is multiplied.
        value: from here on the mean difference in profit is at least 0 [1].
        low: from here on it might be: the interval of the difference reaches 0 [1].
        high: from here on it is, as far as these runs can tell: the interval lies above 0 [1].
        at_one: difference in profit, specialists less generalists, at a factor of 1 [yuan].
    """

    lever: Lever
    value: float
    low: float
    high: float
    at_one: Estimate

    @property
    def exists(self) -> bool:
        """Whether the crossing lies inside the range."""
        return math.isfinite(self.value)


def break_even(lever: Lever, difference: Callable[[float], Estimate]) -> BreakEven:
    """Find by bisection where a paired difference crosses 0, and where its interval does.

    All points share their random numbers, so the difference rises with the factor but for small
    steps.

    Args:
        lever: what is multiplied.
        difference: the paired difference at a factor.
    """
    found = crossing(difference, (LEAST, MOST), STEP, now=1.0)
    return BreakEven(lever, found.value, found.low, found.high, at_one=found.now)
