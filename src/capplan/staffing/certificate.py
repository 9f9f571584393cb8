"""What fresh days say of a roster, at a risk that is stated (rule S5)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.results import estimates
from capplan.results.estimates import Estimate
from capplan.results.study import Study
from capplan.results.verdicts import Answer, Verdict, daily, fractions, joint_verdicts, verdicts
from capplan.staffing.margins import powers
from capplan.staffing.search import Candidate, Search
from capplan.staffing.seats import to_roster
from capplan.staffing.slack import Window
from capplan.study import replicate
from capplan.study.forecast import factor_at, with_factor
from capplan.words import say

Ints = NDArray[np.int64]

RISK = 0.05
"""What all certifications of one search may spend together [1]."""
FRESH = 1_000_000
"""Number of the first fresh day: no search comes this far."""
BLOCK = 100_000
"""Fresh days of one certification; the next takes its days behind them."""
INTERRUPTED_DAYS = 20
"""Fresh days after Ctrl-C in a search; another Ctrl-C ends them as well."""
FORECAST_POINTS = (0.1, 0.5, 0.9)
"""Quantiles of the shared day factor at which a plan is looked at."""


@dataclass(frozen=True, slots=True)
class Thinner:
    """The roster with one person less on one kind of seat.

    Attributes:
        kind: place of the kind of seat.
        better: whether it would have been the better plan on the search days.
        window: place of the target and window that suffers most; None without targets.
        slack: its normalised slack on the search days, less what was asked [1].
        change: change of its measure on fresh days, paired: the thinner roster less this one.
        answer: what the fresh days say of all targets of the thinner roster: missed if one is,
            met if all are, else too close to call; at the plain level of 95 % each.
        earned_less: margin of orders lost per run on the search days [yuan].
    """

    kind: int
    better: bool
    window: int | None
    slack: float
    change: Estimate | None
    answer: Answer
    earned_less: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The roster on days whose shared day factor has one value.

    Attributes:
        probability: the quantile [1].
        factor: the day factor [1].
        kept: share of such days on which each target's bound is kept, by window.
        together: share of such days on which all are.
        lost: customers lost ÷ offered [1].
    """

    probability: float
    factor: float
    kept: tuple[Estimate, ...]
    together: Estimate
    lost: Estimate


@dataclass(frozen=True, slots=True, eq=False)
class Certification:
    """One look at fresh days.

    Attributes:
        number: which look of this search, from 1.
        risk: what it spends: `RISK` ÷ 2 ^ number [1].
        verdicts: every target in every window, all together at the risk.
        powers: probability that each is shown met if the truth is as estimated [1].
        study: the fresh days.
    """

    number: int
    risk: float
    verdicts: tuple[Verdict, ...]
    powers: tuple[float, ...]
    study: Study

    @property
    def short(self) -> tuple[int, int]:
        """Targets that miss by more than a standard error, and targets not shown to be met."""
        failing = sum(not _nearly_holds(v) for v in self.verdicts)
        return failing, sum(v.answer is not Answer.MET for v in self.verdicts)

    def is_good_enough(self, sure: bool) -> bool:
        """Whether to stop here: nothing misses by more than a standard error, or all is shown."""
        return not any(self.short) if sure else not self.short[0]

    def together(self) -> Estimate:
        """Share of days on which every target's bound is kept; what one day will be like."""
        kept = kept_by_day(self.study)
        return estimates.share(int(kept.all(axis=1).sum()), kept.shape[0])


def _nearly_holds(verdict: Verdict) -> bool:
    """Whether the estimate keeps the bound, or misses it by no more than a standard error."""
    kept = verdict.kept
    if kept is not None:
        error = math.sqrt(kept.value * (1.0 - kept.value) / max(kept.replications, 1))
    else:
        error = verdict.measured.standard_error
    return verdict.slack >= -error if math.isfinite(error) else verdict.holds


def risk_of(number: int) -> float:
    """What the look of this number may spend, from 1 [1]."""
    return RISK / 2.0**number


def certify(search: Search, best: Candidate, days: int, number: int, seed: int, engine: str
            ) -> Certification:  # fmt: skip
    """Run a roster on fresh days that nothing was chosen on, and judge all targets together.

    Raises:
        NothingFinishedError: if interrupted before the first day was over.
    """
    search.report(say("certifying on {days} fresh days", days=days), search.best_cost)
    roster = to_roster(search.scenario, search.kinds, best.people)
    first = FRESH + (number - 1) * BLOCK
    study = replicate(search.scenario, roster, days, seed=seed, first=first, engine=engine)
    risk = risk_of(number)
    judged = tuple(joint_verdicts(study, risk))
    return Certification(number, risk, judged, powers(judged, risk), study)


