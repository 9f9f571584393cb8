"""Spans of time: what is left of one outside others."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]
"""Start and end [ticks]."""


def left_of(whole: Span, spans: Iterable[Span]) -> list[Span]:
    """What of a span lies outside others, which are in order and do not overlap."""
    left: list[Span] = []
    at = whole[0]
    for start, end in spans:
        if start >= whole[1] or end <= at:
            continue
        left.append((at, start))
        at = end
    left.append((at, whole[1]))
    return [(start, end) for start, end in left if start < end]
