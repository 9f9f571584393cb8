"""Where a plan's next agent-hour is worth most, against its price (rule E3e)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from capplan.model.scenario import Scenario
from capplan.model.shifts import Shift
from capplan.questions.stretches import Stretch, measured, windows, with_one
from capplan.results.study import Study
from capplan.staffing.plan import Plan
from capplan.study.replicate import NothingFinishedError, replicate_all

TRIED = 4
"""Windows that are run with one more person."""
CHOSEN_ON, TOLD_ON = 10, 40
"""Days on which the best of them is chosen, and fresh days on which it is told, at most."""
SHARE = 4
"""Fresh days of the certificate ÷ days on which it is told, at least."""


@dataclass(frozen=True, slots=True)
class NextHour:
    """One more person for two hours.

    Attributes:
        stretch: where, with gain and price.
        days: fresh days behind the gain.
    """

    stretch: Stretch
    days: int

    @property
    def pays(self) -> bool | None:
        """Whether the whole interval of the gain lies above, or below, the price; else None."""
        gain, price = self.stretch.gain, self.stretch.price
        if gain.low > price:
            return True
        return False if gain.high < price else None


def next_hour(plan: Plan) -> NextHour | None:
    """Choose on days of its own, and tell on days of the certificate, paired.

    None for a plan that was interrupted, that puts nobody on, or of a shop in which nothing tells
    what service is worth.
    """
    scenario, fresh = plan.scenario, plan.study
    told = min(TOLD_ON, fresh.replications // SHARE)
    worth = any(q.orders is not None or q.price is not None for q in scenario.queues)
    if not (worth and plan.complete and plan.roster.shifts and told >= 2):
        return None
    ranked = _ranked(scenario, fresh)

    def run(shift: Shift | None, days: int, first: int) -> Study:
        roster = plan.roster if shift is None else with_one(plan.roster, shift)
        return replicate_all(
            scenario, roster, days, seed=plan.seed, first=first, engine=plan.engine
        )

    try:
        behind, few = fresh.first + fresh.replications, min(CHOSEN_ON, told)
        base = run(None, few, behind)
        tried = [(measured(scenario, s, base, run(s, few, behind)), s) for s in ranked[:TRIED]]
        best = max(tried, key=lambda pair: pair[0].net / pair[0].hours)[1]
        found = measured(scenario, best, fresh.first_days(told), run(best, told, fresh.first))
    except (NothingFinishedError, KeyboardInterrupt):  # the plan is there, and is not to be lost
        return None
    return NextHour(found, told)


def _ranked(scenario: Scenario, study: Study) -> list[Shift]:
    """Windows of all groups, those first in which the group's queues lose most for an hour."""
    lost = np.zeros((len(scenario.queues), scenario.calendar.grid.count))
    unmade = study.queue_sums("orders_if_prompt") - study.queue_sums("orders")
    gone = study.queue_sums("lost")
    for place, queue in enumerate(scenario.queues):
        if queue.orders is not None:
            worth = queue.orders.order_value * queue.orders.margin
            lost[place] += worth * unmade[:, place, :-1].mean(axis=0)
        if queue.price is not None:
            lost[place] += queue.price.lost * gone[:, place, :-1].mean(axis=0)
    found: list[tuple[float, Shift]] = []
    interval = scenario.calendar.grid.interval
    for group in scenario.groups:
        mine = [scenario.queue_names.index(skill.queue) for skill in group.skills]
        for shift in windows(scenario, study.roster, group):
            span = slice(shift.start // interval, -(-shift.end // interval))
            found.append((-float(lost[mine, span].sum()) / (shift.end - shift.start), shift))
    return [shift for _, shift in sorted(found, key=lambda pair: pair[0])]
