"""A claim, and the register of topics."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

from capplan.results.estimates import Estimate

BOUND = 3.0
"""Standard errors within which a claim holds."""


@dataclass(frozen=True)
class Claim:
    """One figure.

    Attributes:
        name: what it is, with its unit.
        exact: what theory says.
        simulated: what the floor says.
    """

    name: str
    exact: float
    simulated: Estimate

    @property
    def z(self) -> float:
        """Distance in standard errors."""
        distance, error = self.simulated.value - self.exact, self.simulated.standard_error
        if error > 0:
            return distance / error
        return math.copysign(math.inf, distance) if distance else 0.0

    @property
    def holds(self) -> bool:
        """Whether the floor agrees with theory."""
        return abs(self.z) <= BOUND


@dataclass(frozen=True)
class Effort:
    """How much a run costs.

    Attributes:
        engine: name of the engine.
        seed: seed of all draws.
        replications: independent replications per floor.
    """

    engine: str
    seed: int
    replications: int

    def seed_of(self, floor: str) -> int:
        """A seed for each floor: with common draws one bad sample would spoil many claims."""
        return crc32(f"{self.seed}/{floor}".encode())


Topic = Callable[[Effort], list[Claim]]

TOPICS: dict[str, Topic] = {}
"""All topics by name, in order."""


def topic(function: Topic) -> Topic:
    """Register a topic under its function's name."""
    TOPICS[function.__name__] = function
    return function
