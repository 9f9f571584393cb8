"""A scenario whose shared day factor is fixed: what if the forecast was wrong by so much (S5d)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from capplan.model.scenario import Scenario
from capplan.sampling.draws import factor_quantiles


def factor_at(scenario: Scenario, probability: float) -> float:
    """Quantile of the shared day factor [1] (rule D2)."""
    cv = scenario.day_factor.common_cv
    return float(factor_quantiles(cv, np.array([probability]))[0])


def with_factor(scenario: Scenario, factor: float) -> Scenario:
    """The scenario on days whose shared day factor has one value in every period.

    The queues' own factors and all other draws stay as they are.
    """
    law = replace(scenario.day_factor, common_cv=0.0, level=factor)
    return replace(scenario, day_factor=law)
