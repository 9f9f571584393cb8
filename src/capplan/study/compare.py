"""Compare two studies on common random numbers, replication by replication (rule M3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.results import estimates
from capplan.results.estimates import LEVEL, Estimate
from capplan.results.shown import number, percent, seconds
from capplan.results.study import Study
from capplan.words import html, say

Floats = NDArray[np.float64]

MEASURES = (
    ("lost", "offered"),
    ("first_response_ms", "first_replies"),
    ("response_ms", "timed_replies"),
    ("orders", None),
)
"""Compared by default: (numerator, denominator); None for a plain sum per replication."""
CLOSED_MEASURES = (
    ("left_closed", None),
    ("offline", None),
    ("offline_age_ms", "offline_replies"),
)
"""Compared as well where a queue has closed hours (rule D6)."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure under two studies.

    Attributes:
        measure: name of the numerator.
        per: name of the denominator, or None.
        first: value under the first.
        second: value under the second.
        difference: second less first, paired.
    """

    measure: str
    per: str | None
    first: Estimate
    second: Estimate
    difference: Estimate

    @property
    def figures(self) -> tuple[Estimate, Estimate, Estimate]:
        """First, second and difference."""
        return self.first, self.second, self.difference


class Comparisons(list[Comparison]):
    """Comparisons of several measures; a notebook shows them as a table."""

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        rows = [(c.measure, *map(_SHOWN.get(_unit(c), number), c.figures)) for c in self]
        heads = (say("measure"), say("base"), say("variant"), say("difference (95 %)"))
        return html(say("Variant against base, paired"), (), heads, rows)


_SHOWN = {"share": percent, "time": seconds}


def _unit(comparison: Comparison) -> str:
    if comparison.measure.endswith("_ms"):
        return "time"
    return "share" if comparison.per else ""


def compare(
    first: Study, second: Study, queue: str | None = None, level: float = LEVEL
) -> Comparisons:
    """Compare the default measures of two studies.

    Args:
        first: the base.
        second: the variant, run on the same replications of the same seed.
        queue: one queue's name, or None for all.
        level: confidence level [1].

    Raises:
        ValueError: if the two do not share their random numbers.
    """
    same = first.seed == second.seed and first.first == second.first
    if not same or first.replications != second.replications:
        raise ValueError(say("only studies of the same replications of one seed can be compared"))
    closed = any(q.closed for study in (first, second) for q in study.scenario.queues)
    measures = MEASURES + CLOSED_MEASURES if closed else MEASURES
    return Comparisons(_compare(first, second, m, per, queue, level) for m, per in measures)


def _compare(
    first: Study, second: Study, measure: str, per: str | None, queue: str | None, level: float
) -> Comparison:
    parts = [
        (study.total(measure, queue), None if per is None else study.total(per, queue))
        for study in (first, second)
    ]
    return compare_sums(measure, per, parts[0], parts[1], level)


def compare_sums(
    measure: str,
    per: str | None,
    first: tuple[Floats, Floats | None],
    second: tuple[Floats, Floats | None],
    level: float = LEVEL,
) -> Comparison:
    """Compare sums of two studies, replication by replication.

    Args:
        measure: name of the numerator.
        per: name of the denominator, or None.
        first: numerator and denominator of the base, shape (replications,); None: a plain sum.
        second: those of the variant, on the same replications.
        level: confidence level [1].
    """
    parts = [(top, np.ones_like(top) if under is None else under) for top, under in (first, second)]
    values = [estimates.ratio(*part, level) for part in parts]
    influence = [
        top
        if per is None
        else value.value + (top - value.value * under) / max(under.mean(), 1e-300)
        for value, (top, under) in zip(values, parts, strict=True)
    ]
    difference = estimates.paired_difference(influence[0], influence[1], level)
    return Comparison(measure, per, values[0], values[1], difference)
