"""Ways to cover the night, as variants of one scenario and its roster (rule E4d)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from capplan.model.bot import Bot, BotHours
from capplan.model.demand import RateProfile
from capplan.model.laws import TimeKind, TimeLaw
from capplan.model.scenario import ClosedHours, Queue, Scenario
from capplan.model.shifts import Roster, Shift, ShiftType
from capplan.model.spans import Span, left_of
from capplan.units import DAY, HOUR, MINUTE, format_clock
from capplan.words import Sentence, say

LONGEST = 8 * HOUR
"""Longest shift that a cover is made of [ticks]."""
RUNG = 2 * HOUR
"""Step between the closing times that are tried [ticks]."""


@dataclass(frozen=True, slots=True)
class NightTerms:
    """What is taken about the night.  What the scenario says itself wins over the defaults here.

    The defaults are assumed; the allowance, the bot and the stayers have no good source.

    Attributes:
        closes: clock time at which the day's people leave [ticks after midnight].
        opens: clock time at which they come back [ticks after midnight].
        group: who covers the night.
        most: most people at once through a whole night.
        allowance: paid for each shift of the cover [yuan].
        contains: share of chats that a night bot ends [1].
        returns: share of these who come back to people after the opening [1].
        stays: share of those who find a queue closed and leave a message, if the queue says
            nothing about closed hours [1].
    """

    closes: int
    opens: int
    group: str
    most: int = 2
    allowance: float = 20.0
    contains: float = 0.6
    returns: float = 0.3
    stays: float = 0.6

    def __post_init__(self) -> None:
        if self.length == 0:
            raise ValueError(
                say("the night must not be empty: it closes and opens at {clock}", clock=self.span)
            )
        if self.most < 1:
            raise ValueError(say("at least 1 person covers a night, not {most}", most=self.most))
        for name, share in (
            (say("bot's share"), self.contains),
            (say("share who come back from the bot"), self.returns),
            (say("share who leave a message"), self.stays),
        ):
            if not 0.0 <= share <= 1.0:
                raise ValueError(
                    say(
                        "the {name} must lie in 0 to 100 %, not at {value:.4g} %",
                        name=name,
                        value=100.0 * share,
                    )
                )

    @property
    def length(self) -> int:
        """Length of a night [ticks]."""
        return (self.opens - self.closes) % DAY

    @property
    def span(self) -> str:
        """The night as ``"18:00-09:00"``."""
        return f"{format_clock(self.closes)}-{format_clock(self.opens)}"


@dataclass(frozen=True, slots=True)
class Cover:
    """One way to cover the night.

    Attributes:
        name: key of the cover in tables.
        title: what it is, for readers.
        people: people at once from the closing on.
        until: how long they stay, counted from the closing [ticks].
        bot: whether a bot answers when they have gone.
        written: whether the roster stays as the scenario has it.
    """

    name: str
    title: Sentence
    people: int = 0
    until: int = 0
    bot: bool = False
    written: bool = False


def covers(terms: NightTerms, *, staffed: bool) -> tuple[Cover, ...]:
    """What is weighed: first the closed night, against which the others are set.

    Args:
        terms: what is taken about the night.
        staffed: whether the roster as written has people in it.
    """
    found = [Cover("closed", say("closed"))]
    if staffed:
        found.append(Cover("as_written", say("as written"), written=True))
    found.append(Cover("bot", say("a bot"), bot=True))
    rungs = [k * RUNG for k in range(1, 4) if k * RUNG < terms.length]
    clocks = [format_clock((terms.closes + rung) % DAY or DAY) for rung in rungs]
    for rung, clock in zip(rungs, clocks, strict=True):
        title = say("1 person until {clock}", clock=clock)
        found.append(Cover(f"until_{clock}", title, 1, rung))
    if rungs:
        title = say("1 person until {clock}, then a bot", clock=clocks[-1])
        found.append(Cover(f"until_{clocks[-1]}_bot", title, 1, rungs[-1], bot=True))
    for people in range(1, terms.most + 1):
        title = say("{people} people all night", people=people)
        title = title if people > 1 else say("1 person all night")
        found.append(Cover(f"all_night_{people}", title, people, terms.length))
    return tuple(found)


def nights(scenario: Scenario, terms: NightTerms) -> tuple[Span, ...]:
    """The nights that the horizon touches, whole ones [ticks]."""
    calendar = scenario.calendar
    starts = (calendar.midnight(day) + terms.closes for day in range(-1, calendar.days))
    spans = ((start, start + terms.length) for start in starts)
    return tuple(s for s in spans if s[0] < calendar.grid.horizon and s[1] > 0)


def check(scenario: Scenario, roster: Roster, terms: NightTerms) -> None:
    """Refuse a night that cannot be weighed.

    Raises:
        ValueError: if the group does not exist, no night lies inside the horizon, nobody is left
            by day, or no queue brings orders.
    """
    if terms.group not in scenario.group_names:
        names = ", ".join(scenario.group_names)
        raise ValueError(
            say("there is no group {group!r}; there is {names}", group=terms.group, names=names)
        )
    if not any(q.orders for q in scenario.queues):
        raise ValueError(
            say(
                "no queue brings orders, and a night is judged by its profit; write `orders` "
                "under a queue"
            )
        )
    spans = nights(scenario, terms)
    if not spans:
        raise ValueError(say("no night of {span} lies inside the horizon", span=terms.span))
    if not without(roster, spans).shifts:
        raise ValueError(
            say(
                "nobody is on outside {span}: there is no day to set the night against",
                span=terms.span,
            )
        )


def is_staffed(roster: Roster, spans: tuple[Span, ...]) -> bool:
    """Whether the roster has people in the nights."""
    return any(s.start < end and start < s.end for s in roster.shifts for start, end in spans)


def arrange(
    scenario: Scenario, roster: Roster, cover: Cover, terms: NightTerms, volume: float = 1.0
) -> tuple[Scenario, Roster]:
    """The scenario and its roster under a cover.

    Args:
        scenario: the shop.
        roster: who is on by day, and perhaps by night.
        cover: how the night is covered.
        terms: what is taken about it.
        volume: the demand of the nights is multiplied by this; what follows orders then comes as
            expected, whatever the day's factor (D4c) [1].
    """
    spans = nights(scenario, terms)
    kinds: tuple[ShiftType, ...] = ()
    if not cover.written:
        roster = without(roster, spans)
        kinds = shift_types(scenario, cover, terms)
        roster = _with_cover(scenario, roster, cover, kinds, terms)
    queues = tuple(_queue(q, scenario, cover, terms, spans, volume) for q in scenario.queues)
    types = scenario.shift_types + kinds
    return replace(scenario, queues=queues, shift_types=types, roster=roster), roster


def without(roster: Roster, spans: tuple[Span, ...]) -> Roster:
    """The roster less all time inside the spans; a shift around one falls into two."""
    return Roster(
        tuple(
            replace(
                shift,
                start=start,
                end=end,
                breaks=tuple(b for b in shift.breaks if start <= b[0] and b[1] <= end),
            )
            for shift in roster.shifts
            for start, end in left_of((shift.start, shift.end), spans)
        )
    )


def shift_types(scenario: Scenario, cover: Cover, terms: NightTerms) -> tuple[ShiftType, ...]:
    """The shifts of a cover, as equal as can be, none longer than `LONGEST`."""
    if not cover.people:
        return ()
    count = -(-cover.until // LONGEST)
    edges = [terms.closes + cover.until * k // count for k in range(count + 1)]
    days = tuple(range(-1, scenario.calendar.days))
    return tuple(
        ShiftType(
            f"night cover {format_clock(a % DAY)}-{format_clock(b % DAY or DAY)}",
            a, b, (), (terms.group,), days, terms.allowance,
        )
        for a, b in pairwise(edges)
    )  # fmt: skip


def _with_cover(
    scenario: Scenario, roster: Roster, cover: Cover, kinds: tuple[ShiftType, ...],
    terms: NightTerms,
) -> Roster:  # fmt: skip
    """Add the shifts of a cover; one agent stands for a seat through all nights."""
    shifts, first = list(roster.shifts), roster.agents
    horizon = scenario.calendar.grid.horizon
    for place, kind in enumerate(kinds):
        for day in kind.days:
            midnight = scenario.calendar.midnight(day)
            start, end = midnight + kind.start, midnight + kind.end
            if start >= horizon or end <= 0:
                continue
            shifts += [
                Shift(first + place * cover.people + seat, terms.group, start, end,
                      shift_type=kind.name, day=day, seat=seat)
                for seat in range(cover.people)
            ]  # fmt: skip
    return Roster(tuple(sorted(shifts, key=lambda s: (s.agent, s.start))))


def _queue(
    queue: Queue, scenario: Scenario, cover: Cover, terms: NightTerms, spans: tuple[Span, ...],
    volume: float,
) -> Queue:  # fmt: skip
    if queue.closed is None:
        queue = replace(queue, closed=ClosedHours(terms.stays, None, after_live=False))
    if volume != 1.0:
        queue = replace(queue, demand=_scaled(queue.expected, spans, volume), follow_ons=())
    if cover.bot:
        queue = replace(queue, bot=_night_bot(queue.bot, scenario, cover, terms))
    return queue


def _scaled(demand: RateProfile, spans: tuple[Span, ...], volume: float) -> RateProfile:
    low, high = int(demand.edges[0]), int(demand.edges[-1])
    cuts = [t for span in spans for t in span if low < t < high]
    edges = np.union1d(demand.edges, np.array(cuts, dtype=np.int64))
    inside = np.zeros(edges.size - 1, dtype=bool)
    for start, end in spans:
        inside |= (edges[:-1] >= start) & (edges[1:] <= end)
    return RateProfile(edges, demand.between(edges) * np.where(inside, volume, 1.0))


def _night_bot(old: Bot | None, scenario: Scenario, cover: Cover, terms: NightTerms) -> Bot:
    """The bot of a queue with the night's hours in place of its own in that time."""
    old = old or Bot(0.0, 0.0, TimeLaw(TimeKind.EXPONENTIAL, 30 * MINUTE))
    delay = old.return_delay
    back = scenario.calendar.midnight(0) + terms.opens
    mine = [
        BotHours(start + cover.until, end, terms.contains, terms.returns, delay, back)
        for start, end in nights(scenario, terms)
    ]
    others = [
        replace(part, start=a, end=b)
        for part in old.hours
        for a, b in left_of((part.start, part.end), tuple((m.start, m.end) for m in mine))
    ]
    hours = tuple(sorted([*mine, *others], key=lambda part: part.start))
    return replace(old, hours=hours)
