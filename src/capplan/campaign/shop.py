"""What stays the same while a campaign is searched, and what its hours and hirings cost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from capplan.campaign.crews import Capacity, Crew, training_length
from capplan.model.campaign import Campaign
from capplan.model.pay import LEGAL_DAY
from capplan.model.people import Group
from capplan.model.scenario import Scenario
from capplan.staffing.seats import Seat
from capplan.units import to_hours

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Shop:
    """What stays the same while a campaign is searched.

    Attributes:
        scenario: the shop.
        campaign: its campaign.
        kinds: the kinds of seats.
        present: people present per person rostered, shape (kinds, intervals) [1].
        crews: who may take them.
    """

    scenario: Scenario
    campaign: Campaign
    kinds: tuple[Seat, ...]
    present: Floats
    crews: tuple[Crew, ...]

    @cached_property
    def columns(self) -> tuple[tuple[int, int], ...]:
        """(crew, kind of seat) of each column."""
        return tuple((c, k) for c, crew in enumerate(self.crews) for k in crew.seats)

    @cached_property
    def capacity(self) -> tuple[Floats, ...]:
        """Replies per second of one present person, by column, each (queues,) [1/s]."""
        return tuple(self._rates.of(self.crews[c], k) for c, k in self.columns)

    @cached_property
    def _rates(self) -> Capacity:
        return Capacity(self.scenario, self.kinds)

    def loses(self, group: int, share: float) -> float:
        """Share of the replies of a group's people that theory says a loss of speed costs [1]."""
        whole, slowed = self._rates.at_speed(group, 1.0), self._rates.at_speed(group, 1.0 - share)
        kept = slowed[whole > 0.0] / whole[whole > 0.0]
        return float(1.0 - kept.min()) if kept.size else 0.0


def hour_of(scenario: Scenario, group: Group) -> float:
    """An hour at the plain wage, the employer's add-on included [yuan/h]."""
    pay = scenario.pay_plan(group)
    return pay.hourly * (1.0 + pay.employer)


def hire_cost(scenario: Scenario, group: Group) -> float:
    """What hiring and training cost for each temp who comes to the floor (rule S7b) [yuan]."""
    called = 1.0 / (1.0 - group.hiring.drop_out)
    training = training_length(group) * to_hours(LEGAL_DAY) * hour_of(scenario, group)
    return called * group.hiring_cost + training
