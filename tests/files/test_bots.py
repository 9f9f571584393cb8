"""Bots in the file: one line, by hour, and their talk (rule D5)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from capplan.files import load, resolve
from capplan.model.bot import Bot
from capplan.model.laws import TimeKind
from capplan.units import DAY, HOUR, MINUTE, SECOND

Make = Callable[..., Path]
BOT = "bot: {contains: 40 %}"
DAYS = "days: {from: 2026-11-11 00:00, to: 2026-11-12 00:00, interval: 30 min}"
THREE_DAYS = """days: {from: 2026-11-10 12:00, to: 2026-11-13 00:00, interval: 30 min}
calendar: {normal: other days, opening: 2026-11-11}"""
NIGHT = "{between: 23:00-08:00, contains: 90 %, comes_back: 50 % within 20 min, back_from: 08:00}"


def bot_of(folder: Path, *overrides: str) -> Bot:
    """The bot of the small shop."""
    bot = load(folder, overrides=overrides).queues[0].bot
    assert bot is not None
    return bot


def test_one_line_says_who_comes_back_and_when(make: Make) -> None:
    folder = make((BOT, "bot: {comes_back: 25 % within 90 min}"))
    bot = bot_of(folder)
    assert (bot.contains, bot.returns, bot.return_delay.mean) == (0.35, 0.25, 45 * MINUTE)
    bot = bot_of(folder, "queues.pre_sales.bot.comes_back=10 % within 4 h")
    assert (bot.returns, bot.return_delay.mean) == (0.1, 2 * HOUR)


def test_a_bot_talks_by_a_law(make: Make) -> None:
    assert not bot_of(make()).talks
    talk = bot_of(make((BOT, "bot: {talk: 45 s}"))).talk
    assert (talk.kind, talk.mean) == (TimeKind.DETERMINISTIC, 45 * SECOND)
    talk = bot_of(make((BOT, "bot: {talk: {mean: 45 s, law: exponential}}"))).talk
    assert talk.kind is TimeKind.EXPONENTIAL
    talk = bot_of(make((BOT, "bot: {talk: [30 s, 60 s]}"))).talk
    assert (talk.kind, talk.values) == (TimeKind.EMPIRICAL, (30 * SECOND, 60 * SECOND))


def test_hours_of_every_night(make: Make) -> None:
    bot = bot_of(make((DAYS, THREE_DAYS), (BOT, f"bot: {{contains: 40 %, hours: {NIGHT}}}")))
    eleven = 11 * HOUR  # 23:00 of the first day
    assert [(h.start, h.end) for h in bot.hours] == [
        (eleven + d * DAY, eleven + d * DAY + 9 * HOUR) for d in range(3)
    ]
    first = bot.hours[0]
    assert (first.contains, first.returns, first.return_delay.mean) == (0.9, 0.5, 10 * MINUTE)
    assert first.back_from is not None
    assert (first.back_from - 20 * HOUR) % DAY == 0  # 08:00


def test_what_hours_do_not_say_stays(make: Make) -> None:
    hours = "{between: 09:00-10:00, contains: 0 %}"
    text = f"bot: {{contains: 40 %, comes_back: 20 % within 1 h, hours: {hours}}}"
    (part,) = bot_of(make((BOT, text))).hours
    assert (part.contains, part.returns, part.return_delay.mean) == (0.0, 0.2, 30 * MINUTE)
    assert part.back_from is None


def test_hours_by_day_type_and_from_the_eve(make: Make) -> None:
    text = (
        "bot: {hours: [{between: 23:00-14:00, on: normal, contains: 90 %}, "
        "{between: 22:00-24:00, on: opening, contains: 10 %}]}"
    )
    bot = bot_of(make((DAYS, THREE_DAYS), (BOT, text)))
    spans = [(h.start / HOUR, h.end / HOUR, h.contains) for h in bot.hours]
    assert spans == [(-13, 2, 0.9), (11, 26, 0.9), (34, 36, 0.1), (59, 74, 0.9)]


def test_hours_of_no_day_are_worth_a_look(make: Make) -> None:
    text = "bot: {hours: [{between: 09:00-10:00, contains: 0 %, on: 2026-12-24}]}"
    advice = resolve(make((BOT, text))).advice
    assert [a.text for a in advice if a.path == "queues.pre_sales.bot.hours.0"] == [
        "no day of the horizon has them"
    ]
