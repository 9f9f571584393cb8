"""Targets that a campaign misses: what stops them, and what would be enough (rule S7g)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from capplan.campaign.cover import Cover
from capplan.campaign.mend import MORE, put_on, work_on_top
from capplan.campaign.search import CampaignSearch, Tried
from capplan.campaign.shop import Shop
from capplan.model.scenario import Scenario
from capplan.results.study import Study
from capplan.results.verdicts import Answer, Verdict
from capplan.staffing.enough import other_limits
from capplan.staffing.slack import slacks
from capplan.staffing.unmet import Unmet
from capplan.units import to_hours
from capplan.words import Sentence, listed, say

Floats = NDArray[np.float64]

STOPPED = 0.5
"""Too few can be put on where more of the work asked for on top than this is left [1]."""
PLENTY = 10_000
"""People, days and hours where they are not to bind."""


@dataclass(frozen=True, slots=True)
class Missed:
    """What is missed, and what would be enough.

    Attributes:
        unmet: the targets missed on fresh days, each with the reason why.
        remedies: sentences on changes with which all targets hold on the search days; None where
            none was looked for.
    """

    unmet: tuple[Unmet, ...]
    remedies: tuple[Sentence, ...] | None


NOTHING = Missed((), None)


def missed(search: CampaignSearch, judged: tuple[Verdict, ...]) -> Missed:
    """The reasons of all targets that are missed, and changes that would be enough."""
    lost = [v for v in judged if v.answer is Answer.MISSED]
    if not lost:
        return NOTHING
    search.report(say("looking for what would be enough"), None)
    best = search.best
    study = search.study_of(best)
    unmet = tuple(Unmet(v, _reason(search, best, study, v)) for v in lost)
    if search.holds(best):
        return Missed(unmet, None)
    roster, margin = study.roster, search.margin

    def holds(changed: Scenario) -> bool:
        ran = search.days.in_shop(changed).study(roster)
        return not bool((slacks(ran, search.windows) < margin).any())

    queues = {v.target.queue for v in lost}
    used = {s.group for s in roster.shifts}
    serving = [
        place
        for place, group in enumerate(search.shop.scenario.groups)
        if group.name in used and any(group.skill(queue) for queue in queues)
    ]
    return Missed(unmet, tuple(other_limits(search.shop.scenario, serving, holds)))


def _reason(search: CampaignSearch, best: Tried, study: Study, verdict: Verdict) -> Sentence:
    """Why a target is missed: found by asking for more people in its window."""
    number = search.windows.index((verdict.target, verdict.window))
    if best.slack[number] >= search.margin[number]:
        return say("met on the search days but not on fresh ones; more search days are needed")
    asked = work_on_top(search, best, study, {number: MORE[-1].times})
    left = _left(search.shop, asked, best.cover)
    if left <= STOPPED:
        return _why_not_helped(study, verdict)
    stopping = [
        words
        for words, shop in _without(search.shop, verdict.target.queue)
        if _left(shop, asked, best.cover) < STOPPED * left
    ]
    if not stopping:
        return say("not enough people can be on, and no limit lifted by itself would bring more")
    return say(
        "not enough people can be on; more could but for {limits}",
        limits=listed(stopping, "{left}, or {right}"),
    )


def _left(shop: Shop, asked: Floats, there: Cover) -> float:
    """Share of the work asked for on top that nobody more can be found for [1]."""
    found = put_on(shop, asked, there)
    return 1.0 if found is None else float((asked * found.shortage).sum() / asked.sum())


def _without(shop: Shop, queue: str) -> Iterator[tuple[Sentence, Shop]]:
    """Each limit that may keep people off the floor, in words, and the shop without it."""
    scenario, campaign = shop.scenario, shop.campaign
    for place, group in enumerate(scenario.groups):
        if group.most and group.skill(queue) is not None:
            more = tuple(
                replace(g, most=PLENTY) if k == place else g for k, g in enumerate(scenario.groups)
            )
            crews = tuple(replace(c, most=PLENTY) if c.group == place else c for c in shop.crews)
            words = say("the {people} people of {group}", people=group.most, group=group.name)
            yield words, replace(shop, scenario=replace(scenario, groups=more), crews=crews)
    taught = [
        g.name for g in scenario.groups if g.learning is not None and g.learning.mentors is not None
    ]
    if taught:
        alone = tuple(
            g if g.learning is None else replace(g, learning=replace(g.learning, mentors=None))
            for g in scenario.groups
        )
        words = say("one mentor for each newcomer of {groups}", groups=listed(taught))
        yield words, replace(shop, scenario=replace(scenario, groups=alone))
    yield (
        say("a day off after {days} days in a row", days=campaign.days_in_a_row),
        replace(shop, campaign=replace(campaign, days_in_a_row=PLENTY)),
    )
    yield (
        say("{hours:g} h of rest between two shifts", hours=to_hours(scenario.rest)),
        replace(shop, scenario=replace(scenario, rest=0)),
    )
    yield (
        say("{hours:g} h of overtime a month", hours=to_hours(campaign.overtime)),
        replace(shop, campaign=replace(campaign, overtime=campaign.overtime * PLENTY)),
    )
    if scenario.seats is not None:
        words = say("{seats} seats", seats=scenario.seats)
        yield words, replace(shop, scenario=replace(scenario, seats=None))
    if any(t.most is not None for t in scenario.shift_types):
        types = tuple(replace(t, most=None) for t in scenario.shift_types)
        words = say("the most people of a shift type")
        yield words, replace(shop, scenario=replace(scenario, shift_types=types))


def _why_not_helped(study: Study, verdict: Verdict) -> Sentence:
    """More people could be on, and the search found that they do not help enough."""
    scenario, (start, end) = study.scenario, verdict.window
    grid = scenario.calendar.grid
    span = slice(start // grid.interval, -(-end // grid.interval))
    work = study.group_sums("work_ms")[..., span].sum(axis=(0, 2))
    there = study.group_sums("on_shift_ms")[..., span].sum(axis=(0, 2))
    there = there - study.group_sums("break_ms")[..., span].sum(axis=(0, 2))
    ranks: dict[int, list[int]] = {}
    for place, group in enumerate(scenario.groups):
        skill = group.skill(verdict.target.queue)
        if skill is not None and there[place] > 0.0:
            ranks.setdefault(skill.preference, []).append(place)
    if len(ranks) < 2:
        return say("more people were tried and did not meet it; search longer")
    first, *later = (ranks[key] for key in sorted(ranks))
    others = [place for places in later for place in places]
    names = scenario.group_names
    return say(
        "more people do not meet it: chats go to {first} first, who hold up to {limit} at once and "
        "are at work {busy:.0%} of their time; {others} are at work {idle:.0%}",
        first=listed([names[p] for p in first]),
        limit=max(scenario.groups[p].limit for p in first),
        busy=float(work[first].sum() / there[first].sum()),
        others=listed([names[p] for p in others]),
        idle=float(work[others].sum() / there[others].sum()),
    )
