"""The same people in three arrangements of posts (rule E4a)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from capplan.model.people import Group, Skill
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.words import say


class Posts(StrEnum):
    """Who serves which queue."""

    SPECIALISTS = "specialists"
    """Each group serves its first queue only."""
    FLEXIBLE = "flexible"
    """Some of each group serve all queues, the others their first only."""
    GENERALISTS = "generalists"
    """Everybody serves all queues, the own first."""


POSTS = {
    Posts.SPECIALISTS: say("specialists"),
    Posts.FLEXIBLE: say("flexible"),
    Posts.GENERALISTS: say("generalists"),
}
"""Their names as people read them."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How people fare in a queue that is not their first.

    The defaults are assumed: no source was found.

    Attributes:
        speed: speed there ÷ speed in the first queue [1].
        conversion: conversion factor there [1].
        flexible: share of each group who serve all queues in the flexible arrangement [1].
    """

    speed: float = 0.8
    conversion: float = 0.9
    flexible: float = 0.2

    def __post_init__(self) -> None:
        for name, value in (
            ("unfamiliar speed", self.speed),
            ("unfamiliar conversion", self.conversion),
            ("flexible share", self.flexible),
        ):
            if not 0.0 < value <= 1.0:
                raise ValueError(
                    say(
                        "the {name} must lie above 0 % and at most at 100 %, not at {value:.4g} %",
                        name=name,
                        value=100.0 * value,
                    )
                )


def check(scenario: Scenario) -> None:
    """Refuse what cannot be split.

    Raises:
        ValueError: if there is one queue only, a queue is no group's first, or none brings orders.
    """
    names = list(scenario.queue_names)
    if len(names) < 2:
        there = ", ".join(names) or "none"
        raise ValueError(
            say("a split needs at least two queues; there is only {there}", there=there)
        )
    firsts = {first_skill(g).queue for g in scenario.groups}
    for name in names:
        if name not in firsts:
            raise ValueError(
                say(
                    "queue {name} is no group's first choice, so nobody would serve it in a split; "
                    "give it the choice 1 in a group of its own under groups.*.handles",
                    name=name,
                )
            )
    if not any(q.orders for q in scenario.queues):
        raise ValueError(
            say(
                "no queue brings orders, and a split is judged by its profit; write `orders` "
                "under a queue"
            )
        )


def first_skill(group: Group) -> Skill:
    """The skill in the queue that the group serves first; ties by the order of the file."""
    return min(group.skills, key=lambda s: s.preference)


def arrange(
    scenario: Scenario, roster: Roster, posts: Posts, terms: Terms
) -> tuple[Scenario, Roster]:
    """The scenario and the roster under an arrangement; people and shifts stay as they are."""
    match posts:
        case Posts.SPECIALISTS:
            groups = tuple(_specialist(g) for g in scenario.groups)
        case Posts.GENERALISTS:
            groups = tuple(_generalist(g, scenario, terms) for g in scenario.groups)
        case Posts.FLEXIBLE:
            special = tuple(_specialist(g) for g in scenario.groups)
            both = (_generalist(g, scenario, terms) for g in scenario.groups)
            groups = special + tuple(replace(g, name=flexible_name(g.name)) for g in both)
            roster = _some_flexible(roster, terms.flexible)
    return replace(scenario, groups=groups, roster=roster), roster


def lifted(scenario: Scenario, *, speed: float = 1.0, conversion: float = 1.0) -> Scenario:
    """The same with every skill's speed and conversion factor multiplied [1]."""
    groups = tuple(
        replace(
            g,
            skills=tuple(
                replace(
                    s,
                    speed=s.speed * speed,
                    conversion_factor=s.conversion_factor * conversion,
                )
                for s in g.skills
            ),
        )
        for g in scenario.groups
    )
    return replace(scenario, groups=groups)


def flexible_name(group: str) -> str:
    """Name of the flexible part of a group."""
    return f"{group} (flexible)"


def _specialist(group: Group) -> Group:
    return replace(group, skills=(replace(first_skill(group), preference=1),))


def _generalist(group: Group, scenario: Scenario, terms: Terms) -> Group:
    first = first_skill(group)
    skills = [replace(first, preference=1)]
    for name in scenario.queue_names:
        if name != first.queue:
            own = group.skill(name)
            speed, limit = first.speed * terms.speed, own.limit if own else None
            skills.append(Skill(name, 2, speed, terms.conversion, limit))
    return replace(group, skills=tuple(skills))


def _some_flexible(roster: Roster, share: float) -> Roster:
    """Move a share of each group's agents, at least one, into its flexible part.

    They are spread evenly over the group's agents in the order of their numbers, hence over its
    shifts.
    """
    agents: dict[str, list[int]] = {}
    for shift in roster.shifts:
        mine = agents.setdefault(shift.group, [])
        if shift.agent not in mine:
            mine.append(shift.agent)
    chosen: set[int] = set()
    for mine in agents.values():
        count = max(1, int(len(mine) * share + 0.5))
        chosen |= {mine[(2 * k + 1) * len(mine) // (2 * count)] for k in range(count)}
    return Roster(
        tuple(
            replace(s, group=flexible_name(s.group)) if s.agent in chosen else s
            for s in roster.shifts
        )
    )
