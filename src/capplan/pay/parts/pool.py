"""Pool: a share of the month's profit, split by score (奖金池)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from capplan.pay.errors import PayError
from capplan.pay.money import ZERO, cents, percent, split
from capplan.pay.parts.part import Known
from capplan.pay.person import Person
from capplan.words import say


@dataclass(frozen=True, slots=True)
class Pool:
    """A share of profit that several groups may draw on (E1n).

    Attributes:
        name: its key in the plan.
        share: share of the month's profit [1].
        by: the metric by which it is split.
    """

    name: str
    share: Decimal
    by: str

    def shares(self, people: Iterable[Person], profit: Decimal | None) -> dict[str, Decimal]:
        """Each person's amount; the sum is the pool to the cent [yuan]."""
        if profit is None:
            raise PayError(
                say(
                    "the pool {name} is {percent} of the month's profit, which is not "
                    "known; give it, for example --profit 120000",
                    name=self.name,
                    percent=percent(self.share),
                )
            )
        drawing = list(people)
        scores = [
            person.value(self.by, say("the pool {name}", name=self.name)) for person in drawing
        ]
        for person, score in zip(drawing, scores, strict=True):
            if score < 0:
                raise PayError(
                    say(
                        "{name}: {by} must be 0 or more, not {score:f}",
                        name=person.name,
                        by=self.by,
                        score=score,
                    )
                )
        whole = cents(self.share * profit) if profit > 0 else ZERO
        return dict(zip((p.name for p in drawing), split(whole, scores), strict=True))


@dataclass(frozen=True, slots=True)
class PoolShare:
    """What a person draws from a pool (E1n)."""

    pool: Pool
    earns: bool = True

    @property
    def metrics(self) -> tuple[str, ...]:
        """What the pool is split by."""
        return (self.pool.by,)

    def amount(self, person: Person, known: Known, name: str) -> Decimal:
        """Her share, worked out with everybody's."""
        return known.pools[self.pool.name][person.name]
