"""The plan of a campaign: who is hired, trained, on and released when, at what cost (rule S7)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.campaign.crews import of_scenario
from capplan.campaign.dismiss import dismiss
from capplan.campaign.mend import mend
from capplan.campaign.money import Costs, costs
from capplan.campaign.people import Person, to_roster
from capplan.campaign.search import CampaignSearch, Tried
from capplan.campaign.shop import Shop
from capplan.campaign.trim import Removals, trim
from capplan.campaign.unmet import NOTHING, Missed, missed
from capplan.engines import DEFAULT_ENGINE, releases_gil
from capplan.model.campaign import Campaign
from capplan.model.scenario import Scenario
from capplan.pay import run_cost
from capplan.results import estimates
from capplan.results.estimates import Estimate
from capplan.results.study import Study
from capplan.results.verdicts import Answer, Verdict, joint_verdicts
from capplan.staffing.certificate import FRESH, Certification, risk_of
from capplan.staffing.certified_search import PILOT
from capplan.staffing.interrupt import interruptible
from capplan.staffing.margins import LEAST_MARGIN, powers, shortfalls
from capplan.staffing.requirement import human_arrivals, requirement
from capplan.staffing.search import Report
from capplan.staffing.seats import presence_per_seat, seats
from capplan.study.days import Days
from capplan.study.replicate import replicate
from capplan.words import say

Floats = NDArray[np.float64]

CHATS_OF_A_SEARCH = 5_000_000
"""Search days are as many as hold so many chats, between `LEAST_DAYS` and `MOST_DAYS`."""
LEAST_DAYS, MOST_DAYS = 4, 8
FRESH_RUNS, MOST_FRESH = 10, 25
"""Fresh days ÷ search days, for campaigns of many chats and of few."""


@dataclass(frozen=True, slots=True)
class CampaignEffort:
    """How long to search; counts, not seconds, so that a search can be repeated.

    Attributes:
        days: search days: runs of the whole campaign.
        rounds: rounds of asking for more and less.
        trials: trials of putting people on, and of taking them off.
        fresh: fresh days of a certification.
    """

    days: int
    rounds: int
    trials: int
    fresh: int


@dataclass(frozen=True, slots=True, eq=False)
class CampaignPlan:
    """The answer.

    Attributes:
        shop: the campaign, with its crews and kinds of seats.
        people: everybody with the own shifts; who is hired but not needed is not among them.
        certification: the people on fresh days, not used in the search, with its verdicts.
        missed: the targets missed on fresh days, with what stops them, and what would be enough.
        removals: what was tried on the search days to show that nobody is to spare.
        unfilled: shifts wanted that nobody could take within the rules.
        effort: how long it was searched.
        rounds: covers tried.
        seed: seed of all days.
        engine: name of the engine.
        complete: False if the search or the fresh days were interrupted.
    """

    shop: Shop
    people: tuple[Person, ...]
    certification: Certification
    missed: Missed
    removals: Removals
    unfilled: int
    effort: CampaignEffort
    rounds: int
    seed: int
    engine: str
    complete: bool

    @property
    def scenario(self) -> Scenario:
        """The shop."""
        return self.shop.scenario

    @property
    def study(self) -> Study:
        """The people on fresh days."""
        return self.certification.study

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every target in every window, on the fresh days."""
        return self.certification.verdicts

    @property
    def meets_all(self) -> bool:
        """Whether no target is missed."""
        return all(v.answer is not Answer.MISSED for v in self.verdicts)

    def costs(self) -> Costs:
        """Cost by (day, place of the group, part) [yuan]."""
        return costs(self.shop, self.people)

    @property
    def planned_cost(self) -> float:
        """Cost of people, before the overtime of finishing chats [yuan]."""
        return sum(self.costs().values())

    def cost(self) -> Estimate:
        """Planned cost plus the overtime of finishing chats, per run [yuan]."""
        return estimates.mean(run_cost(self.study, self.planned_cost))

    def lost(self, queue: str | None = None) -> Estimate:
        """Customers lost ÷ customers offered to people [1]."""
        return self.study.ratio("lost", "offered", queue)

    def heads(self, group: str) -> int:
        """People of a group who have shifts, or are hired."""
        place = self.scenario.group_names.index(group)
        return sum(p.group == place for p in self.people)


def campaign_of(scenario: Scenario) -> Campaign:
    """The campaign of a scenario.

    Raises:
        ValueError: if it has none.
    """
    if scenario.campaign is None:
        raise ValueError(
            say("the scenario has no campaign; write `campaign: {}` for one with defaults")
        )
    return scenario.campaign


