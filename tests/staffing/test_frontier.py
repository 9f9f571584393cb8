"""Cost against loss (rule S4)."""

from dataclasses import replace
from itertools import pairwise

import pytest
from matplotlib.figure import Figure
from small import day

from capplan.report.figures import cost_against_loss
from capplan.staffing.certificate import INTERRUPTED_DAYS
from capplan.staffing.frontier import frontier, frontier_table
from capplan.study.replicate import NothingFinishedError


@pytest.fixture(scope="module")
def points():
    found = frontier(day(), days=4, trials=6, fresh_days=20)
    assert found.complete
    return found.points


def test_less_loss_costs_more(points):
    assert len(points) >= 4
    for cheap, dear in pairwise(points):
        assert cheap.cost < dear.cost
    assert points[0].lost.value > points[-1].lost.value + 0.05
    assert points[-1].kept > points[0].kept


def test_the_table_is_that_of_the_points(points):
    table = frontier_table(points)
    assert table["cost_yuan"].tolist() == [p.cost for p in points]
    assert (table["lost_share_low"] <= table["lost_share"]).all()


def test_the_picture_shows_every_point(points):
    figure = cost_against_loss(frontier_table(points))
    assert isinstance(figure, Figure)
    (line,) = figure.axes[0].get_lines()
    assert line.get_xdata() == pytest.approx([p.cost for p in points])


class Interrupting:
    """Presses Ctrl-C when a stage has begun so many times."""

    def __init__(self, **after: int) -> None:
        self.left = {stage.replace("_", " "): count for stage, count in after.items()}

    def __call__(self, stage: str, _cost: float | None) -> None:
        for begins in self.left:
            if stage.startswith(begins):
                self.left[begins] -= 1
                if self.left[begins] == 0:
                    raise KeyboardInterrupt


def test_ctrl_c_in_the_search_measures_what_was_found_on_a_few_days():
    stop = Interrupting(best_service_for=3)
    found = frontier(day(), days=4, trials=6, fresh_days=40, report=stop)
    assert not found.complete
    assert len(found.points) >= 2
    assert {p.study.replications for p in found.points} == {INTERRUPTED_DAYS}


def test_ctrl_c_in_the_measuring_returns_the_points_measured_by_then():
    stop = Interrupting(measuring_on_fresh_days=3)
    found = frontier(day(), days=4, trials=2, fresh_days=10, report=stop)
    assert not found.complete
    assert len(found.points) == 2


def test_ctrl_c_before_the_first_point_leaves_nothing():
    stop = Interrupting(measuring_on_fresh_days=1)
    with pytest.raises(NothingFinishedError, match="before the first point"):
        frontier(day(), days=4, trials=2, fresh_days=10, report=stop)


def test_no_shift_types_are_refused():
    with pytest.raises(ValueError, match="a frontier needs shift types"):
        frontier(replace(day(), shift_types=()))
