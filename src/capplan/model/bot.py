"""A bot in front of a queue, and the hours in which it answers otherwise (rule D5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from capplan.model.laws import TimeKind, TimeLaw
from capplan.units import DAY, format_clock

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
NO_TALK = TimeLaw(TimeKind.DETERMINISTIC, 0.0)


@dataclass(frozen=True, slots=True)
class BotHours:
    """A span of time in which a bot answers otherwise.

    Attributes:
        start: start; below zero if it began before the horizon [ticks].
        end: end, after the start [ticks].
        contains: probability that the bot ends the chat [1].
        returns: share of the contained who come back to a person [1].
        return_delay: time until they do.
        back_from: clock time before which nobody comes back, as a tick at which it is that time;
            it is so again every 24 h. None: they may come back at any time.
        talks: whether the bot takes its time before it passes a chat on to people.
    """

    start: int
    end: int
    contains: float
    returns: float
    return_delay: TimeLaw
    back_from: int | None = None
    talks: bool = True

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("the hours of a bot must end after they start")
        _check_share("contains", self.contains)
        _check_share("gets back", self.returns)


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot in front of a queue.

    Attributes:
        contains: probability that the bot ends the chat [1].
        returns: share of the contained who come back to a person [1].
        return_delay: time until they do.
        hours: spans in which other values hold, in order of time, without overlap.
        talk: how long the bot talks before it passes a chat on to people.
    """

    contains: float
    returns: float
    return_delay: TimeLaw
    hours: tuple[BotHours, ...] = ()
    talk: TimeLaw = NO_TALK

    def __post_init__(self) -> None:
        _check_share("contains", self.contains)
        _check_share("gets back", self.returns)
        for one, other in pairwise(self.hours):
            if other.start < one.end:
                at = format_clock(other.start)
                raise ValueError(f"the hours of a bot overlap, or are not in order, at {at}")

    @property
    def acts(self) -> bool:
        """Whether it ever contains or delays anybody."""
        return self.talks or any(part.contains > 0.0 for part in (self, *self.hours))

    @property
    def talks(self) -> bool:
        """Whether it takes time before it passes a chat on."""
        return self.talk.mean > 0.0

    def part_at(self, ticks: Ints) -> Ints:
        """Place in `hours` of the span in force at each tick, -1 for none, shape of `ticks`."""
        if not self.hours:
            return np.full(ticks.shape, -1, dtype=np.int64)
        starts = np.array([part.start for part in self.hours], dtype=np.int64)
        ends = np.array([part.end for part in self.hours], dtype=np.int64)
        place = np.searchsorted(starts, ticks, side="right") - 1
        return np.where((place >= 0) & (ticks < ends[place]), place, -1)

    def contained_at(self, part: Ints) -> Floats:
        """Probability that the bot ends a chat, by the part in force, shape of `part` [1]."""
        return _by_part([p.contains for p in self.hours], self.contains, part)

    def returns_at(self, part: Ints) -> Floats:
        """Share of the contained who come back, by the part in force, shape of `part` [1]."""
        return _by_part([p.returns for p in self.hours], self.returns, part)

    def talks_at(self, part: Ints) -> Flags:
        """Whether it talks before it passes a chat on, by the part in force, shape of `part`."""
        return np.array([*(p.talks for p in self.hours), self.talks], dtype=np.bool_)[part]

    def earliest_return(self, ticks: Ints, part: Ints) -> Ints:
        """Tick from which a customer of each tick may come back, shape of `ticks` [ticks]."""
        earliest = ticks.copy()
        for clock in {p.back_from for p in self.hours if p.back_from is not None}:
            mine = np.array([*(p.back_from == clock for p in self.hours), False])[part]
            earliest[mine] += (clock - ticks[mine]) % DAY
        return earliest


def _by_part(values: Sequence[float], base: float, part: Ints) -> Floats:
    """The values of the parts in force; -1, the last place, is the base."""
    return np.array([*values, base], dtype=np.float64)[part]


def _check_share(what: str, share: float) -> None:
    if not 0.0 <= share <= 1.0:
        raise ValueError(f"a bot {what} 0 to 100 % of chats, not {100 * share:g} %")
