"""Who does not come (rule P5)."""

import math

import pytest

from capplan.model.shifts import Roster, Shift
from capplan.sampling import attend
from shop import group, scenario, workload


def crew(people, *, day=0, kind="early", name="agents", first=0):
    return tuple(Shift(first + seat, name, 0, 1_000, (), kind, day, seat) for seat in range(people))


def here(shifts, rate=0.3, seed=1, replication=0):
    shop = scenario(groups=(group(absence=rate), group("others", absence=rate)))
    return attend(shop, Roster(shifts), workload(seed=seed, replication=replication))


def test_adding_a_seat_changes_nobody_elses_absence():
    before = here(crew(20))
    assert here(crew(50))[:20] == before
    assert here((*crew(20), *crew(20, day=1, first=20)))[:20] == before
    assert here((*crew(20), *crew(9, kind="late", first=20)))[:20] == before
    assert here((*crew(20), *crew(9, name="others", first=20)))[:20] == before


def test_taking_away_another_seat_changes_nobody_elses_absence():
    shifts = crew(20)
    kept = shifts[:5] + shifts[6:]
    assert here(kept) == here(shifts)[:5] + here(shifts)[6:]


def test_days_shift_types_groups_and_replications_differ():
    base = here(crew(60))
    assert here(crew(60, day=1)) != base
    assert here(crew(60, kind="late")) != base
    assert here(crew(60, name="others")) != base
    assert here(crew(60), replication=1) != base
    assert here(crew(60), seed=2) != base
    assert here(crew(60)) == base


def test_shifts_written_by_hand_are_told_apart_by_their_start():
    early = tuple(Shift(seat, "agents", 0, 900, seat=seat) for seat in range(60))
    late = tuple(Shift(seat, "agents", 500, 900, seat=seat) for seat in range(60))
    assert here(early) != here(late)


def test_the_share_of_the_absent_is_the_rate():
    n = 4_000
    absent = n - sum(here(crew(n), rate=0.07))
    assert abs(absent - 0.07 * n) < 4 * math.sqrt(0.07 * 0.93 * n)


def test_with_a_higher_rate_the_same_people_and_more_stay_away():
    some, more = here(crew(200), rate=0.1), here(crew(200), rate=0.3)
    assert all(there or not later for there, later in zip(some, more, strict=True))
    assert sum(more) < sum(some)


@pytest.mark.parametrize(("rate", "all_here"), [(0.0, True), (1.0, False)])
def test_nobody_and_everybody(rate, all_here):
    assert set(here(crew(30), rate=rate)) == {all_here}


def test_only_groups_with_absence_are_absent():
    shop = scenario(groups=(group(absence=1.0), group("others")))
    roster = Roster((*crew(2), *crew(2, name="others", first=2)))
    assert attend(shop, roster, workload(seed=1)) == (False, False, True, True)


def test_everybody_comes_in_a_replayed_log():
    shop = scenario(groups=(group(absence=1.0),))
    assert attend(shop, Roster(crew(3)), workload()) == (True, True, True)
