"""What would be enough where targets are missed: found by trying (rule S3e)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from capplan.model.scenario import Scenario
from capplan.model.targets import Measure
from capplan.results.verdicts import fractions
from capplan.staffing.concurrency import at_limit, with_group
from capplan.staffing.local import improve
from capplan.staffing.repair import repair
from capplan.staffing.search import Candidate, Search
from capplan.staffing.seats import seats
from capplan.staffing.slack import intervals_of, local_slack
from capplan.units import HOUR
from capplan.words import Sentence, listed, say

Ints = NDArray[np.int64]

PLENTY = 50_000
"""People of a group where its size is not to bind."""
ROUNDS, TRIALS = 6, 15
"""Rounds of covering, and rosters tried to come down from there, without limits."""
OTHER_LIMITS = (1, 2, 4, -1, -2, -4)
"""Changes of the number of chats at once that are tried, in this order."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What is missed on the search days, and what would be enough.

    Attributes:
        windows: places of the targets and windows that are missed.
        worst: by window, (start, end) of the run of intervals that spoils it most [ticks].
        uncovered: spans of missed windows in which no shift type puts anybody on [ticks].
        unlimited: by window, what the measure reaches with more people than are of use.
        remedies: sentences on changes with which all targets hold on the search days.
    """

    windows: tuple[int, ...]
    worst: tuple[tuple[int, int], ...]
    uncovered: tuple[tuple[int, int], ...]
    unlimited: tuple[float, ...]
    remedies: tuple[Sentence, ...]


def shortfall(search: Search, best: Candidate) -> Shortfall | None:
    """Try what would be enough; None where nothing is missed on the search days."""
    missed = [int(k) for k in np.flatnonzero(best.slack < search.margin)]
    if not missed:
        return None
    search.report(say("looking for what would be enough"), None)
    free = _unlimited(search.scenario)
    remedies: list[Sentence] = []
    open_search = Search(free, search.days.in_shop(free), search.needs, seats(free))
    open_search.margin = search.margin
    if open_search.kinds == search.kinds:
        open_search.effects = search.effects
    open_search.report = lambda what, _cost: search.report(
        say("looking for what would be enough: {what}", what=what), None
    )
    repair(open_search, ROUNDS)
    improve(open_search, TRIALS)
    if open_search.best_cost is not None:
        remedies += _more(search, open_search)
    reached = _reached(open_search, missed)
    used = sorted({search.kinds[k].group for k in np.flatnonzero(best.people).tolist()})
    remedies += other_limits(search.scenario, used, lambda shop: _holds(search, shop, best))
    longer = replace(
        search.scenario,
        shift_types=tuple(replace(t, end=t.end + HOUR) for t in search.scenario.shift_types),
    )
    if _holds(search, longer, best):
        remedies.append(say("every shift an hour longer, with the people of this plan"))
    return Shortfall(
        tuple(missed),
        tuple(_worst_span(search, best, k) for k in missed),
        _uncovered(search, missed),
        reached,
        tuple(remedies),
    )


def _unlimited(scenario: Scenario) -> Scenario:
    groups = tuple(replace(g, most=PLENTY) for g in scenario.groups)
    types = tuple(replace(t, most=None) for t in scenario.shift_types)
    return replace(scenario, groups=groups, shift_types=types, seats=None)


def _more(search: Search, free: Search) -> list[Sentence]:
    """What a roster without limits uses beyond the limits there are."""
    people = free.the_best().people
    parts: list[Sentence] = []
    for group, needed in zip(
        search.scenario.groups, free.terms.heads(people).tolist(), strict=True
    ):
        if needed > group.most:
            parts.append(
                say(
                    "{needed} people in {group} instead of {most}",
                    needed=needed,
                    group=group.name,
                    most=group.most,
                )
            )
    limit = search.scenario.seats
    at_once = int((free.terms.on @ people).max(initial=0))
    if limit is not None and at_once > limit:
        parts.append(say("{needed} seats instead of {most}", needed=at_once, most=limit))
    for row, most in search.terms.shift_rows:
        used = int(people @ row)
        if used > most:
            name = search.scenario.shift_types[search.kinds[int(np.argmax(row))].kind].name
            parts.append(
                say(
                    "{needed} people on the shift {shift} instead of {most:.0f}",
                    needed=used,
                    shift=name,
                    most=most,
                )
            )
    return [listed(parts, "{left} and {right}")] if parts else []


def _reached(free: Search, missed: list[int]) -> tuple[float, ...]:
    """What the measures reach with more people than are of use, the best of what was tried."""
    for queue in dict.fromkeys(free.windows[k][0].queue for k in missed):
        free.with_many(queue)
    found: list[float] = []
    for k in missed:
        target, span = free.windows[k]
        top = max(free.known.values(), key=lambda c: float(c.slack[k]))
        numerator, denominator = fractions(free.study_of(top), target, span)
        total = float(denominator.sum())
        found.append(float(numerator.sum()) / total if total > 0.0 else np.nan)
    return tuple(found)


def other_limits(
    scenario: Scenario, groups: Sequence[int], holds: Callable[[Scenario], bool]
) -> list[Sentence]:
    """More, or fewer, chats at once with the people of this plan: what is enough by itself.

    Args:
        scenario: the shop.
        groups: places of the groups that are tried.
        holds: whether the plan's people hold all targets in a changed shop.
    """
    found: list[Sentence] = []
    for place in groups:
        group = scenario.groups[place]
        for change in OTHER_LIMITS:
            if group.limit + change < 1:
                continue
            if holds(with_group(scenario, place, at_limit(group, group.limit + change))):
                found.append(
                    say(
                        "{other} chats at once in {group} instead of {limit}, with the people of "
                        "this plan",
                        other=group.limit + change,
                        group=group.name,
                        limit=group.limit,
                    )
                )
                break
    return found


def _holds(search: Search, changed: Scenario, best: Candidate) -> bool:
    """Whether the same people hold all targets in a changed shop, on the search days."""
    kinds = seats(changed)
    same = [(s.day, s.kind, s.group) for s in kinds]
    if same != [(s.day, s.kind, s.group) for s in search.kinds]:
        return False
    other = Search(changed, search.days.in_shop(changed), search.needs, kinds)
    other.margin = search.margin
    return other.holds(other.try_out(best.people, best.shortage))


def _worst_span(search: Search, best: Candidate, window: int) -> tuple[int, int]:
    """The run of intervals around the worst one in which a window is missed [ticks]."""
    study = search.study_of(best)
    span = intervals_of(study, search.windows[window])
    local = local_slack(study, search.windows[window], span)
    worst = int(np.argmin(local))
    first = last = worst
    while first > 0 and local[first - 1] < 0.0:
        first -= 1
    while last + 1 < local.size and local[last + 1] < 0.0:
        last += 1
    grid = search.scenario.calendar.grid
    return grid.start(span.start + first), grid.start(span.start + last + 1)


def _uncovered(search: Search, missed: list[int]) -> tuple[tuple[int, int], ...]:
    """Spans of missed windows, with work, in which no kind of seat puts anybody on [ticks]."""
    grid = search.scenario.calendar.grid
    bare = np.zeros(grid.count, dtype=np.bool_)
    for k in missed:
        target, (start, end) = search.windows[k]
        if target.measure is Measure.OCCUPANCY:
            continue
        serving = [
            n
            for n, s in enumerate(search.kinds)
            if search.scenario.groups[s.group].skill(target.queue) is not None
        ]
        place = search.scenario.queue_names.index(target.queue)
        inside = slice(start // grid.interval, -(-end // grid.interval))
        nobody = search.present[serving].sum(axis=0) <= 0.0
        asked = search.needs.replies_per_s[place] > 0.0
        bare[inside] |= (nobody & asked)[inside]
    edges = np.flatnonzero(np.diff(np.concatenate(([0], bare.astype(np.int8), [0]))))
    return tuple((grid.start(int(a)), grid.start(int(b))) for a, b in edges.reshape(-1, 2).tolist())
