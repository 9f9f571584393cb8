"""More or fewer customers, and orders that go wrong (rules I2 and I3b)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from capplan.model.demand import Floats, RateProfile, Ticks
from capplan.model.follow_on import ContactsOfOrders, follow_on

if TYPE_CHECKING:
    from capplan.model.incidents.incident import Incident
    from capplan.model.scenario import Queue, Scenario


@dataclass(frozen=True, slots=True)
class Volume:
    """Customers come times as many (rule I3b).

    Attributes:
        queues: names of the queues.
        times: factor on the arrivals of the span [1].
    """

    queues: tuple[str, ...]
    times: float

    def on_scenario(self, scenario: Scenario, incident: Incident) -> Scenario:
        """Multiply the arrivals of these queues, and the orders that others follow."""
        queues = (self._surge(queue, incident) for queue in scenario.queues)
        return replace(scenario, queues=tuple(queues))

    def _surge(self, queue: Queue, incident: Incident) -> Queue:
        def factors(edges: Ticks) -> Floats:
            inside = np.diff(np.clip(edges, incident.start, incident.end)) / np.diff(edges)
            return 1.0 + inside * (self.times - 1.0)

        parts = queue.follow_ons
        if any(part.queue in self.queues for part in parts):
            parts = tuple(
                part.with_orders(factors(part.all_edges)) if part.queue in self.queues else part
                for part in parts
            )
        if queue.name not in self.queues:
            return replace(queue, follow_ons=parts)
        return replace(
            queue,
            demand=queue.demand.times(factors(queue.demand.edges)),
            follow_ons=tuple(part.with_arrivals(factors(part.edges)) for part in parts),
        )


@dataclass(frozen=True, slots=True)
class FaultyOrders:
    """A share of the span's orders bring further contacts over the days that follow (rule I2).

    Attributes:
        source: name of the queue whose orders they are.
        into: name of the queue in which the contacts come.
        share: share of the orders that are hit [1].
        orders_per_chat: orders per chat of the source, those without a chat included [1].
        contacts: contacts that each brings beyond the usual ones, and when.
    """

    source: str
    into: str
    share: float
    orders_per_chat: float
    contacts: ContactsOfOrders

    def on_scenario(self, scenario: Scenario, incident: Incident) -> Scenario:
        """Let the contacts follow the orders of the span."""
        demand = next(q.demand for q in scenario.queues if q.name == self.source)
        edges = np.union1d(
            demand.edges, np.clip([incident.start, incident.end], 0, demand.edges[-1])
        ).astype(np.int64)
        hit = (edges[:-1] >= incident.start) & (edges[:-1] < incident.end)
        orders = RateProfile(
            edges, demand.between(edges) * np.where(hit, self.orders_per_chat * self.share, 0.0)
        )
        part = follow_on(self.source, orders, 0.0, self.contacts, scenario.calendar)
        queues = (
            replace(q, follow_ons=(*q.follow_ons, part)) if q.name == self.into else q
            for q in scenario.queues
        )
        return replace(scenario, queues=tuple(queues))
