"""Rows of a campaign's programme: work, people's days and hours, limits of the shop (S7c)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from capplan.campaign.crews import Crew, is_taught
from capplan.campaign.working_time import (
    beyond_day_h,
    month_of,
    months,
    normal_week_h,
    week_of,
    weeks,
)
from capplan.staffing.programme import Programme
from capplan.units import to_hours

if TYPE_CHECKING:
    from capplan.campaign.layout import Layout

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def work_rows(layout: Layout, programme: Programme) -> None:
    """The work of each block is done, in the time of those who are present.

    What is asked for comes on top of what people who are kept do.
    """
    does: dict[tuple[int, int], list[tuple[int, float]]] = {cell: [] for cell in layout.busy}
    there: dict[tuple[int, bytes, int], list[tuple[int, float]]] = {}
    for column, (_, k) in enumerate(layout.shop.columns):
        rates, group = layout.shop.capacity[column], layout.shop.kinds[k].group
        direct = layout.is_direct(column)
        for b in layout.on[column].tolist():
            present = float(layout.present[k, b])
            if direct:
                q = int(np.argmax(rates))
                if (q, b) in does:
                    does[q, b].append((column, float(rates[q]) * present / layout.asked[q, b]))
            else:
                there.setdefault((group, rates.tobytes(), b), []).append((column, present))
    times: dict[tuple[int, bytes, int], list[int]] = {}
    for (group, key, q, b), column in layout.time_at.items():
        does[q, b].append((column, float(layout.agents[group, key][q]) / layout.asked[q, b]))
        times.setdefault((group, key, b), []).append(column)
    taught = _taught(layout)
    for (group, key, b), columns in times.items():
        lost = [(x, each * share) for x, each, share in taught.get((group, b), [])]
        entries = [(t, 1.0) for t in columns] + [(x, -p) for x, p in there[group, key, b]]
        programme.row(*_parts([*entries, *lost]), -np.inf, _of_kept(layout, [*entries, *lost]))
    for (group, b), newcomers in taught.items():
        mentors = [
            (x, -p)
            for (other, _, at), people in there.items()
            if (other, at) == (group, b)
            for x, p in people
        ]
        entries = [(x, each) for x, each, _ in newcomers]
        programme.row(*_parts([*entries, *mentors]), -np.inf, 0.0)
    for number, cell in enumerate(layout.busy):
        entries = [*does[cell], (layout.short_at + number, 1.0)]
        programme.row(*_parts(entries), 1.0 + _of_kept(layout, entries), np.inf)


def _of_kept(layout: Layout, entries: list[tuple[int, float]]) -> float:
    """What people who are kept give to a row."""
    return sum(value * float(layout.kept[column]) for column, value in entries)


def _taught(layout: Layout) -> dict[tuple[int, int], list[tuple[int, float, float]]]:
    """Newcomers by (group of their mentors, block): (column, present, what a mentor loses).

    No more newcomers are on than mentors, so each mentor teaches one at most.
    """
    found: dict[tuple[int, int], list[tuple[int, float, float]]] = {}
    for column, (c, k) in enumerate(layout.shop.columns):
        seat = layout.shop.kinds[k]
        mentors = is_taught(layout.shop.scenario, layout.shop.crews[c], seat)
        terms = layout.shop.scenario.groups[seat.group].learning
        if mentors is None or terms is None:
            continue
        lost = layout.shop.loses(mentors, terms.mentor_loss)
        for b in layout.on[column].tolist():
            here = (column, float(layout.present[k, b]), lost)
            found.setdefault((mentors, b), []).append(here)
    return found


def crew_rows(layout: Layout, programme: Programme, number: int, crew: Crew) -> None:
    """Nobody of a crew works two shifts a day, without rest, or too much in a week."""
    _overlaps(layout, programme, number, crew)
    _days_in_a_row(layout, programme, number, crew)
    if crew.is_hired:
        _employment(layout, programme, number, crew)
    _hours(layout, programme, number, crew)


def _people(
    layout: Layout, number: int, crew: Crew, day: int
) -> tuple[list[tuple[int, float]], float]:
    """People of a crew who are there on a day, as columns or as a number."""
    if not crew.is_hired:
        return [], float(crew.most)
    return [(layout.employed_at[number, max(day, crew.first)], -1.0)], 0.0


def _at_most(
    layout: Layout, programme: Programme, entries: list[tuple[int, float]], number: int, day: int,
    each: float = 1.0,
) -> None:  # fmt: skip
    """A sum is at most so much for each person of a crew who is there on a day."""
    columns, most = _people(layout, number, layout.shop.crews[number], day)
    programme.row(*_parts([*entries, *((c, v * each) for c, v in columns)]), -np.inf, most * each)


def _overlaps(layout: Layout, programme: Programme, number: int, crew: Crew) -> None:
    mine = [(column, layout.shop.kinds[layout.shop.columns[column][1]])
            for column in layout.of_crew[number]]  # fmt: skip
    rest = layout.shop.scenario.rest
    for start in sorted({seat.start for _, seat in mine}):
        at_work = [(c, s) for c, s in mine if s.start <= start < s.end + rest]
        first = min(s.day for _, s in at_work)
        _at_most(layout, programme, [(c, 1.0) for c, _ in at_work], number, first)
    for day in sorted({s.day for _, s in mine}):
        on = [(c, 1.0) for c, s in mine if s.day == day]
        _at_most(layout, programme, on, number, day)


def _days_in_a_row(layout: Layout, programme: Programme, number: int, crew: Crew) -> None:
    """Of each run of days one longer than allowed, everybody has one off."""
    allowed = layout.shop.campaign.days_in_a_row
    begin = crew.training[0] if crew.training else crew.first
    for day in range(begin, layout.days - allowed):
        run = range(day, day + allowed + 1)
        trained = float(sum(t in run for t in crew.training))
        entries = [
            (c, 1.0)
            for c in layout.of_crew[number]
            if layout.shop.kinds[layout.shop.columns[c][1]].day in run
        ]
        if not entries:
            continue
        if not crew.is_hired:
            _at_most(layout, programme, entries, number, day, float(allowed))
            continue
        there = {d: layout.employed_at[number, d] for d in run if d >= crew.first}
        last = max(there)
        sums = dict.fromkeys(there.values(), -1.0)
        sums[there[last]] += 1.0 if trained + len(there) == len(run) else 0.0
        programme.row(*_parts([*entries, *sums.items()]), -np.inf, 0.0)


def _employment(layout: Layout, programme: Programme, number: int, crew: Crew) -> None:
    """Temps are hired once and released in steps, and have shifts while they are there."""
    group = layout.shop.scenario.groups[crew.group]
    there = [layout.employed_at[number, day] for day in range(crew.first, layout.days)]
    for before, after in pairwise(there):
        programme.row(*_parts([(after, 1.0), (before, -1.0)]), -np.inf, 0.0)
    mine = layout.of_crew[number]
    share = group.hiring.days_a_week / 7.0
    if share > 0.0:
        entries = [(c, -1.0) for c in mine] + [(e, share) for e in there]
        entries.append((there[0], crew.owed_before(share)))
        programme.row(*_parts(entries), -np.inf, 0.0)
    if number in layout.top_up_at:
        worked = [(c, layout.hours[layout.shop.columns[c][1]]) for c in mine]
        entries = [*worked, (layout.top_up_at[number], 1.0),
                   (there[0], -to_hours(group.least_paid))]  # fmt: skip
        programme.row(*_parts(entries), 0.0, np.inf)


def _hours(layout: Layout, programme: Programme, number: int, crew: Crew) -> None:
    """Hours of a week, and overtime of a month."""
    calendar = layout.shop.scenario.calendar
    beyond: dict[tuple[int, int], list[tuple[int, float]]] = {}
    for week, days in enumerate(weeks(calendar)):
        entries: list[tuple[int, float]] = []
        for column in layout.of_crew[number]:
            seat = layout.shop.kinds[layout.shop.columns[column][1]]
            if week_of(calendar, seat.day) == week:
                extra = beyond_day_h(seat)
                entries.append((column, to_hours(seat.paid) - extra))
                if extra:
                    beyond.setdefault(month_of(calendar, seat.day), []).append((column, extra))
        if not entries:
            continue
        if (number, week) in layout.beyond_at:
            column = layout.beyond_at[number, week]
            beyond.setdefault(month_of(calendar, days[0]), []).append((column, 1.0))
            entries.append((column, -1.0))
        there = [day for day in days if day >= crew.first]
        trained = sum(week_of(calendar, day) == week for day in crew.training)
        room = max(0.0, normal_week_h(there, trained))
        _at_most(layout, programme, entries, number, days[0], room)
    for month, first in months(calendar).items():
        if month in beyond:
            most = to_hours(layout.shop.campaign.overtime)
            _at_most(layout, programme, beyond[month], number, first, most)


def shop_rows(layout: Layout, programme: Programme) -> None:
    """Limits of the shop: people of a group, of a shift type on a day, seats in the room."""
    scenario = layout.shop.scenario
    for place, group in enumerate(scenario.groups):
        first = [
            (layout.employed_at[c, crew.first], 1.0)
            for c, crew in enumerate(layout.shop.crews)
            if crew.is_hired and crew.group == place
        ]
        if first:
            programme.row(*_parts(first), -np.inf, float(group.most))
    by_seat: dict[tuple[int, int], list[tuple[int, float]]] = {}
    for column, (_, k) in enumerate(layout.shop.columns):
        seat = layout.shop.kinds[k]
        by_seat.setdefault((seat.kind, seat.day), []).append((column, 1.0))
    for (kind, _), entries in by_seat.items():
        most = scenario.shift_types[kind].most
        if most is not None:
            programme.row(*_parts(entries), -np.inf, float(most))
    if scenario.seats is not None:
        for b in range(layout.present.shape[1]):
            entries = [(c, 1.0) for c, on in enumerate(layout.on) if b in on]
            if entries:
                programme.row(*_parts(entries), -np.inf, float(scenario.seats))


def _parts(entries: list[tuple[int, float]]) -> tuple[Ints, Floats]:
    """Columns and values of a row; a column named twice is added up."""
    sums: dict[int, float] = {}
    for column, value in entries:
        sums[column] = sums.get(column, 0.0) + value
    return np.array(list(sums), dtype=np.int64), np.array(list(sums.values()))
