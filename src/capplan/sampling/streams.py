"""Named, independent random streams.

A stream belongs to a seed, a replication and a purpose (and what the purpose is about: a queue, a
shift type).  Nothing else shares it, so changing the law of one thing leaves the draws of all
others as they were: common random numbers come free.
"""

from __future__ import annotations

from zlib import crc32

import numpy as np


def stream(seed: int, replication: int, purpose: str, *about: str | int) -> np.random.Generator:
    """The generator of one purpose in one replication.

    Args:
        seed: the study's seed, zero or above.
        replication: number of the replication, from 0.
        purpose: what is drawn, e.g. ``"arrivals"``.
        about: names or numbers that the purpose is about, e.g. the queue's name.
    """
    name = "\0".join([purpose, *map(str, about)])
    key = (replication, crc32(name.encode()), len(name))
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=key)))
