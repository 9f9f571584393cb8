"""Which column of a campaign's programme means what, and what it costs (rule S7c)."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds

from capplan.campaign import blocks
from capplan.campaign.shop import Shop, hire_cost, hour_of
from capplan.campaign.working_time import weeks
from capplan.staffing.seats import paid_hours
from capplan.staffing.shift_cover import NEGLIGIBLE
from capplan.units import HOUR

if TYPE_CHECKING:
    from capplan.campaign.cover import Cover

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Layout:
    """Which column of the programme means what.

    Columns: people per (crew, seat); people employed per (cohort, day); least hours paid up per
    cohort; hours beyond the week per (crew of regulars, week); time per (kind of agent, queue,
    block); shortage per (queue, block).
    """

    def __init__(
        self, shop: Shop, asked: Floats, kept: Cover | None = None, barred: Collection[int] = ()
    ) -> None:
        self.shop = shop
        self._barred = list(barred)
        scenario = shop.scenario
        starts = blocks.parts(asked, shop.present)
        self.lengths = np.diff([*starts.tolist(), asked.shape[1]])
        self.asked = blocks.greatest(asked, starts)
        self.present = blocks.greatest(shop.present, starts)
        self.busy = [(int(q), int(b)) for q, b in np.argwhere(self.asked > NEGLIGIBLE)]
        self.days = scenario.calendar.days
        self.hours = paid_hours(shop.kinds)
        self.of_crew: list[list[int]] = [[] for _ in shop.crews]
        for column, (c, _) in enumerate(shop.columns):
            self.of_crew[c].append(column)
        at = len(shop.columns)
        self.employed_at: dict[tuple[int, int], int] = {}
        self.top_up_at: dict[int, int] = {}
        self.beyond_at: dict[tuple[int, int], int] = {}
        for c, crew in enumerate(shop.crews):
            if crew.is_hired:
                for day in range(crew.first, self.days):
                    self.employed_at[c, day] = at
                    at += 1
        self.whole = at
        for c, crew in enumerate(shop.crews):
            if crew.is_hired and scenario.groups[crew.group].least_paid:
                self.top_up_at[c] = at
                at += 1
            if not crew.is_hired:
                for week in range(len(weeks(scenario.calendar))):
                    self.beyond_at[c, week] = at
                    at += 1
        self.on: list[Ints] = [np.flatnonzero(self.present[k] > 0.0) for _, k in shop.columns]
        self.mentors = {
            scenario.group_names.index(g.learning.mentors)
            for g in scenario.groups
            if g.learning is not None and g.learning.mentors is not None
        }
        self.time_at: dict[tuple[int, bytes, int, int], int] = {}
        self.agents: dict[tuple[int, bytes], Floats] = {}
        self.short_at = self._add_times(at)
        self.columns = self.short_at + len(self.busy)
        self.kept = self._kept(kept)

    def _kept(self, kept: Cover | None) -> Floats:
        """The least of each column: people who stay on, and temps who stay employed."""
        found = np.zeros(self.columns)
        if kept is not None:
            found[: kept.people.size] = kept.people
            for (c, day), column in self.employed_at.items():
                found[column] = kept.employed[c, day]
        return found

    def _add_times(self, at: int) -> int:
        """Columns of the time that people share among several queues; the place behind them."""
        asked_in = {(q, b) for q, b in self.busy}
        for column, (_, k) in enumerate(self.shop.columns):
            rates = self.shop.capacity[column]
            group = self.shop.kinds[k].group
            if self.is_direct(column):
                continue
            key = (group, rates.tobytes())
            self.agents[key] = rates
            for b in self.on[column].tolist():
                for q in np.flatnonzero(rates).tolist():
                    if (q, b) in asked_in and (*key, q, b) not in self.time_at:
                        self.time_at[*key, q, b] = at
                        at += 1
        return at

    def is_direct(self, column: int) -> bool:
        """Whether people serve one queue only, and teach nobody: their time needs no column."""
        _, k = self.shop.columns[column]
        one = int((self.shop.capacity[column] > 0.0).sum()) == 1
        return one and self.shop.kinds[k].group not in self.mentors

    # ---- what it costs ----------------------------------------------------------------------

    def costs(self) -> Floats:
        """Cost of each column; an hour of shortage costs more than any hour of people."""
        scenario, kinds = self.shop.scenario, self.shop.kinds
        found = np.zeros(self.columns)
        wages = np.array([s.cost.total for s in kinds])
        for column, (_, k) in enumerate(self.shop.columns):
            found[column] = wages[k]
        for c, crew in enumerate(self.shop.crews):
            group = scenario.groups[crew.group]
            hourly = hour_of(scenario, group)
            if crew.is_hired:
                found[self.employed_at[c, crew.first]] = hire_cost(scenario, group)
            if c in self.top_up_at:
                found[self.top_up_at[c]] = hourly
            extra = scenario.pay_plan(group).overtime - 1.0
            for week in range(len(weeks(scenario.calendar))):
                if (c, week) in self.beyond_at:
                    found[self.beyond_at[c, week]] = max(extra, 1e-3) * hourly
        hours = np.array([(s.end - s.start) / HOUR * s.share for s in kinds])
        price = 20.0 * max(100.0, float((wages / np.maximum(hours, 1e-9)).max()))
        best = np.max(self.shop.capacity, axis=0)
        interval_h = scenario.calendar.grid.interval / HOUR
        for number, (q, b) in enumerate(self.busy):
            people = self.asked[q, b] / max(best[q], 1e-9)
            found[self.short_at + number] = price * interval_h * self.lengths[b] * people
        return found

    def bounds(self) -> Bounds:
        """Bounds of each column."""
        upper = np.full(self.columns, np.inf)
        for column, (c, _) in enumerate(self.shop.columns):
            upper[column] = self.shop.crews[c].most
        for (c, _), column in self.employed_at.items():
            upper[column] = self.shop.crews[c].most
        upper[self.short_at :] = 1.0
        upper[self._barred] = self.kept[self._barred]
        return Bounds(self.kept, np.maximum(upper, self.kept))

    def integrality(self) -> Ints:
        """1 for whole people."""
        whole = np.zeros(self.columns, dtype=np.int64)
        whole[: self.whole] = 1
        return whole

    def solution(self, x: Floats) -> tuple[Ints, Ints, Floats]:
        """People by column, people employed by crew and day, shortage by queue and interval."""
        people = np.round(x[: len(self.shop.columns)]).astype(np.int64)
        employed = np.zeros((len(self.shop.crews), self.days), dtype=np.int64)
        for c, crew in enumerate(self.shop.crews):
            if not crew.is_hired:
                employed[c] = crew.most
        for (c, day), column in self.employed_at.items():
            employed[c, day] = round(float(x[column]))
        short = np.zeros_like(self.asked)
        for place, cell in enumerate(self.busy):
            short[cell] = x[self.short_at + place]
        return people, employed, np.repeat(short, self.lengths, axis=1)
