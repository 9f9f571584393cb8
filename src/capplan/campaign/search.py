"""Covers of a campaign tried on search days, each with its people by name (rule S7c)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.campaign.cover import Cover, cover
from capplan.campaign.money import costs
from capplan.campaign.people import Staff, as_cover, name_people, to_roster
from capplan.campaign.shop import Shop
from capplan.results.study import Study
from capplan.staffing.repair import adjust
from capplan.staffing.requirement import Requirement
from capplan.staffing.search import Report
from capplan.staffing.slack import Window, slacks
from capplan.study.days import Days
from capplan.words import say

Floats = NDArray[np.float64]

SHORT = 0.02
"""Where more of the work than this is left uncovered, asking for more brings nobody [1]."""
ENOUGH, PATIENCE = 0.003, 3
"""A search ends when the best plan gained less than this in so many rounds."""


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """A plan that was tried.

    Attributes:
        cover: what its people keep of the answer of the integer programme.
        staff: its people.
        cost: what they cost [yuan].
        slack: normalised slack by window on the search days, shape (windows,).
    """

    cover: Cover
    staff: Staff
    cost: float
    slack: Floats


class CampaignSearch:
    """One search over one set of days.

    Args:
        shop: the campaign.
        days: the search days.
        needs: what theory asks for.
        report: called as the search goes on.
    """

    def __init__(self, shop: Shop, days: Days, needs: Requirement, report: Report) -> None:
        self.shop, self.days, self.needs, self.report = shop, days, needs, report
        self.windows: list[Window] = [(t, w) for t in shop.scenario.targets for w in t.windows]
        self.margin = np.zeros(len(self.windows))
        self.factor = self._aimed_at()
        self.known: list[Tried] = []
        self.interrupted = False
        self.rounds = 0

    def _aimed_at(self) -> Floats:
        """1 where a target looks at a queue, else 0, shape (queues, intervals) [1]."""
        found = np.zeros_like(self.needs.replies_per_s)
        interval = self.shop.scenario.calendar.grid.interval
        for target, (start, end) in self.windows:
            place = self.shop.scenario.queue_names.index(target.queue)
            found[place, start // interval : end // interval] = 1.0
        return found

    def missing(self, tried: Tried) -> float:
        """What is missing to the margins."""
        return float(np.maximum(self.margin - tried.slack, 0.0).sum())

    def holds(self, tried: Tried) -> bool:
        """Whether every target holds on the search days, with the margin asked for."""
        return not bool((tried.slack < self.margin).any())

    @property
    def best(self) -> Tried:
        """The best plan tried: the cheapest that holds, else the one that misses least."""
        return min(self.known, key=lambda t: (self.missing(t), t.cost))

    @property
    def promising(self) -> Tried:
        """The plan from which to go on: cheap, and missing little."""
        return min(self.known, key=lambda t: t.cost * (1.0 + self.missing(t)))

    @property
    def best_cost(self) -> float | None:
        """Cost of the best plan that holds, or None [yuan]."""
        return self.best.cost if self.known and self.holds(self.best) else None

    def run(self, rounds: int) -> None:
        """Cover, run and adjust what is asked for, up to so many rounds."""
        idle = 0
        for number in range(rounds):
            before = self.best_cost
            stage = say(
                "covering the campaign, round {number} of at most {rounds}",
                number=number + 1,
                rounds=rounds,
            )
            self.report(stage, before)
            found = cover(self.shop, self.needs.replies_per_s * self.factor)
            tried, study = self.run_out(found)
            if not self.windows:
                return
            after = self.best_cost
            gained = after is not None and (before is None or after < (1.0 - ENOUGH) * before)
            idle = 0 if gained or after is None else idle + 1
            if idle == PATIENCE:
                return
            before_it = self.factor.copy()
            adjust(self.factor, study, self.windows, tried.slack - self.margin, self.rounds)
            used_up = found.shortage > SHORT
            self.factor[used_up] = np.minimum(self.factor, before_it)[used_up]
            self.factor[before_it == 0.0] = 0.0
            self.rounds += 1

    def try_out(self, found: Cover) -> Tried:
        """Run a cover on the search days and keep it."""
        return self.run_out(found)[0]

    def study_of(self, tried: Tried) -> Study:
        """Run a plan on the search days once more."""
        return self.days.study(to_roster(self.shop, tried.staff.people))

    def run_out(self, found: Cover) -> tuple[Tried, Study]:
        """Run a cover on the search days, keep it, and give what happened too."""
        staff = name_people(self.shop, found)
        study = self.days.study(to_roster(self.shop, staff.people))
        cost = sum(costs(self.shop, staff.people).values())
        there = as_cover(self.shop, found, staff.people)
        tried = Tried(there, staff, cost, slacks(study, self.windows))
        self.known.append(tried)
        return tried, study
