"""What every part of pay is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from capplan.pay.person import Month, Person


@dataclass(slots=True)
class Known:
    """What a part may look at besides its own person.

    Attributes:
        month: the month with all its people.
        performance: performance before the coefficient, of people worked out so far [yuan].
        pools: the pool's shares per person [yuan].
        hourly: the wage per hour behind the base, by person; None if there is none [yuan/h].
    """

    month: Month
    performance: dict[str, Decimal] = field(default_factory=dict[str, Decimal])
    pools: Mapping[str, Mapping[str, Decimal]] = field(
        default_factory=dict[str, Mapping[str, Decimal]]
    )
    hourly: dict[str, Decimal] = field(default_factory=dict[str, Decimal])


class Part(Protocol):
    """One part of pay: an amount per person and month."""

    @property
    def metrics(self) -> tuple[str, ...]:
        """Metrics that the table must have."""
        ...

    @property
    def earns(self) -> bool:
        """Whether it counts towards a minimum wage; overtime and allowances do not."""
        ...

    def amount(self, person: Person, known: Known, name: str) -> Decimal:
        """What it comes to, not yet rounded; below 0 for a fine [yuan]."""
        ...
