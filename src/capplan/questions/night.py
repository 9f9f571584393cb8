"""Night cover: a closed night, a bot, an evening shift or night agents, weighed (rule E4d)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from capplan.engines import DEFAULT_ENGINE
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster, presence
from capplan.questions import money
from capplan.questions.crossing import Crossing, crossing
from capplan.questions.night_cover import Cover, NightTerms, arrange, check, covers, is_staffed
from capplan.questions.night_cover import nights as nights_of
from capplan.results import estimates
from capplan.results.estimates import Estimate
from capplan.results.study import Study
from capplan.results.worth import margin
from capplan.study.compare import Comparison, compare_sums
from capplan.study.replicate import replicate_all
from capplan.units import DAY
from capplan.words import say

Floats = NDArray[np.float64]
Report = Callable[[str], None]
"""Called with what is being done."""
OCTAVES, STEP = range(-4, 5), 0.125
"""A break-even is sought from 1/16 of the night's volume to 16 times, to 9 % [octaves]."""


@dataclass(frozen=True, slots=True, eq=False)
class Night:
    """The ways to cover the night of one shop, on the same customers.

    Attributes:
        scenario: the shop as written.
        terms: what is taken about the night.
        nights: nights inside the horizon, parts of nights as fractions [1].
        chats: chats that come in them, expected, before a bot.
        covers: the ways, the closed night first.
        studies: the replications of each, in the order of `covers`.
        volumes: from which volume of the night on each pays, as a factor on the volume now; None
            for the closed night, and where a night has no demand.
    """

    scenario: Scenario
    terms: NightTerms
    nights: float
    chats: float
    covers: tuple[Cover, ...]
    studies: tuple[Study, ...]
    volumes: tuple[Crossing | None, ...]

    @property
    def chats_a_night(self) -> float:
        """Chats in one night [chats]."""
        return self.chats / self.nights

    def compared(self, place: int, measure: str) -> Comparison:
        """One measure of a cover, paired with the closed night.

        Args:
            place: place of the cover in `covers`.
            measure: one of `MEASURES`.
        """
        per, sums = MEASURES[measure]
        first, second = sums(self.studies[0]), sums(self.studies[place])
        return compare_sums(measure, per, first, second)


Sums = tuple[Floats, Floats | None]
"""Numerator and denominator (None: one per run), shape (replications,) each."""

MEASURES: dict[str, tuple[str | None, Callable[[Study], Sums]]] = {
    "lost": ("offered", lambda s: (s.total("lost"), s.total("offered"))),
    "messages": (None, lambda s: (s.total("offline"), None)),
    "message_age_ms": (
        "offline_replies",
        lambda s: (s.total("offline_age_ms"), s.total("offline_replies")),
    ),
    "orders": (None, lambda s: (s.total("orders"), None)),
    "margin_yuan": (None, lambda s: (margin(s), None)),
    "people_cost_yuan": (None, lambda s: (money.people_cost(s), None)),
    "profit_yuan": (None, lambda s: (money.profit(s), None)),
}
"""What is compared: its denominator, and its sums."""


def night(
    scenario: Scenario,
    roster: Roster,
    terms: NightTerms,
    *,
    replications: int = 40,
    seed: int = 1,
    engine: str = DEFAULT_ENGINE,
    report: Report | None = None,
) -> Night:
    """Run each way to cover the night, and find the volume from which it pays.

    Args:
        scenario: the shop.
        roster: who is on.
        terms: what is taken about the night.
        replications: of each way, at least 2.
        seed: seed of the runs.
        engine: name of the engine.
        report: called with what is being done.

    Raises:
        ValueError: if the night cannot be weighed, or fewer than 2 replications are asked for.
        NothingFinishedError: if interrupted.
    """
    check(scenario, roster, terms)
    if replications < 2:
        raise ValueError(
            say("at least 2 replications are needed for intervals, not {n}", n=replications)
        )
    spans = nights_of(scenario, terms)
    ways = covers(terms, staffed=is_staffed(roster, spans))

    def run(cover: Cover, volume: float = 1.0) -> Study:
        shop, people = arrange(scenario, roster, cover, terms, volume)
        return replicate_all(shop, people, replications, seed=seed, engine=engine)

    studies: list[Study] = []
    for cover in ways:
        if report is not None:
            report(say("running {cover}", cover=cover.title))
        studies.append(run(cover))
    horizon = scenario.calendar.grid.horizon
    inside = sum(min(end, horizon) - max(start, 0) for start, end in spans)
    chats = sum(
        float(queue.expected.between(np.array([max(start, 0), min(end, horizon)]))[0])
        for queue in scenario.queues
        for start, end in spans
    )
    closed: dict[float, Floats] = {1.0: money.profit(studies[0])}

    def gain(cover: Cover, volume: float) -> Estimate:
        if report is not None:
            report(
                say(
                    "{cover} at {percent:.0f} % of the night's volume",
                    cover=cover.title,
                    percent=100.0 * volume,
                )
            )
        if volume not in closed:
            closed[volume] = money.profit(run(ways[0], volume))
        mine = studies[ways.index(cover)] if volume == 1.0 else run(cover, volume)
        return estimates.paired_difference(closed[volume], money.profit(mine))

    volumes = tuple(
        None
        if place == 0 or chats == 0.0
        else crossing(lambda x, of=cover: gain(of, 2.0**x), OCTAVES, STEP, now=0.0).through(
            lambda x: 2.0**x
        )
        for place, cover in enumerate(ways)
    )
    whole = replace(scenario, roster=roster)
    return Night(whole, terms, inside / terms.length, chats, ways, tuple(studies), volumes)


def usual_night(scenario: Scenario, roster: Roster) -> tuple[int, int] | None:
    """Closing and opening of a shop whose roster leaves the same gap each day [ticks].

    The gap is the longest stretch of the clock, in whole intervals, in which nobody is on shift
    on any day; None if there is none.
    """
    grid, midnight = scenario.calendar.grid, scenario.calendar.first_midnight
    slots = DAY // grid.interval
    on = presence(roster, None, scenario.calendar.edges()) > 0.0
    clock = (np.arange(grid.count) - midnight // grid.interval) % slots
    busy = np.bincount(clock, on, slots) > 0.0
    if not busy.any() or busy.all():
        return None
    free, best = 0, (0, 0)
    for slot in [*range(slots), *range(slots)]:  # twice around: a gap may hold midnight
        free = 0 if busy[slot] else free + 1
        best = max(best, (free, slot + 1), key=lambda gap: gap[0])
    length, end = best
    return (end - length) % slots * grid.interval, end % slots * grid.interval


def usual_group(scenario: Scenario) -> str:
    """Who covers a night if nobody is named: who serves most queues; ties by the file's order."""
    return max(scenario.groups, key=lambda g: len(g.skills)).name
