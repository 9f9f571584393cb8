"""What a plan is to be best at: least cost, highest profit, best service for a budget (S4)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from capplan.model.scenario import Scenario
from capplan.words import say

Floats = NDArray[np.float64]


class Aim(StrEnum):
    """What is to be best."""

    COST = "cost"
    """Least cost that meets the targets."""
    PROFIT = "profit"
    """Highest margin of the orders less the cost of people; targets must be met."""
    BUDGET = "budget"
    """Best service for a budget: least that targets miss, then most margin, or least lost."""


@dataclass(frozen=True, slots=True)
class Goal:
    """An aim with its budget.

    Attributes:
        aim: what is to be best.
        budget: the most that shifts and hirings may cost, or None [yuan].
    """

    aim: Aim = Aim.COST
    budget: float | None = None

    def __post_init__(self) -> None:
        if self.aim is Aim.BUDGET and self.budget is None:
            raise ValueError(say("the aim budget needs a budget, for example --budget 50000"))
        if self.budget is not None and self.aim is not Aim.BUDGET:
            raise ValueError(
                say(
                    "a budget belongs to the aim budget, not to {aim}; write --aim budget, or "
                    "leave the budget out",
                    aim=self.aim,
                )
            )
        if self.budget is not None and not (math.isfinite(self.budget) and self.budget > 0):
            raise ValueError(
                say("a budget must be above 0 yuan, not {budget:g}", budget=self.budget)
            )

    def check(self, scenario: Scenario) -> None:
        """Refuse a scenario that gives the aim nothing to go by.

        Raises:
            ValueError: says what is missing.
        """
        if self.aim is not Aim.PROFIT:
            return
        aimed = {t.queue for t in scenario.targets}
        for queue in scenario.queues:
            worth = queue.orders is not None or queue.price is not None
            if queue.expected.total > 0 and not worth and queue.name not in aimed:
                raise ValueError(
                    say(
                        "queues.{name}: it has neither orders, a price nor a target, so for the "
                        "highest profit nobody would serve it; give it orders, a price, or a "
                        "target, or plan with --aim cost",
                        name=queue.name,
                    )
                )
        if all(queue.orders is None and queue.price is None for queue in scenario.queues):
            raise ValueError(
                say(
                    "no queue has orders or a price, so there is no profit to make; give orders, "
                    "or plan with --aim cost"
                )
            )

    def keys(self, cost: Floats, missing: Floats, earned: Floats, lost: Floats) -> list[Floats]:
        """What is compared, most important first, less is better; each of the shape given.

        Args:
            cost: cost of shifts and hirings [yuan].
            missing: what targets miss, normalised, summed [1].
            earned: margin of the orders less the price of lost and late contacts, per run [yuan].
            lost: customers lost per run.
        """
        missing = np.asarray(np.round(missing, 9), dtype=np.float64)
        match self.aim:
            case Aim.COST:
                return [missing, cost]
            case Aim.PROFIT:
                return [missing, cost - earned]
            case Aim.BUDGET:
                over = np.maximum(cost - (self.budget or 0.0), 0.0)
                beyond = np.asarray(np.round(over, 6), dtype=np.float64)
                return [beyond, missing, -earned if np.any(earned) else lost, cost]
