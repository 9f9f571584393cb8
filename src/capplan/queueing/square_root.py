"""Square-root staffing: load + beta x sqrt(load) agents.

Letters: ``beta`` the safety, in square roots of the load; ``phi`` and ``Phi`` density and law of
the standard normal; ``h = phi / (1 - Phi)`` its hazard.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from scipy.optimize import brentq
from scipy.special import erfcx

from capplan.queueing import checks
from capplan.queueing.least import whole_agents


def delay_probability_halfin_whitt(beta: float) -> float:
    """Limit of Erlang C's P(wait): 1 / (1 + beta Phi / phi) (Halfin & Whitt 1981).

    Args:
        beta: safety, above zero [1].

    Raises:
        ValueError: `beta` is out of its range.
    """
    beta = checks.positive("beta", beta)
    return 1.0 / (1.0 + beta / _hazard(-beta))


def delay_probability_garnett(beta: float, mean_work_s: float, mean_patience_s: float) -> float:
    """Limit of Erlang A's P(wait) (Garnett, Mandelbaum & Reiman 2002).

    It is 1 / (1 + r h(beta/r) / h(-beta)) with r = sqrt(work / patience).

    Args:
        beta: safety, of any sign; below zero the team is smaller than the load [1].
        mean_work_s: mean work per contact, above zero [s].
        mean_patience_s: mean patience in the line, above zero [s].

    Raises:
        ValueError: an argument is out of its range.
    """
    if not math.isfinite(beta):
        raise ValueError(f"beta must be finite, not {beta}")
    work = checks.positive("mean_work_s", mean_work_s)
    r = math.sqrt(work / checks.positive("mean_patience_s", mean_patience_s))
    return 1.0 / (1.0 + r * _hazard(beta / r) / _hazard(-beta))


def beta_halfin_whitt(delay_probability: float) -> float:
    """Find the safety at which a share of contacts waits, without abandonment.

    Args:
        delay_probability: share that waits, strictly between 0 and 1 [1].

    Raises:
        ValueError: `delay_probability` is out of its range.
    """
    wanted = checks.probability("delay_probability", delay_probability)
    return _root(lambda beta: delay_probability_halfin_whitt(beta) - wanted, least=1e-300)


def beta_garnett(delay_probability: float, mean_work_s: float, mean_patience_s: float) -> float:
    """Find the safety at which a share of contacts waits, with exponential patience.

    Args:
        delay_probability: share that waits, strictly between 0 and 1 [1].
        mean_work_s: mean work per contact, above zero [s].
        mean_patience_s: mean patience in the line, above zero [s].

    Raises:
        ValueError: an argument is out of its range.
    """
    wanted = checks.probability("delay_probability", delay_probability)
    return _root(
        lambda beta: delay_probability_garnett(beta, mean_work_s, mean_patience_s) - wanted
    )


def square_root_agents(load_erlang: float, beta: float) -> int:
    """Round load + beta x sqrt(load) up to whole agents; never below 0.

    Args:
        load_erlang: offered load, zero or more [erlang].
        beta: safety [1].

    Raises:
        ValueError: an argument is out of its range.
    """
    load = checks.not_negative("load_erlang", load_erlang)
    if not math.isfinite(beta):
        raise ValueError(f"beta must be finite, not {beta}")
    return whole_agents(max(0.0, load + beta * math.sqrt(load)))


def _hazard(x: float) -> float:
    """Hazard h of the standard normal, without overflow on the right."""
    return math.sqrt(2.0 / math.pi) / float(erfcx(x / math.sqrt(2.0)))


def _root(falling: Callable[[float], float], least: float | None = None) -> float:
    """Root of a falling function, its bracket widened by doubling."""
    high = 1.0
    while falling(high) > 0:
        high *= 2.0
    low = least if least is not None else -1.0
    while falling(low) < 0:
        low *= 2.0
    return float(brentq(falling, low, high, xtol=1e-14))