def kept_by_day(study: Study) -> NDArray[np.bool_]:
    """Whether each day keeps each target's bound, shape (days, windows)."""
    columns = [daily(t, *fractions(study, t, w)) for t in study.scenario.targets for w in t.windows]
    if not columns:
        return np.ones((study.replications, 0), dtype=np.bool_)
    return np.stack(columns, axis=1)


def less_one(
    search: Search, best: Candidate, fresh: Study, days: int, most: int
) -> tuple[Thinner, ...]:
    """The roster less one person on each kind of seat in use, on search and on fresh days.

    Args:
        search: the search.
        best: the roster.
        fresh: the roster on fresh days.
        days: so many of them are run with the thinner rosters, paired.
        most: so many kinds of seats are tried, those with most people.
    """
    days = min(days, fresh.replications)
    base = fresh.first_days(days)
    found: list[Thinner] = []
    largest = np.argsort(-best.people, kind="stable")[:most]
    for kind in sorted(largest[best.people[largest] > 0].tolist()):
        search.report(say("one person less in each shift"), search.best_cost)
        people = best.people.copy()
        people[kind] -= 1
        found.append(_thinner(search, best, kind, people, base))
    return tuple(found)


def _thinner(search: Search, best: Candidate, kind: int, people: Ints, base: Study) -> Thinner:
    keep = search.best
    candidate = search.try_out(people, best.shortage)
    search.best = keep
    roster = to_roster(search.scenario, search.kinds, people)
    study = replicate(
        search.scenario, roster, base.replications,
        seed=base.seed, first=base.first, engine=base.engine,
    )  # fmt: skip
    answers = {v.answer for v in verdicts(study)}
    answer = next((a for a in (Answer.MISSED, Answer.OPEN) if a in answers), Answer.MET)
    room = candidate.slack - search.margin
    known = np.isfinite(best.slack) & np.isfinite(candidate.slack)
    fallen = np.full(best.slack.size, -np.inf)
    fallen[known] = best.slack[known] - candidate.slack[known]
    window = None
    if room.size and np.isfinite(fallen).any():
        window = int(np.argmin(room)) if room.min() < 0.0 else int(np.argmax(fallen))
    return Thinner(
        kind,
        search.rank(candidate) < search.rank(best),
        window,
        float(room[window]) if window is not None else np.inf,
        None if window is None else _paired(base, study, search.windows[window]),
        answer,
        best.figures.earned - candidate.figures.earned,
    )


def _paired(base: Study, thinner: Study, window: Window) -> Estimate | None:
    """Change of a target's measure, sum over sum, paired over the days."""
    target, span = window
    values: list[NDArray[np.float64]] = []
    n = min(base.replications, thinner.replications)
    for study in (base, thinner):
        top, bottom = (part[:n] for part in fractions(study, target, span))
        if bottom.sum() <= 0.0:
            return None
        value = top.sum() / bottom.sum()
        values.append(value + (top - value * bottom) / bottom.mean())
    return estimates.paired_difference(values[0], values[1])


def forecasts(search: Search, best: Candidate, fresh: Study, days: int) -> tuple[Forecast, ...]:
    """The roster on days at P10, P50 and P90 of the shared day factor."""
    if search.scenario.day_factor.common_cv == 0.0:
        return ()
    roster = to_roster(search.scenario, search.kinds, best.people)
    found: list[Forecast] = []
    for probability in FORECAST_POINTS:
        search.report(
            say("days at P{probability:.0f} of the forecast", probability=100 * probability),
            search.best_cost,
        )
        factor = factor_at(search.scenario, probability)
        shop = with_factor(search.scenario, factor)
        study = replicate(
            shop, roster, days, seed=fresh.seed, first=fresh.first, engine=fresh.engine
        )
        kept = kept_by_day(study)
        n = kept.shape[0]
        found.append(
            Forecast(
                probability,
                factor,
                tuple(estimates.share(int(k), n) for k in kept.sum(axis=0)),
                estimates.share(int(kept.all(axis=1).sum()), n),
                study.ratio("lost", "offered"),
            )
        )
    return tuple(found)
