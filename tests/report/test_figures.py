from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import made_tables as tables
import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from capplan.report import figures

FIGURES = {
    "demand-and-people": lambda axes=None: figures.demand_and_people(
        tables.queue_intervals(), tables.group_intervals(), axes, requirement=tables.requirement()
    ),
    "service": lambda axes=None: figures.service(
        tables.queue_intervals(), axes, targets=tables.targets()
    ),
    "service of long waits": lambda axes=None: figures.service(
        tables.queue_intervals(wait=2_000.0), axes
    ),
    "cost": lambda axes=None: figures.cost_by_part(tables.cost(), axes),
    "shifts": lambda axes=None: figures.shifts(tables.roster(), axes),
    "targets": lambda axes=None: figures.targets(tables.targets(), axes),
    "split": lambda axes=None: figures.split_or_pooled(tables.split(), axes),
}
drawn = pytest.mark.parametrize("name", FIGURES)


def texts(figure: Figure) -> list[Text]:
    """Everything written that is drawn."""
    unseen: set[Text] = set()
    for axes in figure.axes:
        if not axes.axison:
            unseen.update((*axes.xaxis.findobj(Text), *axes.yaxis.findobj(Text)))
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
                if not low <= tick.get_loc() <= high:
                    unseen.update((tick.label1, tick.label2))
    return [
        text
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and text not in unseen
    ]


def words(figure: Figure) -> str:
    return "\n".join(text.get_text().replace("\N{NO-BREAK SPACE}", " ") for text in texts(figure))


def panels(figure: Figure) -> list[Axes]:
    """From the top down."""
    return sorted(figure.axes, key=lambda axes: -axes.get_position().y0)


def headlines(figure: Figure) -> list[str]:
    said = [axes.get_title(loc="left") for axes in panels(figure)]
    return [" ".join(title.split()) for title in said if title]


def main_axes(figure: Figure) -> Axes:
    return figure.axes[0]


@drawn
def test_no_label_is_clipped(name: str) -> None:
    figure = FIGURES[name]()
    figure.canvas.draw()
    width, height = figure.canvas.get_width_height()
    renderer = figure.canvas.get_renderer()
    for text in texts(figure):
        box = text.get_window_extent(renderer)
        where = f"{text.get_text()!r} at {box}"
        assert box.x0 >= -1, where
        assert box.y0 >= -1, where
        assert box.x1 <= width + 1, where
        assert box.y1 <= height + 1, where


@drawn
def test_pictures_are_1400_pixels_wide(name: str) -> None:
    figure = FIGURES[name]()
    assert figure.get_figwidth() * figure.dpi == pytest.approx(1400)


@drawn
def test_says_what_one_sees_in_units(name: str) -> None:
    figure = FIGURES[name]()
    assert headlines(figure)
    for axes in figure.axes:
        on_y = axes.get_ylabel() or [t.get_text() for t in axes.get_yticklabels()]
        assert on_y, "an axis without a unit or a name"
    bottom = [axes.get_xlabel() for axes in figure.axes if axes.get_xlabel()]
    assert bottom in (["local time"], ["yuan"], ["arrangement of the posts"])


@drawn
def test_fits_into_an_axes_that_is_given(name: str) -> None:
    whole = Figure(figsize=(14, 9), layout="constrained")
    left, right = whole.subplots(1, 2)
    assert FIGURES[name](left) is whole
    whole.canvas.draw()
    assert right in whole.axes


@drawn
def test_leaves_global_settings_alone(name: str) -> None:
    before = dict(mpl.rcParams)
    FIGURES[name]().canvas.draw()
    assert dict(mpl.rcParams) == before


def test_importing_does_not_bring_pyplot() -> None:
    code = "import capplan.report.figures, sys; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_demand_names_the_peak() -> None:
    table = tables.queue_intervals(minutes=15)
    figure = figures.demand_and_people(table, tables.group_intervals(minutes=15))
    total = table.groupby("start")["offered"].sum()
    demand, people = headlines(figure)
    assert f"{total.max():.0f} in 15 min" in demand
    assert f"{total.idxmax():%H:%M}" in demand
    assert people.startswith("At most 18 people on the floor")
    assert "theory" not in words(figure)


