"""Hire fewer temps: some of a cohort are not called at all (rule S7c)."""

from __future__ import annotations

from dataclasses import replace

from capplan.campaign.cover import Cover
from capplan.campaign.people import on_seats
from capplan.campaign.search import CampaignSearch, Tried
from capplan.campaign.trim import beyond_owed
from capplan.words import say

MOST = 0.25
"""Share of a cohort that is first tried; after each that does not do half as many [1]."""


def dismiss(search: CampaignSearch, trials: int) -> None:
    """Hire fewer of one cohort after another, as long as no window misses by more for it."""
    sizes: dict[int, int] = {}
    for number in range(trials):
        base = search.best
        heads = {
            c: int(base.cover.employed[c, crew.first])
            for c, crew in enumerate(search.shop.crews)
            if crew.is_hired
        }
        for crew, people in heads.items():
            sizes.setdefault(crew, max(1, round(MOST * people)))
        open_ = {c: min(sizes[c], n) for c, n in heads.items() if min(sizes[c], n)}
        if not open_:
            return
        crew = max(open_, key=lambda c: (open_[c], -c))
        stage = say("hiring fewer, {number} of at most {trials}", number=number + 1, trials=trials)
        search.report(stage, search.best_cost)
        fewer = _without(search, base, crew, open_[crew])
        if fewer is None or search.try_out(fewer) is not search.best:
            sizes[crew] = open_[crew] // 2


def _without(search: CampaignSearch, base: Tried, crew: int, number: int) -> Cover | None:
    """The plan less so many of a cohort, those with the fewest shifts; None against a rule."""
    shop = search.shop
    mine = sorted((p for p in base.staff.people if p.crew == crew), key=lambda p: len(p.shifts))
    gone = mine[:number]
    employed = base.cover.employed.copy()
    for person in gone:
        employed[crew, shop.crews[crew].first : person.last + 1] -= 1
    people = base.cover.people - on_seats(shop, gone)
    found = replace(base.cover, people=people, employed=employed)
    return found if beyond_owed(shop, found)[crew] >= 0.0 else None
