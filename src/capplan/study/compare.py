"""Compare two studies on common random numbers, replication by replication (rule M3)."""

from __future__ import annotations

from dataclasses import dataclass

from capplan.results import estimates
from capplan.results.estimates import LEVEL, Estimate
from capplan.results.study import Study

MEASURES = (
    ("lost", "offered"),
    ("first_response_ms", "first_replies"),
    ("response_ms", "timed_replies"),
    ("orders", None),
)
"""Compared by default: (numerator, denominator); None for a plain sum per replication."""


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


def compare(
    first: Study, second: Study, queue: str | None = None, level: float = LEVEL
) -> list[Comparison]:
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
        raise ValueError("only studies of the same replications of one seed can be compared")
    return [_compare(first, second, m, per, queue, level) for m, per in MEASURES]


def _compare(
    first: Study, second: Study, measure: str, per: str | None, queue: str | None, level: float
) -> Comparison:
    if per is None:
        a, b = first.total(measure, queue), second.total(measure, queue)
        difference = estimates.paired_difference(a, b, level)
        return Comparison(
            measure, per, estimates.mean(a, level), estimates.mean(b, level), difference
        )
    parts = [(s.total(measure, queue), s.total(per, queue)) for s in (first, second)]
    values = [estimates.ratio(*part, level) for part in parts]
    influence = [
        value.value + (numerator - value.value * denominator) / max(denominator.mean(), 1e-300)
        for value, (numerator, denominator) in zip(values, parts, strict=True)
    ]
    difference = estimates.paired_difference(influence[0], influence[1], level)
    return Comparison(measure, per, values[0], values[1], difference)
