"""Take people off where targets hold, on all days side by side (rule S7c).

Days hardly touch each other, so one run of the whole campaign tries a step on each of its days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from capplan.campaign.cover import Cover
from capplan.campaign.crews import is_taught
from capplan.campaign.search import CampaignSearch, Tried
from capplan.campaign.shop import Shop
from capplan.units import HOUR
from capplan.words import say

Floats = NDArray[np.float64]

STEP = 0.06
"""Share of the people on a kind of seat that one step takes off; at least one person [1]."""


@dataclass(frozen=True, slots=True)
class Removals:
    """What was tried on the search days to show that nobody is to spare.

    Attributes:
        tried: kinds of seats from which people were taken.
        needed: those of them where the targets did not hold with fewer people.
    """

    tried: int
    needed: int


def trim(search: CampaignSearch, trials: int) -> Removals:
    """Take people off, a step on each day in every trial, up to so many trials."""
    refused: set[int] = set()
    touched: set[int] = set()
    for number in range(trials):
        base = search.best
        steps = _steps(search.shop, base, refused)
        if not steps:
            break
        touched |= set(steps)
        stage = say(
            "taking people off on all days, {number} of at most {trials}",
            number=number + 1,
            trials=trials,
        )
        search.report(stage, search.best_cost)
        all_off = search.try_out(_less(base, steps))
        kept = _kept(search, base, all_off, steps)
        refused |= set(steps) - set(kept)
        if kept and len(kept) < len(steps):
            search.try_out(_less(base, kept))
        if search.best is base:
            refused |= set(kept)
    return Removals(len(touched), len(touched & refused))


def _steps(shop: Shop, base: Tried, refused: set[int]) -> dict[int, int]:
    """By column, how many people to take off: one kind of seat on each day, the dearest first."""
    found: dict[int, tuple[float, int, int]] = {}
    spare = Spare(shop, base.cover)
    for column, (_, kind) in enumerate(shop.columns):
        people = int(base.cover.people[column])
        seat = shop.kinds[kind]
        if not people or column in refused:
            continue
        number = min(max(1, round(STEP * people)), people)
        if not spare.of(column, number):
            continue
        worth = number * seat.cost.total
        if seat.day not in found or worth > found[seat.day][0]:
            found[seat.day] = (worth, column, number)
    return {column: number for _, column, number in found.values()}


class Spare:
    """Who may go: temps keep the days a week that they must have, newcomers their mentors."""

    def __init__(self, shop: Shop, cover: Cover) -> None:
        self._shop = shop
        self._shifts = beyond_owed(shop, cover)
        self._mentors = _mentors_to_spare(shop, cover)

    def of(self, column: int, number: int) -> bool:
        """Whether so many people may be taken off a column."""
        crew, kind = self._shop.columns[column]
        if self._shifts[crew] < number:
            return False
        mentors = self._mentors.get(self._shop.kinds[kind].group)
        at = self._shop.present[kind] > 0.0
        return mentors is None or not (mentors[at] < number).any()


def beyond_owed(shop: Shop, cover: Cover) -> list[float]:
    """Shifts of each crew beyond those that its people must have (days a week of temps).

    A day of training is a day of work.
    """
    found: list[float] = []
    for number, crew in enumerate(shop.crews):
        share = shop.scenario.groups[crew.group].hiring.days_a_week / 7.0 if crew.is_hired else 0.0
        people = cover.employed[number]
        owed = crew.owed_before(share) * float(people[crew.first])
        worked = sum(int(cover.people[k]) for k, (c, _) in enumerate(shop.columns)
                     if c == number)  # fmt: skip
        found.append(worked - max(0.0, share * float(people.sum()) + owed))
    return found


def _mentors_to_spare(shop: Shop, cover: Cover) -> dict[int, Floats]:
    """Mentors on beyond the newcomers whom they teach, by group, each (intervals,) [people].

    Where nobody is taught, all may go.
    """
    on: dict[int, Floats] = {}
    taught: dict[int, Floats] = {}
    for column in np.flatnonzero(cover.people).tolist():
        crew, kind = shop.columns[column]
        seat, people = shop.kinds[kind], int(cover.people[column]) * shop.present[kind]
        on[seat.group] = on.get(seat.group, 0.0) + people
        mentors = is_taught(shop.scenario, shop.crews[crew], seat)
        if mentors is not None:
            taught[mentors] = taught.get(mentors, 0.0) + people
    return {
        group: np.where(newcomers > 0.0, on.get(group, 0.0) - newcomers, np.inf)
        for group, newcomers in taught.items()
    }


def _less(base: Tried, steps: dict[int, int]) -> Cover:
    people = base.cover.people.copy()
    for column, number in steps.items():
        people[column] -= number
    return replace(base.cover, people=people)


def _kept(
    search: CampaignSearch, base: Tried, tried: Tried, steps: dict[int, int]
) -> dict[int, int]:
    """The steps after which no window that they touch misses, or misses by more than before."""
    misses = (tried.slack < search.margin) & (tried.slack < base.slack)
    found: dict[int, int] = {}
    for column, number in steps.items():
        seat = search.shop.kinds[search.shop.columns[column][1]]
        end = seat.end + HOUR
        spoilt = any(
            missed and start < end and seat.start < stop
            for missed, (_, (start, stop)) in zip(misses, search.windows, strict=True)
        )
        if not spoilt:
            found[column] = number
    return found
