"""Who bears a wrong forecast, when people are paid by plans (rule E2g)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from capplan.engines import DEFAULT_ENGINE
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.pay.paid_by import PaidBy
from capplan.questions.month.run import USUAL, MonthPay, Months, Terms, pay_months
from capplan.results import estimates
from capplan.results.columns import Column, declared, estimated, filled
from capplan.results.estimates import Estimate
from capplan.study.forecast import factor_at, with_factor
from capplan.words import Sentence, say

POINTS = (0.1, 0.5, 0.9)
"""Quantiles of the shared day factor at which months are made [1]."""
_COLUMNS = (
    Column("quantile", "1", "Float64", "quantile of the shared day factor"),
    Column("demand_factor", "1", "Float64", "demand ÷ forecast, on all days of the month"),
    *estimated("margin_yuan", "yuan", "margin of the orders, per month"),
    *estimated("gross_yuan", "yuan", "what people get"),
    *estimated("people_yuan", "yuan", "what people cost"),
    *estimated("profit_yuan", "yuan", "what is left to the owner"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Borne:
    """Months in which demand strays from its forecast.

    Attributes:
        points: quantile of the shared day factor, demand ÷ forecast, and the months.
    """

    points: tuple[tuple[float, float, Months], ...]

    def share(self) -> Estimate:
        """Change of people's cost ÷ change of the margin, from the least demand to the most [1].

        Sum over sum; the months are paired.
        """
        least, most = self.points[0][2], self.points[-1][2]
        cost = most.figures(lambda m: m.cost) - least.figures(lambda m: m.cost)
        margin = most.figures(lambda m: m.work.margin) - least.figures(lambda m: m.work.margin)
        return estimates.ratio(cost, margin)

    def table(self) -> pd.DataFrame:
        """One row per quantile."""
        months = [point[2] for point in self.points]
        data: dict[str, object] = {
            "quantile": [point[0] for point in self.points],
            "demand_factor": [point[1] for point in self.points],
            **filled("margin_yuan", _means(months, lambda m: m.work.margin)),
            **filled(
                "gross_yuan",
                _means(months, lambda m: sum(float(s.gross) for s in m.slips.values())),
            ),
            **filled("people_yuan", _means(months, lambda m: m.cost)),
            **filled("profit_yuan", _means(months, lambda m: m.profit)),
        }
        return declared(data, _COLUMNS)

    def sentence(self) -> Sentence:
        """Who bears what."""
        share = self.share()
        return say(
            "Of a margin that demand brings or takes, people bear {share} % ({low} to {high}) and "
            "the owner the rest.",
            share=f"{100 * share.value:.1f}",
            low=f"{100 * share.low:.1f}",
            high=f"{100 * share.high:.1f}",
        )


def _means(months: Sequence[Months], figure: Callable[[MonthPay], float]) -> list[Estimate]:
    return [estimates.mean(found.figures(figure)) for found in months]


def check_forecast(scenario: Scenario) -> None:
    """Refuse a shop whose forecast is never wrong, or in which nothing is earned.

    Raises:
        ValueError: the shared day factor does not vary, or no queue has orders.
    """
    if scenario.day_factor.common_cv == 0.0:
        raise ValueError(
            say("demand does not stray from its forecast here; give day_factor a cv above 0")
        )
    if all(queue.orders is None for queue in scenario.queues):
        raise ValueError(say("no queue has orders, so nothing is earned that somebody could bear"))


def borne(
    scenario: Scenario,
    roster: Roster,
    paid: Sequence[PaidBy],
    first: date,
    terms: Terms = USUAL,
    *,
    replications: int = 20,
    seed: int = 1,
    engine: str = DEFAULT_ENGINE,
) -> Borne:
    """Make the same months with demand fixed at quantiles of its shared factor.

    Raises:
        ValueError: as `pay_months` and `check_forecast`.
        NothingFinishedError: if interrupted.
    """
    check_forecast(scenario)
    points: list[tuple[float, float, Months]] = []
    for probability in POINTS:
        factor = factor_at(scenario, probability)
        months = pay_months(
            with_factor(scenario, factor), roster, paid, [first], terms,
            replications=replications, seed=seed, engine=engine,
        )  # fmt: skip
        points.append((probability, factor, months))
    return Borne(tuple(points))
