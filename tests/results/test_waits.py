"""How response times are spread (rule M1h): bins and quantiles, with their intervals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from cases import cases
from hypothesis import given, settings
from hypothesis import strategies as st
from made_logs import made_log

from capplan.engines import NONE, simulate
from capplan.results import tables
from capplan.results.tally import Thresholds, queue_columns, tally
from capplan.results.waits import ANY, BINS, FIRST, counted, edges, quantile, wait_counts
from capplan.sampling import NEVER
from capplan.study.replicate import replicate
from shop import Visit, all_day, chat, exponential, geometric, group, queue, scenario, workload


def bins_of(times):
    return [int(np.argmax(counted(1, np.zeros(1, int), np.array([t]))[0])) for t in times]


def test_edges_rise_by_an_eighth_of_each_power_of_two():
    assert edges()[:17:4].tolist() == [1.0, 1.5, 2.0, 3.0, 4.0]
    widths = edges()[1:] / edges()[:-1]
    assert widths.min() == pytest.approx(16 / 15)
    assert widths.max() == pytest.approx(9 / 8)


@given(time=st.integers(1, 2**31) | st.integers(1, 70))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_a_time_lies_in_its_bin(time):
    (place,) = bins_of([time])
    exact = float(np.float32(time))  # a float32 holds 7 digits
    assert edges()[place] <= exact
    assert exact < edges()[place + 1]


def test_longer_times_than_the_last_bin_stay_in_it():
    assert bins_of([2**32 - 2**20, 2**40]) == [BINS - 1, BINS - 1]


def test_what_was_not_sent_is_not_counted():
    assert counted(2, np.array([0, 1, 1]), np.array([0, -5, 8])).sum(axis=1).tolist() == [0, 1]


def test_first_responses_and_all_by_hand():
    w = workload(
        Visit(0, (10, 10), (5,)), Visit(0, (10,), queue=1), Visit(2, (10, 10), (5,)), Visit(9)
    )
    w = replace(w, transfer_to=np.array([1, -1, -1, -1]), arrival=np.array([0, 0, 2, NEVER]))
    log = made_log(w, [0, 15, 0, 2, 30, NONE], [8, 31, 8, 3, NONE, NONE])
    shop = scenario(queues=(queue("a", per_hour=0), queue("b", per_hour=0)), groups=())
    eight, sixteen, one = bins_of([8, 16, 1])
    found = wait_counts(shop, w, log, w.queue_of_round())
    expected = np.zeros((2, 2, BINS))
    expected[0, FIRST, [eight, one]] = 1
    expected[0, ANY, [eight, one]] = 1
    expected[1, FIRST, eight] = 1
    expected[1, ANY, [eight, sixteen]] = 1  # the second round of chat 0 was sent on
    assert (found == expected).all()
    offline = replace(log, offline=np.array([0, 1, 0, 0], dtype=np.int8))
    expected[1, :, eight] -= 1  # it has an age, no response time
    assert (wait_counts(shop, w, offline, w.queue_of_round()) == expected).all()


@given(case=cases())
@settings(max_examples=60, derandomize=True, deadline=None)
def test_every_reply_is_counted_once(case):
    log = simulate(case.scenario, case.roster, case.workload, "reference")
    found = wait_counts(case.scenario, case.workload, log, case.workload.queue_of_round())
    sums = tally(case.scenario, case.roster, case.workload, log).queues.sum(axis=1)
    columns = queue_columns(Thresholds.of(case.scenario))
    for place, name in ((FIRST, "first_replies"), (ANY, "timed_replies")):
        expected = sums[:, columns.index(name)]
        assert found[:, place].sum(axis=1).tolist() == expected.tolist()


# ---- quantiles ----------------------------------------------------------------------------------


@pytest.mark.parametrize("probability", [0.5, 0.9, 0.95])
def test_a_quantile_is_within_two_percent_of_the_true_one(probability):
    rng = np.random.default_rng(4)
    times = np.ceil(rng.exponential(40_000, 200_000)).astype(np.int64)
    counts = counted(1, np.zeros(times.size, int), times)
    exact = -40_000 * np.log(1 - probability)
    assert quantile(counts, probability).value == pytest.approx(exact, rel=0.02)


def test_inside_a_bin_times_are_even():
    counts = np.zeros((1, BINS))
    counts[0, 80] = 10  # 1024 to 1152 ms
    assert quantile(counts, 0.5).value == pytest.approx(1024 + 64)
    assert quantile(counts, 0.25).value == pytest.approx(1024 + 32)


def test_nothing_sent_is_absent_and_one_run_has_no_interval():
    assert np.isnan(quantile(np.zeros((3, BINS)), 0.9).value)
    once = np.zeros((1, BINS))
    once[0, 5] = 1
    assert not np.isfinite(quantile(once, 0.9).half_width)
    two = np.stack((once[0], np.zeros(BINS)))  # without the first there is nothing
    assert quantile(two, 0.9).value == quantile(once, 0.9).value


def test_the_interval_covers_the_truth_as_often_as_it_says():
    """Replications of 400 replies each, whose pace differs from one to the next."""
    rng = np.random.default_rng(11)
    many = np.exp(0.2 * rng.standard_normal(2_000_000)) * rng.exponential(30_000, 2_000_000)
    true = np.quantile(many, 0.9)
    covered = 0
    for _ in range(300):
        pace = np.exp(0.2 * rng.standard_normal((30, 1)))
        times = np.ceil(pace * rng.exponential(30_000, (30, 400))).astype(np.int64)
        row = np.repeat(np.arange(30), 400)
        found = quantile(counted(30, row, times.reshape(-1)), 0.9)
        covered += found.low <= true <= found.high
    assert 0.90 <= covered / 300 <= 0.985


def test_the_table_of_queues_holds_them():
    course = chat(rounds=geometric(3), work=exponential(30), patience=exponential(90))
    shop = scenario(queues=(queue(course=course),), groups=(group(limit=2),))
    table = tables.queues(replicate(shop, all_day(1), 6, seed=1)).set_index("queue")
    for name in ("first_response", "response"):
        p50, p90, p95 = (table.loc["chats", f"{name}_p{p}_s"] for p in (50, 90, 95))
        assert 0 < p50 < p90 < p95
        assert table.loc["all", f"{name}_p90_s"] == p90
        assert (
            table.loc["chats", f"{name}_p90_s_low"] < p90 < table.loc["chats", f"{name}_p90_s_high"]
        )
        assert p50 < table.loc["chats", f"{name}_s"] < p90
