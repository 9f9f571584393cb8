"""KPI sheet: items with weights and score bands, to a coefficient (KPI系数)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from capplan.pay.errors import PayError
from capplan.pay.money import percent
from capplan.pay.parts.bands import Bands
from capplan.pay.person import Person
from capplan.words import say

_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the sheet: a metric, its weight [1], its points (100 is full)."""

    metric: str
    weight: Decimal
    bands: Bands


@dataclass(frozen=True, slots=True)
class Sheet:
    """A KPI sheet (E1l): coefficient = Σ weight × points ÷ 100."""

    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        whole = sum((item.weight for item in self.items), Decimal(0))
        if whole != 1:
            raise PayError(
                say("the weights add up to {percent}, not to 100 %", percent=percent(whole))
            )

    @property
    def metrics(self) -> tuple[str, ...]:
        """What is scored."""
        return tuple(item.metric for item in self.items)

    def coefficient(self, person: Person, name: str) -> Decimal:
        """The coefficient of a person [1]."""
        return sum(
            (i.weight * i.bands.at(person.value(i.metric, name)) / _FULL for i in self.items),
            Decimal(0),
        )
