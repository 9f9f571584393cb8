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


FOLLOWS = (
    Wrong(
        "a delay that does not add up",
        "{follows: pre_sales, delay: [50 %, 30 %, 10 %]}",
        ShapeStepError,
        "queues.after_sales.demand.delay: the shares of a delay must add up to 100 %, not 90 %",
    ),
    Wrong(
        "a delay above all",
        "{follows: pre_sales, delay: [50 %, 50.6 %]}",
        ShapeStepError,
        "queues.after_sales.demand.delay: the shares of a delay must add up to 100 %, not 100.6 %",
    ),
    Wrong(
        "a delay without units",
        "{follows: pre_sales, delay: [0.5, 0.5]}",
        ShapeStepError,
        "queues.after_sales.demand.delay: 0.5 has no unit; a share needs one, for example 80 %",
    ),
    Wrong(
        "an empty delay",
        "{follows: pre_sales, delay: []}",
        ShapeStepError,
        "queues.after_sales.demand.delay: a delay has 1 to 366 shares, one per day, not 0",
    ),
    Wrong(
        "no such queue",
        "{follows: presales}",
        ReferenceStepError,
        'queues.after_sales.demand.follows: there is no queue "presales"; did you mean "pre_sales"? (valid: pre_sales, after_sales)',
    ),
    Wrong(
        "itself",
        "{follows: after_sales}",
        ReferenceStepError,
        "queues.after_sales.demand.follows: a queue cannot follow its own orders",
    ),
    Wrong(
        "two kinds",
        "{follows: pre_sales, daily: 9 chats}",
        ShapeStepError,
        "queues.after_sales.demand: needs exactly one of sales_target, daily, volumes, burst, follows, not daily and follows",
    ),
    Wrong(
        "days of what follows",
        "{follows: pre_sales, on: wed}",
        ShapeStepError,
        'queues.after_sales.demand: "on" does not belong to follows (valid: contacts, delay, faults, orders_before, orders_per_chat, profile, times)',
    ),
    Wrong(
        "orders without a unit",
        "{follows: pre_sales, orders_before: 3000}",
        ShapeStepError,
        "queues.after_sales.demand.orders_before: 3000 has no unit; a number of orders needs one, for example 3425 orders",
    ),
    Wrong(
        "orders in chats",
        "{follows: pre_sales, orders_before: 3000 chats}",
        ShapeStepError,
        'queues.after_sales.demand.orders_before: "3000 chats" is not a number of orders; write for example 3425 orders',
    ),
    Wrong(
        "contacts as a share",
        "{follows: pre_sales, contacts: 25 %}",
        ShapeStepError,
        'queues.after_sales.demand.contacts: "25 %" must be a bare number, for example 0.25',
    ),
    Wrong(
        "a fault that ends before it starts",
        "{follows: pre_sales, faults: {from: 2026-11-11 02:00, to: 2026-11-11 00:00, share: 80 %}}",
        ConstructionStepError,
        "queues.after_sales.demand.faults.to: the fault ends before it starts",
    ),
    Wrong(
        "a fault of another month",
        "{follows: pre_sales, faults: {from: 2026-10-11 00:00, to: 2026-10-11 02:00, share: 80 %}}",
        ConstructionStepError,
        "queues.after_sales.demand.faults: the fault touches no order that brings contacts within the horizon",
    ),
    Wrong(
        "a fault of nobody",
        "{follows: pre_sales, faults: {from: 2026-11-11 00:00, to: 2026-11-11 02:00, share: 0 %}}",
        ShapeStepError,
        "queues.after_sales.demand.faults.share: must be more than 0 %",
    ),
    Wrong(
        "a fault without a share",
        "{follows: pre_sales, faults: {from: 2026-11-11 00:00, to: 2026-11-11 02:00}}",
        ShapeStepError,
        "queues.after_sales.demand.faults.share: is missing and has no default (share of the span's orders that are hit)",
    ),
)


def _with_after(part: str, more: str = "") -> tuple[tuple[str, str], ...]:
    handles = "{pre_sales: 1, after_sales: 2" + (", refunds: 3}" if more else "}")
    lines = f"  after_sales: {{demand: {part}}}\n{more}"
    return (("groups:\n", f"{lines}groups:\n"), ("{pre_sales: 1}", handles))


@pytest.mark.parametrize("row", FOLLOWS, ids=lambda row: row.case)
def test_wrong_demand_that_follows_is_refused(row: Wrong, make: Make) -> None:
    _refused(row, make(*_with_after(row.text)), 16)


def test_what_only_follows_cannot_be_followed(make: Make) -> None:
    more = "  refunds: {demand: {follows: after_sales, orders_per_chat: 1}}\n"
    sentence = (
        "queues.refunds.demand.follows: after_sales itself only follows; follow pre_sales instead"
    )
    row = Wrong("", "", ReferenceStepError, sentence)
    _refused(row, make(*_with_after("{follows: pre_sales}", more)), 17)


def test_a_circle_is_refused(make: Make) -> None:
    part = "[{follows: refunds, orders_per_chat: 1}, {daily: 9 chats}]"
    more = "  refunds: {demand: [{follows: after_sales, orders_per_chat: 1}, {daily: 9 chats}]}\n"
    with pytest.raises(ReferenceStepError) as caught:
        load(make(*_with_after(part, more)))
    assert str(caught.value).splitlines() == [
        "scenario.yaml:16: queues.after_sales.demand.0.follows: refunds follows after_sales in turn; this is a circle",
        "scenario.yaml:17: queues.refunds.demand.0.follows: after_sales follows refunds in turn; this is a circle",
    ]


UNKNOWN_ORDERS = (
    ("    orders: {", "    # orders: {", "has neither a sales target nor orders", 16),
    (
        DEMAND,
        "demand: [{sales_target: 800 yuan, order_value: 80 yuan, conversion: 60 %}, {sales_target: 800 yuan, order_value: 80 yuan, conversion: 70 %, on: wed}]",
        "has sales targets that differ in conversion ÷ chat_share",
        16,
    ),
)


@pytest.mark.parametrize(("old", "new", "why", "line"), UNKNOWN_ORDERS)
def test_orders_per_chat_that_nothing_says(
    old: str, new: str, why: str, line: int, make: Make
) -> None:
    sentence = (
        f"queues.after_sales.demand: needs orders_per_chat beside follows, for pre_sales {why}"
    )
    row = Wrong("", "", ReferenceStepError, sentence)
    _refused(row, make((old, new), *_with_after("{follows: pre_sales}")), line)
