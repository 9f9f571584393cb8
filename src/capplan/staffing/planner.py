"""From a scenario to its plan (rules S2 to S5)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from capplan.engines import DEFAULT_ENGINE
from capplan.model.scenario import Scenario
from capplan.staffing.aims import Aim, Goal
from capplan.staffing.alternatives import alternatives, look_for_others
from capplan.staffing.bound import Bound, lower_bound
from capplan.staffing.certificate import (
    Forecast,
    Thinner,
    forecasts,
    less_one,
)
from capplan.staffing.certified_search import Found, certified_search
from capplan.staffing.concurrency import with_best_limits
from capplan.staffing.effort import Effort, usual_effort
from capplan.staffing.enough import Shortfall, shortfall
from capplan.staffing.interrupt import interruptible
from capplan.staffing.level_bound import level_bound
from capplan.staffing.plan import Plan
from capplan.staffing.requirement import requirement
from capplan.staffing.search import Report, Search
from capplan.staffing.seats import seats
from capplan.staffing.unmet import unmet_targets
from capplan.study import bar
from capplan.study.days import Days
from capplan.words import say

OTHERS = 20
"""Kinds of seats for which another roster of nearly the same cost is looked for."""
PAIRED_SHARE, FORECAST_SHARE = 15, 8
"""Fresh days ÷ days on which thinner rosters are run, and ÷ days per point of the forecast."""


def plan(
    scenario: Scenario,
    *,
    goal: Goal | None = None,
    seed: int = 1,
    engine: str = DEFAULT_ENGINE,
    effort: Effort | None = None,
    fresh_days: int | None = None,
    report: Report = lambda _stage, _cost: None,
    progress: bool = False,
) -> Plan:
    """Find a low-cost roster that meets the scenario's targets, and certify it on fresh days.

    Args:
        scenario: the shop; needs shift types and pay.
        goal: what is to be best; by default the least cost that meets the targets.
        seed: seed of all days.
        engine: name of the engine.
        effort: how long to search; by default what the engine does in minutes.
        fresh_days: days of a certification, not used in the search.
        report: called as the search goes on.
        progress: show in the terminal or the notebook what is being done, instead of `report`.

    Raises:
        ValueError: if the scenario has no shift types to plan with, or nothing that the goal
            could go by.
    """
    if progress:
        with bar.watching(scenario.name) as show:
            return plan(
                scenario, goal=goal, seed=seed, engine=engine, effort=effort,
                fresh_days=fresh_days, report=lambda what, cost: show(bar.stage(what, cost), None),
            )  # fmt: skip
    kinds = seats(scenario)
    if not kinds:
        raise ValueError(
            say("a plan needs shift types that some group may work within the horizon")
        )
    goal = goal or Goal()
    goal.check(scenario)
    usual, usual_fresh = usual_effort(engine, scenario)
    effort = effort or usual
    fresh_days = fresh_days or usual_fresh
    open_limits = [g.least_limit not in {None, g.limit} for g in scenario.groups]
    with Days(
        scenario, effort.days, seed=seed, first=0, engine=engine, glance=effort.glance
    ) as days:
        scenario = with_best_limits(scenario, goal, days, report)
        chosen = tuple((g, scenario.groups[g].limit) for g in np.flatnonzero(open_limits).tolist())
        needs = requirement(scenario)
        search = Search(scenario, days.in_shop(scenario), needs, kinds, goal, report)
        found = certified_search(search, effort, fresh_days, seed, engine)
        return replace(_plan(search, found, effort, fresh_days, seed, engine), chosen_limits=chosen)


def _plan(
    search: Search, found: Found, effort: Effort, fresh_days: int, seed: int, engine: str
) -> Plan:
    """Put the certificate together."""
    search.margin, search.best = found.margin, found.best
    fresh = found.certification.study
    complete = fresh.complete and not search.interrupted
    thinner: tuple[Thinner, ...] = ()
    at_points: tuple[Forecast, ...] = ()
    if complete and search.windows:
        paired, each = max(2, fresh_days // PAIRED_SHARE), max(2, fresh_days // FORECAST_SHARE)
        thinner = (
            interruptible(
                search, lambda: less_one(search, found.best, fresh, paired, effort.thinner)
            )
            or ()
        )
        at_points = interruptible(search, lambda: forecasts(search, found.best, fresh, each)) or ()
        search.best = found.best
        interruptible(search, lambda: look_for_others(search, min(OTHERS, effort.thinner)))
    search.best = found.best
    near = alternatives(search)
    known = interruptible(search, lambda: lower_bound(search.scenario, search.kinds, search.terms))
    bounds = [found.settled.excluded, known]
    bound = max((b for b in bounds if b is not None), key=lambda b: b.cost, default=None)
    believed = interruptible(search, lambda: _believed(search, found.settled.measured, bound))
    unmet = unmet_targets(search, found.best, found.certification.verdicts)
    missing: Shortfall | None = None
    if unmet and complete and search.goal.aim is Aim.COST:
        missing = interruptible(search, lambda: shortfall(search, found.best))
    return Plan(
        scenario=search.scenario,
        chosen_limits=(),
        kinds=search.kinds,
        people=found.best.people,
        roster=fresh.roster,
        needs=search.needs,
        goal=search.goal,
        certification=found.certification,
        thinner=thinner,
        forecasts=at_points,
        bound=bound,
        believed=believed,
        proof=found.settled.proof,
        near=near,
        unmet=unmet,
        shortfall=missing,
        search_days=effort.days,
        tried=round(search.tried),
        seed=seed,
        engine=engine,
        complete=complete and not search.interrupted,
    )


def _believed(search: Search, measured: Bound | None, proven: Bound | None) -> Bound | None:
    """The bound by rosters tried, else by the level model, where it says more than what is proven.

    The latter is not worked out beside the former, which says more wherever both were tried.
    """
    found = measured
    if found is None:
        found = level_bound(search.scenario, search.kinds, search.terms, search.present)
    if found is None or (proven is not None and found.cost <= proven.cost):
        return None
    return found
