"""Cover shifts, run them, ask for more where targets miss and less where there is slack (S2f)."""

from __future__ import annotations

import math

import numpy as np

from capplan.staffing.search import Candidate, Search
from capplan.staffing.slack import intervals_of, local_slack
from capplan.words import say

ENOUGH, PATIENCE = 0.003, 3
"""Covering ends when the best roster that holds gained less than this in so many rounds."""


def repair(search: Search, rounds: int) -> None:
    """Cover, run and adjust what is asked for, up to so many rounds."""
    idle = 0
    for number in range(rounds):
        before = search.best_cost
        found = search.cover(search.needs.replies_per_s * search.factor)
        candidate = search.try_out(found.people, found.shortage)
        stage = say(
            "covering shifts, round {number} of at most {rounds}", number=number + 1, rounds=rounds
        )
        search.report(stage, search.best_cost)
        if not search.windows:
            return
        gain = before is None or search.the_best().cost < (1.0 - ENOUGH) * before
        idle = 0 if gain or search.best_cost is None else idle + 1
        if idle == PATIENCE:
            return
        _adjust(search, candidate, number)


def _adjust(search: Search, candidate: Candidate, number: int) -> None:
    """Ask for more in the intervals that spoil a window, for less where nothing is at stake."""
    study = search.study_of(candidate)
    damping = 1.0 / (1.0 + number / 10.0)
    up, ease = np.zeros_like(search.factor), np.full_like(search.factor, np.inf)
    for window, slack in zip(search.windows, candidate.slack - search.margin, strict=True):
        if not math.isfinite(slack):
            continue
        place = search.scenario.queue_names.index(window[0].queue)
        span = intervals_of(study, window)
        local = local_slack(study, window, span)
        if slack < 0.0:
            guilt = np.clip(-2.0 * local, 0.0, 1.0)
            wanted = min(0.5, 0.03 - 0.6 * slack) * guilt
            up[place, span] = np.maximum(up[place, span], wanted)
        ease[place, span] = np.minimum(ease[place, span], np.minimum(slack, local + 0.5))
    eased = np.isfinite(ease) & (ease > 0.0)
    less = np.where(eased, np.clip(0.3 * (ease - 0.02), 0.0, 0.15), 0.0)
    search.factor *= np.where(up > 0.0, 1.0 + damping * up, 1.0 - damping * less)
    np.clip(search.factor, 0.02, 8.0, out=search.factor)
