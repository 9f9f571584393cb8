"""Cost against loss (rule S4)."""

from dataclasses import replace
from itertools import pairwise

import pytest
from matplotlib.figure import Figure
from small import day

from capplan.report.figures import cost_against_loss
from capplan.staffing.frontier import frontier, frontier_table


@pytest.fixture(scope="module")
def points():
    return frontier(day(), days=4, trials=6, fresh_days=20)


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


def test_no_shift_types_are_refused():
    with pytest.raises(ValueError, match="a frontier needs shift types"):
        frontier(replace(day(), shift_types=()))
