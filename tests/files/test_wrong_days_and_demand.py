"""Wrong calendars, bots by hour and after-sales: what is written, and the sentence read."""
# ruff: noqa: E501  (the sentences stand as they are read)

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from capplan.files import (
    ConstructionStepError,
    ReferenceStepError,
    ScenarioError,
    ShapeStepError,
    load,
)

Make = Callable[..., Path]
DAYS = "days: {from: 2026-11-11 00:00, to: 2026-11-12 00:00, interval: 30 min}"
WEEK = "days: {from: 2026-11-09 00:00, to: 2026-11-16 00:00, interval: 30 min}"
DEMAND = "demand: {daily: 1000 chats, profile: normal}"


class Wrong(NamedTuple):
    """One wrong file: name of the case, what is written, step, sentence."""

    case: str
    text: str
    error: type[ScenarioError]
    sentence: str


CALENDARS = (
    Wrong(
        "a date twice",
        "{normal: other days, opening: 2026-11-11, parcels: 2026-11-11 to 2026-11-13}",
        ConstructionStepError,
        "calendar.parcels: 2026-11-11 stands under opening and under parcels; a day has one type",
    ),
    Wrong(
        "two ranges that overlap",
        "{normal: other days, deposit: 2026-11-09 to 2026-11-12, parcels: 2026-11-11 to 2026-11-30}",
        ConstructionStepError,
        "calendar.parcels: 2026-11-11 stands under deposit and under parcels; a day has one type",
    ),
    Wrong(
        "a date twice outside the horizon",
        "{normal: other days, opening: 2026-12-12, parcels: 2026-12-12}",
        ConstructionStepError,
        "calendar.parcels: 2026-12-12 stands under opening and under parcels; a day has one type",
    ),
    Wrong(
        "a weekday twice",
        "{normal: other days, weekend: [sat, sun], quiet: [sunday, mon]}",
        ConstructionStepError,
        "calendar.quiet: sun stands under weekend and under quiet; a day has one type",
    ),
    Wrong(
        "other days twice",
        "{normal: other days, quiet: every day}",
        ConstructionStepError,
        "calendar.quiet: other days stands under normal and under quiet; a day has one type",
    ),
    Wrong(
        "a hole",
        "{normal: [mon, tue, thu, fri, sat, sun]}",
        ConstructionStepError,
        "calendar: 2026-11-11 has no day type; name it, or give one type other days",
    ),
    Wrong(
        "holes",
        "{normal: [mon, tue], opening: 2026-11-11}",
        ConstructionStepError,
        "calendar: 2026-11-12 has no day type (4 dates of the horizon have none); name it, or give one type other days",
    ),
    Wrong(
        "a range that ends before it starts",
        "{normal: other days, parcels: 2026-11-18 to 2026-11-12}",
        ShapeStepError,
        'calendar.parcels: "2026-11-18 to 2026-11-12" ends before it starts',
    ),
    Wrong(
        "half a range",
        "{normal: other days, parcels: 2026-11-18 to}",
        ShapeStepError,
        'calendar.parcels: "2026-11-18 to" is not a date; write year, month and day, for example 2026-11-11',
    ),
    Wrong(
        "a type called like a weekday",
        "{normal: other days, saturday: 2026-11-14}",
        ShapeStepError,
        'calendar.saturday: "saturday" cannot name a day type, for it reads as a date or weekday; write for example peak: saturday',
    ),
    Wrong(
        "a type called like a date",
        "{normal: other days, 2026-11-11: 2026-11-11}",
        ShapeStepError,
        'calendar.2026-11-11: "2026-11-11" cannot name a day type, for it reads as a date or weekday; write for example peak: 2026-11-11',
    ),
    Wrong(
        "a word that is no day",
        "{normal: othr days}",
        ShapeStepError,
        'calendar.normal: "othr days" is neither a date nor a weekday; did you mean "other days"? (valid: mon, tue, wed, thu, fri, sat, sun, other days)',
    ),
    Wrong(
        "a type that names a type",
        "{normal: other days, peak: normal}",
        ShapeStepError,
        'calendar.peak: "normal" is neither a date nor a weekday (valid: mon, tue, wed, thu, fri, sat, sun, other days)',
    ),
    Wrong(
        "nothing",
        "{normal: }",
        ShapeStepError,
        "calendar.normal: is empty; write for example 2026-11-11, or [sat, sun]",
    ),
)


def _refused(row: Wrong, folder: Path, line: int) -> None:
    with pytest.raises(row.error) as caught:
        load(folder)
    assert str(caught.value) == f"scenario.yaml:{line}: {row.sentence}"
    assert type(caught.value) is row.error


@pytest.mark.parametrize("row", CALENDARS, ids=lambda row: row.case)
def test_a_wrong_calendar_is_refused(row: Wrong, make: Make) -> None:
    _refused(row, make((DAYS, f"{WEEK}\ncalendar: {row.text}")), 4)


