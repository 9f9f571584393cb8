"""Met, missed or too close to call (rules M2 and S3)."""

import numpy as np
import pytest

from capplan.model.people import Skill
from capplan.model.targets import Measure, Target
from capplan.results.study import Study
from capplan.results.tally import GROUP_SUMS, Tally, Thresholds, queue_columns
from capplan.results.verdicts import Answer, fractions, interval_span, verdicts
from capplan.results.waits import BINS
from capplan.units import HOUR, SECOND
from shop import all_day, group, queue, scenario

WHOLE = ((0, 4 * HOUR),)


def study(target, sums, groups=None):
    """A study of 4 intervals and one behind them; sums: name to (replications, 5)."""
    shop = scenario(targets=(target,))
    names = queue_columns(Thresholds.of(shop))
    n = len(next(iter(sums.values()))) if sums else len(next(iter(groups.values())))
    queues = np.zeros((n, 1, 5, len(names)))
    for name, values in sums.items():
        queues[:, 0, :, names.index(name)] = values
    filled = np.zeros((n, 1, 5, len(GROUP_SUMS)))
    for name, values in (groups or {}).items():
        filled[:, 0, :, GROUP_SUMS.index(name)] = values
    return stacked(shop, all_day(1), queues, filled)


def stacked(shop, roster, queues, groups):
    """A study of sums by replication; nobody is judged by a platform."""
    nothing, split = np.zeros((0, 1, 2)), np.zeros((groups.shape[1], queues.shape[1]))
    waits = np.zeros((queues.shape[1], 2, BINS))
    tallies = [Tally(q, g, nothing, split, waits) for q, g in zip(queues, groups, strict=True)]
    return Study.of(shop, roster, tallies, 1, 0, "reference")


def served(target, good, offered=100.0):
    """One interval with all customers; `good` of them served in time, per replication."""
    inside = np.zeros((len(good), 5))
    inside[:, 0] = good
    every = np.zeros_like(inside)
    every[:, 0] = offered
    return study(target, {f"first_within_{target.within}": inside, "attempts": every})


def reply_target(bound=0.8, assurance=None, windows=WHOLE):
    return Target("chats", Measure.FIRST_REPLY_WITHIN, bound, 60 * SECOND, windows, assurance)


def judged(a_study):
    (verdict,) = verdicts(a_study)
    return verdict


# ---- over all days ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("good", "answer"),
    [
        ([90.0, 91, 92, 89, 90], Answer.MET),
        ([70.0, 71, 69, 72, 70], Answer.MISSED),
        ([90.0, 70, 85, 75, 83], Answer.OPEN),
        ([80.0, 80, 80, 80, 80], Answer.MET),
    ],
)
def test_over_all_days(good, answer):
    verdict = judged(served(reply_target(), good))
    assert verdict.answer is answer
    assert verdict.measured.value == pytest.approx(np.mean(good) / 100)
    assert verdict.slack == pytest.approx(np.mean(good) / 100 - 0.8)
    assert verdict.kept is None


def test_one_day_alone_is_too_close_to_call():
    assert judged(served(reply_target(), [95.0])).answer is Answer.OPEN


def test_at_most_is_the_other_way_round():
    target = Target("chats", Measure.LOST, 0.05, 0, WHOLE, None)
    few, many = np.zeros((4, 5)), np.zeros((4, 5))
    few[:, 1] = [1, 2, 1, 2]
    many[:, 1] = [20, 22, 21, 20]
    offered = np.full((4, 5), 25.0)
    for lost, answer in ((few, Answer.MET), (many, Answer.MISSED)):
        verdict = judged(study(target, {"left_line": lost / 2, "left_silent": lost / 2,
                                        "offered": offered}))  # fmt: skip
        assert verdict.answer is answer
        assert verdict.holds is (answer is Answer.MET)
        assert verdict.measured.value == pytest.approx(lost.sum() / offered.sum())


def test_nothing_to_measure_is_nothing_missed():
    verdict = judged(served(reply_target(), [0.0, 0.0], offered=0.0))
    assert verdict.answer is Answer.MET
    assert verdict.holds


