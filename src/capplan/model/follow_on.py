"""Demand that follows the orders of another queue (rule D4)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from capplan.model.calendar import Calendar
from capplan.model.demand import Floats, RateProfile, Ticks
from capplan.units import DAY, HOUR

SUM_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Fault:
    """A span whose orders bring more contacts than usual.

    Attributes:
        start: start; may lie before the horizon [ticks].
        end: end, after the start [ticks].
        share: share of the span's orders that are hit [1].
        times: contacts of an order that is hit ÷ those of another [1].
    """

    start: int
    end: int
    share: float
    times: float

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("a fault must end after it starts")
        if not 0 <= self.share <= 1 or self.times < 0:
            raise ValueError("a fault hits 0 to 100 % of orders, and multiplies by 0 or more")


@dataclass(frozen=True, slots=True)
class ContactsOfOrders:
    """What orders bring, and when.

    Attributes:
        per_order: contacts per order [contacts].
        delay: share of them on the day of the order, the next day, and so on, sum 1 [1].
        profile: shares of a day's 24 hours, sum 1 [1].
        faults: spans whose orders bring more; where some overlap, their extra contacts add up.
    """

    per_order: float
    delay: tuple[float, ...]
    profile: tuple[float, ...]
    faults: tuple[Fault, ...] = ()

    def __post_init__(self) -> None:
        if self.per_order < 0:
            raise ValueError(f"contacts per order must be 0 or more, not {self.per_order}")
        for what, shares in (("delay", self.delay), ("profile", self.profile)):
            if min(shares) < 0 or abs(sum(shares) - 1) > SUM_TOLERANCE:
                raise ValueError(f"the shares of a {what} must be 0 or more and add up to 1")


@dataclass(frozen=True, slots=True, eq=False)
class FollowOn:
    """Contacts that follow the orders of another queue.

    Days are cut into the intervals of the horizon.  The arrays begin with the days before the
    horizon whose orders still bring contacts, and hold its first and last day in full.

    Attributes:
        queue: name of the queue whose orders they follow.
        start: midnight that begins the arrays, zero or below [ticks].
        horizon: length of the horizon [ticks].
        orders: expected orders, at a day factor of 1, shape (days, intervals of a day) [orders].
        contacts: contacts per order placed then, same shape [contacts].
        delay: share of them by days after the order, shape (days of delay,), sum 1 [1].
        profile: share of a day's contacts, shape (intervals of a day,), sum 1 [1].
        arrivals: factor on the contacts that come in each interval of the horizon, shape
            (intervals,) [1]; None for 1.
    """

    queue: str
    start: int
    horizon: int
    orders: Floats
    contacts: Floats
    delay: Floats
    profile: Floats
    arrivals: Floats | None = None

    def __post_init__(self) -> None:
        if self.start > 0 or self.start + len(self.orders) * DAY < self.horizon:
            raise ValueError("the orders of what follows must cover the horizon in whole days")
        if self.orders.shape[1:] != self.profile.shape or self.contacts.shape != self.orders.shape:
            raise ValueError("orders, contacts and profile have different intervals")
        for array in (self.orders, self.contacts, self.delay, self.profile):
            array.flags.writeable = False

    @property
    def edges(self) -> Ticks:
        """Edges of the intervals of the horizon, shape (intervals + 1,) [ticks]."""
        interval = DAY // self.profile.size
        return np.arange(self.horizon // interval + 1, dtype=np.int64) * interval

    @property
    def all_edges(self) -> Ticks:
        """Edges of all intervals of the arrays, shape (days * intervals of a day + 1,) [ticks]."""
        interval = DAY // self.profile.size
        return self.start + np.arange(self.orders.size + 1, dtype=np.int64) * interval

    def with_orders(self, factors: Floats) -> FollowOn:
        """The same with the orders of each interval of the arrays multiplied [1]."""
        return replace(self, orders=self.orders * factors.reshape(self.orders.shape))

    def with_arrivals(self, factors: Floats) -> FollowOn:
        """The same with the contacts that come in each interval of the horizon multiplied [1]."""
        before = 1.0 if self.arrivals is None else self.arrivals
        return replace(self, arrivals=factors * before)

    def rate(self, factors: Floats | None = None) -> RateProfile:
        """Expected contacts that arrive within the horizon.

        Args:
            factors: on the orders of each interval of the horizon, shape (intervals,) [1];
                None for 1.  Orders before the horizon have a factor of 1.
        """
        edges = self.edges
        first, count = -self.start // int(edges[1]), edges.size - 1
        due = (self.orders * self.contacts).ravel()
        if factors is not None:
            due[first : first + count] *= factors
        come = self._spread(due)[first : first + count]
        return RateProfile(edges, come if self.arrivals is None else come * self.arrivals)

    def _spread(self, due: Floats) -> Floats:
        """Contacts by the interval in which they come, from those by interval of the order."""
        by_day = due.reshape(self.orders.shape)
        later = np.convolve(by_day.sum(axis=1), np.array([0.0, *self.delay[1:]]))[: len(by_day)]
        return (self.delay[0] * self._same_day(by_day) + np.outer(later, self.profile)).ravel()

    def _same_day(self, due: Floats) -> Floats:
        """Contacts on the day of the order: over the hours from the order on, by the profile."""
        left = np.cumsum(self.profile[::-1])[::-1]
        share = np.divide(due, left, out=np.zeros_like(due), where=left > 0)
        return self.profile * np.cumsum(share, axis=1) + np.where(left > 0, 0.0, due)


def follow_on(
    queue: str, orders: RateProfile, before: float, contacts: ContactsOfOrders, calendar: Calendar
) -> FollowOn:
    """Lay out the contacts that follow a queue's orders.

    Args:
        queue: name of the queue.
        orders: its expected orders through the horizon, at a day factor of 1.
        before: orders a day before the horizon, spread over the day by the contacts' profile.
        contacts: what an order brings, and when.
        calendar: the horizon.

    Raises:
        ValueError: the intervals do not fit the day.
    """
    interval, horizon = calendar.grid.interval, calendar.grid.horizon
    if DAY % interval or calendar.first_midnight % interval:
        raise ValueError("demand that follows orders needs intervals that begin at each midnight")
    slots = np.arange(DAY // interval + 1, dtype=np.int64) * interval
    hours = np.arange(25, dtype=np.int64) * HOUR
    profile = RateProfile(hours, np.array(contacts.profile)).between(slots)
    early = len(contacts.delay) - 1
    days = early + calendar.days
    start = calendar.midnight(-early)
    edges = start + np.arange(days * profile.size + 1, dtype=np.int64) * interval
    placed = orders.between(np.clip(edges, 0, horizon))
    placed[edges[:-1] < 0] = before * np.tile(profile, days)[edges[:-1] < 0]
    per_order = np.ones(placed.size)
    for fault in contacts.faults:
        inside = np.diff(np.clip(edges, fault.start, fault.end)) / interval
        per_order += inside * fault.share * (fault.times - 1.0)
    shape = (days, profile.size)
    return FollowOn(
        queue=queue,
        start=start,
        horizon=horizon,
        orders=placed.reshape(shape),
        contacts=contacts.per_order * per_order.reshape(shape),
        delay=np.array(contacts.delay),
        profile=profile,
    )
