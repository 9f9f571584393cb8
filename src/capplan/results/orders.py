"""Which customers order, read off the log (rule C6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.engines import NONE, ChatLog, Outcome
from capplan.model.chat import Orders, WaitCurve
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.sampling import Workload
from capplan.units import MINUTE

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Decisions:
    """Who orders.  A customer stands at the place of the first attempt; other places are False.

    Attributes:
        placed: whether the customer orders, shape (chats,).
        if_prompt: whether the customer would have, had everybody been answered at the reference
            response time, shape (chats,).
        closed: whether the last attempt came in closed hours, shape (chats,).
        by_bot: whether each customer whom the bot kept orders, shape (contained,).
    """

    placed: Flags
    if_prompt: Flags
    closed: Flags
    by_bot: Flags


def orders(scenario: Scenario, roster: Roster, w: Workload, log: ChatLog) -> Decisions:
    """Decide each customer's order, once, with the one uniform drawn for them."""
    chance, prompt = np.zeros(w.chats), np.zeros(w.chats)
    kept = np.zeros(w.contained.queue.size)
    last = last_attempts(w, log)
    first = log.reply[w.first_round[last]]
    served = log.outcome[last] == Outcome.HANDLED
    came = (np.arange(w.chats) < w.arrivals) & (log.arrival != NONE)
    factors = _conversion_factors(scenario, roster)
    for number, queue in enumerate(scenario.queues):
        terms = queue.orders
        if terms is None:
            continue
        mine = np.flatnonzero(came & (w.queue == number))
        base = served_conversion(terms)
        prompt[mine] = base
        done = mine[served[mine]]
        agent = log.agent[w.first_round[last[done]]]
        waited = first[done] - log.arrival[last[done]]
        wait = wait_factor(terms, waited.astype(np.float64))
        chance[mine] = terms.silent_orders
        chance[done] = np.maximum(base * wait * factors[agent, number], terms.silent_orders)
        kept[w.contained.queue == number] = terms.bot_conversion
    return Decisions(
        placed=w.order_uniform < chance,
        if_prompt=w.order_uniform < prompt,
        closed=(log.offline[last] == 1) | (log.outcome[last] == Outcome.LEFT_CLOSED),
        by_bot=w.contained.order_uniform < kept,
    )


def last_attempts(w: Workload, log: ChatLog) -> Ints:
    """Each customer's last attempt that came, at the place of the first, shape (chats,) (D7)."""
    last = np.arange(w.chats, dtype=np.int64)
    if w.customer.size:
        came = np.flatnonzero(log.arrival != NONE)
        last[w.customer[came]] = came  # further attempts have higher numbers: the last one stays
    return last


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
