"""A bot in front of a queue (rule D5)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from capplan.model.bot import Bot
from capplan.sampling.batch import Batch
from capplan.sampling.chats import Draw
from capplan.sampling.draws import draw_times, whole_ticks
from capplan.sampling.workload import Contained

Ints = NDArray[np.int64]


def behind_bot(batch: Batch, bot: Bot, draw: Draw, horizon: int) -> tuple[Batch, Contained]:
    """Take out whom the bot contains; put back, later, whom it sends on to people.

    Who would reach the people's line at or behind the horizon is contained for good.

    Args:
        batch: all who came, in order of arrival.
        bot: the bot.
        draw: the queue's streams.
        horizon: length of the horizon [ticks].
    """
    n = batch.room.size
    arrival = batch.chats["arrival"].astype(np.int64)
    part = bot.part_at(arrival)
    contained = draw("bot").random(n) < bot.contained_at(part)
    comes_back = draw("bot return").random(n) < bot.returns_at(part)
    back = bot.earliest_return(arrival, part) + _delays(bot, part, draw)
    passed = arrival
    if bot.talks:
        talk = whole_ticks(draw_times(bot.talk, draw("bot talk"), n), "the bot's talk")
        passed = arrival + np.where(bot.talks_at(part), talk, 0)
    reaches = np.where(contained, back, passed)
    gone = (contained & ~comes_back) | (reaches >= horizon)
    batch.chats["arrival"] = reaches
    batch.chats["returned"] = contained & ~gone
    order = np.argsort(batch.chats["arrival"], kind="stable")
    kept = Contained(batch.chats["queue"][gone], arrival[gone], batch.chats["order_uniform"][gone])
    return batch.take(order[~gone[order]]), kept


def _delays(bot: Bot, part: Ints, draw: Draw) -> Ints:
    """Time from the earliest return to the return; other hours scale the same luck [ticks]."""
    laws = [*(hours.return_delay for hours in bot.hours), bot.return_delay]
    delay = np.zeros(part.size, dtype=np.int64)
    for law in dict.fromkeys(laws):
        mine = np.array([other == law for other in laws])[part]
        drawn = draw_times(law, draw("bot delay"), part.size)
        delay[mine] = whole_ticks(drawn, "return from the bot")[mine]
    return delay
