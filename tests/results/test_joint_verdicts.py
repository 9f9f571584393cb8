"""Verdicts that hold together, at the risk that is stated (rules S3 and S5a)."""

import numpy as np
import pytest
from test_verdicts import reply_target, served, study

from capplan.results import estimates
from capplan.results.verdicts import Answer, joint_verdicts
from shop import HOUR

RISK = 0.025
CASES = 1_000
DAYS = 300


@pytest.mark.parametrize(
    ("trials", "wanted", "risk", "least"),
    [(36, 0.9, 0.025, 36), (35, 0.9, 0.025, 36), (54, 0.9, 0.025, 53), (300, 0.9, 0.025, 281)],
)
def test_fewest_days_that_show_an_assurance(trials, wanted, risk, least):
    assert estimates.least_successes(trials, wanted, risk) == least
    if least <= trials:
        assert estimates.at_least(least, trials, wanted) <= risk
    assert estimates.at_least(least - 1, trials, wanted) > risk


def test_the_least_is_where_the_interval_reaches():
    for kept in range(270, 301):
        low = estimates.share(kept, 300, 0.95).low
        assert (low >= 0.9) is (kept >= estimates.least_successes(300, 0.9, 0.025))


@pytest.mark.parametrize(("truth", "power"), [(0.88, 0.0), (0.90, 0.0), (0.95, 0.7)])
def test_synthetic_plans_are_called_met_wrongly_at_most_at_the_risk(truth, power):
    """Days kept with a given probability: said met when not met, and power where it is met."""
    rng = np.random.default_rng(5)
    kept = rng.binomial(DAYS, truth, CASES)
    least = estimates.least_successes(DAYS, 0.9, RISK)
    said = float((kept >= least).mean())
    assert said == pytest.approx(estimates.at_least(least, DAYS, truth), abs=0.05)
    if truth <= 0.9:
        assert said <= RISK + 2.0 * np.sqrt(RISK / CASES)
    else:
        assert said > power


def _days(rng, mean):
    """Shares of days with a day factor: good on most, far below on the few that are too busy.

    The mean over days, chats together, is what the target speaks of; found by a long run.
    """
    factor = rng.gamma(25.0, 1 / 25.0, (CASES, DAYS))
    share = np.clip(1.0 - 1.2 * np.maximum(factor - mean, 0.0) - 0.02, 0.0, 1.0)
    return factor * share, factor


@pytest.mark.parametrize("risk", [0.025, 0.00125])
def test_shares_over_all_days_are_called_met_at_most_at_the_risk(risk):
    """Sum over sum with a skewed day factor, truly on the bound."""
    rng = np.random.default_rng(7)
    numerator, denominator = _days(rng, 0.9)
    truth = numerator.sum() / denominator.sum()
    doubts = np.array(
        [estimates.ratio_doubts(a, b, truth) for a, b in zip(numerator, denominator, strict=True)]
    )
    plain = [
        estimates.ratio(a, b, 1 - 2 * risk).low > truth
        for a, b in zip(numerator, denominator, strict=True)
    ]
    allowed = CASES * risk
    for wrong in (doubts <= risk).sum(axis=0):
        assert wrong <= allowed + 3.0 * np.sqrt(allowed)
    assert (doubts[:, 0] <= risk).sum() <= sum(plain)


def test_without_skewness_the_doubt_is_students():
    values, ones = np.tile([79.0, 81.0], 50), np.full(100, 100.0)
    low = estimates.ratio(values, ones, 0.95).low
    above, below = estimates.ratio_doubts(values, ones, low)
    assert above == pytest.approx(0.025)
    assert below == pytest.approx(0.975)


def test_the_risk_is_shared_among_targets_and_windows():
    good = [70.0] * 19 + [80.0] * 281
    one = served(reply_target(assurance=0.9), good)
    assert joint_verdicts(one, RISK)[0].answer is Answer.MET
    windows = tuple((0, end * HOUR) for end in (1, 2, 3, 4))  # four times the same days
    four = joint_verdicts(served(reply_target(assurance=0.9, windows=windows), good), RISK)
    assert {v.answer for v in four} == {Answer.OPEN}


def test_a_target_beyond_doubt_takes_nothing_from_the_others():
    """Holm: with one of two far from its bound, the other may use the whole risk."""
    good = [70.0] * 19 + [80.0] * 281
    windows = ((0, HOUR), (HOUR, 4 * HOUR))  # nothing to measure in the second
    both = joint_verdicts(served(reply_target(assurance=0.9, windows=windows), good), RISK)
    assert [v.answer for v in both] == [Answer.MET, Answer.MET]


def test_synthetic_targets_together_are_called_met_wrongly_at_most_at_the_risk():
    """Four targets, two of them truly missed by a hair: any wrong word counts."""
    rng = np.random.default_rng(11)
    windows = tuple((k * HOUR, (k + 1) * HOUR) for k in range(4))
    target = reply_target(assurance=0.9, windows=windows)
    wrong = 0
    for _ in range(200):
        kept = rng.random((DAYS, 4)) < np.array([0.97, 0.95, 0.8999, 0.8999])
        sums = np.zeros((DAYS, 5))
        sums[:, :4] = np.where(kept, 90.0, 70.0)
        found = study(
            target, {f"first_within_{target.within}": sums, "attempts": 100.0 * (sums > 0)}
        )
        wrong += any(v.answer is Answer.MET for v in joint_verdicts(found, RISK)[2:])
    assert wrong <= 200 * RISK + 3.0 * np.sqrt(200 * RISK)


def test_missed_is_said_at_the_same_risk():
    found = served(reply_target(), [70.0, 71, 69, 72, 70])
    assert joint_verdicts(found, RISK)[0].answer is Answer.MISSED
