"""What one more agent-hour earns against its price, stretch by stretch (rule E3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from capplan.engines import DEFAULT_ENGINE
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster, Shift
from capplan.questions import money
from capplan.questions.stretches import Stretch, measured, shifts, windows, with_one
from capplan.results import estimates
from capplan.results.estimates import Estimate
from capplan.results.study import Study
from capplan.results.worth import earned
from capplan.study.forecast import factor_at, with_factor
from capplan.study.replicate import replicate_all
from capplan.words import Sentence, say

Floats = NDArray[np.float64]
Report = Callable[[str], None]
"""Called with what is being done."""
STEPS = 12
"""Most people added or taken away on the way to where value and price meet."""
PROBABILITIES = (0.1, 0.5, 0.9)
"""Quantiles of the shared day factor at which the profit is told."""


@dataclass(frozen=True, slots=True)
class Step:
    """One person more, or fewer, on a shift, on the way to where value and price meet.

    Attributes:
        group: the group.
        shift_type: the shift type.
        change: 1 or -1 [people].
        gain: change of the profit, paired with the roster before [yuan].
    """

    group: str
    shift_type: str
    change: int
    gain: Estimate


@dataclass(frozen=True, slots=True)
class Risk:
    """The profit where demand strays from its forecast.

    Attributes:
        probability: quantile of the shared day factor [1].
        factor: demand ÷ forecast [1].
        earned: margin less the price of lost and late contacts, per run [yuan].
        people: cost of people per run [yuan].
        profit: earned less people [yuan].
    """

    probability: float
    factor: float
    earned: Estimate
    people: Estimate
    profit: Estimate


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """What one more agent-hour is worth, and where it no longer pays.

    Attributes:
        scenario: the shop, with the roster asked about.
        base: the runs of that roster.
        profit: of that roster, per run [yuan].
        stretches: each with its gain and price; those of a group in order of time.
        steps: how the roster comes to where value and price meet.
        met: the roster there.
        met_profit: its profit, paired with that of the roster asked about [yuan].
        settled: whether no step was left that gains; else `STEPS` were taken; None: not looked for.
        risks: the roster's profit at quantiles of the demand.
        replications: runs of each.
    """

    scenario: Scenario
    base: Study
    profit: Estimate
    stretches: tuple[Stretch, ...]
    steps: tuple[Step, ...]
    met: Roster
    met_profit: Estimate
    settled: bool | None
    risks: tuple[Risk, ...]
    replications: int

    @property
    def dearest(self) -> Stretch:
        """The stretch in which one more hour gains the most beyond its price."""
        return max(self.stretches, key=lambda s: s.net / s.hours)


def check(scenario: Scenario) -> None:
    """Refuse a shop in which nothing tells what service is worth.

    Raises:
        ValueError: no queue has orders or a price.
    """
    if all(queue.orders is None and queue.price is None for queue in scenario.queues):
        raise ValueError(
            say(
                "no queue has orders or a price, so an hour earns nothing; write orders or price "
                "under a queue"
            )
        )


def value(
    scenario: Scenario,
    roster: Roster,
    *,
    replications: int = 40,
    meet: bool = True,
    seed: int = 1,
    engine: str = DEFAULT_ENGINE,
    report: Report | None = None,
) -> Value:
    """Put one more person of each group on in each stretch, on the same customers.

    Args:
        scenario: the shop.
        roster: who is on.
        replications: runs of each roster, at least 2.
        meet: whether to look for the roster at which value and price meet.
        seed: seed of the runs.
        engine: name of the engine.
        report: called with what is being done.

    Raises:
        ValueError: nothing tells what service is worth, or fewer than 2 replications.
        NothingFinishedError: if interrupted.
    """
    check(scenario)
    if replications < 2:
        raise ValueError(
            say(
                "the value of an hour needs at least 2 replications for its interval, not {number}",
                number=replications,
            )
        )

    def tell_about(what: str) -> None:
        if report is not None:
            report(what)

    def run(people: Roster, shop: Scenario = scenario) -> Study:
        return replicate_all(shop, people, replications, seed=seed, engine=engine)

    base = run(roster)
    before = money.profit(base)
    stretches: list[Stretch] = []
    for group in scenario.groups:
        for shift in (*shifts(scenario, roster, group), *windows(scenario, roster, group)):
            tell_about(
                say(
                    "one more of {group} at {at}",
                    group=group.name,
                    at=_clock(scenario, shift.start),
                )
            )
            study = run(with_one(roster, shift))
            stretches.append(measured(scenario, shift, base, study))
    met, steps, settled = (
        _meet(scenario, roster, before, run, tell_about) if meet else (roster, (), None)
    )
    risks = tuple(_risk(scenario, roster, p, run) for p in PROBABILITIES)
    at_end = before if met == roster else money.profit(run(met))
    return Value(
        replace(scenario, roster=roster),
        base,
        estimates.mean(before),
        tuple(stretches),
        steps,
        met,
        estimates.paired_difference(before, at_end),
        settled,
        risks,
        replications,
    )


def _clock(scenario: Scenario, tick: int) -> Sentence:
    return say("{moment:%d %b %H:%M}", moment=scenario.calendar.at(tick))


def _meet(
    scenario: Scenario,
    roster: Roster,
    before: Floats,
    run: Callable[[Roster], Study],
    tell_about: Report,
) -> tuple[Roster, tuple[Step, ...], bool]:
    """Add or take away the person on a shift that gains the most, until none gains."""
    steps: list[Step] = []
    while len(steps) < STEPS:
        tell_about(say("where value and price meet: step {number}", number=len(steps) + 1))
        best: tuple[Floats, Roster, Step] | None = None
        for other, name, kind, change in _neighbours(scenario, roster):
            profit = money.profit(run(other))
            gain = estimates.paired_difference(before, profit)
            if gain.value > 0 and (best is None or profit.mean() > best[0].mean()):
                best = profit, other, Step(name, kind, change, gain)
        if best is None:
            return roster, tuple(steps), True
        before, roster, step = best
        steps.append(step)
    return roster, tuple(steps), False


def _neighbours(scenario: Scenario, roster: Roster) -> list[tuple[Roster, str, str, int]]:
    """The roster with one person more, and one fewer, on each shift type and day of each group."""
    found: list[tuple[Roster, str, str, int]] = []
    for group in scenario.groups:
        people = len({s.agent for s in roster.shifts if s.group == group.name})
        if people < group.most:
            found += [
                (with_one(roster, shift), group.name, shift.shift_type, 1)
                for shift in shifts(scenario, roster, group)
            ]
        for shift in _last_of_each(roster, group.name):
            left = tuple(s for s in roster.shifts if s != shift)
            if left:
                found.append((_renumbered(left), group.name, shift.shift_type, -1))
    return found


def _last_of_each(roster: Roster, group: str) -> list[Shift]:
    """The highest seat of each shift type, or hours written by hand, and day."""
    mine = [s for s in roster.shifts if s.group == group]
    last = {(s.shift_type, s.day, s.start, s.end): s for s in sorted(mine, key=lambda s: s.seat)}
    return list(last.values())


def _renumbered(shifts: tuple[Shift, ...]) -> Roster:
    """A roster whose agent numbers have no gap."""
    place = {agent: n for n, agent in enumerate(sorted({s.agent for s in shifts}))}
    return Roster.of([replace(s, agent=place[s.agent]) for s in shifts])


def _risk(
    scenario: Scenario, roster: Roster, probability: float, run: Callable[[Roster, Scenario], Study]
) -> Risk:
    factor = factor_at(scenario, probability)
    study = run(roster, with_factor(scenario, factor))
    worth, people = earned(study), money.people_cost(study)
    return Risk(
        probability,
        factor,
        estimates.mean(worth),
        estimates.mean(people),
        estimates.mean(worth - people),
    )
