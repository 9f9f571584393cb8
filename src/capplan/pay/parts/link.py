"""Link: the mean performance of another group, by shop served."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from capplan.pay.errors import PayError
from capplan.pay.parts.part import Known
from capplan.pay.person import Person
from capplan.words import say


@dataclass(frozen=True, slots=True)
class Linked:
    """Mean performance of another group, before its coefficients (E1m).

    Attributes:
        group: the group that is averaged.
    """

    group: str
    earns: bool = True
    metrics: tuple[str, ...] = ()

    def amount(self, person: Person, known: Known, name: str) -> Decimal:
        """Each shop's mean, weighted by the person's work for the shop."""
        if not person.shops:
            return self._mean(None, person, known, name)
        whole = sum(person.shops.values(), Decimal(0))
        return sum(
            (
                self._mean(shop, person, known, name) * work / whole
                for shop, work in person.shops.items()
            ),
            Decimal(0),
        )

    def _mean(self, shop: str | None, person: Person, known: Known, name: str) -> Decimal:
        """Mean over those who serve a shop, each by the share of her work that is for it."""
        paid, weights = Decimal(0), Decimal(0)
        for other in known.month.people:
            if other.group != self.group:
                continue
            whole = sum(other.shops.values(), Decimal(0))
            weight = other.shops.get(shop, Decimal(0)) / whole if shop and whole else Decimal(1)
            paid += known.performance.get(other.name, Decimal(0)) * weight
            weights += weight
        if not weights:
            where = say(" of the shop {shop}", shop=shop) if shop else ""
            raise PayError(
                say(
                    "{name} of {name_2} is the mean of {group}{where}, but nobody of "
                    "{group} is in the table{what}",
                    name=name,
                    name_2=person.name,
                    group=self.group,
                    where=where,
                    what=say(" for it") if shop else "",
                )
            )
        return paid / weights
