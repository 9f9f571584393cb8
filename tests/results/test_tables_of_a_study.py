"""Tables: declared columns, absent is NA, rows add up, intervals beside every figure (rule M3)."""

import numpy as np
import pandas as pd
import pytest

from capplan.model.people import Skill
from capplan.model.shifts import Roster, Shift
from capplan.model.targets import Measure, Target
from capplan.results import tables
from capplan.results.columns import Column, declared
from capplan.study.replicate import replicate
from capplan.units import HOUR, SECOND
from shop import all_day, chat, exponential, group, queue, scenario

TARGET = Target(
    "a", Measure.FIRST_REPLY_WITHIN, 0.8, 45 * SECOND, ((0, HOUR), (HOUR, 2 * HOUR)), 0.9
)


@pytest.fixture(scope="module")
def study():
    course = chat(patience=exponential(60))
    shop = scenario(
        queues=(
            queue("a", hours=2.0, course=course),
            queue("idle", per_hour=0.0, hours=2.0, course=course),
        ),
        groups=(group("x", skills=(Skill("a", 1),)), group("y", skills=(Skill("a", 2),))),
        hours=2.0,
        interval_h=0.5,
        targets=(TARGET,),
    )
    roster = Roster((*all_day(1, 2.0, "x").shifts, Shift(1, "y", 0, HOUR)))
    return replicate(shop, roster, 12, seed=1)


def test_columns_are_those_declared():
    columns = (Column("n", "1", "Int64", "a count"), Column("x_s", "s", "Float64", "a time"))
    frame = declared({"x_s": [0.5, None], "n": [1, None]}, columns)
    assert list(frame.columns) == ["n", "x_s"]
    assert frame.dtypes.astype(str).tolist() == ["Int64", "Float64"]
    assert frame["x_s"].isna().tolist() == [False, True]
    with pytest.raises(ValueError, match="without data or declaration: n, y"):
        declared({"x_s": [1.0], "y": [1]}, columns)


def test_one_row_per_interval_and_queue_then_in_order(study):
    table = tables.queue_intervals(study)
    assert len(table) == 4 * 2
    assert table["queue"].tolist() == ["a", "idle"] * 4
    assert table["start"].is_monotonic_increasing
    assert table["start"].iloc[-1] == pd.Timestamp("2026-11-11 01:30")


def test_figures_are_those_of_the_study(study):
    table = tables.queue_intervals(study)
    offered, lost = study.queue_sums("offered")[:, 0], study.queue_sums("lost")[:, 0]
    mine = table[table["queue"] == "a"]
    assert mine["offered"].tolist() == pytest.approx(offered.mean(axis=0)[:4])
    shares = lost.sum(axis=0)[:4] / offered.sum(axis=0)[:4]
    assert mine["lost_share"].tolist() == pytest.approx(shares)
    total = tables.queues(study).set_index("queue")
    assert total.loc["a", "offered"] == pytest.approx(offered.sum(axis=1).mean())
    assert total.loc["all", "offered"] == total.loc["a", "offered"]
    share = study.ratio("lost", "offered")
    low, high = (total.loc["all", f"lost_share_{end}"] for end in ("low", "high"))
    assert (low, high) == (pytest.approx(share.low), pytest.approx(share.high))


def test_a_figure_without_anything_to_measure_is_absent(study):
    row = tables.queues(study).set_index("queue").loc["idle"]
    assert row["offered"] == 0
    for name in ("lost_share", "lost_share_low", "first_response_s", "first_within_45s"):
        assert row[name] is pd.NA


def test_every_figure_has_its_interval_around_it(study):
    makers = (tables.queues, tables.groups, tables.queue_intervals, tables.group_intervals)
    for table in (make(study) for make in makers):
        figures = [c for c in table.columns if f"{c}_low" in table.columns]
        assert len(figures) >= 5
        for name in figures:
            known = table[name].notna()
            assert (table.loc[known, f"{name}_low"] <= table.loc[known, name]).all()
            assert (table.loc[known, name] <= table.loc[known, f"{name}_high"]).all()


def test_groups_and_their_intervals(study):
    total = tables.groups(study).set_index("group")
    assert total.loc["y", "on_shift_h"] == pytest.approx(1.0, abs=0.1)
    assert total.loc["all", "on_shift_h"] == pytest.approx(
        total.loc["x", "on_shift_h"] + total.loc["y", "on_shift_h"]
    )
    assert total.loc["all", "replies"] == pytest.approx(study.group_sums("replies").sum() / 12)
    rows = tables.group_intervals(study)
    present = rows[rows["group"] == "y"]["on_floor"].tolist()
    assert present[:2] == [1.0, 1.0]
    assert present[3] == 0.0
    busy = rows[rows["group"] == "x"]
    assert busy["occupancy"].tolist() == pytest.approx(list(busy["working"] / busy["on_floor"]))


def test_targets_have_a_row_per_window(study):
    table = tables.targets(study)
    assert table["start"].tolist() == [pd.Timestamp(f"2026-11-11 0{h}:00") for h in (0, 1)]
    assert table["within_s"].tolist() == [45.0, 45.0]
    first = study.queue_sums(f"first_within_{45 * SECOND}")[:, 0, :2].sum(axis=1)
    offered = study.queue_sums("offered")[:, 0, :2].sum(axis=1)
    assert table["measured"].iloc[0] == pytest.approx(first.sum() / offered.sum())
    assert table["kept"].iloc[0] == pytest.approx(np.mean(first >= 0.8 * offered - 1e-9))
    assert set(table["answer"]) <= {"met", "missed", "too close to call"}
