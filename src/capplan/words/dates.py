"""Dates as people write them: ``10 Nov 16:00``; in Chinese ``11月10日 16:00``."""

from __future__ import annotations

from datetime import date, datetime

from capplan.words.sentence import Sentence, say

_DAYS = (say("Mon"), say("Tue"), say("Wed"), say("Thu"), say("Fri"), say("Sat"), say("Sun"))
_MONTHS = (
    say("January"), say("February"), say("March"), say("April"), say("May"), say("June"),
    say("July"), say("August"), say("September"), say("October"), say("November"), say("December"),
)  # fmt: skip
_SHORT = (
    say("Jan"), say("Feb"), say("Mar"), say("Apr"), say("May"), say("Jun"),
    say("Jul"), say("Aug"), say("Sep"), say("Oct"), say("Nov"), say("Dec"),
)  # fmt: skip


def moment(at: datetime) -> Sentence:
    """A date and a clock time: ``10 Nov 16:00``."""
    return say("{date} {clock}", date=day(at), clock=f"{at:%H:%M}")


def day(at: date) -> Sentence:
    """A date: ``10 Nov``."""
    return say("{day:02d} {month}", day=at.day, month=_SHORT[at.month - 1])


def weekday(at: date) -> Sentence:
    """A date with its day of the week: ``Tue 10 Nov``."""
    return say("{weekday} {date}", weekday=_DAYS[at.weekday()], date=day(at))


def weekday_lines(at: date) -> Sentence:
    """The same on two lines, for narrow places."""
    return say("{weekday}\n{date}", weekday=_DAYS[at.weekday()], date=day(at))


def month(at: date) -> Sentence:
    """A month: ``November 2026``."""
    return say("{month} {year}", month=_MONTHS[at.month - 1], year=at.year)
