"""Replies as the platforms count them (rule M4)."""

from __future__ import annotations

from capplan.engines.jit import at, helper
from capplan.results.kernel.codes import CUSTOMER, NONE, ROUND
from capplan.results.kernel.layout import Customers, Log, Sums, Terms

_DAY = 86_400_000


@helper
def is_counted(terms: Terms, metric: int, tick: int) -> bool:
    """Whether a metric counts what is written at a tick: its hours and its dates (M4a)."""
    asked = terms.metrics[at(metric)]
    since = tick - terms.first_midnight
    day = since // _DAY
    clock = since - day * _DAY
    if clock < asked.first_tick or clock >= asked.end_tick:
        return False
    return not terms.exempt[at(metric), at(min(day, terms.exempt.shape[1] - 1))]


@helper
def day_of(terms: Terms, tick: int) -> int:
    """Number of the calendar day; behind the horizon it is the last (M1f)."""
    return min((tick - terms.first_midnight) // _DAY, terms.days - 1)


@helper
def forget(s: Sums) -> None:
    """Begin with another customer."""
    for metric in range(s.seen.size):
        s.seen[at(metric)] = NONE


@helper
def judge_round(
    terms: Terms, d: Customers, log: Log, s: Sums, queue: int, chat: int, place: int
) -> None:
    """Count a round in every metric of the platform of the queue in which it was written."""
    tick, reply, left = log.message[at(place)], log.reply[at(place)], log.left[at(chat)]
    response = reply - tick if reply != NONE else NONE
    heard = reply != NONE and (left == NONE or left >= reply)
    first = place == d.first_round[at(chat)]
    offline = log.offline[at(chat)] == 1
    for metric in range(terms.first_metric[at(queue)], terms.first_metric[at(queue + 1)]):
        asked = terms.metrics[at(metric)]
        if asked.first_only and not first:
            continue
        if offline and asked.offline_counts == 0:
            continue
        if not is_counted(terms, metric, tick):
            continue
        day = day_of(terms, tick)
        if asked.at_least == 0:
            if response != NONE:
                s.platforms[at(metric), at(day), 0] += response
                s.platforms[at(metric), at(day), 1] += 1.0
            continue
        if asked.unanswered_misses == 0 and not heard:
            continue
        missed = not heard or response > asked.within
        if asked.unit == ROUND:
            s.platforms[at(metric), at(day), 0] += 0.0 if missed else 1.0
            s.platforms[at(metric), at(day), 1] += 1.0
        else:
            count_once(s, metric, day if asked.unit == CUSTOMER else chat, day, missed)


@helper
def count_once(s: Sums, metric: int, key: int, day: int, missed: bool) -> None:
    """One entry for all rounds of this customer with the same key: missed if one was (M4b)."""
    if s.seen[at(metric)] != key:
        s.seen[at(metric)] = key
        s.seen_day[at(metric)] = day
        s.seen_missed[at(metric)] = missed
        s.platforms[at(metric), at(day), 0] += 0.0 if missed else 1.0
        s.platforms[at(metric), at(day), 1] += 1.0
    elif missed and s.seen_missed[at(metric)] == 0:
        s.seen_missed[at(metric)] = 1
        s.platforms[at(metric), at(s.seen_day[at(metric)]), 0] -= 1.0


@helper
def judge_kept(terms: Terms, d: Customers, s: Sums, number: int) -> None:
    """Count a customer whom the bot kept, once, as answered, where bots count (M4d)."""
    queue, tick = d.kept_queue[at(number)], d.kept_arrival[at(number)]
    for metric in range(terms.first_metric[at(queue)], terms.first_metric[at(queue + 1)]):
        if terms.metrics[at(metric)].bot_counts and is_counted(terms, metric, tick):
            day = day_of(terms, tick)
            s.platforms[at(metric), at(day), 0] += 1.0
            s.platforms[at(metric), at(day), 1] += 1.0
