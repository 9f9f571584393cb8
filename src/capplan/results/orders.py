"""Which customers order, read off the log (rule C6)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from capplan.engines import ChatLog, Outcome
from capplan.model.chat import Orders, WaitCurve
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.sampling import Workload
from capplan.units import MINUTE

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


def orders(
    scenario: Scenario, roster: Roster, w: Workload, log: ChatLog
) -> tuple[Flags, Flags, Flags]:
    """Decide each customer's order with the one uniform drawn for them.

    Returns:
        Whether each chat ends in an order, shape (chats,); whether it would have, had everybody
        been answered at the reference response time, shape (chats,); whether each customer whom
        the bot kept orders, shape (contained,).
    """
    chance, prompt = np.zeros(w.chats), np.zeros(w.chats)
    kept = np.zeros(w.contained.queue.size)
    first = log.reply[w.first_round[:-1]]
    served = log.outcome == Outcome.HANDLED
    factors = _conversion_factors(scenario, roster)
    for number, queue in enumerate(scenario.queues):
        terms = queue.orders
        if terms is None:
            continue
        mine = np.flatnonzero(w.queue == number)
        base = served_conversion(terms)
        prompt[mine] = base
        done = mine[served[mine]]
        agent = log.agent[w.first_round[:-1][done]]
        wait = wait_factor(terms, (first[done] - w.arrival[done]).astype(np.float64))
        chance[mine] = terms.silent_orders
        chance[done] = base * wait * factors[agent, number]
        kept[w.contained.queue == number] = terms.bot_conversion
    return (
        w.order_uniform < chance,
        w.order_uniform < prompt,
        w.contained.order_uniform < kept,
    )


def served_conversion(terms: Orders) -> float:
    """Conversion of a customer who is served at the reference response time [1].

    Where the stated conversion was taken over all inquirers, the share then lost (of whom some
    ordered all the same) is taken out of it.
    """
    served = 1.0 - terms.lost_then
    return min(1.0, (terms.conversion - terms.lost_then * terms.silent_orders) / served)


def wait_factor(terms: Orders, response: Floats) -> Floats:
    """Conversion after a first response time ÷ conversion at the reference, shape of `response`.

    Args:
        terms: the queue's orders.
        response: first response times [ticks].
    """
    match terms.curve:
        case WaitCurve.NONE:
            return np.ones_like(response)
        case WaitCurve.EXPONENTIAL:
            late = np.maximum(0.0, response - terms.reference_response) / MINUTE
            return (1.0 - terms.fall_per_minute) ** late
        case WaitCurve.STEPS:
            edges = np.array([edge for edge, _ in terms.steps[:-1]], dtype=np.float64)
            shares = np.array([share for _, share in terms.steps])
            at = np.searchsorted(edges, np.array([terms.reference_response], dtype=np.float64))
            return shares[np.searchsorted(edges, response)] / shares[at[0]]


def _conversion_factors(scenario: Scenario, roster: Roster) -> Floats:
    """Conversion factor of each agent in each queue, shape (agents, queues)."""
    by_group = {
        g.name: [s.conversion_factor if (s := g.skill(q)) else 1.0 for q in scenario.queue_names]
        for g in scenario.groups
    }
    factors = np.ones((max(1, roster.agents), len(scenario.queues)))
    for shift in roster.shifts:
        factors[shift.agent] = by_group[shift.group]
    return factors
