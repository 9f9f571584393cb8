"""The pass over a log: people first, then customers, each with all attempts (rules M0, M1)."""

from __future__ import annotations

from collections.abc import Callable

from capplan.engines.jit import at, helper
from capplan.results.kernel.chats import sum_attempt, sum_rounds
from capplan.results.kernel.codes import (
    CLOSED_ORDERS_LOST,
    COLUMN_OF_OUTCOME,
    CONTAINED,
    CUSTOMERS,
    ENDED,
    LEFT_CLOSED,
    NONE,
    OFFERED,
    ORDERS,
    ORDERS_IF_PROMPT,
)
from capplan.results.kernel.grid import from_near
from capplan.results.kernel.layout import Customers, Log, Sums, Terms
from capplan.results.kernel.orders import chance, chance_if_prompt
from capplan.results.kernel.people import sum_shifts, sum_stints
from capplan.results.kernel.platforms import forget, judge_kept


@helper
def link_attempts(d: Customers, s: Sums) -> None:
    """Note each customer's next attempt (D7); numbers of attempts rise."""
    for chat in range(d.customer.size):
        s.next_attempt[at(chat)] = s.last_attempt[at(chat)] = NONE
    for chat in range(d.customer.size):
        head = d.customer[at(chat)]
        if head != chat:
            before = s.last_attempt[at(head)]
            s.next_attempt[at(head if before == NONE else before)] = chat
            s.last_attempt[at(head)] = chat


@helper
def sum_customer(
    terms: Terms, d: Customers, log: Log, s: Sums, head: int, last: int, near: int
) -> None:
    """Add a customer, who ends once as the last attempt did, where the first one came (M0c)."""
    queue = d.queue[at(head)]
    k = from_near(terms, near, log.arrival[at(head)])
    s.queues[at(queue), at(k), OFFERED] += 1.0
    s.queues[at(queue), at(k), CUSTOMERS] += 1.0
    outcome = log.outcome[at(last)]
    if outcome <= LEFT_CLOSED:
        s.queues[at(queue), at(k), at(ENDED + COLUMN_OF_OUTCOME[at(outcome)])] += 1.0
    uniform = d.order_uniform[at(head)]
    placed = uniform < chance(terms, d, log, queue, last)
    prompt = uniform < chance_if_prompt(terms, queue)
    closed = log.offline[at(last)] == 1 or outcome == LEFT_CLOSED
    s.queues[at(queue), at(k), ORDERS] += 1.0 if placed else 0.0
    s.queues[at(queue), at(k), ORDERS_IF_PROMPT] += 1.0 if prompt else 0.0
    if prompt and not placed and closed:
        s.queues[at(queue), at(k), CLOSED_ORDERS_LOST] += 1.0


@helper
def sum_kept(terms: Terms, d: Customers, s: Sums) -> None:
    """Add those whom a bot kept for good (D5, C6d)."""
    k = 0
    for number in range(d.kept_queue.size):
        queue = d.kept_queue[at(number)]
        k = from_near(terms, k, d.kept_arrival[at(number)])
        s.queues[at(queue), at(k), CONTAINED] += 1.0
        s.queues[at(queue), at(k), CUSTOMERS] += 1.0
        if d.kept_uniform[at(number)] < terms.orders[at(queue)].by_bot:
            s.queues[at(queue), at(k), ORDERS] += 1.0
            s.queues[at(queue), at(k), ORDERS_IF_PROMPT] += 1.0
        judge_kept(terms, d, s, number)


def with_sources(sources: int) -> Callable[[Terms, Customers, Log, Sums], None]:
    """The pass, as a function that encloses a number; see `engines.machine_code`."""

    def run(terms: Terms, d: Customers, log: Log, s: Sums) -> None:
        """Add one log to sums of nothing."""
        sources  # noqa: B018  # pyright: ignore
        sum_shifts(terms, log, s)
        sum_stints(terms, d, log, s)
        sum_kept(terms, d, s)
        link_attempts(d, s)
        near = 0
        for head in range(d.queue.size):
            if d.customer.size > 0 and d.customer[at(head)] != head:
                continue  # summed with the customer's first attempt
            forget(s)
            chat = last = head
            while chat != NONE:
                if log.arrival[at(chat)] != NONE:
                    last = chat
                    k = sum_attempt(terms, d, log, s, chat, near)
                    sum_rounds(terms, d, log, s, chat, k)
                    if chat == head:
                        near = k
                chat = s.next_attempt[at(chat)] if d.customer.size > 0 else NONE
            if head < d.arrivals and log.arrival[at(head)] != NONE:
                sum_customer(terms, d, log, s, head, last, near)

    return run