def test_groups_are_stacked() -> None:
    figure = figures.demand_and_people(tables.queue_intervals(), tables.group_intervals())
    tops = [patch.get_data().values[0] for patch in panels(figure)[-1].patches]
    assert tops[:3] == pytest.approx([10.0, 15.0, 10.0 + 5.0 + 10.0 / 3.0])


def test_nobody_in_a_group_nobody_in_the_legend() -> None:
    table = tables.group_intervals()
    table.loc[table["group"] == "temps", "on_floor"] = 0.0
    assert "temps" not in words(figures.demand_and_people(tables.queue_intervals(), table))


def test_few_chats_do_not_stretch_the_axis() -> None:
    table = tables.queue_intervals()
    table.loc[3, ["offered", "first_response_s", "lost_share"]] = [1.0, 9_999.0, 1.0]
    figure = figures.service(table)
    top = {axes.get_ylabel(): axes.get_ylim()[1] for axes in figure.axes}
    assert top["first response, s"] < 100.0
    assert top["lost, % of chats"] < 0.5


def test_long_waits_are_told_in_minutes() -> None:
    figure = figures.service(tables.queue_intervals(wait=2_000.0))
    assert "Longest wait for a first reply: 83.2 min" in headlines(figure)[-1]
    assert "10 min" in words(figure)


def test_one_day_has_no_bands_and_promises_none() -> None:
    table = tables.queue_intervals(half=np.inf)
    for figure in (
        figures.service(table),
        figures.demand_and_people(table, tables.group_intervals()),
    ):
        figure.canvas.draw()
        assert "Bands" not in words(figure)
        assert all(np.isfinite(axes.get_ylim()).all() for axes in figure.axes)


def test_service_shows_targets() -> None:
    said = words(figures.service(tables.queue_intervals(), targets=tables.targets()))
    assert "Dashed: target" in said
    assert "Dotted" in said
    assert "Dashed" not in words(figures.service(tables.queue_intervals()))


def test_cost_adds_up() -> None:
    figure = figures.cost_by_part(tables.cost())
    assert headlines(figure) == ["The people planned cost 23,100 yuan"]
    assert "11,550  (50 %)" in words(figure)
    assert "overtime" not in words(figure)


def test_a_shift_over_midnight_ends_the_next_day() -> None:
    figure = figures.shifts(tables.roster())
    lengths = sorted(round(bar.get_width() * 24) for bar in main_axes(figure).patches)
    assert lengths == [8, 12, 24]
    assert "opening  20:00–08:00" in words(figure)
    assert headlines(figure) == ["Who works when: 53 shifts, 490 paid hours"]


def test_groups_keep_their_colour_in_shifts() -> None:
    order = ("after_sales", "temps", "pre_sales")
    alone = figures.shifts(tables.roster(("temps",)), groups=order)
    assert main_axes(alone).patches[0].get_facecolor()[:3] == pytest.approx(
        mpl.colors.to_rgb("#E69F00")
    )


def test_targets_say_how_many_windows_are_met() -> None:
    figure = figures.targets(tables.targets())
    said = words(figure)
    assert "pre-sales: 80 % get their first reply within 30 s" in said
    assert "of 3 windows 2 met, 1 missed" in said
    assert "too close to call; kept on 95 % of the days simulated, 90 % asked" in said
    assert "mean first response at most 45 s" in said
    assert len(figure.axes) == 4


def test_empty_tables_say_so() -> None:
    assert headlines(figures.targets(tables.targets().iloc[:0])) == ["No targets were set"]
    nobody = figures.shifts(tables.roster().iloc[:0])
    assert headlines(nobody) == ["Nobody works: the roster is empty"]


