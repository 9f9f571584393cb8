"""Days of named types: which day is which, and all that is chosen by them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from capplan.files import load, resolve
from capplan.model.scenario import Scenario
from capplan.units import DAY, HOUR

Make = Callable[..., Path]
DAYS = "days: {from: 2026-11-11 00:00, to: 2026-11-12 00:00, interval: 30 min}"
FORTNIGHT = "days: {from: 2026-11-07 00:00, to: 2026-11-21 00:00, interval: 30 min}"
"""Saturday 7 to Friday 20 November 2026."""
CALENDAR = """
calendar:
  normal: other days
  weekend: [sat, sun]
  opening: 2026-11-11
  parcels: 2026-11-12 to 2026-11-15
"""
DEMAND = "demand: {daily: 1000 chats, profile: normal}"
TARGET = "{first_reply_within: 30 s, share: 80 %, every: 2 h, on: 90 % of days}"
NIGHT = "night: {at: 22:00-06:00}"
ROSTER = "  - {group: regulars, shift: early, people: 4}"


def fortnight(make: Make, *changes: tuple[str, str]) -> Scenario:
    """The small shop over two weeks with the calendar."""
    return load(make((DAYS, FORTNIGHT + CALENDAR), *changes))


def days_of(shop: Scenario, day_type: str) -> list[int]:
    """Numbers of the days of a type."""
    return [d for d, name in enumerate(shop.calendar.day_types) if name == day_type]


def test_dates_win_over_weekdays_and_weekdays_over_other_days(make: Make) -> None:
    calendar = fortnight(make).calendar
    first_week = "weekend weekend normal normal opening parcels parcels"
    second_week = "parcels parcels normal normal normal normal normal"
    assert calendar.day_types == tuple(f"{first_week} {second_week}".split())
    assert (calendar.day_type(4), calendar.day_type(-1), calendar.day_type(14)) == (
        "opening",
        "normal",
        "",
    )


def test_without_a_calendar_no_day_has_a_type(make: Make) -> None:
    calendar = load(make((DAYS, FORTNIGHT))).calendar
    assert calendar.day_types == ("",) * 14
    assert calendar.day_type(-1) == ""


def test_every_day_may_be_said_for_other_days(make: Make) -> None:
    shop = load(make((DAYS, f"{FORTNIGHT}\ncalendar: {{normal: every day, peak: 2026-11-11}}")))
    assert days_of(shop, "peak") == [4]
    assert len(days_of(shop, "normal")) == 13


def test_a_type_may_hold_a_list_of_all_kinds(make: Make) -> None:
    text = "calendar: {quiet: [sat, 2026-11-11, 2026-11-16 to 2026-11-18], busy: other days}"
    shop = load(make((DAYS, f"{FORTNIGHT}\n{text}")))
    assert days_of(shop, "quiet") == [0, 4, 7, 9, 10, 11]


ON = (
    ("parcels", [5, 6, 7, 8]),
    ("[opening, sun]", [1, 4, 8]),
    ("[weekend, 2026-11-20]", [0, 1, 13]),
    ("2026-11-10 to 2026-11-12", [3, 4, 5]),
    ("[2026-11-01 to 2026-11-08, opening]", [0, 1, 4]),
    ("every day", list(range(14))),
)


@pytest.mark.parametrize(("text", "days"), ON)
def test_demand_by_day_type(text: str, days: list[int], make: Make) -> None:
    shop = fortnight(make, (DEMAND, f"demand: {{daily: 480 chats, on: {text}}}"))
    volumes = shop.queues[0].demand.expected.reshape(14, 48).sum(axis=1)
    assert volumes == pytest.approx([480.0 if d in days else 0.0 for d in range(14)])


@pytest.mark.parametrize(("text", "days"), ON)
def test_shift_types_by_day_type(text: str, days: list[int], make: Make) -> None:
    shop = fortnight(make, (NIGHT, f"night: {{at: 22:00-06:00, on: {text}}}"))
    assert shop.shift_types[1].days == tuple(days)


def test_a_roster_by_day_type_and_by_date(make: Make) -> None:
    lines = """
  - {group: regulars, shift: early, people: 2, on: [normal, weekend]}
  - {group: regulars, shift: early, people: 6, on: opening}
  - {group: regulars, shift: early, people: 1, on: 2026-11-11}
  - {group: regulars, shift: early, people: 4, on: parcels}"""
    roster = fortnight(make, (ROSTER, lines)).roster
    assert roster is not None
    people = [sum(s.day == d for s in roster.shifts) for d in range(14)]
    assert people == [2, 2, 2, 2, 7, 4, 4, 4, 4, 2, 2, 2, 2, 2]


def test_a_table_of_volumes_by_day_type(make: Make) -> None:
    folder = make(
        (DAYS, FORTNIGHT + CALENDAR), (DEMAND, "demand: {volumes: v.csv, on: weekend, times: 2}")
    )
    (folder / "v.csv").write_text("time,chats\n00:00,30\n12:00,90\n", encoding="utf-8")
    volumes = load(folder).queues[0].demand.expected.reshape(14, 48).sum(axis=1)
    assert volumes == pytest.approx([240.0] * 2 + [0.0] * 12)


def test_targets_on_some_days_have_a_window_for_each(make: Make) -> None:
    target = fortnight(make, (TARGET, "{lost: 5 %, days: [opening, 2026-11-12]}")).targets[0]
    assert target.windows == ((4 * DAY, 5 * DAY), (5 * DAY, 6 * DAY))
    target = fortnight(make, (TARGET, "{lost: 5 %, days: opening, every: 12 h}")).targets[0]
    assert target.windows == ((96 * HOUR, 108 * HOUR), (108 * HOUR, 120 * HOUR))


def test_a_window_over_midnight_belongs_to_the_day_on_which_it_starts(make: Make) -> None:
    text = "{lost: 5 %, between: 22:00-02:00, days: normal, on: 90 % of days}"
    target = fortnight(make, (TARGET, text)).targets[0]
    starts = [max(0, d * DAY + 22 * HOUR) for d in (-1, 2, 3, 9, 10, 11, 12, 13)]
    assert [start for start, _ in target.windows] == starts
    assert target.windows[0] == (0, 2 * HOUR)
    assert target.windows[-1] == (13 * DAY + 22 * HOUR, 14 * DAY)
    assert target.assurance == 0.9


def test_a_type_that_no_day_has_is_worth_a_look(make: Make) -> None:
    text = "\ncalendar: {normal: other days, peak: 2026-12-12}"
    advice = resolve(make((DAYS, FORTNIGHT + text))).advice
    assert [a.text for a in advice if a.path == "calendar.peak"] == [
        "no day of the horizon has this type"
    ]


def test_a_variant_may_move_the_opening(make: Make) -> None:
    later = "variants:\n  later: {calendar.opening: 2026-11-17}"
    folder = make((DAYS, FORTNIGHT + CALENDAR), ("variants:", later))
    assert days_of(load(folder, ["later"]), "opening") == [10]
    assert days_of(load(folder, [], ["calendar.opening=[2026-11-10, 2026-11-11]"]), "opening") == [
        3,
        4,
    ]
