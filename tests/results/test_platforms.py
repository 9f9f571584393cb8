"""Replies as platforms count them, every figure worked out (rule M4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from cases import cases
from hypothesis import given, settings
from hypothesis import strategies as st
from made_logs import made_log

from capplan.engines import NONE, simulate
from capplan.model.platform import Asked, Metric, Platform, Unit
from capplan.model.provenance import Mark
from capplan.model.targets import Measure, Target
from capplan.results.platforms import judged, platform_sums
from capplan.results.tally import Thresholds, queue_columns, tally
from capplan.units import DAY, HOUR, MINUTE, SECOND
from shop import Visit, queue, scenario, workload

BASE = Metric(
    key="rate",
    name="3-minute rate",
    chinese="3分钟人工响应率",
    asked=Asked.REPLY_WITHIN,
    within=3 * MINUTE,
    unit=Unit.ROUND,
    between=(8 * HOUR, 24 * HOUR),
    exempt=(),
    offline_counts=True,
    bot_counts=False,
    unanswered_misses=True,
    threshold=None,
    mark=Mark.ASSUME,
    source="made up",
)


def metric(**changes: object) -> Metric:
    return replace(BASE, **changes)  # type: ignore[arg-type]


def judged_by(*metrics: Metric, queues: tuple[str, ...] = ("chats",), hours: float = 48.0):
    """A shop from midnight of 11 November; the last of its queues is judged."""
    platform = Platform("made", "Made up", "虚构", "", metrics)
    made = [queue(name, hours=hours, per_hour=0.0) for name in queues]
    made[-1] = replace(made[-1], platform=platform)
    return scenario(queues=tuple(made), groups=(), hours=hours)


# Two days; each chat's rounds as (written, answered), both after midnight of 11 November.
NINE, EIGHT_PM, LATE = 9 * HOUR, 20 * HOUR, 23 * HOUR + 58 * MINUTE
CHATS = (
    # customer 0: the second answer takes 5 min; comes again in the evening, all well
    ((NINE, NINE + MINUTE), (NINE + 10 * MINUTE, NINE + 15 * MINUTE)),
    # customer 1: one tick before the hours begin; then the first tick of them, exactly 3 min
    ((8 * HOUR - 1, 8 * HOUR - 1 + SECOND), (8 * HOUR, 8 * HOUR + 3 * MINUTE)),
    ((EIGHT_PM, EIGHT_PM + MINUTE),),
    # customer 3: lost without an answer at 24:01
    ((24 * HOUR - MINUTE, NONE),),
    # customer 4: well before midnight, 10 min after it
    ((LATE, LATE + MINUTE), (DAY + HOUR // 2, DAY + HOUR // 2 + 10 * MINUTE)),
    # customer 5: silent, gone at 10:01, answered in vain at 10:02
    ((DAY + 10 * HOUR, DAY + 10 * HOUR + 2 * MINUTE),),
    # customer 1 again, the next day
    (
        (DAY + 12 * HOUR, DAY + 12 * HOUR + 2 * MINUTE),
        (DAY + 12 * HOUR + 10 * MINUTE, DAY + 12 * HOUR + 12 * MINUTE),
    ),
)
CUSTOMER = (0, 1, 0, 3, 4, 5, 1)
LEFT = (NONE, NONE, NONE, DAY + MINUTE, NONE, DAY + 10 * HOUR + MINUTE, NONE)
KEPT = ((0, 5 * HOUR, 0.5), (0, 10 * HOUR, 0.5), (0, DAY + 11 * HOUR, 0.5))


SECOND_DAY_ON = (date(2026, 11, 12), date(2026, 11, 30))


def made(**columns: object):
    visits = [Visit(c[0][0], (10,) * len(c), (10,) * (len(c) - 1)) for c in CHATS]
    w = replace(workload(*visits, kept=KEPT), customer=np.array(CUSTOMER), **columns)
    rounds = [r for c in CHATS for r in c]
    return w, made_log(w, [r[0] for r in rounds], [r[1] for r in rounds], LEFT)


def sums_of(one: Metric):
    return platform_sums(judged_by(one), *made())[0].tolist()


@pytest.mark.parametrize(
    ("changes", "first", "second"),
    [
        ({}, [4, 6], [2, 3]),
        ({"unit": Unit.MESSAGE}, [4, 6], [2, 3]),
        ({"unit": Unit.SESSION}, [3, 5], [1, 2]),
        ({"unit": Unit.CUSTOMER}, [2, 4], [1, 2]),
        ({"within": 3 * MINUTE - 1}, [3, 6], [2, 3]),
        ({"between": (0, DAY)}, [5, 7], [2, 4]),
        ({"between": (0, DAY), "unit": Unit.SESSION}, [2, 5], [1, 2]),
        ({"between": (0, DAY), "unit": Unit.CUSTOMER}, [2, 4], [1, 3]),
        ({"unanswered_misses": False}, [4, 5], [2, 2]),
        ({"bot_counts": True}, [5, 7], [3, 4]),
        ({"bot_counts": True, "unit": Unit.CUSTOMER}, [3, 5], [2, 3]),
        ({"asked": Asked.FIRST_REPLY_WITHIN, "unit": Unit.SESSION}, [3, 4], [1, 2]),
        ({"asked": Asked.FIRST_REPLY_WITHIN, "unit": Unit.CUSTOMER}, [2, 3], [1, 2]),
        ({"exempt": ((date(2026, 11, 11), date(2026, 11, 11)),)}, [0, 0], [2, 3]),
        ({"exempt": ((date(2026, 11, 1), date(2026, 11, 12)),)}, [0, 0], [0, 0]),
        ({"exempt": (SECOND_DAY_ON,), "bot_counts": True}, [5, 7], [0, 0]),
    ],
)  # fmt: skip
def test_shares_by_hand(changes, first, second):
    assert sums_of(metric(**changes)) == [first, second]


@pytest.mark.parametrize(
    ("changes", "first", "second"),
    [
        ({"asked": Asked.MEAN_RESPONSE}, [11, 5], [6, 3]),
        ({"asked": Asked.MEAN_FIRST_RESPONSE, "unit": Unit.SESSION}, [3, 3], [4, 2]),
    ],
)
def test_means_by_hand(changes, first, second):
    sums = sums_of(metric(within=0, unanswered_misses=False, **changes))
    assert [[top / MINUTE, bottom] for top, bottom in sums] == [first, second]


def test_offline_messages_count_or_not():
    w, log = made()
    log = replace(log, offline=np.array([0, 1, 0, 0, 0, 1, 0], dtype=np.int8))
    both = judged_by(metric(), metric(offline_counts=False))
    assert platform_sums(both, w, log).tolist() == [[[4, 6], [2, 3]], [[3, 5], [2, 2]]]


def test_each_metric_of_each_queue_has_its_place():
    slow = metric(key="slow", within=10 * MINUTE)
    shop = judged_by(metric(), slow, queues=("other", "chats"))
    assert [(j.number, j.metric.key) for j in judged(shop)] == [(1, "rate"), (1, "slow")]
    w, log = made()
    assert platform_sums(shop, w, log).sum() == 0.0  # all of them wrote in the other queue
    w = replace(w, queue=np.ones(w.chats, dtype=np.int64))
    assert platform_sums(shop, w, log).tolist() == [[[4, 6], [2, 3]], [[5, 6], [2, 3]]]


def test_a_round_belongs_to_the_queue_in_which_it_is_written():
    shop = judged_by(metric(), metric(unit=Unit.SESSION), queues=("other", "chats"))
    w, log = made(transfer_to=np.array([1, -1, -1, -1, -1, -1, 1]))
    # The late second answer of chat 0, and the second one of the last chat.
    assert platform_sums(shop, w, log).tolist() == [[[0, 1], [1, 1]], [[0, 1], [1, 1]]]


def test_nobody_is_judged_without_a_platform():
    shop = scenario(queues=(queue(hours=48.0),), hours=48.0)
    assert platform_sums(shop, *made()).shape == (0, 2, 2)


def test_what_falls_behind_the_horizon_keeps_its_clock_and_joins_the_last_day():
    w = workload(Visit(11 * HOUR, (10, 10, 10), (10, 10)))
    message = [11 * HOUR, 13 * HOUR, DAY + HOUR]
    log = made_log(w, message, [m + SECOND for m in message])
    day_hours, all_hours = metric(), metric(between=(0, DAY))
    sums = platform_sums(judged_by(day_hours, all_hours, hours=12.0), w, log)
    assert sums.tolist() == [[[2, 2]], [[3, 3]]]


@given(case=cases(), within=st.integers(0, 40), unit=st.sampled_from([Unit.ROUND, Unit.MESSAGE]))
@settings(max_examples=80, derandomize=True, deadline=None)
def test_rounds_all_day_are_the_usual_share(case, within, unit):
    """Counted by round over all hours, a metric is `reply_within` of the same T."""
    shop = case.scenario
    platform = Platform("made", "", "", "", (metric(within=within, unit=unit, between=(0, DAY)),))
    horizon = shop.calendar.grid.horizon
    shop = replace(
        shop,
        queues=tuple(replace(q, platform=platform) for q in shop.queues),
        targets=(
            Target(shop.queue_names[0], Measure.REPLY_WITHIN, 0.5, within, ((0, horizon),), None),
        ),
    )
    log = simulate(shop, case.roster, case.workload, "reference")
    sums = tally(shop, case.roster, case.workload, log)
    columns = queue_columns(Thresholds.of(shop))
    for place, name in enumerate((f"reply_within_{within}", "rounds")):
        expected = sums.queues[..., columns.index(name)].sum(axis=1)
        assert sums.platforms[:, 0, place].tolist() == expected.tolist()


@given(case=cases())
@settings(max_examples=40, derandomize=True, deadline=None)
def test_sessions_and_customers_against_brute_force(case):
    shop = case.scenario
    hours = (0, max(1, shop.calendar.grid.horizon // 2))
    metrics = tuple(metric(unit=u, within=5, between=hours) for u in (Unit.SESSION, Unit.CUSTOMER))
    platform = Platform("made", "", "", "", metrics)
    shop = replace(shop, queues=tuple(replace(q, platform=platform) for q in shop.queues))
    w = replace(case.workload, customer=np.arange(case.workload.chats) // 2 * 2)
    log = simulate(shop, case.roster, w, "reference")
    written_in, chat_of = w.queue_of_round(), w.chat_of_round
    expected = np.zeros((len(shop.queues), 2, 2))
    for number in range(len(shop.queues)):
        for unit, owner in enumerate((np.arange(w.chats), w.customers)):
            fine: dict[int, bool] = {}
            for place in np.flatnonzero((written_in == number) & (log.message != NONE)):
                written, reply, gone = (
                    log.message[place],
                    log.reply[place],
                    log.left[chat_of[place]],
                )
                if hours[0] <= written < hours[1]:
                    heard = reply != NONE and (gone == NONE or gone >= reply)
                    good = heard and reply - written <= 5
                    key = int(owner[chat_of[place]])
                    fine[key] = fine.get(key, True) and bool(good)
            expected[number, unit] = sum(fine.values()), len(fine)
    assert platform_sums(shop, w, log)[:, 0].reshape(-1, 2, 2).tolist() == expected.tolist()