@pytest.mark.parametrize(
    ("hours", "minutes", "expected"),
    [
        (0.25, 15, "16:00\nTue 10 Nov"),
        (24, 15, "00:00\nWed 11 Nov"),
        (7 * 24, 30, "12:00"),
        (30 * 24, 60, "Thu\n12 Nov"),
    ],
)
def test_clock_shows_dates_at_midnight(hours: float, minutes: int, expected: str) -> None:
    figure = figures.service(tables.queue_intervals(hours, minutes))
    figure.canvas.draw()
    assert expected in words(figure)
    boxes = [
        label.get_window_extent()
        for axes in figure.axes
        if axes.get_xlabel()
        for label in axes.get_xticklabels()
    ]
    assert all(a.x1 < b.x0 for a, b in pairwise(boxes))


def test_panels_need_a_grid() -> None:
    axes = Figure().add_axes((0.1, 0.1, 0.8, 0.8))
    with pytest.raises(ValueError, match="subplots"):
        figures.service(tables.queue_intervals(), axes)


def test_a_split_shows_each_queue_and_the_difference_in_profit():
    drawn = figures.split_or_pooled(tables.split())
    above, below = panels(drawn)
    assert [c.get_label() for c in above.containers] == ["pre-sales", "after-sales"]
    (points,) = below.containers
    assert points[0].get_ydata().tolist() == [-50.0, -100.0]
    assert [t.get_text() for t in below.get_xticklabels()] == [
        "specialists", "flexible", "generalists",
    ]  # fmt: skip


def test_a_split_of_single_runs_has_points_without_intervals():
    table = tables.split()
    for name in ("value", "difference"):
        table[f"{name}_low"] = table[f"{name}_high"] = np.nan
    figures.split_or_pooled(table).canvas.draw()


def test_variants_stand_beside_each_other_under_one_headline():
    pairs = [(v, m) for v in ("no_bot", "limit_6") for m in ("lost", "response", "orders")]
    table = pd.DataFrame(pairs, columns=["variant", "measure"]).assign(
        difference=-8_000.0, difference_low=-9_000.0, difference_high=1.0
    )
    drawn = figures.differences(table)
    drawn.canvas.draw()
    widths = [axes.get_position().width for axes in drawn.axes]
    assert widths == pytest.approx([widths[0]] * 3, rel=0.01)
    assert drawn.axes[0].get_title(loc="left") == "What each variant changes"
    assert "e+" not in words(drawn)
    assert "-5,000" in words(drawn)


def test_load_and_pay_have_each_their_own_scale():
    table = pd.DataFrame(
        {
            "agent": ["pre_sales 1", "pre_sales 2"],
            "group": "pre_sales",
            **{f"chats_per_hour{end}": [5.0, 6.0] for end in ("", "_low", "_high")},
            **{f"gross_per_hour_yuan{end}": [50.0, np.nan] for end in ("", "_low", "_high")},
        }
    )
    left, right = figures.load_and_pay(table).axes
    assert left.get_xlim()[1] < 10.0 < right.get_xlim()[1]
    assert [label.get_text() for label in left.get_yticklabels()] == ["pre-sales 1", "pre-sales 2"]
    assert left.get_ylim() == right.get_ylim()


def test_headlines_beside_each_other_stand_at_one_height():
    table = pd.DataFrame(
        {
            "path": "queues.pre_sales.chat.work", "value": "13 s", "moved_to": ["10 s", "16 s"],
            "side": ["down", "up"],
            **{f"{name}{end}": [-0.01, 0.02] for name in ("lost_share", "target")
               for end in ("", "_low", "_high")},
        }
    )  # fmt: skip
    drawn = figures.tornado(table, target="pre-sales")
    drawn.canvas.draw()
    titles = [
        next(t for t in axes.findobj(Text) if t.get_text() == axes.get_title(loc="left"))
        for axes in drawn.axes
    ]
    heights = [title.get_window_extent().y0 for title in titles]
    assert heights[0] == pytest.approx(heights[1], abs=1.0)
