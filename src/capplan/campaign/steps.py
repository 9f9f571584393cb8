"""Put people on where targets miss, take them off where they hold: on all days side by side (S7c).

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

OPTIONS = 4
"""Kinds of seats that are tried for a window that misses, the cheapest for its work first."""
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


def mend(search: CampaignSearch, trials: int) -> None:
    """Put people on for the windows that miss, a step for each in every trial."""
    current = search.promising
    tried: dict[int, int] = {}
    idle = 0
    for number in range(trials):
        if search.holds(current) or idle == OPTIONS:
            return
        steps = _additions(search, current, tried)
        if not steps:
            return
        stage = say(
            "putting people on where targets miss, {number} of at most {trials}",
            number=number + 1,
            trials=trials,
        )
        search.report(stage, search.best_cost)
        people = current.cover.people.copy()
        for column, more in steps.items():
            people[column] += more
        after = search.try_out(replace(current.cover, people=people))
        idle += 1
        if search.missing(after) < search.missing(current):
            current, idle = after, 0


def _additions(search: CampaignSearch, base: Tried, tried: dict[int, int]) -> dict[int, int]:
    """By column, how many people to put on for each window that misses, other ones each time."""
    shop = search.shop
    spare = {(c, day): n for c in range(len(shop.crews)) for day, n in _off(shop, base, c).items()}
    found: dict[int, int] = {}
    for number in np.flatnonzero(base.slack < search.margin).tolist():
        target, (start, end) = search.windows[number]
        queue = shop.scenario.queue_names.index(target.queue)
        options: list[tuple[float, int]] = []
        for column, (crew, kind) in enumerate(shop.columns):
            seat = shop.kinds[kind]
            overlap = min(seat.end, end) - max(seat.start, start)
            rate = float(shop.capacity[column][queue])
            if overlap <= 0 or not rate or spare.get((crew, seat.day), 0) < 1:
                continue
            if is_taught(shop.scenario, shop.crews[crew], seat) is None:
                options.append((seat.cost.total / (rate * overlap), column))
        if not options:
            continue
        options.sort()
        place = tried.get(number, 0)
        tried[number] = place + 1
        column = options[place % min(len(options), OPTIONS)][1]
        crew, kind = shop.columns[column]
        day = shop.kinds[kind].day
        more = min(max(1, round(STEP * int(base.cover.people[column]))), spare[crew, day])
        spare[crew, day] -= more
        found[column] = found.get(column, 0) + more
    return found


def _off(shop: Shop, base: Tried, number: int) -> dict[int, int]:
    """People of a crew who could work on each day on top, with their days off kept."""
    days, allowed = shop.scenario.calendar.days, shop.campaign.days_in_a_row
    on = np.zeros(days, dtype=np.int64)
    for column, (crew, kind) in enumerate(shop.columns):
        if crew == number:
            on[shop.kinds[kind].day] += base.cover.people[column]
    there = base.cover.employed[number]
    found: dict[int, int] = {}
    for day in range(shop.crews[number].first, days):
        room = int(there[day] - on[day])
        for first in range(max(0, day - allowed), min(day, days - allowed - 1) + 1):
            run = slice(first, first + allowed + 1)
            room = min(room, int(there[run].sum() - there[first + allowed] - on[run].sum()))
        found[day] = max(0, room)
    return found


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
    spare = _spare(shop, base)
    to_teach = _mentors_to_spare(shop, base)
    for column, (crew, kind) in enumerate(shop.columns):
        people = int(base.cover.people[column])
        seat = shop.kinds[kind]
        if not people or column in refused:
            continue
        number = min(max(1, round(STEP * people)), people)
        if spare[crew] < number:
            continue
        at = shop.present[kind] > 0.0
        if seat.group in to_teach and (to_teach[seat.group][at] < number).any():
            continue
        worth = number * seat.cost.total
        if seat.day not in found or worth > found[seat.day][0]:
            found[seat.day] = (worth, column, number)
    return {column: number for _, column, number in found.values()}


def _spare(shop: Shop, base: Tried) -> list[float]:
    """Shifts of each crew beyond those that its people must have (days a week of temps).

    A day of training is a day of work.
    """
    found: list[float] = []
    for number, crew in enumerate(shop.crews):
        share = shop.scenario.groups[crew.group].hiring.days_a_week / 7.0 if crew.is_hired else 0.0
        people = base.cover.employed[number]
        owed = crew.owed_before(share) * float(people[crew.first])
        worked = sum(int(base.cover.people[k]) for k, (c, _) in enumerate(shop.columns)
                     if c == number)  # fmt: skip
        found.append(worked - max(0.0, share * float(people.sum()) + owed))
    return found


def _mentors_to_spare(shop: Shop, base: Tried) -> dict[int, Floats]:
    """Mentors on beyond the newcomers whom they teach, by group, each (intervals,) [people].

    Where nobody is taught, all may go.
    """
    on: dict[int, Floats] = {}
    taught: dict[int, Floats] = {}
    for column in np.flatnonzero(base.cover.people).tolist():
        crew, kind = shop.columns[column]
        seat, people = shop.kinds[kind], int(base.cover.people[column]) * shop.present[kind]
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
