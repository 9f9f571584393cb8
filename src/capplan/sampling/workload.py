"""The workload: all customers of one replication, with every draw they will need.

An engine is a deterministic function of (scenario, roster, workload); the same customers meet
every roster.  A real chat log can be replayed by filling a `Workload` from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from capplan.sampling.draws import NEVER

__all__ = ["NEVER", "Contained", "Workload"]

Ints = NDArray[np.int64]
Times = NDArray[np.int32]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def _no_ints() -> Ints:
    return np.zeros(0, dtype=np.int64)


def _no_flags() -> Flags:
    return np.zeros(0, dtype=np.bool_)


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
    """All chats of one replication: n chats with room for r rounds in all.

    Chats are sorted by arrival; a chat's number is its place.  Behind those who arrive by
    themselves stand further attempts, which come only if the attempt before is lost (rule D7);
    their arrival is `NEVER`.  Round k of chat c stands at place ``first_round[c] + k`` of the
    arrays of rounds.

    Columns from `transfer_to` on are empty where no queue has their rule.

    Attributes:
        queue: number of the queue, shape (n,).
        arrival: arrival at the people's line, rising, shape (n,) [ticks].
        first_round: place of each chat's first round, shape (n + 1,).
        work: agent's work per round at speed 1, alone, shape (r,) [ticks]; after a transfer that
            of the other queue.
        think: from a reply to the customer's next message, shape (r,) [ticks].
        patience: for the line or the first reply, by scope, shape (n,) [ticks].
        later_patience: for each later reply, and fresh for the first message after a transfer,
            shape (r,); empty where neither is asked for [ticks].
        silent: whether the customer would leave without closing the chat, shape (n,).
        closing: how long the chat holds its slot after the last reply, shape (n,) [ticks].
        wrap_up: agent's work after the closing, shape (n,) [ticks].
        order_uniform: the draw that decides whether the customer orders, shape (n,) [1].
        returned: whether the bot had contained the customer once before, shape (n,).
        contained: those whom a bot kept for good.
        transfer_to: number of the queue in which the chat goes on after its first reply if a
            round is left, -1 for none, shape (n,) (rule C5).
        stays: whether the customer stays when coming in closed hours, shape (n,) (rule D6).
        live_rounds: rounds of a live chat, shape (n,).
        offline_rounds: rounds of the chat if it was an offline message, shape (n,).
        retry: number of the attempt that follows if this one is lost, -1 for none, shape (n,)
            (rule D7).
        retry_delay: from the loss to that attempt, shape (n,) [ticks].
        customer: number of the customer's first attempt, shape (n,).
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
    transfer_to: Ints = field(default_factory=_no_ints)
    stays: Flags = field(default_factory=_no_flags)
    live_rounds: Ints = field(default_factory=_no_ints)
    offline_rounds: Ints = field(default_factory=_no_ints)
    retry: Ints = field(default_factory=_no_ints)
    retry_delay: Ints = field(default_factory=_no_ints)
    customer: Ints = field(default_factory=_no_ints)
    seed: int | None = None
    replication: int = 0
    day_factors: dict[str, Floats] = field(default_factory=dict[str, Floats])

    def __post_init__(self) -> None:
        if not self.retry.size:
            return
        follows = np.flatnonzero(self.retry >= 0)
        after = self.retry[follows]
        loose = (after < self.arrivals) | (after <= follows)
        if loose.any() or np.unique(after).size < after.size:
            raise ValueError(
                "retry: an attempt that follows must stand behind the one before and behind all "
                "chats that arrive by themselves, and follow only one"
            )

    @property
    def chats(self) -> int:
        """Number of chats, further attempts included."""
        return self.arrival.size

    @property
    def arrivals(self) -> int:
        """Number of chats that arrive by themselves; further attempts stand behind them."""
        return int(np.searchsorted(self.arrival, NEVER))

    @property
    def room(self) -> Ints:
        """Rounds for which there is room, per chat, shape (n,)."""
        return np.diff(self.first_round)

    @property
    def rounds(self) -> Ints:
        """Rounds of each chat if it is live, shape (n,)."""
        return self.live_rounds if self.live_rounds.size else self.room

    @property
    def chat_of_round(self) -> Ints:
        """Chat of each round, shape (r,)."""
        return np.repeat(np.arange(self.chats, dtype=np.int64), self.room)

    @property
    def customers(self) -> Ints:
        """Number of each chat's customer, that of the first attempt, shape (n,)."""
        return self.customer if self.customer.size else np.arange(self.chats, dtype=np.int64)

    def queue_of_round(self) -> Ints:
        """Queue in which each round is written, shape (r,): the first, or after a transfer."""
        chat = self.chat_of_round
        if not self.transfer_to.size:
            return self.queue[chat]
        later = np.ones(chat.size, dtype=np.bool_)
        later[self.first_round[:-1]] = False
        went = self.transfer_to[chat]
        return np.where(later & (went >= 0), went, self.queue[chat])
