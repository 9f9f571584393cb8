"""Choose the number of chats at once where the scenario leaves it to the plan (rule S2l)."""

from __future__ import annotations

from dataclasses import replace

from capplan.model.people import Group
from capplan.model.scenario import Scenario
from capplan.staffing.aims import Goal
from capplan.staffing.local import improve
from capplan.staffing.repair import repair
from capplan.staffing.requirement import requirement
from capplan.staffing.search import Report, Search
from capplan.staffing.seats import seats
from capplan.study.days import Days
from capplan.words import say

ROUNDS, TRIALS = 6, 6
"""Rounds of covering and rosters tried for each limit."""


def with_best_limits(scenario: Scenario, goal: Goal, days: Days, report: Report) -> Scenario:
    """The scenario with the limit of each such group fixed: group by group, the best of a search.

    A short search is made for each limit; the others stay as they are by then.

    Args:
        scenario: the shop.
        goal: what is to be best.
        days: the search days.
        report: called as the search goes on.
    """
    for place, group in enumerate(scenario.groups):
        if group.least_limit is None or group.least_limit >= group.limit:
            continue
        choices = range(group.least_limit, group.limit + 1)
        ranks: list[tuple[tuple[float, ...], int]] = []
        for limit in choices:
            report(
                say("trying {limit} chats at once in {name}", limit=limit, name=group.name), None
            )
            shop = with_group(scenario, place, at_limit(group, limit))
            ranks.append((_rank(shop, goal, days), limit))
        scenario = with_group(scenario, place, at_limit(group, min(ranks)[1]))
    return scenario


def _rank(shop: Scenario, goal: Goal, days: Days) -> tuple[float, ...]:
    search = Search(shop, days.in_shop(shop), requirement(shop), seats(shop), goal)
    repair(search, ROUNDS)
    improve(search, TRIALS)
    return search.rank(search.the_best())


def at_limit(group: Group, limit: int) -> Group:
    """The group with one number of chats at once; limits of single queues never exceed it."""
    skills = tuple(
        s if s.limit is None else replace(s, limit=min(s.limit, limit)) for s in group.skills
    )
    return replace(group, limit=limit, least_limit=limit, skills=skills)


def with_group(scenario: Scenario, place: int, group: Group) -> Scenario:
    """The shop with another group in a place."""
    groups = tuple(group if k == place else g for k, g in enumerate(scenario.groups))
    return replace(scenario, groups=groups)
