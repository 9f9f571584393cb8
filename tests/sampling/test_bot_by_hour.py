"""A bot by hour: its share, the wave of the morning, its talk (rule D5)."""

import math
from dataclasses import replace

import numpy as np
import pytest

from capplan.model.bot import Bot, BotHours
from capplan.sampling import sample
from capplan.sampling.streams import stream
from capplan.units import HOUR, MINUTE, SECOND
from shop import chat, exponential, fixed, group, queue, scenario

HOURS = 48
PLAIN = Bot(0.4, 0.3, exponential(600))
NIGHT = BotHours(22 * HOUR, 32 * HOUR, 0.9, 0.5, exponential(600), back_from=8 * HOUR)


def shop(bot, per_hour=400.0):
    course = chat(patience=exponential(100), work=exponential(20))
    line = queue(per_hour=per_hour, hours=HOURS, bot=bot, course=course)
    return scenario(queues=(line,), groups=(group(),), hours=HOURS)


def everybody(bot, seed=1, per_hour=400.0):
    """Plain arrivals, and the workload behind the bot."""
    return sample(shop(None, per_hour), seed), sample(shop(bot, per_hour), seed)


def test_hours_with_the_values_of_all_hours_change_no_draw():
    same = tuple(
        BotHours(start, start + HOUR, 0.4, 0.3, exponential(600))
        for start in range(0, 30 * HOUR, 3 * HOUR)
    )
    a, b = sample(shop(PLAIN), 1), sample(shop(replace(PLAIN, hours=same)), 1)
    for name in ("arrival", "returned", "patience", "work", "order_uniform"):
        assert np.array_equal(getattr(a, name), getattr(b, name))
    assert np.array_equal(a.contained.arrival, b.contained.arrival)


def test_a_bot_draws_as_written_here():
    """The draws of a bot without hours and talk, spelled out once more."""
    plain, behind = everybody(PLAIN)
    n = plain.chats
    contained = stream(1, 0, "bot", "chats").random(n) < 0.4
    back = contained & (stream(1, 0, "bot return", "chats").random(n) < 0.3)
    delay = stream(1, 0, "bot delay", "chats").standard_exponential(n) * 600 * SECOND
    arrival = plain.arrival + np.where(back, (delay + 0.5).astype(np.int64), 0)
    reaches = (~contained | back) & (arrival < HOURS * HOUR)
    assert np.array_equal(behind.arrival, np.sort(arrival[reaches]))
    assert np.array_equal(np.sort(behind.contained.arrival), np.sort(plain.arrival[~reaches]))


def test_each_hour_has_its_share_and_the_same_customers_are_let_through():
    day = replace(NIGHT, start=0, end=HOUR, contains=0.1, returns=0.0, back_from=None)
    bot = replace(PLAIN, returns=0.0, hours=(day, replace(NIGHT, returns=0.0)))
    plain, behind = everybody(bot)
    for start, end, share in ((0, 1, 0.1), (1, 22, 0.4), (22, 32, 0.9), (32, 48, 0.4)):
        inside = (plain.arrival >= start * HOUR) & (plain.arrival < end * HOUR)
        let = (behind.arrival >= start * HOUR) & (behind.arrival < end * HOUR)
        n = inside.sum()
        assert abs(1 - let.sum() / n - share) < 4 * math.sqrt(share * (1 - share) / n)
    looser = sample(shop(replace(bot, hours=(day, replace(NIGHT, returns=0.0, contains=0.5)))), 1)
    assert set(behind.arrival) < set(looser.arrival)


def test_whom_the_night_keeps_comes_back_in_the_morning():
    bot = replace(PLAIN, contains=0.0, hours=(NIGHT,))
    plain, behind = everybody(bot)
    came = int(((plain.arrival >= NIGHT.start) & (plain.arrival < NIGHT.end)).sum())
    back = behind.arrival[behind.returned]
    assert np.all(back >= 32 * HOUR)
    expected = came * 0.9 * 0.5
    assert abs(back.size - expected) < 4 * math.sqrt(expected * 0.55)
    after = (back - 32 * HOUR) / (10 * MINUTE)
    assert abs(after.mean() - 1.0) < 4 / math.sqrt(back.size)  # exponential, mean 10 min
    first = ((back >= 32 * HOUR) & (back < 32 * HOUR + 20 * MINUTE)).sum()
    assert abs(first / back.size - (1 - math.exp(-2))) < 4 * math.sqrt(0.12 / back.size)


def test_the_next_such_clock_time_may_be_tomorrow():
    late = replace(NIGHT, start=0, end=48 * HOUR, contains=1.0, returns=1.0,
                   return_delay=fixed(0), back_from=8 * HOUR)  # fmt: skip
    plain, behind = everybody(replace(PLAIN, hours=(late,)))
    assert set(behind.arrival.tolist()) == {8 * HOUR, 32 * HOUR}
    assert (behind.arrival == 8 * HOUR).sum() == (plain.arrival <= 8 * HOUR).sum()
    lost = plain.arrival > 32 * HOUR  # the next 8:00 lies behind the horizon
    assert np.array_equal(behind.contained.arrival, plain.arrival[lost])


def test_a_bot_talks_before_it_passes_a_chat_on():
    plain, behind = everybody(Bot(0.0, 0.0, fixed(60), talk=fixed(90)))
    moved = plain.arrival + 90 * SECOND
    assert np.array_equal(behind.arrival, moved[moved < HOURS * HOUR])
    assert np.array_equal(behind.contained.arrival, plain.arrival[moved >= HOURS * HOUR])
    assert behind.contained.arrival.size > 0
    assert not behind.returned.any()


def test_the_talk_does_not_change_who_is_contained():
    a, b = (sample(shop(replace(PLAIN, talk=talk)), 1) for talk in (fixed(0), exponential(60)))
    early = HOURS * HOUR - 2 * HOUR
    kept = [w.contained.arrival[w.contained.arrival < early] for w in (a, b)]
    assert np.array_equal(*kept)
    assert np.array_equal(np.sort(a.arrival[a.returned]), np.sort(b.arrival[b.returned]))


def test_nobody_is_lost_between_bot_and_people():
    bot = Bot(0.4, 0.3, exponential(3600), (NIGHT,), exponential(300))
    for seed in range(5):
        plain, behind = everybody(bot, seed)
        assert plain.chats == behind.chats + behind.contained.arrival.size
        kept = np.concatenate((behind.order_uniform, behind.contained.order_uniform))
        assert np.array_equal(np.sort(kept), np.sort(plain.order_uniform))


def test_hours_that_make_no_sense():
    with pytest.raises(ValueError, match="must end after they start"):
        replace(NIGHT, end=NIGHT.start)
    with pytest.raises(ValueError, match=r"contains 0 to 100 % of chats, not 101 %"):
        replace(NIGHT, contains=1.01)
    with pytest.raises(ValueError, match="overlap, or are not in order, at 07:00"):
        replace(PLAIN, hours=(NIGHT, replace(NIGHT, start=31 * HOUR, end=40 * HOUR)))
    assert not Bot(0.0, 0.3, fixed(1)).acts
    assert replace(PLAIN, contains=0.0, hours=(NIGHT,)).acts
