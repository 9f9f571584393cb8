"""One incident: a span, when it was announced, and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from capplan.model.scenario import Scenario
    from capplan.model.shifts import Roster


class DemandEffect(Protocol):
    """What an incident does to customers or bots."""

    def on_scenario(self, scenario: Scenario, incident: Incident) -> Scenario:
        """The scenario as the incident makes it."""
        ...


class PeopleEffect(Protocol):
    """What an incident does to people."""

    def on_roster(self, scenario: Scenario, roster: Roster, incident: Incident) -> Roster:
        """The roster as the incident makes it."""
        ...


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that strikes the shop, or helps it, from some moment to another.

    Attributes:
        name: the key in the file.
        start: from this tick on [ticks].
        end: up to this tick [ticks].
        announced: when people hear of it, if that is before the start; else None [ticks].
        says: what happens, in a sentence of the file; "" if it says none.
        demand: what it does to customers and bots.
        people: what it does to people, in this order.
    """

    name: str
    start: int
    end: int
    announced: int | None = None
    says: str = ""
    demand: tuple[DemandEffect, ...] = ()
    people: tuple[PeopleEffect, ...] = ()

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"incident {self.name}: it must end after it starts")

    @property
    def known(self) -> int:
        """When people know of it [ticks]."""
        return self.start if self.announced is None else min(self.announced, self.start)
