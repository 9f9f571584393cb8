"""M/M/10 in other programs; each returns the mean wait [ticks], which must be the same."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Generator
from typing import Any

import numpy as np
from work import SERVERS, ServedInOrder, as_a_floor

from capplan.engines import simulate


def capplan_compiled(work: ServedInOrder) -> float:
    """The compiled engine."""
    return _floor(work, "compiled")


def capplan_reference(work: ServedInOrder) -> float:
    """The reference engine."""
    return _floor(work, "reference")


def _floor(work: ServedInOrder, engine: str) -> float:
    log = simulate(*as_a_floor(work), engine)
    return float((log.assigned - work.arrival).mean())


def heap_loop(work: ServedInOrder) -> float:
    """A loop over customers in plain Python, with a heap of the servers' free times."""
    free = [0] * SERVERS
    waited = 0
    for arrival, service in zip(work.arrival.tolist(), work.service.tolist(), strict=True):
        start = max(arrival, free[0])
        heapq.heapreplace(free, start + service)
        waited += start - arrival
    return waited / work.customers


def event_loop(work: ServedInOrder) -> float:
    """A loop over events in plain Python: a heap of departures, a line."""
    arrivals, services = work.arrival.tolist(), work.service.tolist()
    departures: list[int] = []
    line: deque[int] = deque()
    waited = coming = 0
    while coming < len(arrivals) or departures:
        if coming < len(arrivals) and (not departures or arrivals[coming] < departures[0]):
            now = arrivals[coming]
            line.append(coming)
            coming += 1
        else:
            now = heapq.heappop(departures)
        while line and len(departures) < SERVERS:
            customer = line.popleft()
            waited += now - arrivals[customer]
            heapq.heappush(departures, now + services[customer])
    return waited / work.customers


def simpy(work: ServedInOrder) -> float:
    """SimPy as its own examples write it: a process per customer, one resource."""
    import simpy  # noqa: PLC0415

    env = simpy.Environment()
    servers = simpy.Resource(env, capacity=SERVERS)
    waited = 0

    def customer(service: int) -> Generator[Any, Any, None]:
        nonlocal waited
        came = env.now
        with servers.request() as request:
            yield request
            waited += env.now - came
            yield env.timeout(service)

    def source() -> Generator[Any, Any, None]:
        for arrival, service in zip(work.arrival.tolist(), work.service.tolist(), strict=True):
            yield env.timeout(arrival - env.now)
            env.process(customer(service))

    env.process(source())
    env.run()
    return waited / work.customers


def ciw(work: ServedInOrder) -> float:
    """Ciw, with the drawn times as sequential distributions."""
    import ciw  # noqa: PLC0415

    gaps = np.diff(work.arrival, prepend=0).tolist()
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*gaps, float("inf")])],
        service_distributions=[ciw.dists.Sequential(work.service.tolist())],
        number_of_servers=[SERVERS],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(work.customers, method="Finish")
    records = simulation.get_all_records()
    return float(np.mean([r.waiting_time for r in records]))


def salabim(work: ServedInOrder) -> float:
    """Salabim: a component per customer, one resource."""
    import salabim as sim  # noqa: PLC0415

    sim.yieldless(False)
    env = sim.Environment(trace=False)
    servers = sim.Resource("servers", capacity=SERVERS)
    waited = 0.0

    class Customer(sim.Component):
        def setup(self, service: int) -> None:
            self.service = service

        def process(self) -> Generator[Any, Any, None]:
            nonlocal waited
            came = env.now()
            yield self.request(servers)
            waited += env.now() - came
            yield self.hold(self.service)

    class Source(sim.Component):
        def process(self) -> Generator[Any, Any, None]:
            for arrival, service in zip(work.arrival.tolist(), work.service.tolist(), strict=True):
                yield self.hold(till=arrival)
                Customer(service=service)

    Source()
    env.run()
    return waited / work.customers
