"""Mend windows that miss: put more people on, or fewer of those who get the chats first (S7c).

More people are found by the programme of the covers, on top of those who are there, so that they
are the cheapest within all rules: people who have the day off, people hired with their training,
mentors and days a week, hours beyond the week. Where chats go to some groups first, these are
filled up to their limit, and slow, while the others wait: then fewer of them may be better.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from capplan.campaign.cover import Cover, NoCoverError, cover
from capplan.campaign.search import CampaignSearch, Tried
from capplan.campaign.shop import Shop
from capplan.campaign.trim import Spare
from capplan.results.study import Study
from capplan.staffing.slack import intervals_of, local_slack
from capplan.words import say

Floats = NDArray[np.float64]

LEAST, MOST = 0.03, 0.5
"""Work asked for on top at first, as a share of what the people there can do [1]."""
FEWER = 0.25
"""Share of the people on a kind of seat that a step takes off; at least one person [1]."""
KINDS = 2
"""Kinds of seats from which people are taken for one window, those with the most first."""
HELPS = 0.01
"""A step helps a window whose slack it raises by more [1]."""
IDLE = 4
"""Trials in a row that may bring nothing."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is tried for a window that misses.

    Attributes:
        fewer: column from which people are taken off; None: more are put on.
        times: how much more than usual is asked for [1].
    """

    fewer: int | None = None
    times: float = 1.0


MORE = (Step(times=2.0), Step(times=4.0))
"""What is tried last: where very much is missed, a little more changes nothing."""


def mend(search: CampaignSearch, trials: int) -> None:
    """A step for each window that misses in every trial; what helps is kept."""
    current = search.promising
    study = search.study_of(current)
    failed: dict[int, int] = {}
    barred: set[int] = set()
    idle = 0
    for number in range(trials):
        if search.holds(current) or idle == IDLE:
            return
        steps = _next_steps(search, current, failed)
        if not steps:
            return
        stage = say(
            "putting people on where targets miss, {number} of at most {trials}",
            number=number + 1,
            trials=trials,
        )
        search.report(stage, search.best_cost)
        after, ran = _tried(search, current, study, steps, barred)
        helped = {w: step for w, step in steps.items() if after.slack[w] > current.slack[w] + HELPS}
        if helped and len(helped) < len(steps):
            after, ran = _tried(search, current, study, helped, barred)
        idle += 1
        better = bool(helped) and search.missing(after) < search.missing(current)
        for window, step in steps.items():
            if better and window in helped:
                failed[window] = 0
                if step.fewer is not None:
                    barred.add(step.fewer)
            else:
                failed[window] = failed.get(window, 0) + 1
        if better:
            current, study, idle = after, ran, 0


def _next_steps(search: CampaignSearch, current: Tried, failed: dict[int, int]) -> dict[int, Step]:
    """For each window that misses the first step that has not failed since one helped."""
    found: dict[int, Step] = {}
    for window in np.flatnonzero(current.slack < search.margin).tolist():
        options = [*map(Step, _first_choice(search, current, window)), Step(), *MORE]
        if failed.get(window, 0) < len(options):
            found[window] = options[failed.get(window, 0)]
    return found


def _first_choice(search: CampaignSearch, current: Tried, window: int) -> list[int]:
    """Columns in a window whose groups are preferred to others that are on, the fullest first."""
    shop = search.shop
    target, (start, end) = search.windows[window]
    on: list[tuple[int, int, int]] = []
    spare = Spare(shop, current.cover)
    for column in np.flatnonzero(current.cover.people).tolist():
        seat = shop.kinds[shop.columns[column][1]]
        skill = shop.scenario.groups[seat.group].skill(target.queue)
        if skill is not None and min(seat.end, end) > max(seat.start, start):
            on.append((skill.preference, column, int(current.cover.people[column])))
    last = max((preference for preference, _, _ in on), default=0)
    first = [(people, column) for preference, column, people in on if preference < last]
    first = [(n, c) for n, c in first if spare.of(c, _fewer(n))]
    return [column for _, column in sorted(first, key=lambda f: (-f[0], f[1]))[:KINDS]]


def _fewer(people: int) -> int:
    return max(1, round(FEWER * people))


def _tried(
    search: CampaignSearch,
    current: Tried,
    study: Study,
    steps: dict[int, Step],
    barred: Iterable[int],
) -> tuple[Tried, Study]:
    people = current.cover.people.copy()
    taken = {step.fewer for step in steps.values() if step.fewer is not None}
    for column in taken:
        people[column] -= _fewer(int(people[column]))
    kept = replace(current.cover, people=people)
    more = {w: step.times for w, step in steps.items() if step.fewer is None}
    asked = work_on_top(search, current, study, more)
    if asked.any():
        found = put_on(search.shop, asked, kept, {*barred, *taken})
        kept = kept if found is None else found
    return search.run_out(kept)


def put_on(shop: Shop, asked: Floats, kept: Cover, barred: Iterable[int] = ()) -> Cover | None:
    """The cheapest people on top of those who are there; None if those break a rule already.

    Args:
        shop: the campaign.
        asked: work on top, shape (queues, intervals) [1/s].
        kept: who is there.
        barred: columns to which nobody is added.
    """
    try:
        return cover(shop, asked, kept, barred=frozenset(barred))
    except NoCoverError:
        return None


def work_on_top(
    search: CampaignSearch, current: Tried, study: Study, windows: dict[int, float]
) -> Floats:
    """Work to ask for on top, most in the intervals that spoil a window, (queues, intervals) [1/s].

    Args:
        search: the search.
        current: the plan.
        study: that plan on the search days.
        windows: places of windows that miss, and how much more than usual is asked for each.
    """
    shop = search.shop
    able = np.zeros_like(search.needs.replies_per_s)
    for column in np.flatnonzero(current.cover.people).tolist():
        _, kind = shop.columns[column]
        rates = shop.capacity[column][:, None] * shop.present[kind][None, :]
        able += float(current.cover.people[column]) * rates
    found = np.zeros_like(able)
    least = search.needs.replies_per_s
    for number, times in windows.items():
        window = search.windows[number]
        queue = shop.scenario.queue_names.index(window[0].queue)
        span = intervals_of(study, window)
        short = search.margin[number] - current.slack[number]
        share = times * min(MOST, LEAST + 0.3 * float(short))
        local = np.clip(search.margin[number] - local_slack(study, window, span), 0.0, None)
        guilt = local / local.max() if local.max() > 0.0 else np.ones_like(local)
        work = np.maximum(able[queue, span], least[queue, span]) * share * guilt
        found[queue, span] = np.maximum(found[queue, span], work)
    return found
