"""Who orders (rule C6)."""

from __future__ import annotations

from capplan.engines.jit import at, helper
from capplan.results.kernel.codes import EXPONENTIAL, HANDLED, NO_CURVE
from capplan.results.kernel.layout import Customers, Log, Terms

_MINUTE = 60_000


@helper
def wait_factor(terms: Terms, queue: int, waited: int) -> float:
    """Conversion after a first response time ÷ conversion at the reference (C6b)."""
    worth = terms.orders[at(queue)]
    if worth.curve == NO_CURVE:
        return 1.0
    if worth.curve == EXPONENTIAL:
        late = max(0.0, float(waited - worth.reference)) / _MINUTE
        return worth.stays**late
    step = worth.first_step
    while step < worth.end_step - 1 and terms.step_edges[at(step)] < waited:
        step += 1
    return terms.step_shares[at(step)]


@helper
def chance(terms: Terms, d: Customers, log: Log, queue: int, last: int) -> float:
    """Probability that a customer orders, by the last attempt."""
    worth = terms.orders[at(queue)]
    if worth.sells == 0:
        return 0.0
    if log.outcome[at(last)] != HANDLED:
        return worth.silent
    place = d.first_round[at(last)]
    group = terms.group[at(log.agent[at(place)])]
    waited = log.reply[at(place)] - log.arrival[at(last)]
    served = worth.base * wait_factor(terms, queue, waited) * terms.conversion[at(group), at(queue)]
    return max(served, worth.silent)


@helper
def chance_if_prompt(terms: Terms, queue: int) -> float:
    """The same, had everybody been answered at the reference response time (C6e)."""
    worth = terms.orders[at(queue)]
    return worth.base if worth.sells else 0.0