KNOWN = "(valid: normal, opening, mon, tue, wed, thu, fri, sat, sun, every day)"
WORDS = (
    ((DEMAND, "demand: {daily: 9 chats, on: openin}"), "queues.pre_sales.demand.on", "openin"),
    (("every: 2 h,", "days: [mon, openin],"), "queues.pre_sales.targets.0.days", "openin"),
    (("night: {", "night: {on: openin, "), "shifts.night.on", "openin"),
    (("shift: early,", "shift: early, on: openin,"), "roster.0.on", "openin"),
)


@pytest.mark.parametrize(("change", "path", "word"), WORDS)
def test_an_unknown_day_is_a_reference_error(
    change: tuple[str, str], path: str, word: str, make: Make
) -> None:
    text = f"{WEEK}\ncalendar: {{normal: other days, opening: 2026-11-11}}"
    with pytest.raises(ReferenceStepError) as caught:
        load(make((DAYS, text), change))
    sentence = f'"{word}" is neither a date, a weekday nor a day type of the calendar; did you mean "opening"? {KNOWN}'
    assert str(caught.value).partition(": ")[2] == f"{path}: {sentence}"


TARGETS = (
    Wrong(
        "days and from",
        "{lost: 5 %, days: wed, from: 2026-11-11 00:00, to: 2026-11-11 02:00}",
        ShapeStepError,
        "queues.pre_sales.targets.0: from and to have dates of their own; leave out days",
    ),
    Wrong(
        "days outside the horizon",
        "{lost: 5 %, days: 2026-12-24}",
        ConstructionStepError,
        "queues.pre_sales.targets.0: the span 00:00-24:00 of these days lies outside the horizon",
    ),
)


@pytest.mark.parametrize("row", TARGETS, ids=lambda row: row.case)
def test_wrong_days_of_targets(row: Wrong, make: Make) -> None:
    target = "{first_reply_within: 30 s, share: 80 %, every: 2 h, on: 90 % of days}"
    _refused(row, make((target, row.text)), 15)


BOTS = (
    Wrong(
        "hours that contain too much",
        "{contains: 40 %, hours: {between: 23:00-08:00, contains: 120 %}}",
        ShapeStepError,
        "queues.pre_sales.bot.hours.contains: must lie between 0 % and 100 %, not 120 %",
    ),
    Wrong(
        "hours of no length",
        "{contains: 40 %, hours: {between: 08:00-08:00, contains: 90 %}}",
        ShapeStepError,
        "queues.pre_sales.bot.hours.between: '08:00-08:00' is a span of zero length",
    ),
    Wrong(
        "hours that change nothing",
        "{contains: 40 %, hours: {between: 23:00-08:00, on: wed}}",
        ShapeStepError,
        "queues.pre_sales.bot.hours: these hours change nothing; give contains, comes_back, within or back_from",
    ),
    Wrong(
        "hours without a span",
        "{contains: 40 %, hours: [{contains: 90 %}]}",
        ShapeStepError,
        "queues.pre_sales.bot.hours.0.between: is missing and has no default (clock times of each day)",
    ),
    Wrong(
        "no clock time",
        "{hours: {between: 23:00-08:00, back_from: 8 h}}",
        ShapeStepError,
        "queues.pre_sales.bot.hours.back_from: '8 h' is not a clock time; write hours and minutes, for example 20:00",
    ),
    Wrong(
        "hours that overlap",
        "{hours: [{between: 09:00-18:00, contains: 20 %}, {between: 17:00-23:00, contains: 50 %}]}",
        ConstructionStepError,
        "queues.pre_sales.bot.hours.1: overlaps hours 0 on 2026-11-11 at 17:00; only one of them can hold",
    ),
    Wrong(
        "a night into a morning",
        "{hours: [{between: 23:00-08:00, contains: 90 %}, {between: 07:00-09:00, contains: 50 %}]}",
        ConstructionStepError,
        "queues.pre_sales.bot.hours.1: overlaps hours 0 on 2026-11-11 at 07:00; only one of them can hold",
    ),
    Wrong(
        "a day that does not exist",
        "{hours: {between: 23:00-08:00, contains: 90 %, on: peek}}",
        ReferenceStepError,
        'queues.pre_sales.bot.hours.on: "peek" is neither a date nor a weekday (valid: mon, tue, wed, thu, fri, sat, sun, every day)',
    ),
    Wrong(
        "within twice",
        "{comes_back: 30 % within 1 h, within: 2 h}",
        ShapeStepError,
        "queues.pre_sales.bot.comes_back: within stands here and beside it; keep one of them",
    ),
    Wrong(
        "within without a unit",
        "{comes_back: 30 % within 2}",
        ShapeStepError,
        "queues.pre_sales.bot: '2' has no unit; a duration needs one, for example 30 s, 15 min, 8 h or 2 days",
    ),
    Wrong(
        "a talk without a unit",
        "{talk: 60}",
        ShapeStepError,
        "queues.pre_sales.bot.talk: 60 has no unit; a duration needs one, for example 30 s, 15 min or 8 h",
    ),
)


@pytest.mark.parametrize("row", BOTS, ids=lambda row: row.case)
def test_a_wrong_bot_is_refused(row: Wrong, make: Make) -> None:
    _refused(row, make(("bot: {contains: 40 %}", f"bot: {row.text}")), 8)
