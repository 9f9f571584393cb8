"""A bot in front of a queue (rule D5)."""

from __future__ import annotations

import numpy as np

from capplan.model.scenario import Bot
from capplan.sampling.batch import Batch
from capplan.sampling.chats import Draw
from capplan.sampling.draws import draw_times, whole_ticks
from capplan.sampling.workload import Contained


def behind_bot(batch: Batch, bot: Bot, draw: Draw, horizon: int) -> tuple[Batch, Contained]:
    """Take out whom the bot contains; put back, later, whom it sends on to people.

    Args:
        batch: all who came, in order of arrival.
        bot: the bot.
        draw: the queue's streams.
        horizon: length of the horizon [ticks].
    """
    n = batch.room.size
    contained = draw("bot").random(n) < bot.contains
    comes_back = draw("bot return").random(n) < bot.returns
    delay = whole_ticks(draw_times(bot.return_delay, draw("bot delay"), n), "return from the bot")
    arrival = batch.chats["arrival"].astype(np.int64)
    back = arrival + delay
    returned = contained & comes_back & (back < horizon)
    gone = contained & ~returned
    batch.chats["arrival"] = np.where(returned, back, arrival)
    batch.chats["returned"] = returned
    order = np.argsort(batch.chats["arrival"], kind="stable")
    kept = Contained(batch.chats["queue"][gone], arrival[gone], batch.chats["order_uniform"][gone])
    return batch.take(order[~gone[order]]), kept
