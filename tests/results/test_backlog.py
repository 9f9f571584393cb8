"""A closed night, worked out by hand (rule D6): who waits, how old, when all is cleared."""

import numpy as np
import pytest

from capplan.engines import ENGINES, simulate
from capplan.model.scenario import ClosedHours
from capplan.model.shifts import Roster, Shift
from capplan.results.backlog import clearings, table
from capplan.results.study import Study
from capplan.results.tally import tally
from shop import Visit, group, shop, workload

BY_AGE, AFTER_LIVE = (ClosedHours(1.0, None, late) for late in (False, True))
OPENS = 1_000


def night(closed, live=()):
    """Nine offline messages from 100 to 900, 60 ticks of work each, one agent from 1,000 on.

    Message k is answered at 1,000 + 60 (k + 1): the last at 1,540.
    """
    scenario = shop(closed=closed, groups=(group(),), horizon=2_000, interval=100)
    roster = Roster((Shift(0, "agents", OPENS, 2_000),))
    messages = [Visit(100 * k, (60,), offline_rounds=1) for k in range(1, 10)]
    return scenario, roster, workload(*messages, *[Visit(t, (60,)) for t in live])


def studied(engine, closed, live=()):
    scenario, roster, customers = night(closed, live)
    log = simulate(scenario, roster, customers, engine)
    sums = tally(scenario, roster, customers, log)
    return log, Study.of(scenario, roster, [sums, sums], seed=1, first=0, engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_backlog_of_a_night_is_worked_off_one_by_one(engine):
    log, study = studied(engine, BY_AGE)
    assert log.reply.tolist() == [OPENS + 60 * k for k in range(1, 10)]
    assert study.total("offline").tolist() == [9, 9]
    ages = [OPENS + 60 * k - 100 * k for k in range(1, 10)]
    assert study.total("offline_age_ms").tolist() == [sum(ages)] * 2
    (found,) = clearings(study)
    assert (found.opens, found.cleared.value) == (OPENS, 1.0)
    assert found.waiting.value == pytest.approx(9.0)  # all nine wait through 900 to 1,000
    assert found.after_h.value * 3_600_000 == pytest.approx(600)  # 1,540, to the interval


@pytest.mark.parametrize("engine", ENGINES)
def test_the_backlog_crowds_out_the_first_live_chats_or_waits_behind_them(engine):
    by_age, _ = studied(engine, BY_AGE, live=(1_000, 1_050))
    after, _ = studied(engine, AFTER_LIVE, live=(1_000, 1_050))
    assert by_age.reply[9:].tolist() == [1_600, 1_660]
    assert after.reply[9:].tolist() == [1_060, 1_120]
    assert after.reply[:9].tolist() == [1_120 + 60 * k for k in range(1, 10)]


def test_a_backlog_that_is_not_cleared_before_the_next_closing_is_counted():
    scenario, _, customers = night(BY_AGE)
    roster = Roster((Shift(0, "agents", OPENS, 1_200), Shift(1, "agents", 1_500, 2_000)))
    log = simulate(scenario, roster, customers, "reference")
    sums = tally(scenario, roster, customers, log)
    study = Study.of(scenario, roster, [sums, sums], seed=1, first=0, engine="reference")
    first, second = clearings(study)
    assert (first.cleared.value, np.isnan(first.after_h.value)) == (0.0, True)
    assert second.cleared.value == 1.0
    frame = table(study)
    assert frame["queue"].tolist() == ["chats", "chats"]
    assert frame["cleared_after_h"].isna().tolist() == [True, False]


def test_a_shop_without_closed_hours_has_no_openings():
    _, study = studied("reference", None)
    assert clearings(study) == []
    assert len(table(study)) == 0
