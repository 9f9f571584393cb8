"""Public holidays: the days that law names, not those off in exchange (法定节假日).

Regulations on holidays and memorial days, State Council order 644 of 2013 (11 days) and, from
2025, order 795 of 2024 (13 days).  Days of the lunar calendar as the package holidays 0.109 has
them.  A table is enough: that package is 14 MB, and its dates off in exchange do not matter to pay.
"""

from __future__ import annotations

from datetime import date

from capplan.pay.errors import PayError
from capplan.words import say

_DAYS: dict[int, tuple[tuple[int, tuple[int, ...]], ...]] = {
    2024: (
        (1, (1,)), (2, (10, 11, 12)), (4, (4,)), (5, (1,)), (6, (10,)), (9, (17,)),
        (10, (1, 2, 3)),
    ),
    2025: (
        (1, (1, 28, 29, 30, 31)), (4, (4,)), (5, (1, 2, 31)), (10, (1, 2, 3, 6)),
    ),
    2026: (
        (1, (1,)), (2, (16, 17, 18, 19)), (4, (5,)), (5, (1, 2)), (6, (19,)), (9, (25,)),
        (10, (1, 2, 3)),
    ),
    2027: (
        (1, (1,)), (2, (5, 6, 7, 8)), (4, (5,)), (5, (1, 2)), (6, (9,)), (9, (15,)),
        (10, (1, 2, 3)),
    ),
}  # fmt: skip
"""Year: month and its days."""


def public_holidays(first: date) -> tuple[date, ...]:
    """The public holidays of a month.

    Raises:
        PayError: the table does not reach so far.
    """
    if first.year not in _DAYS:
        raise PayError(
            say(
                "public holidays are known for {days} to {days_2}, not for {year}",
                days=min(_DAYS),
                days_2=max(_DAYS),
                year=first.year,
            )
        )
    return tuple(
        date(first.year, month, day)
        for month, days in _DAYS[first.year]
        if month == first.month
        for day in days
    )