# ---- on a share of days -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "misses", "answer"),
    [
        (36, 0, Answer.MET),
        (35, 0, Answer.OPEN),
        (54, 1, Answer.MET),
        (300, 19, Answer.MET),
        (300, 20, Answer.OPEN),
        (300, 60, Answer.MISSED),
        (10, 3, Answer.OPEN),
    ],
)
def test_with_an_assurance(days, misses, answer):
    good = [70.0] * misses + [80.0] * (days - misses)
    verdict = judged(served(reply_target(assurance=0.9), good))
    assert verdict.answer is answer
    assert verdict.kept is not None
    assert verdict.kept.value == pytest.approx(1 - misses / days)
    assert verdict.holds is (misses / days <= 0.1 + 1e-12)


def test_a_day_on_the_bound_keeps_it_and_so_does_one_with_nothing_to_measure():
    target = reply_target(assurance=0.5)
    verdict = judged(served(target, [80.0, 79.0, 0.0], offered=np.array([100.0, 100.0, 0.0])))
    assert verdict.kept is not None
    assert verdict.kept.value == pytest.approx(2 / 3)


# ---- windows and measures -----------------------------------------------------------------------


def test_each_window_is_judged_on_its_own_and_the_last_holds_what_comes_behind():
    target = reply_target(windows=((0, HOUR), (HOUR, 4 * HOUR)))
    good = np.array([[9.0, 1, 1, 1, 5]] * 3)
    offered = np.array([[10.0, 10, 10, 10, 10]] * 3)
    first, second = verdicts(
        study(target, {f"first_within_{60 * SECOND}": good, "attempts": offered})
    )
    assert (first.window, first.measured.value) == ((0, HOUR), 0.9)
    assert (second.window, second.measured.value) == ((HOUR, 4 * HOUR), 8 / 40)
    assert interval_span(scenario(), (HOUR, 3 * HOUR)) == slice(1, 3)
    assert interval_span(scenario(), (HOUR, 4 * HOUR)) == slice(1, 5)


@pytest.mark.parametrize("window", [(0, HOUR // 2), (1, HOUR), (0, 5 * HOUR), (-HOUR, HOUR)])
def test_windows_off_the_grid_are_refused(window):
    with pytest.raises(ValueError, match="window"):
        interval_span(scenario(), window)


@pytest.mark.parametrize(
    ("measure", "within", "top", "bottom", "value"),
    [
        (Measure.REPLY_WITHIN, 5 * SECOND, f"reply_within_{5 * SECOND}", "rounds", 0.4),
        (Measure.MEAN_FIRST_RESPONSE, 0, "first_response_ms", "first_replies", 0.4e-3),
        (Measure.MEAN_RESPONSE, 0, "response_ms", "timed_replies", 0.4e-3),
    ],
)
def test_what_is_divided_by_what(measure, within, top, bottom, value):
    target = Target("chats", measure, 0.5, within, WHOLE, None)
    sums = {top: np.full((2, 5), 4.0), bottom: np.full((2, 5), 10.0)}
    numerator, denominator = fractions(study(target, sums), target, WHOLE[0])
    assert (numerator / denominator).tolist() == pytest.approx([value] * 2)


def test_occupancy_is_work_over_time_on_the_floor_of_all_who_serve_the_queue():
    target = Target("a", Measure.OCCUPANCY, 0.9, 0, WHOLE, None)
    groups = (
        group("x", skills=(Skill("a", 1),)),
        group("y", skills=(Skill("a", 2), Skill("b", 1))),
        group("z", skills=(Skill("b", 1),)),
    )
    shop = scenario(queues=(queue("a"), queue("b")), groups=groups, targets=(target,))
    sums = np.zeros((2, 3, 5, len(GROUP_SUMS)))
    for name, values in (("work_ms", (8, 4, 1)), ("on_shift_ms", (10, 12, 99)),
                         ("break_ms", (0, 2, 9))):  # fmt: skip
        sums[..., GROUP_SUMS.index(name)] = np.array(values)[:, np.newaxis]
    names = queue_columns(Thresholds.of(shop))
    a_study = stacked(shop, all_day(1, name="x"), np.zeros((2, 2, 5, len(names))), sums)
    numerator, denominator = fractions(a_study, target, WHOLE[0])
    assert (numerator / denominator).tolist() == [12 / 20] * 2
