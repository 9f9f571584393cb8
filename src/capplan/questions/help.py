"""What may help against an incident: four answers, each written as an incident (rule I5b)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from capplan.model.incidents import (
    BotChange,
    BreaksLater,
    Incident,
    MovedIn,
    Overtime,
    on_the_day,
)
from capplan.model.incidents.incident import DemandEffect, PeopleEffect
from capplan.model.laws import TimeKind, TimeLaw
from capplan.model.people import Group
from capplan.model.scenario import Queue, Scenario
from capplan.model.shifts import Roster, presence
from capplan.units import HOUR, MINUTE
from capplan.words import Sentence, say


class Help(StrEnum):
    """What is tried."""

    MOVED_IN = "people_moved"
    OVERTIME = "overtime"
    BOT = "bot_on"
    BREAKS = "breaks_delayed"


TITLES = {
    Help.MOVED_IN: say("people moved"),
    Help.OVERTIME: say("overtime"),
    Help.BOT: say("bot on"),
    Help.BREAKS: say("breaks delayed"),
}


@dataclass(frozen=True, slots=True)
class HelpTerms:
    """How much is done; all of it assumed.

    Attributes:
        react: from the moment an incident is noticed to the first help [ticks].
        moved: share of the other group's people on who are moved [1].
        speed: their speed there ÷ that of the group [1].
        stay: longest overtime of whose shift ends meanwhile [ticks].
        contains: share of the chats that the bot is set to keep [1].
        returns: share of these who come back, within 2 h [1].
    """

    react: int = 15 * MINUTE
    moved: float = 0.3
    speed: float = 0.8
    stay: int = 2 * HOUR
    contains: float = 0.6
    returns: float = 0.3


def helps(
    scenario: Scenario, roster: Roster, incident: Incident, hurt: str, span: tuple[int, int],
    terms: HelpTerms,
) -> dict[Help, Incident | Sentence]:  # fmt: skip
    """The answers to an incident, or why one cannot be given.

    Args:
        scenario: the shop, struck.
        roster: who is on, as planned.
        incident: what strikes.
        hurt: name of the queue that it hurts most.
        span: when help may be there [ticks].
        terms: how much is done.
    """
    there = on_the_day(scenario, roster)
    serving = [g for g in scenario.groups if g.skill(hurt) is not None]
    names = tuple(g.name for g in serving)
    found: dict[Help, Incident | Sentence] = {}
    for kind in Help:
        people: PeopleEffect | None = None
        demand: DemandEffect | None = None
        match kind:
            case Help.MOVED_IN:
                people = _moved(scenario, there, hurt, span, terms)
                lack = say("no other group has people to spare then")
            case Help.OVERTIME:
                people = Overtime(names, terms.stay)
                lack = say("nobody's shift ends then")
                if people.on_roster(scenario, there, _over(kind, span)) == there:
                    people = None
            case Help.BOT:
                demand = _bot(scenario, incident, hurt, terms)
                lack = say("the bot is down, or keeps as many already")
            case Help.BREAKS:
                people = BreaksLater(names)
                lack = say("nobody has a break then")
                if people.on_roster(scenario, there, _over(kind, span)) == there:
                    people = None
        if people is None and demand is None:
            found[kind] = lack
        else:
            found[kind] = Incident(
                f"{incident.name}: {kind}", *span,
                demand=() if demand is None else (demand,),
                people=() if people is None else (people,),
            )  # fmt: skip
    return found


def _over(kind: Help, span: tuple[int, int]) -> Incident:
    return Incident(kind, *span)


def _moved(
    scenario: Scenario, there: Roster, hurt: str, span: tuple[int, int], terms: HelpTerms
) -> MovedIn | None:
    """Some people of the largest group whose first choice is another queue."""
    edges = np.array(span, dtype=np.int64)

    def on(group: Group) -> float:
        return float(presence(there, group.name, edges)[0])

    own = [g for g in scenario.groups if _first(g) == hurt]
    own = own or [g for g in scenario.groups if g.skill(hurt) is not None]
    others = [g for g in scenario.groups if g not in own and _first(g) != hurt and on(g) >= 1.0]
    if not own or not others:
        return None
    source, target = max(others, key=on), max(own, key=on)
    people = max(1, int(on(source) * terms.moved + 0.5))
    return MovedIn(people, source.name, target.name, terms.speed)


def _first(group: Group) -> str:
    return min(group.skills, key=lambda s: s.preference).queue


def _bot(scenario: Scenario, incident: Incident, hurt: str, terms: HelpTerms) -> BotChange | None:
    if any(isinstance(e, BotChange) for e in incident.demand):
        return None
    queue = next(q for q in scenario.queues if q.name == hurt)
    if _keeps(queue, incident.start) >= terms.contains:
        return None
    delay = TimeLaw(TimeKind.EXPONENTIAL, 1.0 * HOUR)
    return BotChange((hurt,), terms.contains, terms.returns, delay)


def _keeps(queue: Queue, tick: int) -> float:
    """Share that the queue's bot keeps at a tick [1]."""
    if queue.bot is None:
        return 0.0
    return float(queue.bot.contained_at(queue.bot.part_at(np.array([tick])))[0])
