"""Draw one replication of a scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.model.demand import DayFactor, RateProfile
from capplan.model.scenario import Queue, Scenario
from capplan.sampling.arrivals import (
    arrival_ticks,
    common_factors,
    follow_on_rate,
    own_factors,
    vary,
)
from capplan.sampling.batch import Batch, joined
from capplan.sampling.bot import behind_bot
from capplan.sampling.chats import draw_chats
from capplan.sampling.retries import with_retries
from capplan.sampling.streams import stream
from capplan.sampling.workload import Contained, Workload

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def sample(
    scenario: Scenario, seed: int, replication: int = 0, *, balanced_over: int | None = None
) -> Workload:
    """Draw one replication of a scenario.

    Args:
        scenario: the shop.
        seed: the study's seed, zero or above.
        replication: number of the replication, from 0.
        balanced_over: balance the shared day factor over so many replications in a row; for
            searches, not for verdicts, since such days are not independent.

    Raises:
        ValueError: if a law gives times that are NaN, negative or too long.
    """
    law, horizon = scenario.day_factor, scenario.calendar.grid.horizon
    common = common_factors(law, horizon, seed, replication, balanced_over)
    own = {q.name: own_factors(law, q, horizon, seed, replication) for q in scenario.queues}
    factors = {name: common * mine for name, mine in own.items()}
    parts: list[_Part] = []
    for number, queue in enumerate(scenario.queues):
        rate = _rate(queue, law, factors, own[queue.name])
        if scenario.calm is None:
            parts.append(_sample_queue(scenario, number, rate, seed, replication))
            continue
        calm = _rate(scenario.calm.queues[number], law, factors, own[queue.name])
        usual, more = _further(rate, calm)
        parts.append(_sample_queue(scenario, number, usual, seed, replication))
        if more.total > 0.0:
            parts.append(_sample_queue(scenario, number, more, seed, replication, "incident: "))
    return _merge(parts, factors, seed, replication)


def _rate(queue: Queue, law: DayFactor, factors: Mapping[str, Floats], own: Floats) -> RateProfile:
    """Expected arrivals of a queue in this replication, before its bot."""
    rate = vary(queue.demand, law, factors[queue.name])
    for part in queue.follow_ons:
        rate = rate.plus(vary(follow_on_rate(part, law, factors[part.queue]), law, own))
    return rate


def _further(struck: RateProfile, calm: RateProfile) -> tuple[RateProfile, RateProfile]:
    """Who comes as on days without incident, and who comes beyond them.

    So incidents meet the customers of the other days, and further ones, not others instead.
    """
    edges = np.union1d(struck.edges, calm.edges)
    with_it, without = struck.between(edges), calm.between(edges)
    usual = np.minimum(with_it, without)
    alike = np.isclose(with_it, without, rtol=1e-9, atol=1e-12)
    more = np.where(alike, 0.0, with_it - usual)
    return RateProfile(edges, np.where(alike, without, usual)), RateProfile(edges.copy(), more)


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """One queue's customers, in order of arrival at the people's line."""

    batch: Batch
    contained: Contained


def _sample_queue(
    scenario: Scenario, number: int, rate: RateProfile, seed: int, replication: int, of: str = ""
) -> _Part:
    """A queue's customers; `of` says whose draws they have, where not the usual ones."""
    queue = scenario.queues[number]

    def draw(purpose: str) -> np.random.Generator:
        return stream(seed, replication, f"{of}{purpose}", queue.name)

    horizon = scenario.calendar.grid.horizon
    batch = draw_chats(scenario, number, arrival_ticks(rate, draw("arrivals")), draw)
    contained = _nobody()
    if queue.bot is not None and queue.bot.acts:
        batch, contained = behind_bot(batch, queue.bot, draw, horizon)
    if queue.retry is not None and queue.retry.attempts > 1:
        batch = with_retries(scenario, number, batch, queue.retry, draw)
    return _Part(batch, contained)


def _nobody() -> Contained:
    none = np.zeros(0, dtype=np.int64)
    return Contained(none, none, np.zeros(0))


def _no_chats() -> Batch:
    """No customers: where a merge begins, so that a scenario may have no queue."""
    times, ticks = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int64)
    flags = np.zeros(0, dtype=np.bool_)
    chats = {
        "arrival": ticks, "queue": ticks, "patience": ticks, "silent": flags, "closing": times,
        "wrap_up": times, "order_uniform": np.zeros(0), "returned": flags,
    }  # fmt: skip
    return Batch(chats, ticks, {"work": times, "think": times})


def _merge(
    parts: Sequence[_Part], factors: dict[str, Floats], seed: int, replication: int
) -> Workload:
    """Lay the queues' customers into one order of arrival; ties by queue, then customer."""
    whole = joined([_no_chats(), *(p.batch for p in parts)])
    order = np.argsort(whole.chats["arrival"], kind="stable").astype(np.int64)
    merged = whole.take(order)
    first_round = np.zeros(order.size + 1, dtype=np.int64)
    np.cumsum(merged.room, out=first_round[1:])
    place = np.empty(order.size, dtype=np.int64)
    place[order] = np.arange(order.size)
    none = np.zeros(0, dtype=np.int64)

    def numbers(name: str) -> Ints:
        """A column of chats' numbers, in the new order."""
        if name not in merged.chats:
            return none
        old = merged.chats[name]
        return np.where(old < 0, -1, place[np.maximum(old, 0)]) if old.size else none

    def column(name: str) -> Ints:
        return merged.chats.get(name, none).astype(np.int64)

    chats = merged.chats
    return Workload(
        queue=column("queue"),
        arrival=column("arrival"),
        first_round=first_round,
        work=merged.rounds["work"],
        think=merged.rounds["think"],
        patience=column("patience"),
        later_patience=merged.rounds.get("later_patience", none),
        silent=chats["silent"].astype(np.bool_),
        closing=chats["closing"].astype(np.int32),
        wrap_up=chats["wrap_up"].astype(np.int32),
        order_uniform=chats["order_uniform"].astype(np.float64),
        returned=chats["returned"].astype(np.bool_),
        contained=Contained(
            np.concatenate([_nobody().queue, *(p.contained.queue for p in parts)]),
            np.concatenate([_nobody().arrival, *(p.contained.arrival for p in parts)]),
            np.concatenate([_nobody().order_uniform, *(p.contained.order_uniform for p in parts)]),
        ),
        transfer_to=column("transfer_to"),
        stays=chats.get("stays", none).astype(np.bool_),
        live_rounds=column("live_rounds"),
        offline_rounds=column("offline_rounds"),
        retry=numbers("retry"),
        retry_delay=column("retry_delay"),
        customer=numbers("customer"),
        seed=seed,
        replication=replication,
        day_factors=factors,
    )
