"""Bands: from a figure to points or yuan, without holes or overlaps."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from capplan.pay.errors import PayError
from capplan.words import say


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` to `high`, and what it gives.

    Attributes:
        low: lower edge, None if there is none.
        high: upper edge, None if there is none.
        gives: points [1] or an amount [yuan].
    """

    low: Decimal | None
    high: Decimal | None
    gives: Decimal


_SIDES = {
    "from": say("from"), "below": say("below"), "above": say("above"), "up_to": say("up to"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands from the lowest to the highest (E1k).

    Attributes:
        bands: in order, each starting where the last ended.
        low_belongs: whether a band holds its lower edge (from, below) or its upper (above, up to).
    """

    bands: tuple[Band, ...]
    low_belongs: bool = True

    def __post_init__(self) -> None:
        low, high = ("from", "below") if self.low_belongs else ("above", "up_to")
        if not self.bands:
            raise PayError(say("needs at least one band"))
        first, last = self.bands[0], self.bands[-1]
        if first.low is not None:
            raise PayError(
                say(
                    "the bands leave a hole: nothing is said {side} {edge:f}; leave out "
                    "{key} of the first band",
                    side=_SIDES[high],
                    edge=first.low,
                    key=low,
                )
            )
        if last.high is not None:
            raise PayError(
                say(
                    "the bands leave a hole: nothing is said {side} {edge:f}; leave out "
                    "{key} of the last band",
                    side=_SIDES[low],
                    edge=last.high,
                    key=high,
                )
            )
        for one, two in zip(self.bands, self.bands[1:], strict=False):
            if one.high is None or two.low is None:
                raise PayError(
                    say("only the first band may lack its lower edge and the last its upper")
                )
            if one.high > two.low:
                raise PayError(
                    say(
                        "the bands overlap between {low:f} and {high:f}", low=two.low, high=one.high
                    )
                )
            if one.high < two.low:
                raise PayError(
                    say(
                        "the bands leave a hole between {high:f} and {low:f}",
                        high=one.high,
                        low=two.low,
                    )
                )
            if one.low is not None and one.low >= one.high:
                raise PayError(
                    say(
                        "a band ends at {high:f}, not above its start {low:f}",
                        high=one.high,
                        low=one.low,
                    )
                )

    def at(self, value: Decimal) -> Decimal:
        """What a figure gets."""
        for band in self.bands:
            if band.high is None or value < band.high:
                return band.gives
            if not self.low_belongs and value == band.high:
                return band.gives
        raise AssertionError("the last band is open")  # pragma: no cover
