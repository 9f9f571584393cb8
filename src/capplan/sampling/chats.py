"""The chats of one queue, with all that each will need (rules C1 to C5, D6)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from capplan.model.chat import PatienceScope
from capplan.model.laws import TimeLaw
from capplan.model.scenario import Queue, Scenario
from capplan.sampling.batch import Batch, Column
from capplan.sampling.draws import NEVER, draw_counts, draw_times, patience_ticks, whole_ticks

Ints = NDArray[np.int64]
Draw = Callable[[str], np.random.Generator]
"""The stream of a purpose in one replication of one queue."""


def draw_chats(scenario: Scenario, number: int, arrival: Ints, draw: Draw) -> Batch:
    """Draw the chats of a queue.

    Args:
        scenario: the shop.
        number: number of the queue.
        arrival: arrivals at the people's line or the bot, shape (n,) [ticks].
        draw: the streams.
    """
    queue = scenario.queues[number]
    chat, n = queue.chat, arrival.size
    rounds = draw_counts(chat.rounds, draw("rounds"), n)
    room, more = _closed(queue, rounds, draw)
    total = int(room.sum())

    def times(law: TimeLaw, purpose: str, what: str, count: int) -> Column:
        return whole_ticks(draw_times(law, draw(purpose), count), f"queue {queue.name}, {what}")

    patience = _patience(queue, draw("patience"), n)
    if chat.patience.at_once:
        patience[draw("leaves at once").random(n) < chat.patience.at_once] = 0
    columns: dict[str, Column] = {
        "arrival": arrival,
        "queue": np.full(n, number, dtype=np.int64),
        "patience": patience,
        "silent": draw("silent").random(n) < chat.patience.silent,
        "closing": times(chat.closing_delay, "closing", "closing delay", n),
        "wrap_up": times(chat.wrap_up, "wrap-up", "wrap-up", n),
        "order_uniform": draw("orders").random(n),
        "returned": np.zeros(n, dtype=np.bool_),
        **more,
    }
    by_round: dict[str, Column] = {
        "work": times(chat.work, "work", "work", total),
        "think": times(chat.think, "think", "think time", total),
    }
    if chat.patience.scope is PatienceScope.EVERY_REPLY:
        by_round["later_patience"] = _patience(queue, draw("later patience"), total)
    batch = Batch(columns, room, by_round)
    if queue.transfers:
        _send_on(scenario, queue, batch, draw)
    return batch


def _patience(queue: Queue, rng: np.random.Generator, count: int) -> Ints:
    return patience_ticks(
        draw_times(queue.chat.patience.law, rng, count), f"queue {queue.name}, patience"
    )


def _closed(queue: Queue, rounds: Ints, draw: Draw) -> tuple[Ints, dict[str, Column]]:
    """Room for the rounds of each chat, live or as an offline message; and who stays (D6)."""
    closed = queue.closed
    if closed is None:
        return rounds, {}
    offline = rounds
    if closed.rounds is not None:
        offline = draw_counts(closed.rounds, draw("offline rounds"), rounds.size)
    return np.maximum(rounds, offline), {
        "stays": draw("stays").random(rounds.size) < closed.stays,
        "live_rounds": rounds,
        "offline_rounds": offline,
    }


def _send_on(scenario: Scenario, queue: Queue, batch: Batch, draw: Draw) -> None:
    """Choose whose chats go on in another queue, and draw what they meet there (rule C5)."""
    n = batch.room.size
    uniform = draw("transfer").random(n)
    goes = np.full(n, -1, dtype=np.int64)
    names = scenario.queue_names
    passed = 0.0
    for transfer in queue.transfers:
        goes[(uniform >= passed) & (uniform < passed + transfer.share)] = names.index(
            transfer.queue
        )
        passed += transfer.share
    batch.chats["transfer_to"] = goes
    place = np.arange(int(batch.room.sum())) - np.repeat(
        np.cumsum(batch.room) - batch.room, batch.room
    )
    there = np.where(place > 0, np.repeat(goes, batch.room), -1)
    later = batch.rounds.setdefault("later_patience", np.full(place.size, NEVER, dtype=np.int64))
    for transfer in queue.transfers:
        number = names.index(transfer.queue)
        _meet(scenario.queues[number], batch, goes == number, there == number, draw)
        every = scenario.queues[number].chat.patience.scope is PatienceScope.EVERY_REPLY
        mine = (there == number) & ((place == 1) | every)
        rng = draw(f"patience in {transfer.queue}")
        later[there == number] = NEVER
        later[mine] = _patience(scenario.queues[number], rng, int(mine.sum()))


def _meet(
    other: Queue, batch: Batch, chats: NDArray[np.bool_], rounds: NDArray[np.bool_], draw: Draw
) -> None:
    """Work, closing delay and wrap-up of chats that end in another queue."""
    laws = {"closing": other.chat.closing_delay, "wrap_up": other.chat.wrap_up}
    for name, law in laws.items():
        drawn = draw_times(law, draw(f"{name} in {other.name}"), int(chats.sum()))
        batch.chats[name][chats] = whole_ticks(drawn, f"queue {other.name}, {name}")
    drawn = draw_times(other.chat.work, draw(f"work in {other.name}"), int(rounds.sum()))
    batch.rounds["work"][rounds] = whole_ticks(drawn, f"queue {other.name}, work")
