"""The plan: who, when, at what cost, what is lost, how sure (rules S2 to S5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.pay import PARTS, run_cost
from capplan.results import estimates
from capplan.results.estimates import Estimate
from capplan.results.study import Study
from capplan.results.verdicts import Verdict
from capplan.results.worth import earned
from capplan.staffing.aims import Goal
from capplan.staffing.alternatives import Alternatives
from capplan.staffing.bound import Bound
from capplan.staffing.certificate import (
    Certification,
    Forecast,
    Thinner,
)
from capplan.staffing.enough import Shortfall
from capplan.staffing.limits import Terms
from capplan.staffing.proof import LocalProof
from capplan.staffing.requirement import Requirement
from capplan.staffing.seats import Seat, people_needed
from capplan.staffing.unmet import Unmet

Ints = NDArray[np.int64]


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
        believed: the same by rosters tried, or by the level model, which is not proven; None if
            it says no more.
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
