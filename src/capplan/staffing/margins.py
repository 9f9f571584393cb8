"""How much slack a target needs so that fresh days will show that it is met (rule S2h)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, ndtr, ndtri

from capplan.results import estimates
from capplan.results.study import Study
from capplan.results.verdicts import Verdict, fractions
from capplan.staffing.slack import Window, daily_slack, scale, sign

Floats = NDArray[np.float64]

POWER = 0.9
"""Probability with which a target is to hold, or be shown met, if the pilot days are right [1]."""
LEAST_MARGIN = -0.15
"""Search days may be so much harder than fresh ones, at most [normalised slack]."""


def shortfalls(pilot: Study, windows: list[Window], days: int, risk: float | None) -> Floats:
    """By how much the slack must rise so that targets hold on fresh days; it may also fall.

    Without a risk: so that their estimates do.  With one: so that they are shown to be met; as
    Holm's procedure does, the tightest is held to the whole risk, the next to a half, the third to
    a third, and so on.

    Args:
        pilot: the roster on days that the search has not seen.
        windows: the targets and their windows.
        days: fresh days of the certification.
        risk: what the certification may spend, or None [1].

    Returns:
        Normalised slack, shape (windows,).
    """
    if risk is None:
        return np.array([_shortfall(pilot, window, days, 0.5) for window in windows])
    equal = np.array([_shortfall(pilot, window, days, risk) for window in windows])
    place = np.empty(equal.size, dtype=np.int64)
    place[np.argsort(-equal, kind="stable")] = np.arange(equal.size)
    return np.array(
        [
            _shortfall(pilot, window, days, risk / (1.0 + after))
            for window, after in zip(windows, place.tolist(), strict=True)
        ]
    )


def _shortfall(pilot: Study, window: Window, days: int, each: float) -> float:
    target, span = window
    numerator, denominator = fractions(pilot, target, span)
    total = float(denominator.sum())
    if total <= 0.0:
        return -np.inf
    if target.assurance is not None:
        worst = np.quantile(
            daily_slack(target, numerator, denominator),
            1.0 - share_needed(days, target.assurance, each),
            method="lower",
        )
        return float(-worst / scale(target))
    found = estimates.ratio(numerator, denominator)
    error = found.standard_error * np.sqrt(pilot.replications / days)
    reach = float(ndtri(1.0 - each) + ndtri(POWER)) * error
    return float((reach - sign(target) * (found.value - target.bound)) / scale(target))


def share_needed(days: int, assurance: float, each: float) -> float:
    """True share of days from which a target is shown met with probability `POWER` [1]."""
    least = estimates.least_successes(days, assurance, each)
    shares = np.linspace(assurance, 1.0, 1001)[1:]
    reached = 1.0 - bdtr(least - 1.0, days, shares) if least <= days else np.zeros_like(shares)
    reached[-1] = 1.0
    return float(shares[int(np.argmax(reached >= POWER))])


def powers(verdicts: Sequence[Verdict], risk: float) -> tuple[float, ...]:
    """Probability that fresh days show each target met, if the truth is as estimated [1].

    Each is taken at the level at which Holm's procedure would come to it.

    Args:
        verdicts: on the fresh days.
        risk: what the certification may spend [1].
    """
    alone = [_power(v, risk) for v in verdicts]
    order = sorted(range(len(alone)), key=lambda k: alone[k])
    place = {number: after for after, number in enumerate(order)}
    return tuple(_power(v, risk / (1.0 + place[k])) for k, v in enumerate(verdicts))


def _power(verdict: Verdict, each: float) -> float:
    target, kept = verdict.target, verdict.kept
    if target.assurance is not None and kept is not None:
        least = estimates.least_successes(kept.replications, target.assurance, each)
        return estimates.at_least(least, kept.replications, kept.value)
    error = verdict.measured.standard_error
    if not np.isfinite(verdict.slack) or error == 0.0:
        return float(verdict.slack >= 0.0)
    if not np.isfinite(error):
        return 0.0
    return float(ndtr(verdict.slack / error - float(ndtri(1.0 - each))))
