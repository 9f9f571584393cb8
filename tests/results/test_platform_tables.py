"""What the platforms measure, per day, over the horizon and over 30 days (rule M4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from test_platforms import metric

from capplan.model.calendar import Calendar
from capplan.model.people import Skill
from capplan.model.platform import Asked, Platform, Unit, Usual
from capplan.model.targets import Measure, Target
from capplan.results.platform_tables import platforms
from capplan.results.platforms import judged
from capplan.results.study import Study
from capplan.results.tally import QUEUE_SUMS, Tally, Thresholds, queue_columns
from capplan.results.thirty_days import thirty_days
from capplan.results.verdicts import fractions, verdicts
from capplan.results.waits import BINS
from capplan.units import DAY, HOUR, MINUTE, Grid
from shop import all_day, group, queue, scenario

RATE = metric(threshold=0.9)
AS_EVER = Usual(0.98, None)
MEAN = metric(
    key="mean", asked=Asked.MEAN_RESPONSE, within=0, unanswered_misses=False, threshold=40.0
)


def study_of(
    sums,
    *metrics,
    usual: Usual | None = AS_EVER,
    start: datetime = datetime(2026, 11, 10),
    hours: float = 48.0,
    customers: float = 0.0,
):
    """A study with these sums, shape (replications, judged, days, 2); customers per interval."""
    platform = Platform("made", "Made up", "虚构", "", metrics or (RATE,))
    judge = replace(queue("a", hours=hours), platform=platform, usual=usual, shop="shoes")
    skills = (Skill("other", 1), Skill("a", 1))
    shop = scenario(
        queues=(queue("other", hours=hours), judge), groups=(group(skills=skills),), hours=hours
    )
    shop = replace(shop, calendar=Calendar(start, Grid(round(hours * HOUR), HOUR), ""))
    columns = queue_columns(Thresholds.of(shop))
    queues = np.zeros((2, shop.calendar.grid.count + 1, len(columns)))
    queues[1, :-1, QUEUE_SUMS.index("customers")] = customers
    groups = np.zeros((1, shop.calendar.grid.count + 1, 6))
    waits = np.zeros((2, 2, BINS))
    tallies = [
        Tally(queues, groups, np.array(s, dtype=float), np.zeros((1, 2)), waits) for s in sums
    ]
    return Study.of(shop, all_day(1), tallies, 1, 0, "reference")


def effect(study, place=0):
    found = thirty_days(study, place, judged(study.scenario)[place])
    assert found is not None
    return found


TWO_DAYS = [[[[90, 100], [380, 400]]], [[[70, 100], [300, 400]]]]


# ---- the table ----------------------------------------------------------------------------------


def test_a_row_per_day_and_one_for_the_horizon():
    table = platforms(study_of(TWO_DAYS))
    assert table["date"].tolist()[:2] == [pd.Timestamp("2026-11-10"), pd.Timestamp("2026-11-11")]
    assert table["date"].isna().tolist() == [False, False, True]
    assert set(table["shop"]) == {"shoes"}
    assert set(table["queue"]) == {"a"}
    assert set(table["unit"]) == {"round"}
    assert table["within_s"].tolist() == [180.0] * 3
    assert table["threshold"].tolist() == [0.9] * 3
    assert table["counted"].tolist() == [100.0, 400.0, 500.0]
    assert table["measured"].tolist() == pytest.approx([0.8, 0.85, 0.84])
    assert (table["measured_low"] < table["measured"]).all()
    assert (table["measured"] < table["measured_high"]).all()
    assert table["over_30_days"].isna().tolist() == [True, True, False]
    assert table["usual_share"].iloc[-1] == 0.98


def test_a_mean_is_in_seconds_and_has_no_30_days():
    sums = [[[[50 * MINUTE, 100], [0, 0]]], [[[100 * MINUTE, 100], [0, 0]]]]
    table = platforms(study_of(sums, MEAN))
    assert table["measured"].iloc[0] == pytest.approx(45.0)
    assert table["measured"].isna().tolist() == [False, True, False]
    assert table["over_30_days"].isna().all()
    assert table["threshold"].tolist() == [40.0] * 3


def test_intervals_end_where_shares_do():
    table = platforms(study_of([[[[100, 100], [1, 400]]], [[[80, 100], [0, 400]]]]))
    assert table["measured_high"].iloc[0] == 1.0
    assert table["measured_low"].iloc[1] == 0.0


def test_every_metric_has_its_rows_in_order():
    sums = np.concatenate((TWO_DAYS, TWO_DAYS), axis=1)
    table = platforms(study_of(sums, RATE, MEAN))
    assert table["metric"].tolist() == ["rate"] * 3 + ["mean"] * 3


# ---- 30 days ------------------------------------------------------------------------------------


def test_the_least_busy_day_is_usual_where_nothing_is_said():
    """28 days of 100 rounds at 98 %, and the two days of the horizon."""
    found = effect(study_of(TWO_DAYS))
    assert (found.usual_share, found.usual_a_day) == (0.98, 100.0)
    usual = 28 * 100
    assert found.measured.value == pytest.approx((420 + 0.98 * usual) / (500 + usual))
    ends = [(s + 0.98 * usual) / (500 + usual) for s in (470, 370)]
    assert found.measured.low < min(ends)
    assert max(ends) < found.measured.high


def test_normal_days_are_usual():
    study = study_of(TWO_DAYS)
    calendar = replace(study.scenario.calendar, day_types=("weekend", "normal"))
    study = replace(study, scenario=replace(study.scenario, calendar=calendar))
    assert effect(study).usual_a_day == 400.0


def test_a_day_that_the_horizon_cuts_is_not_usual():
    """From 9 o'clock the hours from 8 on are not whole; the hours from 9 on are."""
    start = datetime(2026, 11, 10, 9)
    assert effect(study_of(TWO_DAYS, start=start, hours=39.0)).usual_a_day == 400.0
    from_nine = metric(between=(9 * HOUR, DAY))
    assert effect(study_of(TWO_DAYS, from_nine, start=start, hours=39.0)).usual_a_day == 100.0


