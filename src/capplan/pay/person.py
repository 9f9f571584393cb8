"""What one person did in a month, and the month with all its people (E1i)."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from capplan.pay.errors import PayError
from capplan.words import Sentence, say

Values = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Person:
    """One person's results of one month.

    Attributes:
        name: how the table calls her.
        group: her group in the pay plan.
        values: metric to its figure over the month; shares as 0.5, times in seconds.
        weeks: the same for each week (or whatever periods the table has), by its label.
        texts: grade, supervisor and such.
        shops: shop to the work done for it, in chats, or 1 each if the table counts none.
        paid_days: paid days of the month on which she was employed [days].
        month_days: paid days of the month [days].
    """

    name: str
    group: str
    values: Values
    weeks: Mapping[str, Values]
    texts: Mapping[str, str]
    shops: Mapping[str, Decimal]
    paid_days: int
    month_days: int

    def value(self, metric: str, part: str) -> Decimal:
        """A figure of the month.

        Raises:
            PayError: it was not measured.
        """
        if metric not in self.values:
            raise PayError(
                say(
                    "{name} has no {metric}, which {part} needs",
                    name=self.name,
                    metric=metric,
                    part=part,
                )
            )
        return self.values[metric]

    def maybe(self, metric: str) -> Decimal:
        """A figure of the month, 0 where the table has none."""
        return self.values.get(metric, Decimal(0))

    def pro_rata(self, amount: Decimal) -> Decimal:
        """An amount per month for the paid days on which she was employed [yuan]."""
        return amount * self.paid_days / self.month_days


@dataclass(frozen=True, slots=True)
class Month:
    """A month of results.

    Attributes:
        first: the first day of the month.
        people: all whom the table names, in its order.
        periods: labels of the table's periods, in its order.
        profit: the company's profit of the month, or None [yuan].
        notes: what was taken for granted where the table says nothing.
    """

    first: date
    people: tuple[Person, ...]
    periods: tuple[str, ...]
    profit: Decimal | None = None
    notes: tuple[Sentence, ...] = ()

    def days_of(self, label: str) -> int:
        """Days of the month in a period that is labelled with its Monday; else 7 [days].

        Days of the month before the first Monday belong to the first period (E2d).
        """
        try:
            known = sorted(date.fromisoformat(period) for period in self.periods)
            monday = date.fromisoformat(label)
        except ValueError:
            return 7
        after = [day for day in known if day > monday]
        start = self.first if monday == known[0] else monday
        end = after[0] if after else self._next_month()
        return (end - max(start, self.first)).days

    def _next_month(self) -> date:
        days = calendar.monthrange(self.first.year, self.first.month)[1]
        return self.first + timedelta(days=days)


def paid_days(first: date, start: date | None = None, end: date | None = None) -> int:
    """Days from Monday to Friday in a month, between two days, both included [days].

    Public holidays count: they are paid (Labour Law, art. 51).
    """
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    start, end = max(start or first, first), min(end or last, last)
    return sum(
        (start + timedelta(days=d)).weekday() < 5 for d in range(max(0, (end - start).days + 1))
    )
