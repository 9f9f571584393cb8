"""The trade's four events as campaigns: their phases around the day, each with its source.

No volumes of any event's days were found beside those of the founding cases; what is assumed says
so, and is there to be replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from capplan.model.provenance import Mark

TALK = "trade talk of 3 to 10 times a normal day, 4 is usual"


@dataclass(frozen=True, slots=True)
class Phase:
    """Days of one type.

    Attributes:
        name: name of the day type.
        first, last: days from the day of the event, below zero before it.
        times: chats of each against a normal day [1].
        source: where that comes from.
        burst: chats that come on top from 20:00 on against a normal day's [1].
        is_hot: whether after-sales is asked for less on these days.
    """

    name: str
    first: int
    last: int
    times: float
    source: str
    burst: float = 0.0
    is_hot: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the trade.

    Attributes:
        name: name of the template.
        title: the `name:` in its file.
        day: day of the event, where nothing else is asked for.
        first, last: days of the horizon, counted from that day.
        phases: day types beside the day of the event and normal days; one is the eve.
        sales: of the day and of the opening on its eve [yuan].
        mark: how far to trust the sales.
        source: where the sales come from.
        temps: temps at most.
        dates: its dates and where they come from.
    """

    name: str
    title: str
    day: date
    first: int
    last: int
    phases: tuple[Phase, ...]
    sales: float
    mark: Mark
    source: str
    temps: int
    dates: str


EVENTS: dict[str, Event] = {
    event.name: event
    for event in (
        Event(
            "event-double-11", "Double 11 from hiring to release", date(2026, 11, 11), -12, 10,
            (
                Phase("first_eve", -11, -11, 1.5, "the first opening", burst=2.0),
                Phase("first_wave", -10, -8, 4.0, TALK),
                Phase("deposits", -7, -5, 2.0, "deposits are paid, little is asked"),
                Phase("eve", -1, -1, 3.0, "many look, few buy; no figure found", is_hot=True),
                Phase("second_peak", 1, 1, 4.0, "12 Nov is a second peak in a team's sheet",
                      is_hot=True),
                Phase("parcels", 2, 8, 1.2, "parcels arrive, returns begin"),
            ),
            10_000_000, Mark.CASE, "case 004: over ten million yuan", 120,
            "as in 2022 (sourced): openings at 20:00 on 31 October and 10 November, sales to 3 and "
            "11 November. The days of deposits between are assumed.",
        ),
        Event(
            "event-618", "618 from hiring to release", date(2027, 6, 18), -19, 10,
            (
                Phase("first_eve", -18, -18, 1.5, "the first opening", burst=1.5),
                Phase("first_wave", -17, -15, 3.0, TALK),
                Phase("deposits", -5, -3, 1.5, "deposits are paid, little is asked"),
                Phase("eve", -1, -1, 2.0, "many look, few buy; no figure found", is_hot=True),
                Phase("second_peak", 1, 2, 3.0, "as behind Double 11", is_hot=True),
                Phase("parcels", 3, 7, 1.2, "parcels arrive, returns begin"),
            ),
            2_400_000, Mark.ASSUME, "8 normal days: trade talk of up to 10", 60,
            "openings at 20:00 on 31 May and 17 June (assumed: no source found, ask the platform).",
        ),
        Event(
            "event-double-12", "Double 12 from hiring to release", date(2026, 12, 12), -7, 10,
            (
                Phase("warm_up", -4, -2, 1.3, "coupons are handed out"),
                Phase("eve", -1, -1, 2.0, "many look, few buy; no figure found", is_hot=True),
                Phase("parcels", 1, 6, 1.2, "parcels arrive, returns begin"),
            ),
            1_200_000, Mark.ASSUME, "4 normal days, the usual multiple of an event", 40,
            "an opening at 20:00 on 11 December (assumed: no source found, ask the platform).",
        ),
        Event(
            "event-new-year-goods", "New-Year goods from hiring to release", date(2027, 1, 9),
            -8, 18,
            (
                Phase("deposits", -5, -2, 1.5, "deposits are paid, little is asked"),
                Phase("eve", -1, -1, 2.0, "many look, few buy; no figure found", is_hot=True),
                Phase("goods", 1, 7, 2.5, "a week of buying for the Spring Festival", is_hot=True),
                Phase("parcels", 8, 14, 1.2, "parcels arrive before the couriers stop"),
            ),
            1_200_000, Mark.ASSUME, "4 normal days, the usual multiple of an event", 60,
            "an opening at 20:00 four weeks before the Spring Festival of 2027, which is on 6 "
            "February (assumed: no source found, ask the platform).",
        ),
    )
}  # fmt: skip
