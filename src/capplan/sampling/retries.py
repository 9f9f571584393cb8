"""Further attempts of customers, in case the attempt before is lost (rule D7)."""

from __future__ import annotations

import numpy as np

from capplan.model.scenario import Retry, Scenario
from capplan.sampling.batch import Batch, joined
from capplan.sampling.chats import Draw, draw_chats
from capplan.sampling.draws import NEVER, draw_times, whole_ticks


def with_retries(scenario: Scenario, number: int, batch: Batch, retry: Retry, draw: Draw) -> Batch:
    """Add the attempts that lost customers would make; each has draws of its own.

    Args:
        scenario: the shop.
        number: number of the queue.
        batch: the first attempts.
        retry: who comes back, and when.
        draw: the queue's streams.
    """
    generations = [batch]
    batch.chats["customer"] = np.arange(batch.room.size)
    for attempt in range(1, retry.attempts):
        before = generations[-1]
        comes = draw(f"retry {attempt}").random(before.room.size) < retry.share
        count = int(comes.sum())
        what = f"queue {scenario.queues[number].name}, retry"
        after = whole_ticks(draw_times(retry.delay, draw(f"retry delay {attempt}"), count), what)
        before.chats["retry"] = np.full(before.room.size, -1, dtype=np.int64)
        before.chats["retry_delay"] = np.zeros(before.room.size, dtype=np.int64)
        before.chats["retry"][comes] = before.room.size + np.arange(count)
        before.chats["retry_delay"][comes] = after
        never = np.full(count, NEVER, dtype=np.int64)
        further = draw_chats(scenario, number, never, _of_attempt(draw, attempt))
        further.chats["order_uniform"] = before.chats["order_uniform"][comes]
        further.chats["customer"] = before.chats["customer"][comes]
        generations.append(further)
        if not count:
            break
    return _chained(generations)


def _of_attempt(draw: Draw, attempt: int) -> Draw:
    return lambda purpose: draw(f"attempt {attempt}: {purpose}")


def _chained(generations: list[Batch]) -> Batch:
    """Generations one behind the other; customers are places in the first of them."""
    customer = np.concatenate([g.chats.pop("customer") for g in generations])
    whole = joined(generations)
    whole.chats["customer"] = customer
    return whole