def usual_effort(scenario: Scenario, engine: str = DEFAULT_ENGINE) -> CampaignEffort:
    """Search effort that ends in minutes, by the chats of the campaign."""
    if not releases_gil(engine):
        return CampaignEffort(2, 4, 4, 8)
    chats = sum(float(human_arrivals(scenario, q).sum()) for q in scenario.queues)
    days = math.floor(CHATS_OF_A_SEARCH / max(chats, 1.0))
    days = min(max(days, LEAST_DAYS), MOST_DAYS)
    fresh = FRESH_RUNS if days == LEAST_DAYS else MOST_FRESH
    return CampaignEffort(days, 6, 12 if days == LEAST_DAYS else 30, days * fresh)


def campaign(
    scenario: Scenario,
    *,
    seed: int = 1,
    engine: str = DEFAULT_ENGINE,
    effort: CampaignEffort | None = None,
    fresh_days: int | None = None,
    report: Report = lambda _stage, _cost: None,
) -> CampaignPlan:
    """Plan all days of an event, from hiring to release, and certify it on fresh days.

    Args:
        scenario: the shop; needs a campaign, shift types and pay.
        seed: seed of all days.
        engine: name of the engine.
        effort: how long to search; by default what ends in minutes.
        fresh_days: days of the certification, instead of the effort's.
        report: called as the search goes on.

    Raises:
        ValueError: if there is no campaign, or nothing to plan with.
    """
    terms = campaign_of(scenario)
    kinds = seats(scenario)
    if not kinds:
        raise ValueError(
            say("a plan needs shift types that some group may work within the horizon")
        )
    effort = effort or usual_effort(scenario, engine)
    crews = tuple(of_scenario(scenario, terms, kinds))
    shop = Shop(scenario, terms, kinds, presence_per_seat(scenario, kinds), crews)
    with Days(scenario, effort.days, seed=seed, first=0, engine=engine) as days:
        search = CampaignSearch(shop, days, requirement(scenario), report)
        removals = _search(search, effort, seed, engine)
        return _certified(search, removals, effort, fresh_days or effort.fresh, seed, engine)


def _search(search: CampaignSearch, effort: CampaignEffort, seed: int, engine: str) -> Removals:
    """Cover and adjust, learn margins on pilot days, adjust again, take people off."""
    trials = effort.trials
    interruptible(search, lambda: search.run(effort.rounds))
    found: Removals | None = None
    if search.windows:
        found = interruptible(search, lambda: _adjusted(search, trials, trials // 2))
        if interruptible(search, lambda: _learn(search, effort, seed, engine)):
            found = interruptible(search, lambda: _adjusted(search, trials, trials)) or found
    return found or Removals(0, 0)


def _adjusted(search: CampaignSearch, trials: int, removals: int) -> Removals:
    """Mend what misses, hire fewer, take people off; up to so many trials of each."""
    mend(search, trials)
    dismiss(search, trials // 2)
    return trim(search, removals)


def _learn(search: CampaignSearch, effort: CampaignEffort, seed: int, engine: str) -> bool:
    """Ask for as much slack as makes the targets hold on days not searched; False for no change."""
    best = search.best
    count = 2 * effort.days
    search.report(say("learning margins on {count} pilot days", count=count), search.best_cost)
    with Days(search.shop.scenario, count, seed=seed, first=PILOT, engine=engine) as days:
        study = days.study(to_roster(search.shop, best.staff.people))
    short = shortfalls(study, search.windows, effort.fresh, None)
    margin = np.zeros(len(search.windows))
    known = np.isfinite(best.slack)
    margin[known] = np.maximum(best.slack[known] + short[known], LEAST_MARGIN)
    changed = bool((np.abs(margin - search.margin) > 0.01).any())
    search.margin = margin
    return changed


def _certified(
    search: CampaignSearch, removals: Removals, effort: CampaignEffort, fresh_days: int,
    seed: int, engine: str,
) -> CampaignPlan:  # fmt: skip
    best: Tried = search.best
    people = tuple(p for p in best.staff.people if p.shifts or search.shop.crews[p.crew].is_hired)
    search.report(say("certifying on {days} fresh days", days=fresh_days), search.best_cost)
    roster = to_roster(search.shop, people)
    risk = risk_of(1)
    study = replicate(
        search.shop.scenario, roster, fresh_days, seed=seed, first=FRESH, engine=engine
    )
    judged = tuple(joint_verdicts(study, risk))
    looked = Certification(1, risk, judged, powers(judged, risk), study)
    stopped = interruptible(search, lambda: missed(search, judged))
    return CampaignPlan(
        shop=search.shop,
        people=people,
        certification=looked,
        missed=stopped or NOTHING,
        removals=removals,
        unfilled=best.staff.unfilled,
        effort=effort,
        rounds=len(search.known),
        seed=seed,
        engine=engine,
        complete=study.complete and not search.interrupted,
    )
