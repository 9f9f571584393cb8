"""The workload: all customers of one replication, with every draw they will need.

An engine is a deterministic function of (scenario, roster, workload); the same customers meet
every roster.  A real chat log can be replayed by filling a `Workload` from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from capplan.model.chat import PatienceScope
from capplan.model.scenario import Bot, Queue, Scenario
from capplan.sampling.arrivals import arrival_ticks, common_factors, own_factors, vary
from capplan.sampling.draws import NEVER, draw_counts, draw_times, patience_ticks, whole_ticks
from capplan.sampling.streams import stream

__all__ = ["NEVER", "Contained", "Workload", "sample"]

Ints = NDArray[np.int64]
Times = NDArray[np.int32]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Contained:
    """Customers whom a bot kept from the people's line for good (rule D5).

    Attributes:
        queue: number of the queue, shape (contained,).
        arrival: when they came [ticks].
        order_uniform: the draw that decides whether they order [1].
    """

    queue: Ints
    arrival: Ints
    order_uniform: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Workload:
    """All customers of one replication; n chats with r rounds in all.

    Chats are sorted by arrival; a chat's number is its place.  Round k of chat c stands at place
    ``first_round[c] + k`` of the arrays of rounds.

    Attributes:
        queue: number of the queue, shape (n,).
        arrival: arrival at the people's line, rising, shape (n,) [ticks].
        first_round: place of each chat's first round, shape (n + 1,).
        work: agent's work per round at speed 1, alone, shape (r,) [ticks].
        think: from a reply to the customer's next message, shape (r,) [ticks].
        patience: for the line or the first reply, by scope, shape (n,) [ticks].
        later_patience: for each later reply, shape (r,); empty where no queue has that scope
            [ticks].
        silent: whether the customer would leave without closing the chat, shape (n,).
        closing: how long the chat holds its slot after the last reply, shape (n,) [ticks].
        wrap_up: agent's work after the closing, shape (n,) [ticks].
        order_uniform: the draw that decides whether the customer orders, shape (n,) [1].
        returned: whether the bot had contained the customer once before, shape (n,).
        contained: those whom a bot kept for good.
        seed: seed of the draws, also of the agents' absence; None for a replayed log.
        replication: number of the replication.
        day_factors: by queue, the drawn factor on its rate in each period [1].
    """

    queue: Ints
    arrival: Ints
    first_round: Ints
    work: Times
    think: Times
    patience: Ints
    later_patience: Ints
    silent: Flags
    closing: Times
    wrap_up: Times
    order_uniform: Floats
    returned: Flags
    contained: Contained
    seed: int | None = None
    replication: int = 0
    day_factors: dict[str, Floats] = field(default_factory=dict[str, Floats])

    @property
    def chats(self) -> int:
        """Number of chats."""
        return self.arrival.size

    @property
    def rounds(self) -> Ints:
        """Rounds per chat, shape (n,)."""
        return np.diff(self.first_round)


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
    parts = [
        _sample_queue(scenario, number, queue, seed, replication, common)
        for number, queue in enumerate(scenario.queues)
    ]
    return _merge([_nobody(), *parts], scenario, seed, replication)


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """One queue's customers, in order of arrival at the people's line."""

    columns: dict[str, NDArray[np.generic]]
    rounds: Ints
    work: Times
    think: Times
    later_patience: Ints
    contained: Contained
    factors: Floats


def _nobody() -> _Part:
    """No customers: where a merge begins, so that a scenario may have no queue."""
    times = np.zeros(0, dtype=np.int32)
    ticks = np.zeros(0, dtype=np.int64)
    flags = np.zeros(0, dtype=np.bool_)
    columns: dict[str, NDArray[np.generic]] = {
        "arrival": ticks,
        "queue": ticks,
        "patience": ticks,
        "silent": flags,
        "closing": times,
        "wrap_up": times,
        "order_uniform": np.zeros(0),
        "returned": flags,
    }
    nobody = Contained(ticks, ticks, np.zeros(0))
    return _Part(columns, ticks, times, times, ticks, nobody, np.zeros(0))


def _sample_queue(
    scenario: Scenario, number: int, queue: Queue, seed: int, replication: int, common: Floats
) -> _Part:
    def rng(purpose: str) -> np.random.Generator:
        return stream(seed, replication, purpose, queue.name)

    horizon = scenario.calendar.grid.horizon
    factors = common * own_factors(scenario.day_factor, queue, horizon, seed, replication)
    arrival = arrival_ticks(vary(queue.demand, scenario.day_factor, factors), rng("arrivals"))
    n = arrival.size
    chat, name = queue.chat, queue.name
    rounds = draw_counts(chat.rounds, rng("rounds"), n)
    total = int(rounds.sum())
    patience = patience_ticks(
        draw_times(chat.patience.law, rng("patience"), n), f"queue {name}, patience"
    )
    if chat.patience.at_once:
        patience[rng("leaves at once").random(n) < chat.patience.at_once] = 0
    later = np.zeros(0, dtype=np.int64)
    if chat.patience.scope is PatienceScope.EVERY_REPLY:
        later = patience_ticks(
            draw_times(chat.patience.law, rng("later patience"), total), f"queue {name}, patience"
        )
    work = whole_ticks(draw_times(chat.work, rng("work"), total), f"queue {name}, work")
    think = whole_ticks(draw_times(chat.think, rng("think"), total), f"queue {name}, think time")
    columns: dict[str, NDArray[np.generic]] = {
        "arrival": arrival,
        "queue": np.full(n, number, dtype=np.int64),
        "patience": patience,
        "silent": rng("silent").random(n) < chat.patience.silent,
        "closing": whole_ticks(
            draw_times(chat.closing_delay, rng("closing"), n), f"queue {name}, closing delay"
        ),
        "wrap_up": whole_ticks(
            draw_times(chat.wrap_up, rng("wrap-up"), n), f"queue {name}, wrap-up"
        ),
        "order_uniform": rng("orders").random(n),
        "returned": np.zeros(n, dtype=np.bool_),
    }
    none = np.zeros(0, dtype=np.int64)
    nobody = Contained(none, none, np.zeros(0))
    part = _Part(columns, rounds, work, think, later, nobody, factors)
    if queue.bot is None or queue.bot.contains == 0.0:
        return part
    draws = (rng("bot").random(n), rng("bot return").random(n))
    delay = whole_ticks(
        draw_times(queue.bot.return_delay, rng("bot delay"), n), f"queue {name}, return"
    )
    return _behind_bot(part, queue.bot, draws, delay, horizon)


def _behind_bot(
    part: _Part, bot: Bot, draws: tuple[Floats, Floats], delay: Times, horizon: int
) -> _Part:
    """Take out whom the bot contains; put back, later, whom it sends on to people (rule D5)."""
    arrival = part.columns["arrival"].astype(np.int64)
    contained = draws[0] < bot.contains
    back = arrival + delay
    returned = contained & (draws[1] < bot.returns) & (back < horizon)
    gone = contained & ~returned
    columns = dict(part.columns)
    columns["arrival"] = np.where(returned, back, arrival)
    columns["returned"] = returned
    order = np.argsort(columns["arrival"], kind="stable")
    order = order[~gone[order]]
    kept = Contained(
        part.columns["queue"][gone].astype(np.int64),
        arrival[gone],
        part.columns["order_uniform"][gone].astype(np.float64),
    )
    places = _round_places(part.rounds, order)
    return _Part(
        {key: column[order] for key, column in columns.items()},
        part.rounds[order],
        part.work[places],
        part.think[places],
        part.later_patience[places] if part.later_patience.size else part.later_patience,
        kept,
        part.factors,
    )


def _round_places(rounds: Ints, order: Ints) -> Ints:
    """Places of the rounds of chats taken in another order, shape (rounds of those chats,)."""
    first = np.cumsum(rounds) - rounds
    taken = rounds[order]
    starts = np.cumsum(taken) - taken
    return np.repeat(first[order] - starts, taken) + np.arange(int(taken.sum()))


def _merge(parts: Sequence[_Part], scenario: Scenario, seed: int, replication: int) -> Workload:
    """Lay the queues' customers into one order of arrival; ties by queue, then customer."""

    def column(key: str) -> NDArray[np.generic]:
        return np.concatenate([p.columns[key] for p in parts])

    arrival = column("arrival")
    order = np.argsort(arrival, kind="stable")
    rounds = np.concatenate([p.rounds for p in parts])
    places = _round_places(rounds, order)
    first_round = np.zeros(order.size + 1, dtype=np.int64)
    np.cumsum(rounds[order], out=first_round[1:])
    later = np.zeros(0, dtype=np.int64)
    if any(p.later_patience.size for p in parts):
        later = np.concatenate(
            [
                p.later_patience
                if p.later_patience.size
                else np.full(int(p.rounds.sum()), NEVER, dtype=np.int64)
                for p in parts
            ]
        )[places]
    return Workload(
        queue=column("queue")[order].astype(np.int64),
        arrival=arrival[order].astype(np.int64),
        first_round=first_round,
        work=np.concatenate([p.work for p in parts])[places],
        think=np.concatenate([p.think for p in parts])[places],
        patience=column("patience")[order].astype(np.int64),
        later_patience=later,
        silent=column("silent")[order].astype(np.bool_),
        closing=column("closing")[order].astype(np.int32),
        wrap_up=column("wrap_up")[order].astype(np.int32),
        order_uniform=column("order_uniform")[order].astype(np.float64),
        returned=column("returned")[order].astype(np.bool_),
        contained=Contained(
            np.concatenate([p.contained.queue for p in parts]),
            np.concatenate([p.contained.arrival for p in parts]),
            np.concatenate([p.contained.order_uniform for p in parts]),
        ),
        seed=seed,
        replication=replication,
        day_factors={q.name: p.factors for q, p in zip(scenario.queues, parts[1:], strict=True)},
    )
