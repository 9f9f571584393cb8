"""What incidents ask of the floor: spans of another pace (P8), a shift's own rule for its end."""

from __future__ import annotations

import pytest

from capplan.engines import NONE, Outcome
from capplan.model.people import EndRule, Skill
from capplan.model.shifts import PaceSpan, Roster, Shift
from shop import Visit, group, shop, workload


def one(*spans: tuple[int, int, float], end: int = 2_000, **more: object) -> Roster:
    return Roster((Shift(0, "agents", 0, end, spans=tuple(PaceSpan(*s) for s in spans), **more),))


def lasts(log):
    return (log.reply - log.start).tolist()


def test_work_that_starts_in_a_span_has_its_pace_to_the_end(run):
    customers = workload(*[Visit(t, (30,)) for t in (60, 99, 200, 399, 400)])
    log = run(shop(), one((100, 400, 0.5)), customers)
    assert log.start.tolist() == [60, 99, 200, 399, 459]
    assert lasts(log) == [30, 30, 60, 60, 30]


def test_the_paces_of_spans_that_overlap_multiply_with_speed_and_tenure(run):
    groups = (group(skills=(Skill("chats", 1, speed=2.0),)),)
    customers = workload(*[Visit(t, (40,)) for t in (0, 200, 500)])
    log = run(shop(groups=groups), one((100, 400, 0.5), (150, 600, 0.8)), customers)
    assert lasts(log) == [20, 50, 25]


def test_a_span_holds_for_wrap_up_and_for_who_stays_beyond_the_end(run):
    customers = workload(Visit(0, (10, 10), think=(95,), wrap_up=20))
    log = run(shop(), one((90, 400, 0.5), end=100), customers)
    assert lasts(log) == [10, 20]
    assert (log.wrap_end - log.wrap_start).tolist() == [40]
    assert log.shift_end.tolist() == [165]


@pytest.mark.parametrize(("usual", "own"), [(EndRule.FINISH, EndRule.HAND_BACK),
                                            (EndRule.HAND_BACK, EndRule.FINISH)])  # fmt: skip
def test_a_shift_may_have_a_rule_of_its_own_for_its_end(run, usual, own):
    floor = shop(groups=(group(limit=2, at_end=usual), group("others", limit=2)))
    roster = Roster((Shift(0, "agents", 0, 50, end_rule=own), Shift(1, "others", 60, 500)))
    log = run(floor, roster, workload(Visit(0, (10, 10), think=(100,))))
    finishes = own is EndRule.FINISH
    assert log.agent.tolist() == ([0, 0] if finishes else [0, 1])
    assert log.shift_end[0] == (120 if finishes else 50)


def test_who_goes_over_into_the_next_shift_works_at_its_pace(run):
    parts = (
        Shift(0, "agents", 0, 100),
        Shift(0, "agents", 100, 500, spans=(PaceSpan(0, 500, 0.5),)),
    )
    log = run(shop(), Roster(parts), workload(Visit(50, (10, 10), think=(60,))))
    assert lasts(log) == [10, 20]


def test_absence_is_that_of_the_group_a_person_comes_from(run):
    groups = (group(absence=0.0), group("others", absence=1.0))
    for home, comes in (("others", False), ("", True)):
        roster = Roster((Shift(0, "agents", 0, 500, home=home),))
        log = run(shop(groups=groups), roster, workload(Visit(0), seed=1))
        assert (log.shift_start[0] != NONE) == comes
        assert (log.outcome[0] == Outcome.HANDLED) == comes


@pytest.mark.parametrize("span", [(5, 5, 1.0), (5, 4, 1.0), (0, 5, 0.0)])
def test_a_span_without_length_or_speed_is_refused(span):
    with pytest.raises(ValueError, match="must end after its start, at a speed above 0"):
        PaceSpan(*span)
