"""Replies as the platforms count them: by queue, metric and day (rule M4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.engines import NONE, ChatLog
from capplan.model.calendar import Calendar
from capplan.model.platform import Metric, Unit
from capplan.model.scenario import Queue, Scenario
from capplan.sampling import Workload
from capplan.units import DAY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Judged:
    """A queue and one metric of its platform.

    Attributes:
        number: number of the queue.
        queue: the queue.
        metric: the metric.
    """

    number: int
    queue: Queue
    metric: Metric


def judged(scenario: Scenario) -> tuple[Judged, ...]:
    """Every metric of every queue with a platform, in the order of the tallies."""
    return tuple(
        Judged(number, queue, metric)
        for number, queue in enumerate(scenario.queues)
        for metric in (queue.platform.metrics if queue.platform else ())
    )


def platform_sums(scenario: Scenario, w: Workload, log: ChatLog) -> Floats:
    """Numerator and denominator of each metric on each calendar day.

    Shares: what was answered in time, and what counts, in the metric's own unit.  Means: response
    times [ms], and replies.

    Returns:
        Shape (judged, days, 2).
    """
    pairs = judged(scenario)
    sums = np.zeros((len(pairs), scenario.calendar.days, 2))
    if pairs:
        rounds = _Rounds.of(scenario, w, log)
        for place, pair in enumerate(pairs):
            _add_rounds(sums[place], pair, rounds, scenario.calendar)
            if pair.metric.bot_counts:
                _add_bot(sums[place], pair, w, scenario.calendar)
    return sums


def counts(metric: Metric, calendar: Calendar, ticks: Ints) -> Flags:
    """Whether a metric counts what is written at each tick: its hours and its dates."""
    day, clock = np.divmod(ticks - calendar.first_midnight, DAY)
    first, last = metric.between
    inside = (first <= clock) & (clock < last)
    if not metric.exempt:
        return inside
    days = range(int(day.max(initial=-1)) + 1)
    exempt = np.array([metric.is_exempt(calendar.date(d)) for d in days], dtype=np.bool_)
    return inside & ~exempt[day]


def day_numbers(calendar: Calendar, ticks: Ints) -> Ints:
    """Number of the calendar day of each tick; behind the horizon it is the last (rule M1f)."""
    return np.minimum((ticks - calendar.first_midnight) // DAY, calendar.days - 1)


@dataclass(frozen=True, slots=True, eq=False)
class _Rounds:
    """The rounds that were written, in order of chats: all arrays have their shape.

    Attributes:
        queue: queue in which each was written.
        chat: its chat.
        customer: its customer.
        message: when it was written [ticks].
        response: from the message to the reply; `NONE` if none was sent [ticks].
        heard: whether a reply was sent while the customer was there.
        first: whether it is its chat's first.
        offline: whether its chat came in closed hours.
    """

    queue: Ints
    chat: Ints
    customer: Ints
    message: Ints
    response: Ints
    heard: Flags
    first: Flags
    offline: Flags

    @classmethod
    def of(cls, scenario: Scenario, w: Workload, log: ChatLog) -> _Rounds:
        place = np.flatnonzero(log.message != NONE)
        chat = w.chat_of_round[place]
        message, reply, left = log.message[place], log.reply[place], log.left[chat]
        answered = reply != NONE
        return cls(
            queue=w.queue_of_round()[place],
            chat=chat,
            customer=w.customers[chat],
            message=message,
            response=np.where(answered, reply - message, NONE),
            heard=answered & ((left == NONE) | (left >= reply)),
            first=place == w.first_round[chat],
            offline=log.offline[chat] == 1,
        )

    def take(self, which: Flags) -> _Rounds:
        return _Rounds(
            self.queue[which],
            self.chat[which],
            self.customer[which],
            self.message[which],
            self.response[which],
            self.heard[which],
            self.first[which],
            self.offline[which],
        )


def _add_rounds(sums: Floats, pair: Judged, rounds: _Rounds, calendar: Calendar) -> None:
    """Add the rounds of one queue to one metric, shape of `sums` (days, 2)."""
    metric = pair.metric
    which = (rounds.queue == pair.number) & counts(metric, calendar, rounds.message)
    if metric.asked.first_only:
        which &= rounds.first
    if not metric.offline_counts:
        which &= ~rounds.offline
    if not metric.asked.at_least:
        which &= rounds.response != NONE
    elif not metric.unanswered_misses:
        which &= rounds.heard
    mine = rounds.take(which)
    day = day_numbers(calendar, mine.message)
    if not metric.asked.at_least:
        _put(sums, day, mine.response)
        return
    missed = ~mine.heard | (mine.response > metric.within)
    if metric.unit is Unit.CUSTOMER:
        day, missed = _once(mine.customer * calendar.days + day, day, missed)
    elif metric.unit is Unit.SESSION:
        day, missed = _once(mine.chat, day, missed)
    _put(sums, day, ~missed)


def _once(key: Ints, day: Ints, missed: Flags) -> tuple[Ints, Flags]:
    """One entry for all rounds with the same key: the first one's day, missed if any was."""
    order = np.argsort(key, kind="stable")
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    if not starts.size:
        return day, missed
    return day[order][starts], np.logical_or.reduceat(missed[order], starts)


def _add_bot(sums: Floats, pair: Judged, w: Workload, calendar: Calendar) -> None:
    """Add those whom the bot kept, once each, as answered."""
    arrival = w.contained.arrival[w.contained.queue == pair.number]
    arrival = arrival[counts(pair.metric, calendar, arrival)]
    _put(sums, day_numbers(calendar, arrival), np.ones(arrival.size))


def _put(sums: Floats, day: Ints, numerator: NDArray[np.generic]) -> None:
    days = sums.shape[0]
    sums[:, 0] += np.bincount(day, numerator.astype(np.float64), minlength=days)
    sums[:, 1] += np.bincount(day, minlength=days)
