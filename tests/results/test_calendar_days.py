"""From intervals to days (rule M1f): sums per interval, per day and per run agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from capplan.model.calendar import Calendar
from capplan.model.laws import CountKind, CountLaw
from capplan.model.people import Skill
from capplan.results import tables
from capplan.results.calendar_days import days_of_intervals, per_day
from capplan.results.day_tables import queue_days
from capplan.study.replicate import replicate
from capplan.units import HOUR, Grid
from shop import all_day, chat, exponential, geometric, group, queue, scenario

FROM_20 = Calendar(datetime(2026, 11, 10, 20), Grid(30 * HOUR, 2 * HOUR), "Asia/Shanghai")
COUNTS = ("customers", "offered", "handled", "lost", "rounds", "replies", "open_at_end")


@pytest.fixture(scope="module")
def study():
    plain = chat(rounds=geometric(3), work=exponential(30), patience=exponential(90))
    wordy = replace(
        plain,
        messages=CountLaw(CountKind.GEOMETRIC, 1.25),
        replies=CountLaw(CountKind.GEOMETRIC, 2.0),
    )
    shop = scenario(
        queues=(
            queue("a", hours=30.0, per_hour=50.0, course=plain),
            queue("b", hours=30.0, per_hour=10.0, course=wordy),
        ),
        groups=(group(skills=(Skill("a", 1), Skill("b", 1)), limit=2),),
        hours=30.0,
        interval_h=2.0,
    )
    shop = replace(shop, calendar=replace(FROM_20, day_types=("eve", "peak", "")))
    return replicate(shop, all_day(1, 30.0), 6, seed=3)


def test_a_day_holds_the_intervals_that_start_in_it():
    # 20 and 22 o'clock; the twelve of the 11th; 0 o'clock of the 12th, and what is behind it.
    assert days_of_intervals(FROM_20).tolist() == [0] * 2 + [1] * 12 + [2, 2]
    assert FROM_20.days == 3


def test_sums_per_day():
    sums = np.arange(16.0)
    assert per_day(FROM_20, sums).tolist() == [1.0, sum(range(2, 14)), 29.0]
    both = per_day(FROM_20, np.stack([sums, 2 * sums]))
    assert both.tolist() == [[1.0, 90.0, 29.0], [2.0, 180.0, 58.0]]


def test_a_whole_number_of_days_has_no_day_of_its_own_behind_it():
    calendar = Calendar(datetime(2026, 11, 10), Grid(48 * HOUR, 12 * HOUR), "")
    assert days_of_intervals(calendar).tolist() == [0, 0, 1, 1, 1]


def test_one_row_per_day_and_queue(study):
    table = queue_days(study)
    assert table["date"].tolist() == [
        pd.Timestamp(f"2026-11-{day}") for day in (10, 10, 11, 11, 12, 12)
    ]
    assert table["queue"].tolist() == ["a", "b"] * 3
    assert table["day_type"].tolist() == ["eve", "eve", "peak", "peak", "", ""]
    offered = study.queue_sums("offered")
    assert table["offered"].iloc[2] == pytest.approx(offered[:, 0, 2:14].sum(axis=1).mean())
    lost = study.queue_sums("lost")[:, 0, 2:14].sum()
    assert table["lost_share"].iloc[2] == pytest.approx(lost / offered[:, 0, 2:14].sum())


@pytest.mark.parametrize("name", COUNTS)
def test_intervals_days_and_runs_agree(study, name):
    """What falls behind the horizon is in the last day and in the run, in no interval."""
    behind = study.queue_sums(name)[:, :, -1].mean(axis=0).tolist()
    by_interval = tables.queue_intervals(study).groupby("queue")[name].sum()
    by_day = queue_days(study).groupby("queue")[name].sum()
    by_run = tables.queues(study).set_index("queue")[name]
    for place, queue_name in enumerate(("a", "b")):
        assert by_day[queue_name] == pytest.approx(by_run[queue_name])
        assert by_interval[queue_name] + behind[place] == pytest.approx(by_run[queue_name])
    assert by_run["all"] == pytest.approx(by_run[["a", "b"]].sum())


def test_days_have_the_figures_of_intervals(study):
    by_interval = tables.queue_intervals(study).columns[2:]
    assert queue_days(study).columns[3:].tolist() == by_interval.tolist()


def test_the_answer_ask_ratio_is_that_of_the_expected_messages(study):
    """2 messages per reply and 1.25 per round in queue b; 1 and 1 in queue a (rule M1g)."""
    table = tables.queues(study).set_index("queue")
    replies, rounds = (study.queue_sums(n).sum(axis=(0, 2)) for n in ("replies", "rounds"))
    assert table.loc["a", "answer_ask_ratio"] == pytest.approx(replies[0] / rounds[0])
    assert table.loc["b", "answer_ask_ratio"] == pytest.approx(1.6 * replies[1] / rounds[1])
    together = (replies[0] + 2.0 * replies[1]) / (rounds[0] + 1.25 * rounds[1])
    assert table.loc["all", "answer_ask_ratio"] == pytest.approx(together)
