"""Base: a fixed amount a month, perhaps by grade (底薪)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from capplan.pay.errors import PayError
from capplan.pay.parts.part import Known
from capplan.pay.person import Person
from capplan.words import listed, say


@dataclass(frozen=True, slots=True)
class Base:
    """A fixed amount, in a part of a month by paid days (E1j).

    Attributes:
        monthly: amount [yuan/month].
        grades: amount of each grade, in place of `monthly` [yuan/month].
    """

    monthly: Decimal
    grades: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    earns: bool = True

    @property
    def metrics(self) -> tuple[str, ...]:
        """A base by grade needs the grade."""
        return ("grade",) if self.grades else ()

    def of(self, person: Person, name: str) -> Decimal:
        """The whole month's amount [yuan/month].

        Raises:
            PayError: the person's grade is not in the plan.
        """
        if not self.grades:
            return self.monthly
        grade = person.texts.get("grade", "")
        if grade not in self.grades:
            raise PayError(
                say(
                    '{name} has the grade "{grade}", for which {name_2} has no amount '
                    "(valid: {grades})",
                    name=person.name,
                    grade=grade,
                    name_2=name,
                    grades=listed(self.grades),
                )
            )
        return self.grades[grade]

    def amount(self, person: Person, known: Known, name: str) -> Decimal:
        """Pro rata of paid days."""
        return person.pro_rata(self.of(person, name))
