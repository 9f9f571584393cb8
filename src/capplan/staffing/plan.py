"""The plan: who, when, at what cost, what is lost, how sure (rules S2 to S5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.engines import DEFAULT_ENGINE, releases_gil
from capplan.model.scenario import Queue, Scenario
from capplan.model.shifts import Roster
from capplan.pay import PARTS, run_cost
from capplan.results import estimates
from capplan.results.estimates import Estimate
from capplan.results.study import Study
from capplan.results.verdicts import Answer, Verdict
from capplan.results.worth import earned
from capplan.staffing.aims import Aim, Goal
from capplan.staffing.alternatives import Alternatives, alternatives, look_for_others
from capplan.staffing.bound import Bound, lower_bound
from capplan.staffing.certificate import (
    INTERRUPTED_DAYS,
    Certification,
    Forecast,
    Thinner,
    certify,
    forecasts,
    less_one,
    risk_of,
)
from capplan.staffing.concurrency import with_best_limits
from capplan.staffing.enough import Shortfall, shortfall
from capplan.staffing.exclusions import exclude
from capplan.staffing.level_bound import level_bound
from capplan.staffing.limits import Terms
from capplan.staffing.local import improve
from capplan.staffing.margins import LEAST_MARGIN, shortfalls
from capplan.staffing.proof import LocalProof, prove
from capplan.staffing.repair import repair
from capplan.staffing.requirement import Requirement, requirement
from capplan.staffing.search import GLANCE, Candidate, Effort, Report, Search
from capplan.staffing.seats import Seat, people_needed, seats, to_roster
from capplan.study import bar
from capplan.study.days import Days
from capplan.study.replicate import NothingFinishedError
from capplan.words import Sentence, listed, say

Ints = NDArray[np.int64]
_T = TypeVar("_T")

PILOT = 500_000
"""Number of the first pilot day: days on which margins are learnt, and nothing is claimed."""
USUAL_CHATS = 60_000
"""Expected chats at people up to which the search takes all its days [chats]."""
LEAST_DAYS, LEAST_FRESH = 6, 60
"""Search days and fresh days of the largest shops."""
OTHERS = 20
"""Kinds of seats for which another roster of nearly the same cost is looked for."""
LEAST_PILOT = 20
"""Pilot days at least; otherwise a third of the fresh days."""
PILOTS, CERTIFICATIONS = 2, 2
"""How often margins are learnt before the first certification, and certifications at most."""
PAIRED_SHARE, FORECAST_SHARE = 15, 8
"""Fresh days ÷ days on which thinner rosters are run, and ÷ days per point of the forecast."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A target that the plan does not meet, and why.

    Attributes:
        verdict: the verdict on fresh days.
        reason: why, and what would help.
    """

    verdict: Verdict
    reason: Sentence


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The answer.

    Attributes:
        scenario: the shop, with the number of chats at once that was chosen.
        chosen_limits: (place of the group, chats at once) where the plan had a choice.
        kinds: the kinds of seats that could be filled.
        people: people per kind of seat, shape (kinds,).
        roster: the same as shifts.
        needs: what theory asked for.
        goal: what was to be best.
        certification: the roster on fresh days, not used in the search, with its verdicts.
        thinner: the roster less one person in each kind of seat in use.
        forecasts: the roster at P10, P50 and P90 of the shared day factor.
        bound: what any roster that meets the targets costs at least.
        believed: the same by the level model, which is not proven; None if it says no more.
        proof: whether no single step improves the roster on the search days; None if not known.
        near: the near-equal rosters.
        unmet: targets that are missed, each with its reason.
        shortfall: what would be enough, where the search days miss targets; else None.
        search_days: days used in the search.
        tried: rosters tried.
        seed: seed of all days.
        engine: name of the engine.
        complete: False if the search or the fresh days were interrupted.
    """

    scenario: Scenario
    chosen_limits: tuple[tuple[int, int], ...]
    kinds: tuple[Seat, ...]
    people: Ints
    roster: Roster
    needs: Requirement
    goal: Goal
    certification: Certification
    thinner: tuple[Thinner, ...]
    forecasts: tuple[Forecast, ...]
    bound: Bound | None
    believed: Bound | None
    proof: LocalProof | None
    near: Alternatives
    unmet: tuple[Unmet, ...]
    shortfall: Shortfall | None
    search_days: int
    tried: int
    seed: int
    engine: str
    complete: bool

    @property
    def study(self) -> Study:
        """The roster on fresh days."""
        return self.certification.study

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every target in every window, on the fresh days."""
        return self.certification.verdicts

    @property
    def gap(self) -> float | None:
        """Distance from the lower bound to the planned cost ÷ the planned cost [1].

        None without a bound, and for a plan that misses targets: its cost proves nothing.
        """
        return self._gap_to(self.bound)

    @property
    def believed_gap(self) -> float | None:
        """The same from the believed bound."""
        return self._gap_to(self.believed)

    def _gap_to(self, bound: Bound | None) -> float | None:
        if bound is None or self.unmet or self.planned_cost <= 0.0:
            return None
        return max(0.0, 1.0 - bound.cost / self.planned_cost)

    @property
    def roster_table(self) -> pd.DataFrame:
        """One row per day, group and shift type in use."""
        from capplan.staffing import tables  # noqa: PLC0415  (tables know plans)

        return tables.roster(self)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from capplan.staffing.shown import plan_html  # noqa: PLC0415  (it knows plans)

        return plan_html(self)

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
        beside = Terms(self.scenario, self.kinds).parts(self.people)
        parts: dict[str, float] = dict.fromkeys((*PARTS, *beside), 0.0)
        for seat, number in zip(self.kinds, self.people.tolist(), strict=True):
            if group in (None, self.scenario.group_names[seat.group]):
                for part in PARTS:
                    parts[part] += number * getattr(seat.cost, part)
        for place, name in enumerate(self.scenario.group_names):
            if group in (None, name):
                for part, costs in beside.items():
                    parts[part] += float(costs[place])
        return parts

    def cost(self) -> Estimate:
        """Planned cost plus the overtime of finishing chats, per run [yuan]."""
        return estimates.mean(run_cost(self.study, self.planned_cost))

    def profit(self) -> Estimate:
        """Margin less people, overtime included, and lost and late contacts, per run [yuan]."""
        return estimates.mean(earned(self.study) - run_cost(self.study, self.planned_cost))

    def lost(self, queue: str | None = None) -> Estimate:
        """Customers lost ÷ customers offered to people [1]."""
        return self.study.ratio("lost", "offered", queue)


def usual_effort(engine: str, scenario: Scenario | None = None) -> tuple[Effort, int]:
    """Search effort and fresh days that end in minutes with an engine.

    A shop with more chats than `USUAL_CHATS` gets fewer days: each of them says more.

    Args:
        engine: name of the engine.
        scenario: the shop; without it one of usual size.
    """
    if not releases_gil(engine):
        return Effort(days=4, rounds=6, trials=8), 32
    chats = sum(_at_people(queue) for queue in scenario.queues) if scenario is not None else 0.0
    share = min(1.0, USUAL_CHATS / max(chats, 1.0))
    effort = Effort(
        days=max(LEAST_DAYS, round(20 * share)),
        rounds=14,
        trials=40,
        proof=round(400 * share) if share > 0.25 else 0,
        glance=max(1, round(GLANCE * share)),
        thinner=max(12, round(100 * share)),
    )
    return effort, max(LEAST_FRESH, round(300 * share))


def _at_people(queue: Queue) -> float:
    """Expected chats of a queue that reach people, the hours of its bot left aside [chats]."""
    kept = queue.bot.contains * (1.0 - queue.bot.returns) if queue.bot is not None else 0.0
    return queue.expected.total * (1.0 - kept)


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
    scenario = with_best_limits(scenario, goal, effort.days, seed, engine, report)
    chosen = tuple((g, scenario.groups[g].limit) for g in np.flatnonzero(open_limits).tolist())
    needs = requirement(scenario)
    with Days(
        scenario, effort.days, seed=seed, first=0, engine=engine, glance=effort.glance
    ) as days:
        search = Search(scenario, days, needs, kinds, goal, report)
        found = _certified_search(search, effort, fresh_days, seed, engine)
        return replace(_plan(search, found, effort, fresh_days, seed, engine), chosen_limits=chosen)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """A roster with its certification, and the margins it was searched with."""

    best: Candidate
    certification: Certification
    margin: NDArray[np.float64]
    proof: LocalProof | None
    excluded: Bound | None


def _certified_search(
    search: Search, effort: Effort, fresh_days: int, seed: int, engine: str
) -> _Found:
    """Search, learn margins on pilot days, certify; search on if a target does not hold there."""
    found: list[_Found] = []
    _search(search, effort.rounds, effort.trials)
    for pilot in range(PILOTS):
        if not _learn_on_pilot(search, effort, pilot, fresh_days, seed, engine):
            break
        _search(search, effort.rounds, effort.trials // 3)
    runs = effort.proof
    for number in range(1, CERTIFICATIONS + 1):
        before = search.tried
        proof, excluded = _settle(search, runs)
        runs = max(effort.proof // 4, round(runs - search.tried + before))
        best = search.the_best()
        if found and found[-1].best is best:
            break
        try:
            count = min(fresh_days, INTERRUPTED_DAYS) if search.interrupted else fresh_days
            looked = certify(search, best, count, number, seed, engine)
        except NothingFinishedError:
            if not found:
                raise
            search.interrupted = True
            break
        found.append(_Found(best, looked, search.margin.copy(), proof, excluded))
        ended = search.interrupted or not looked.study.complete or not search.holds(best)
        if ended or looked.is_good_enough(effort.sure):
            break
        risk = risk_of(number + 1) if effort.sure else None
        _learn(search, looked.study, risk, fresh_days)
        _search(search, effort.rounds, effort.trials // 3)
    return min(found, key=lambda f: (*f.certification.short, f.best.cost))


def _interruptible(search: Search, work: Callable[[], _T]) -> _T | None:
    """Do a piece of the search; Ctrl-C ends it, if there is a roster to go on with.

    Raises:
        KeyboardInterrupt: if interrupted before a roster was tried.
    """
    if search.interrupted:
        return None
    try:
        return work()
    except KeyboardInterrupt:
        if search.best is None:
            raise
        search.interrupted = True
        return None


def _settle(search: Search, runs: int) -> tuple[LocalProof | None, Bound | None]:
    """Show that no single step helps, and, in a small shop, that no cheaper roster holds."""
    while True:
        proof = _interruptible(search, lambda: prove(search, runs))
        best = search.the_best()
        excluded = _interruptible(search, lambda: exclude(search, runs))
        if search.the_best() is best:
            return proof, excluded


def _search(search: Search, rounds: int, trials: int) -> None:
    """Search, or go on searching with other margins."""

    def work() -> None:
        if search.best is None:
            repair(search, rounds)
        improve(search, trials)

    _interruptible(search, work)
    search.take_the_best()


def _learn_on_pilot(
    search: Search, effort: Effort, pilot: int, fresh_days: int, seed: int, engine: str
) -> bool:
    """Learn margins on days that are neither searched nor certified on; False if none changed.

    Nothing is claimed from these days, so their day factors may be balanced.
    """
    best = search.the_best()
    if search.interrupted or not search.windows or not search.holds(best):
        return False
    count = max(LEAST_PILOT, fresh_days // 3)
    search.report(say("learning margins on {count} pilot days", count=count), search.best_cost)
    roster = to_roster(search.scenario, search.kinds, best.people)

    def work() -> Study:
        first = PILOT + pilot * count
        with Days(search.scenario, count, seed=seed, first=first, engine=engine) as days:
            return days.study(roster)

    study = _interruptible(search, work)
    risk = risk_of(1) if effort.sure else None
    return study is not None and _learn(search, study, risk, fresh_days)


def _learn(search: Search, unseen: Study, risk: float | None, fresh_days: int) -> bool:
    """Ask for as much slack as the certification will need; False if that changes nothing."""
    best = search.the_best()
    short = shortfalls(unseen, search.windows, fresh_days, risk)
    margin = np.zeros(len(search.windows))
    known = np.isfinite(best.slack)
    margin[known] = np.maximum(best.slack[known] + short[known], LEAST_MARGIN)
    changed = bool((np.abs(margin - search.margin) > 0.01).any())
    search.ask(margin)
    return changed


def _plan(
    search: Search, found: _Found, effort: Effort, fresh_days: int, seed: int, engine: str
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
            _interruptible(
                search, lambda: less_one(search, found.best, fresh, paired, effort.thinner)
            )
            or ()
        )
        at_points = _interruptible(search, lambda: forecasts(search, found.best, fresh, each)) or ()
        search.best = found.best
        _interruptible(search, lambda: look_for_others(search, min(OTHERS, effort.thinner)))
    search.best = found.best
    near = alternatives(search)
    known = _interruptible(search, lambda: lower_bound(search.scenario, search.kinds, search.terms))
    bounds = [found.excluded, known]
    bound = max((b for b in bounds if b is not None), key=lambda b: b.cost, default=None)
    believed = _interruptible(search, lambda: _believed(search, bound))
    unmet = _unmet(search, found.best, found.certification.verdicts)
    missing: Shortfall | None = None
    if unmet and complete and search.goal.aim is Aim.COST:
        missing = _interruptible(search, lambda: shortfall(search, found.best, seed, engine))
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
        proof=found.proof,
        near=near,
        unmet=unmet,
        shortfall=missing,
        search_days=effort.days,
        tried=round(search.tried),
        seed=seed,
        engine=engine,
        complete=complete and not search.interrupted,
    )


def _believed(search: Search, proven: Bound | None) -> Bound | None:
    """The bound by the level model, where it says more than what is proven."""
    found = level_bound(search.scenario, search.kinds, search.terms, search.present)
    if found is None or (proven is not None and found.cost <= proven.cost):
        return None
    return found


def _unmet(search: Search, best: Candidate, judged: tuple[Verdict, ...]) -> tuple[Unmet, ...]:
    """The targets that are missed, each with the reason why."""
    missed = [v for v in judged if v.answer is Answer.MISSED]
    return tuple(Unmet(v, _reason(v, search, best)) for v in missed)


def _reason(verdict: Verdict, search: Search, best: Candidate) -> Sentence:
    """Why a target is missed: found out by putting on as many people as the groups have."""
    if search.goal.budget is not None:
        return say(
            "the budget of {budget:,.0f} yuan does not reach so far", budget=search.goal.budget
        )
    if search.holds(best):
        return say("met on the search days but not on fresh ones; more search days are needed")
    target = verdict.target
    many = _interruptible(search, lambda: search.with_many(target.queue))
    if many is None:
        return say("the search was interrupted before it could meet it")
    slack = many.slack[search.windows.index((target, verdict.window))]
    if slack >= 0.0:
        return say("more people would meet it; search longer")
    scenario = search.scenario
    serving = [
        (people_needed(scenario, search.kinds, many.people, g), group)
        for g, group in enumerate(scenario.groups)
        if group.skill(target.queue)
    ]
    used_up = [group.name for needed, group in serving if needed >= group.most]
    if used_up:
        return say(
            "everybody in {groups} who may work is on; more people or shift types are needed",
            groups=listed(used_up, "{left} and {right}"),
        )
    people = sum(needed for needed, _ in serving)
    return say(
        "even {people} people do not meet it; it is out of reach of this shop", people=people
    )