def test_where_no_day_is_whole_the_least_busy_one_is_usual():
    start = datetime(2026, 11, 10, 9)
    assert effect(study_of(TWO_DAYS, start=start, hours=38.0)).usual_a_day == 100.0


def test_the_usual_volume_of_the_scenario_in_the_metric_s_unit():
    """500 rounds counted and 48 x 5 customers here, so 1,200 chats are 2,500 rounds."""
    found = effect(study_of(TWO_DAYS, usual=Usual(0.95, 1_200), customers=5.0))
    assert found.usual_a_day == pytest.approx(2_500)
    usual = 28 * 2_500
    assert found.measured.value == pytest.approx((420 + 0.95 * usual) / (500 + usual))


def test_exempt_dates_count_neither_inside_nor_before():
    """Of the 28 days before, 1 to 5 November are exempt."""
    relief = metric(exempt=((date(2026, 11, 1), date(2026, 11, 5)),))
    found = effect(study_of(TWO_DAYS, relief))
    usual = 23 * 100
    assert found.measured.value == pytest.approx((420 + 0.98 * usual) / (500 + usual))
    inside = metric(exempt=((date(2026, 11, 10), date(2026, 11, 10)),))
    sums = [[[[0, 0], [380, 400]]], [[[0, 0], [300, 400]]]]
    assert effect(study_of(sums, inside)).usual_a_day == 400.0
    said = effect(study_of(sums, inside, usual=Usual(0.98, 240), customers=5.0))
    assert said.usual_a_day == pytest.approx(240 * 400 / (24 * 5))


def test_a_long_horizon_leaves_nothing_to_be_usual():
    sums = np.ones((2, 1, 40, 2)) * [4, 5]
    sums[:, :, :10] = [0, 5]  # before the last 30 days
    found = effect(study_of(sums, hours=40 * 24.0))
    assert found.measured.value == pytest.approx(0.8)


def test_nothing_is_said_where_nothing_is_usual():
    study = study_of(TWO_DAYS, usual=None)
    assert thirty_days(study, 0, judged(study.scenario)[0]) is None
    assert platforms(study)["over_30_days"].isna().all()


def test_customers_and_sessions_go_the_same_way():
    found = effect(study_of(TWO_DAYS, metric(unit=Unit.CUSTOMER)))
    assert found.usual_a_day == 100.0


# ---- targets ------------------------------------------------------------------------------------


def by_platform(assurance=None, windows=((0, 2 * DAY),), bound=0.9):
    return Target("a", Measure.PLATFORM_METRIC, bound, RATE.within, windows, assurance, RATE)


def test_a_target_by_platform_takes_the_sums_of_its_days():
    study = study_of(TWO_DAYS)
    for window, top, bottom in (
        ((0, 2 * DAY), [470, 370], [500, 500]),
        ((0, DAY), [90, 70], [100, 100]),
        ((DAY, 2 * DAY), [380, 300], [400, 400]),
    ):
        found = fractions(study, by_platform(windows=(window,)), window)
        assert [part.tolist() for part in found] == [top, bottom]


def test_a_target_by_platform_is_judged_like_others():
    each_day = ((0, DAY), (DAY, 2 * DAY))
    study = study_of(TWO_DAYS)
    shop = replace(study.scenario, targets=(by_platform(0.4, each_day),))
    found = verdicts(replace(study, scenario=shop))
    assert [v.measured.value for v in found] == pytest.approx([0.8, 0.85])
    assert [v.kept.value for v in found if v.kept] == [0.5, 0.5]


def test_a_platform_s_metric_and_its_measure_belong_together():
    with pytest.raises(ValueError, match="belong together"):
        Target("a", Measure.PLATFORM_METRIC, 0.9, 0, ((0, DAY),), None)
    with pytest.raises(ValueError, match="belong together"):
        Target("a", Measure.LOST, 0.9, 0, ((0, DAY),), None, RATE)


def test_the_t_of_a_platform_s_target_is_counted_by_interval_too():
    quick = metric(within=MINUTE)
    target = Target("chats", Measure.PLATFORM_METRIC, 0.9, MINUTE, ((0, 4 * HOUR),), None, quick)
    assert Thresholds.of(scenario(targets=(target,))).reply == (MINUTE, 3 * MINUTE)
