"""What follows from a position of the knobs, on a few days that stay the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from capplan.engines import DEFAULT_ENGINE, simulate
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.questions import money
from capplan.report.explore.knobs import Knobs, roster_of, shop_of, start
from capplan.report.workbook.figure_sheets import interval_table
from capplan.results import estimates, tables
from capplan.results.estimates import Estimate
from capplan.results.study import Study
from capplan.results.tally import Tally, tally
from capplan.sampling import Workload, sample
from capplan.study.replicate import cores
from capplan.words import say

DAYS = 4
"""Replications behind each picture: their customers are drawn once and remembered."""
REMEMBERED = 12
"""Positions of the demand whose customers are remembered."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What follows.

    Attributes:
        table: one row per interval, `figure_sheets.interval_table`.
        lost: customers lost ÷ offered [1].
        first_response: mean first response time [ms].
        cost: cost of people, overtime included, per run [yuan].
        lost_margin: margin lost by waiting, per run [yuan].
    """

    table: pd.DataFrame
    lost: Estimate
    first_response: Estimate
    cost: Estimate
    lost_margin: Estimate


class Follower:
    """Works out what follows; the same customers for all positions of the other knobs.

    Args:
        scenario: the shop.
        roster: who is on at first; None for the roster of the scenario.
        days: replications.
        seed: seed of the draws.

    Raises:
        ValueError: if there is no roster.
    """

    def __init__(
        self, scenario: Scenario, roster: Roster | None = None, days: int = DAYS, seed: int = 1
    ) -> None:
        found = roster or scenario.roster
        if found is None:
            raise ValueError(
                say("there is no roster to start from: give one, for example that of a plan")
            )
        self.scenario = scenario
        self.roster = found
        self.start = start(scenario, found)
        self._days = range(days)
        self._seed = seed
        self._workloads: dict[float, list[Workload]] = {}

    def outcome(self, knobs: Knobs) -> Outcome:
        """Run the days and sum up."""
        shop = shop_of(self.scenario, knobs)
        roster = roster_of(self.scenario, self.roster, knobs)
        workloads = self._drawn(shop, knobs.demand)
        with ThreadPoolExecutor(min(cores(), len(self._days))) as pool:
            tallies = list(pool.map(partial(_run, shop, roster), workloads))
        study = Study.of(shop, roster, tallies, self._seed, 0, DEFAULT_ENGINE)
        return Outcome(
            interval_table(study),
            study.ratio("lost", "offered"),
            study.ratio("first_response_ms", "first_replies"),
            estimates.mean(money.people_cost(study)),
            tables.lost_margin(study),
        )

    def _drawn(self, shop: Scenario, demand: float) -> list[Workload]:
        if demand not in self._workloads:
            while len(self._workloads) >= REMEMBERED:
                self._workloads.pop(next(iter(self._workloads)))
            bare = replace(shop, groups=self.scenario.groups)
            self._workloads[demand] = [sample(bare, self._seed, number) for number in self._days]
        return self._workloads[demand]


def _run(shop: Scenario, roster: Roster, workload: Workload) -> Tally:
    return tally(shop, roster, workload, simulate(shop, roster, workload, DEFAULT_ENGINE))
