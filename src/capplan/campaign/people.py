"""People by name: who of a crew takes which shift, day by day (rule S7d)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from capplan.campaign.cover import Cover
from capplan.campaign.crews import Crew, tenure_on
from capplan.campaign.shop import Shop
from capplan.campaign.working_time import beyond_day_h, normal_week_h, week_of, weeks
from capplan.model.shifts import Roster, Shift
from capplan.staffing import seats
from capplan.staffing.seats import Seat
from capplan.units import to_hours

Floats = NDArray[np.float64]
Place = tuple[int, str, str, int]
"""Day, shift type, group and seat number of a shift."""

FORBIDDEN = 1e6
"""Price of what nobody may do; a shift that would cost it stays empty."""
OTHER_TYPE, OTHER_GROUP = 1.0, 5.0
"""Price of another shift type, or another group, than on the last day of work."""


@dataclass(eq=False)
class Person:
    """One person of a campaign.

    Attributes:
        name: name of the own group with a number, from 1.
        group: place of the own group.
        crew: place of the crew.
        shifts: (kind of seat, seat number), in order of time.
        last: last day of employment: of temps that of the last shift, of regulars the horizon's.
    """

    name: str
    group: int
    crew: int
    last: int
    shifts: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])


@dataclass(frozen=True, slots=True, eq=False)
class Staff:
    """All people with their shifts.

    Attributes:
        people: regulars first, in the order of the groups; then temps by the day they come.
        unfilled: shifts of the cover that nobody could take within the rules.
    """

    people: tuple[Person, ...]
    unfilled: int


def name_people(shop: Shop, cover: Cover) -> Staff:
    """Give each shift of a cover to a person; those of a crew take turns with days off."""
    people: list[Person] = []
    unfilled = 0
    numbers: dict[int, int] = {}
    taken: dict[int, int] = {}
    for number, crew in enumerate(shop.crews):
        mine: list[Person] = []
        heads = int(cover.employed[number, crew.first]) if crew.is_hired else crew.most
        last = shop.scenario.calendar.days - 1
        for _ in range(heads):
            numbers[crew.group] = numbers.get(crew.group, 0) + 1
            name = f"{shop.scenario.group_names[crew.group]} {numbers[crew.group]}"
            mine.append(Person(name, crew.group, number, last))
        unfilled += _Turns(shop, cover, number, crew, mine, taken).run()
        for person in mine if crew.is_hired else ():
            person.last = max([crew.first, *(shop.kinds[k].day for k, _ in person.shifts)])
        people += mine
    return Staff(tuple(people), unfilled)


class _Turns:
    """Shifts of one crew, given out day by day."""

    def __init__(
        self, shop: Shop, cover: Cover, number: int, crew: Crew, people: list[Person],
        taken: dict[int, int],
    ) -> None:  # fmt: skip
        self.shop, self.cover, self.number, self.crew = shop, cover, number, crew
        self.people, self.taken = people, taken
        n = len(people)
        streak = 0
        for day in range(crew.training[0] if crew.training else crew.first, crew.first):
            streak = streak + 1 if day in crew.training else 0
        self.streak = np.full(n, streak, dtype=np.int64)
        self.free_from = np.full(n, -(2**60), dtype=np.int64)
        self.hours, self.week_hours, self.overtime = np.zeros(n), np.zeros(n), np.zeros(n)
        self.last_kind = np.full(n, -1, dtype=np.int64)
        self.last_group = np.full(n, crew.group, dtype=np.int64)
        self.there = np.ones(n, dtype=np.bool_)

    def run(self) -> int:
        """Give out all shifts; the number that nobody could take."""
        unfilled, week = 0, -1
        columns = {
            day: [
                (column, k)
                for column, (c, k) in enumerate(self.shop.columns)
                if c == self.number and self.shop.kinds[k].day == day
                and self.cover.people[column]
            ]
            for day in range(self.crew.first, self.shop.scenario.calendar.days)
        }  # fmt: skip
        for day, mine in columns.items():
            self._release(day)
            if week_of(self.shop.scenario.calendar, day) != week:
                week = week_of(self.shop.scenario.calendar, day)
                self.week_hours[:] = 0.0
            wanted = [k for column, k in mine for _ in range(int(self.cover.people[column]))]
            unfilled += self._one_day(day, wanted)
        return unfilled

    def _release(self, day: int) -> None:
        """Those with the most hours go first, so that the others reach their least time."""
        if not self.crew.is_hired:
            return
        too_many = int(self.there.sum()) - int(self.cover.employed[self.number, day])
        for person in sorted(np.flatnonzero(self.there), key=lambda p: (-self.hours[p], p)):
            if too_many <= 0:
                return
            self.there[person] = False
            self.people[person].last = day - 1
            too_many -= 1

    def _one_day(self, day: int, wanted: list[int]) -> int:
        here = np.flatnonzero(self.there)
        if not here.size:
            return len(wanted)
        kinds = [self.shop.kinds[k] for k in wanted]
        prices = np.zeros((here.size, max(here.size, len(wanted))))
        for place, seat in enumerate(kinds):
            prices[:, place] = self._prices(here, seat)
        prices[:, len(wanted) :] = 0.0
        rows, places = linear_sum_assignment(prices)
        worked = np.zeros(len(self.people), dtype=np.bool_)
        filled = 0
        for row, place in zip(rows.tolist(), places.tolist(), strict=True):
            if place < len(wanted) and prices[row, place] < FORBIDDEN:
                person = int(here[row])
                self._take(person, wanted[place], kinds[place])
                worked[person] = True
                filled += 1
        self.streak = np.where(worked, self.streak + 1, 0)
        return len(wanted) - filled

    def _prices(self, here: NDArray[np.int64], seat: Seat) -> Floats:
        """What it costs to give a shift to each: rules first, then rest in turn and habit."""
        allowed = self.shop.campaign.days_in_a_row
        prices = 20.0 * self.streak[here] / allowed + 0.2 * self.hours[here]
        prices += OTHER_TYPE * ((self.last_kind[here] != seat.kind) & (self.last_kind[here] >= 0))
        prices += OTHER_GROUP * (self.last_group[here] != seat.group)
        extra = beyond_day_h(seat)
        if extra:
            prices += 2.0 * self.overtime[here]
            most = to_hours(self.shop.campaign.overtime)
            prices = np.where(self.overtime[here] + extra > most, FORBIDDEN, prices)
        barred = (self.streak[here] >= allowed) | (self.free_from[here] > seat.start)
        return np.where(barred, FORBIDDEN, prices)

    def _take(self, person: int, kind: int, seat: Seat) -> None:
        number = self.taken.get(kind, 0)
        self.taken[kind] = number + 1
        self.people[person].shifts.append((kind, number))
        self.free_from[person] = seat.end + self.shop.scenario.rest
        extra = beyond_day_h(seat)
        self.hours[person] += to_hours(seat.paid)
        self.week_hours[person] += to_hours(seat.paid) - extra
        self.overtime[person] += extra
        self.last_kind[person], self.last_group[person] = seat.kind, seat.group


def as_cover(shop: Shop, cover: Cover, people: Sequence[Person]) -> Cover:
    """A cover as named people keep it: shifts that somebody took, temps up to their last one."""
    employed = cover.employed.copy()
    for number, crew in enumerate(shop.crews):
        if crew.is_hired:
            last = np.array([p.last for p in people if p.crew == number], dtype=np.int64)
            days = np.arange(crew.first, employed.shape[1], dtype=np.int64)
            employed[number, crew.first :] = np.sum(last[:, None] >= days[None, :], axis=0)
    return replace(cover, people=on_seats(shop, people), employed=employed)


def on_seats(shop: Shop, people: Sequence[Person]) -> NDArray[np.int64]:
    """Named people per column, shape (columns,)."""
    places = {pair: column for column, pair in enumerate(shop.columns)}
    found = np.zeros(len(shop.columns), dtype=np.int64)
    for person in people:
        for kind, _ in person.shifts:
            found[places[person.crew, kind]] += 1
    return found


def overtime_h(shop: Shop, person: Person) -> dict[int, float]:
    """Hours beyond the day's and the week's, booked on the last shift of the week, by day [h]."""
    calendar = shop.scenario.calendar
    found: dict[int, float] = {}
    by_week: dict[int, float] = {}
    last: dict[int, int] = {}
    for kind, _ in person.shifts:
        seat = shop.kinds[kind]
        week = week_of(calendar, seat.day)
        extra = beyond_day_h(seat)
        if extra:
            found[seat.day] = found.get(seat.day, 0.0) + extra
        by_week[week] = by_week.get(week, 0.0) + to_hours(seat.paid) - extra
        last[week] = seat.day
    for week, hours in by_week.items():
        beyond = hours - normal_week_h(weeks(calendar)[week])
        if beyond > 1e-9:
            found[last[week]] = found.get(last[week], 0.0) + beyond
    return found


def to_roster(shop: Shop, people: Sequence[Person]) -> Roster:
    """The shifts of named people; as in any plan each has an agent number of its own (S2i)."""
    heads = np.zeros(len(shop.kinds), dtype=np.int64)
    tenures: dict[Place, int | None] = {}
    for person in people:
        crew = shop.crews[person.crew]
        for kind, number in person.shifts:
            heads[kind] += 1
            if crew.is_hired:
                seat = shop.kinds[kind]
                group = shop.scenario.groups[seat.group]
                tenure = tenure_on(shop.scenario, group, crew, seat.day)
                tenures[place_of(shop, kind, number)] = tenure
    laid = seats.to_roster(shop.scenario, shop.kinds, heads)
    return Roster(tuple(replace(s, tenure=tenures.get(place_on_roster(s))) for s in laid.shifts))


def place_of(shop: Shop, kind: int, number: int) -> Place:
    """Where the shift on a seat stands in the roster."""
    seat, scenario = shop.kinds[kind], shop.scenario
    name = scenario.shift_types[seat.kind].name
    return seat.day, name, scenario.group_names[seat.group], number


def place_on_roster(shift: Shift) -> Place:
    """The same of a shift of the roster."""
    return shift.day, shift.shift_type, shift.group, shift.seat
