"""Cover shifts, run them, ask for more where targets miss and less where there is slack (S2f)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from capplan.results.study import Study
from capplan.staffing.search import Search
from capplan.staffing.slack import Window, intervals_of, local_slack
from capplan.words import say

Floats = NDArray[np.float64]

ENOUGH, PATIENCE = 0.003, 3
"""Covering ends when the best roster gained less than this share in so many rounds..."""
NEARLY = 0.1
"""... and misses no more than this in all, which single steps mend [normalised slack]."""


def repair(search: Search, rounds: int) -> None:
    """Cover, run and adjust what is asked for, up to so many rounds."""
    idle = 0
    for number in range(rounds):
        before = _left(search)
        found = search.cover(search.needs.replies_per_s * search.factor)
        candidate = search.try_out(found.people, found.shortage)
        stage = say(
            "covering shifts, round {number} of at most {rounds}", number=number + 1, rounds=rounds
        )
        search.report(stage, search.best_cost)
        if not search.windows:
            return
        missing, cost = _left(search)
        gained = (missing, cost) < tuple((1.0 - ENOUGH) * part for part in before)
        idle = 0 if gained or missing > NEARLY else idle + 1
        if idle == PATIENCE:
            return
        slack = candidate.slack - search.margin
        adjust(search.factor, search.study_of(candidate), search.windows, slack, number)


def _left(search: Search) -> tuple[float, float]:
    """What the best roster so far misses, and its cost; rounds are to bring them down."""
    if search.best is None:
        return math.inf, math.inf
    return float(search.missing(search.best.slack)), search.best.cost


def adjust(factor: Floats, study: Study, windows: list[Window], slack: Floats, number: int) -> None:
    """Ask for more in the intervals that spoil a window, for less where nothing is at stake.

    Args:
        factor: work asked of the cover ÷ what theory asks, changed in place, shape (queues,
            intervals) [1].
        study: a roster on the search days.
        windows: the targets and their windows.
        slack: how far each is kept beyond what is asked, shape (windows,) [1].
        number: of the round, from 0; steps become smaller.
    """
    damping = 1.0 / (1.0 + number / 10.0)
    up, ease = np.zeros_like(factor), np.full_like(factor, np.inf)
    for window, room in zip(windows, slack, strict=True):
        if not math.isfinite(room):
            continue
        place = study.scenario.queue_names.index(window[0].queue)
        span = intervals_of(study, window)
        local = local_slack(study, window, span)
        if room < 0.0:
            guilt = np.clip(-2.0 * local, 0.0, 1.0)
            wanted = min(0.5, 0.03 - 0.6 * room) * guilt
            up[place, span] = np.maximum(up[place, span], wanted)
        ease[place, span] = np.minimum(ease[place, span], np.minimum(room, local + 0.5))
    eased = np.isfinite(ease) & (ease > 0.0)
    less = np.where(eased, np.clip(0.3 * (ease - 0.02), 0.0, 0.15), 0.0)
    factor *= np.where(up > 0.0, 1.0 + damping * up, 1.0 - damping * less)
    np.clip(factor, 0.02, 8.0, out=factor)
