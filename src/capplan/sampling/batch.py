"""Chats in the making: columns of chats and of rounds, taken and joined together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from capplan.sampling.draws import NEVER

Ints = NDArray[np.int64]
Column = NDArray[Any]

FILLERS: dict[str, int] = {
    "later_patience": NEVER,
    "transfer_to": -1,
    "stays": 1,
    "retry": -1,
    "retry_delay": 0,
}
"""What stands in a column that only some batches have; one with its number of rounds is filled
with the rounds themselves, one with its customers with the places."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Some chats in some order.

    Attributes:
        chats: columns of chats by name, each of shape (n,).
        room: rounds kept per chat, shape (n,).
        rounds: columns of rounds by name, each of shape (sum of room,).
    """

    chats: dict[str, Column]
    room: Ints
    rounds: dict[str, Column]

    def take(self, order: Ints) -> Batch:
        """The chats at the given places, in that order."""
        places = self._round_places(order)
        return Batch(
            {name: column[order] for name, column in self.chats.items()},
            self.room[order],
            {name: column[places] for name, column in self.rounds.items()},
        )

    def _round_places(self, order: Ints) -> Ints:
        first = np.cumsum(self.room) - self.room
        taken = self.room[order]
        starts = np.cumsum(taken) - taken
        return np.repeat(first[order] - starts, taken) + np.arange(int(taken.sum()))


def joined(batches: Sequence[Batch]) -> Batch:
    """Batches one behind the other; places of chats that a column names are moved along."""
    room = np.concatenate([b.room for b in batches])
    offsets = np.cumsum([0, *(b.room.size for b in batches)])
    chats: dict[str, Column] = {}
    for name in dict.fromkeys(name for b in batches for name in b.chats):
        parts = [
            _moved(name, _column(name, b), int(offset))
            for b, offset in zip(batches, offsets[:-1], strict=True)
        ]
        chats[name] = np.concatenate(parts)
    rounds: dict[str, Column] = {}
    for name in dict.fromkeys(name for b in batches for name in b.rounds):
        size = [int(b.room.sum()) for b in batches]
        rounds[name] = np.concatenate(
            [
                b.rounds[name] if name in b.rounds else np.full(n, FILLERS[name], dtype=np.int64)
                for b, n in zip(batches, size, strict=True)
            ]
        )
    return Batch(chats, room, rounds)


def _column(name: str, batch: Batch) -> Column:
    if name in batch.chats:
        return batch.chats[name]
    if name in {"live_rounds", "offline_rounds"}:
        return batch.room
    if name == "customer":
        return np.arange(batch.room.size)
    return np.full(batch.room.size, FILLERS[name], dtype=np.int64)


def _moved(name: str, column: Column, offset: int) -> Column:
    """Places of chats count from the first of all batches."""
    if name == "customer":
        return column + offset
    return np.where(column < 0, column, column + offset) if name == "retry" else column
