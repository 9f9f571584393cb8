"""When covering ends (rule S2f)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import EARLY, day

from capplan.staffing.repair import NEARLY, PATIENCE, repair
from capplan.staffing.requirement import requirement
from capplan.staffing.search import Search
from capplan.staffing.seats import seats
from capplan.study.days import Days

ROUNDS = 30


def rounds(shop, margin=(0, 0, 0, 0, 0)):
    """Rounds of covering, and the search afterwards."""
    told: list[str] = []
    with Days(shop, 2, seed=1, first=0, engine="compiled") as searched:
        search = Search(
            shop, searched, requirement(shop), seats(shop),
            report=lambda stage, _cost: told.append(str(stage)),
        )  # fmt: skip
        search.margin = np.array(margin, dtype=np.float64)
        repair(search, ROUNDS)
    return len(told), search


def test_it_ends_when_the_best_roster_holds_and_gains_no_more():
    number, search = rounds(day())
    assert search.best_cost is not None
    assert PATIENCE < number < ROUNDS


def test_it_goes_on_while_much_is_missing():
    """Nobody may work in the afternoon, whose targets no cover can keep."""
    number, search = rounds(replace(day(), shift_types=(EARLY,)))
    assert search.missing(search.the_best().slack) > NEARLY
    assert number == ROUNDS


@pytest.mark.parametrize(("beyond", "goes_on"), [(0.04, False), (0.2, True)])
def test_what_single_steps_mend_is_left_to_them(beyond, goes_on):
    """A margin beyond the slack that covers reach, a little or much."""
    most = max(c.slack[0] for c in rounds(day(), margin=[1.0, 0, 0, 0, 0])[1].known.values())
    number, search = rounds(day(), margin=[most + beyond, 0, 0, 0, 0])
    assert search.best_cost is None
    assert (number == ROUNDS) is goes_on
