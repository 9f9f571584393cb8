"""A platform's own measures of a shop's replies: profiles with a date (rule M4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from capplan.model.provenance import Mark


class Asked(StrEnum):
    """What a platform's metric asks of replies."""

    REPLY_WITHIN = "reply_within"
    """Any round answered within T.  At least."""
    FIRST_REPLY_WITHIN = "first_reply_within"
    """The first reply within T.  At least."""
    MEAN_RESPONSE = "mean_response"
    """Mean response time over replies sent.  At most."""
    MEAN_FIRST_RESPONSE = "mean_first_response"
    """Mean first response time over first replies sent.  At most."""

    @property
    def at_least(self) -> bool:
        """Whether it is a share, of which more is better; else a mean, of which less is."""
        return self in {Asked.REPLY_WITHIN, Asked.FIRST_REPLY_WITHIN}

    @property
    def first_only(self) -> bool:
        """Whether it asks of first replies only."""
        return self in {Asked.FIRST_REPLY_WITHIN, Asked.MEAN_FIRST_RESPONSE}


class Unit(StrEnum):
    """What a platform's metric counts."""

    ROUND = "round"
    """Each message that asks for a reply."""
    MESSAGE = "message"
    """Each message; messages per round are not drawn, so the shares are those of rounds."""
    CUSTOMER = "customer"
    """Each customer once a day; one late reply fails the day."""
    SESSION = "session"
    """Each chat; one late reply fails it."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure by which a platform judges a shop.

    Attributes:
        key: its name in the profile, e.g. "reply_3_min".
        name: English name.
        chinese: Chinese name.
        asked: what it asks of replies.
        within: the T of the two that have one [ticks]; 0 otherwise.
        unit: what is counted.
        between: clock times that count, on each day [ticks after midnight].
        exempt: first and last date of each span that does not count.
        offline_counts: whether messages that came in closed hours count.
        bot_counts: whether a customer whom the bot kept counts, as answered.
        unanswered_misses: whether what got no reply counts as a miss; else it does not count.
        threshold: the least share [1] or greatest mean [s] asked for; None if none was found.
        mark: how far to trust the definition.
        source: where it comes from.
    """

    key: str
    name: str
    chinese: str
    asked: Asked
    within: int
    unit: Unit
    between: tuple[int, int]
    exempt: tuple[tuple[date, date], ...]
    offline_counts: bool
    bot_counts: bool
    unanswered_misses: bool
    threshold: float | None
    mark: Mark
    source: str

    def is_exempt(self, day: date) -> bool:
        """Whether a date does not count."""
        return any(first <= day <= last for first, last in self.exempt)


@dataclass(frozen=True, slots=True)
class Platform:
    """A profile: how a platform measures, as far as was found on a date.

    Attributes:
        key: its name in scenario files, e.g. "tmall".
        name: English name.
        chinese: Chinese name.
        as_of: date of the rules as exactly as known (2023, 2023-05 or 2023-05-01); "" if undated.
        metrics: its figures.
    """

    key: str
    name: str
    chinese: str
    as_of: str
    metrics: tuple[Metric, ...]

    def metric(self, key: str) -> Metric | None:
        """The metric of a name, or None."""
        return next((m for m in self.metrics if m.key == key), None)


@dataclass(frozen=True, slots=True)
class Usual:
    """How a queue fares on its other days, for figures over 30 days.

    Attributes:
        share: usual value of its platform's shares [1].
        a_day: usual chats a day; None: as on the horizon's normal days [chats].
    """

    share: float
    a_day: float | None
