"""The plan: who, when, at what cost, what is lost, how sure (rules S2 and S3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.engines import DEFAULT_ENGINE, releases_gil
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.pay import PARTS, overtime_cost
from capplan.results import estimates
from capplan.results.estimates import Estimate
from capplan.results.study import Study
from capplan.results.verdicts import Answer, Verdict, verdicts
from capplan.staffing.requirement import Requirement, requirement
from capplan.staffing.search import Candidate, Effort, Report, Search
from capplan.staffing.seats import Seat, people_needed, seats, to_roster
from capplan.study import replicate
from capplan.study.days import Days
from capplan.units import HOUR

Ints = NDArray[np.int64]

FRESH = 1_000_000
"""Number of the first fresh day: no search comes this far."""
MARGIN_ROUNDS = 3
"""How often a plan that misses on fresh days is sent back with a margin."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A target that the plan does not meet, and why.

    Attributes:
        verdict: the verdict on fresh days.
        reason: why, and what would help.
    """

    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The answer.

    Attributes:
        scenario: the shop.
        kinds: the kinds of seats that could be filled.
        people: people per kind of seat, shape (kinds,).
        roster: the same as shifts.
        needs: what theory asked for.
        study: the roster on fresh days, not used in the search.
        verdicts: every target in every window, on the fresh days.
        unmet: targets that are missed, each with its reason.
        search_days: days used in the search.
        tried: rosters tried.
        complete: False if the search or the fresh days were interrupted.
    """

    scenario: Scenario
    kinds: tuple[Seat, ...]
    people: Ints
    roster: Roster
    needs: Requirement
    study: Study
    verdicts: tuple[Verdict, ...]
    unmet: tuple[Unmet, ...]
    search_days: int
    tried: int
    complete: bool

    @property
    def roster_table(self) -> pd.DataFrame:
        """One row per day, group and shift type in use."""
        from capplan.staffing import tables  # noqa: PLC0415  (tables know plans)

        return tables.roster(self)

    @property
    def meets_all(self) -> bool:
        """Whether no target is missed."""
        return not self.unmet

    @property
    def planned_cost(self) -> float:
        """Cost of shifts and hirings, before overtime [yuan]."""
        return sum(self.cost_parts().values())

    def headcount(self, group: str) -> int:
        """People of a group who are needed to work the plan's shifts."""
        place = self.scenario.group_names.index(group)
        return people_needed(self.scenario, self.kinds, self.people, place)

    def cost_parts(self, group: str | None = None) -> dict[str, float]:
        """Cost by part, of one group or all [yuan]."""
        parts: dict[str, float] = dict.fromkeys((*PARTS, "hiring"), 0.0)
        for seat, number in zip(self.kinds, self.people.tolist(), strict=True):
            if group in (None, self.scenario.group_names[seat.group]):
                for part in PARTS:
                    parts[part] += number * getattr(seat.cost, part)
        for terms in self.scenario.groups:
            if terms.is_temporary and group in (None, terms.name):
                parts["hiring"] += terms.hiring_cost * self.headcount(terms.name)
        return parts

    def cost(self) -> Estimate:
        """Planned cost plus the overtime of finishing chats, per run [yuan]."""
        hours = self.study.group_sums("overtime_ms").sum(axis=2) / HOUR
        extra = np.zeros(self.study.replications)
        for place, group in enumerate(self.scenario.groups):
            pay = self.scenario.pay_plan(group)
            extra += np.array([overtime_cost(pay, float(h)) for h in hours[:, place]])
        return estimates.mean(self.planned_cost + extra)

    def lost(self, queue: str | None = None) -> Estimate:
        """Customers lost ÷ customers offered to people [1]."""
        return self.study.ratio("lost", "offered", queue)


def usual_effort(engine: str) -> tuple[Effort, int]:
    """Search effort and fresh days that end in minutes with an engine."""
    if releases_gil(engine):
        return Effort(days=20, rounds=16, trials=120), 300
    return Effort(days=4, rounds=6, trials=8), 32


def plan(
    scenario: Scenario,
    *,
    seed: int = 1,
    engine: str = DEFAULT_ENGINE,
    effort: Effort | None = None,
    fresh_days: int | None = None,
    report: Report = lambda _stage, _cost: None,
) -> Plan:
    """Find a low-cost roster that meets the scenario's targets, and judge it on fresh days.

    Args:
        scenario: the shop; needs shift types and pay.
        seed: seed of all days.
        engine: name of the engine.
        effort: how long to search; by default what the engine does in minutes.
        fresh_days: days for the verdict, not used in the search.
        report: called as the search goes on.

    Raises:
        ValueError: if the scenario has no shift types to plan with.
    """
    kinds = seats(scenario)
    if not kinds:
        raise ValueError("a plan needs shift types that some group may work within the horizon")
    usual, usual_fresh = usual_effort(engine)
    effort = effort or usual
    fresh_days = fresh_days or usual_fresh
    needs = requirement(scenario)
    with Days(scenario, effort.days, seed=seed, first=0, engine=engine) as days:
        search = Search(scenario, days, needs, kinds, report=report)
        best = search.run(effort)
        study = _fresh(search, best, fresh_days, seed, engine)
        for _ in range(MARGIN_ROUNDS):
            done = search.interrupted or not study.complete or not search.holds(best)
            if done or not search.learn(study):
                break
            best = search.run(effort)
            study = _fresh(search, best, fresh_days, seed, engine)
        judged = tuple(verdicts(study))
        unmet = _unmet(search, best, judged)
    return Plan(
        scenario=scenario,
        kinds=kinds,
        people=best.people,
        roster=study.roster,
        needs=needs,
        study=study,
        verdicts=judged,
        unmet=unmet,
        search_days=effort.days,
        tried=round(search.tried),
        complete=study.complete and not search.interrupted,
    )


def _fresh(search: Search, best: Candidate, days: int, seed: int, engine: str) -> Study:
    """Run the best roster on days that the search has not seen."""
    search.report(f"judging on {days} fresh days", search.best_cost)
    roster = to_roster(search.scenario, search.kinds, best.people)
    return replicate(search.scenario, roster, days, seed=seed, first=FRESH, engine=engine)


def _unmet(search: Search, best: Candidate, judged: tuple[Verdict, ...]) -> tuple[Unmet, ...]:
    """The targets that are missed, each with the reason why."""
    missed = [v for v in judged if v.answer is Answer.MISSED]
    return tuple(Unmet(v, _reason(v, search, best)) for v in missed)


def _reason(verdict: Verdict, search: Search, best: Candidate) -> str:
    """Why a target is missed: found out by putting on as many people as the groups have."""
    if search.holds(best):
        return "met on the search days but not on fresh ones; more search days are needed"
    target = verdict.target
    many = search.with_many(target.queue)
    slack = many.slack[search.windows.index((target, verdict.window))]
    if slack >= 0.0:
        return "more people would meet it; search longer"
    scenario = search.scenario
    serving = [
        (people_needed(scenario, search.kinds, many.people, g), group)
        for g, group in enumerate(scenario.groups)
        if group.skill(target.queue)
    ]
    used_up = [group.name for needed, group in serving if needed >= group.most]
    if used_up:
        names = " and ".join(used_up)
        return f"everybody in {names} who may work is on; more people or shift types are needed"
    people = sum(needed for needed, _ in serving)
    return f"even {people} people do not meet it; it is out of reach of this shop"
