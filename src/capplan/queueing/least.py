"""Head-counts: the least that meets a monotone condition, and ceilings that forgive float dust."""

from __future__ import annotations

import math
from collections.abc import Callable

CEILING_TOLERANCE = 1e-9
"""Relative excess over a whole number that is float dust, not a further agent [1]."""


def least_agents(meets: Callable[[int], bool], guess: float = 0.0) -> int:
    """Find the least number of agents at which a condition holds, by doubling steps and bisection.

    Args:
        meets: the condition; once true it must stay true for every larger number, and it must
            become true somewhere.
        guess: where to look first [agents]; it changes the time, never the answer.

    Returns:
        The least n >= 0 with ``meets(n)``.
    """
    probe = max(0, math.ceil(guess))
    step = max(1, math.isqrt(probe) // 2)
    if meets(probe):
        enough, short = probe, probe - step
        while short >= 0 and meets(short):
            step *= 2
            enough, short = short, short - step
        short = max(short, -1)
    else:
        short, enough = probe, probe + step
        while not meets(enough):
            step *= 2
            short, enough = enough, enough + step
    while enough - short > 1:
        middle = (short + enough) // 2
        if meets(middle):
            enough = middle
        else:
            short = middle
    return enough


def whole_agents(exact: float) -> int:
    """Round a fractional head-count up, so that 30.000000001 is 30 and 30.001 is 31.

    Args:
        exact: agents needed before rounding, zero or more [agents].

    Returns:
        Whole agents; 0 only if `exact` is 0.
    """
    return math.ceil(exact * (1 - CEILING_TOLERANCE))
