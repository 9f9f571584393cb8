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
        return people_needed(self.kinds, self.people, place, self.scenario.rest)

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
        return Effort(days=24, rounds=20, trials=300), 300
    return Effort(days=4, rounds=8, trials=12), 40


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
            failing = [v for v in verdicts(study) if not v.holds]
            if not failing or not best.holds or search.interrupted or not study.complete:
                break
            search.demand_margin(failing)
            best = search.run(effort)
            study = _fresh(search, best, fresh_days, seed, engine)
    judged = tuple(verdicts(study))
    return Plan(
        scenario=scenario,
        kinds=kinds,
        people=best.people,
        roster=study.roster,
        needs=needs,
        study=study,
        verdicts=judged,
        unmet=tuple(
            Unmet(v, _reason(v, best, scenario)) for v in judged if v.answer is Answer.MISSED
        ),
        search_days=effort.days,
        tried=search.tried,
        complete=study.complete and not search.interrupted,
    )


def _fresh(search: Search, best: Candidate, days: int, seed: int, engine: str) -> Study:
    """Run the best roster on days that the search has not seen."""
    search.report(f"judging on {days} fresh days", search.best_cost)
    roster = to_roster(search.scenario, search.kinds, best.people)
    return replicate(search.scenario, roster, days, seed=seed, first=FRESH, engine=engine)


def _reason(verdict: Verdict, best: Candidate, scenario: Scenario) -> str:
    """Why a target is missed."""
    place = scenario.queue_names.index(verdict.target.queue)
    start, end = (tick // scenario.calendar.grid.interval for tick in verdict.window)
    if (best.shortage[place, start:end] > 0.01).any():
        return "everybody who may work is on; more people, seats or shift types are needed"
    if not best.holds:
        return "more people alone do not help here; the target is out of reach of this shop"
    return "met on the search days but not on fresh ones; more search days are needed"
