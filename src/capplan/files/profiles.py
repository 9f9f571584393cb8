"""Named hourly curves of a day, each with its mark and source.

No hour-by-hour count of chats was found for any shop; clicks and purchases are proxies, and the
event curves are shaped on press milestones.
"""

from __future__ import annotations

from dataclasses import dataclass

from capplan.model.provenance import Mark


@dataclass(frozen=True, slots=True)
class HourlyCurve:
    """How a day's volume spreads over its hours.

    Attributes:
        name: the name in a scenario file.
        shares: 24 numbers, hours 0 to 23, of any positive scale.
        mark: how far to trust it.
        source: where it comes from.
        burst_hour: hour at which an opening burst is already contained; None if none is.
    """

    name: str
    shares: tuple[float, ...]
    mark: Mark
    source: str
    burst_hour: int | None = None


_CLICKS = (
    3.3, 1.4, 0.8, 0.5, 0.6, 0.8, 1.5, 2.7, 3.2, 4.1, 4.8, 4.5,
    4.2, 5.0, 5.0, 5.5, 5.3, 4.4, 5.1, 6.4, 7.7, 8.9, 8.4, 5.8,
)  # fmt: skip
_PURCHASES = (
    3.6, 1.6, 0.5, 0.2, 0.7, 0.4, 0.6, 2.3, 2.9, 4.5, 6.7, 5.4,
    5.3, 6.7, 5.3, 5.1, 6.3, 5.0, 4.5, 6.5, 6.6, 7.6, 6.7, 4.9,
)  # fmt: skip
_MIDNIGHT = (
    10, 5, 3, 1.5, 1, 1, 1.5, 2.5, 3.5, 4, 5.5, 4.5,
    4.5, 4.5, 4.5, 4.5, 4, 4, 4, 5, 6, 6, 5.5, 4.5,
)  # fmt: skip
_BURST = (6.7, 3.6, 2.2, 1.0)
"""What the first four hours of event_midnight hold above the normal curve [% of the day]."""
_BURST_SHARE_OF_EVE = 0.6
"""Eve at 3 times a normal day, burst 13.5 % of an event day of 34 normal days: 4.6 to 3."""


def _eve_of_20() -> tuple[float, ...]:
    """A normal day with 40 % of the volume, and the burst of event_midnight from 20:00."""
    shares = [share * (1 - _BURST_SHARE_OF_EVE) / sum(_CLICKS) for share in _CLICKS]
    for hour, extra in enumerate(_BURST, start=20):
        shares[hour] += _BURST_SHARE_OF_EVE * extra / sum(_BURST)
    return tuple(100 * share for share in shares)


CURVES: dict[str, HourlyCurve] = {
    curve.name: curve
    for curve in (
        HourlyCurve(
            "normal", _CLICKS, Mark.SOURCED,
            "open Taobao behaviour sample, 25 Nov to 3 Dec 2017, 179,739 clicks; a proxy of chats",
        ),
        HourlyCurve(
            "normal_purchases", _PURCHASES, Mark.SOURCED,
            "open Taobao behaviour sample, 25 Nov to 3 Dec 2017, 4,329 purchases; a proxy of chats",
        ),
        HourlyCurve(
            "event_midnight", _MIDNIGHT, Mark.ASSUME,
            "day of an opening at 0:00, shaped on traffic 2012 and sales milestones 2013 to 2018",
            burst_hour=0,
        ),
        HourlyCurve(
            "event_20", _eve_of_20(), Mark.ASSUME,
            "eve of an event that opens at 20:00: 40 % of the volume on the normal curve, 60 % in "
            "the four hours from 20:00, shaped as event_midnight from 0:00",
            burst_hour=20,
        ),
    )
}  # fmt: skip
