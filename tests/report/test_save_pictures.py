from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import made_tables as tables
import pytest
from matplotlib.image import imread

import shop
from capplan.model.calendar import Calendar
from capplan.model.shifts import Roster, Shift
from capplan.report import figures
from capplan.report.figures import fonts
from capplan.report.figures.save import save
from capplan.report.results import roster
from capplan.results.study import Study
from capplan.study.replicate import one
from capplan.units import HOUR


@pytest.fixture(scope="module")
def study() -> Study:
    scenario = shop.scenario(hours=4.0)
    roster = shop.all_day(2)
    days = [one(scenario, roster, 1, day, "reference") for day in range(2)]
    return Study.of(scenario, roster, days, 1, 0, "reference")


@pytest.fixture(scope="module")
def written(study: Study, tmp_path_factory) -> list[Path]:
    return figures.save_pictures(study, tmp_path_factory.mktemp("written"))


def test_writes_a_study(written: list[Path]) -> None:
    names = ["/".join(path.parts[-2:]) for path in written]
    assert names == [
        f"pictures/{name}.{kind}"
        for name in ("demand-and-people", "service", "shifts")
        for kind in ("svg", "png")
    ]
    for path in written:
        if path.suffix == ".png":
            assert imread(path).shape[1] == 1400
        else:
            ET.parse(path)


def test_the_same_study_gives_the_same_files(study: Study, written, tmp_path: Path) -> None:
    again = figures.save_pictures(study, tmp_path)
    assert [p.read_bytes() for p in written] == [p.read_bytes() for p in again]


def test_roster_of_a_study_is_counted(study: Study) -> None:
    calendar = Calendar(datetime(2026, 11, 10, 16), study.scenario.calendar.grid, "")
    night = Shift(0, "agents", 4 * HOUR, 16 * HOUR, shift_type="opening")
    late = [Shift(n, "agents", 0, 8 * HOUR, shift_type="late") for n in (1, 2)]
    scenario = replace(study.scenario, calendar=calendar)
    table = roster(replace(study, scenario=scenario, roster=Roster.of([night, *late])))
    assert table.drop(columns="date").to_numpy().tolist() == [
        ["agents", "late", "16:00", "24:00", 2],
        ["agents", "opening", "20:00", "08:00", 1],
    ]
    assert set(table["date"].astype(str)) == {"2026-11-10"}


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_chinese_names_do_not_break(kind: str, tmp_path: Path, monkeypatch) -> None:
    """Without a font for them too; warnings are errors here."""
    monkeypatch.setattr(fonts, "families", lambda: ("DejaVu Sans",))
    names = ("售前", "售后")
    for number, figure in enumerate(
        (
            figures.demand_and_people(
                tables.queue_intervals(names=names), tables.group_intervals(names=names)
            ),
            figures.service(tables.queue_intervals(names=names)),
            figures.cost_by_part(tables.cost(names)),
            figures.shifts(tables.roster(names)),
            figures.targets(tables.targets("售前")),
        )
    ):
        path = tmp_path / f"{number}.{kind}"
        save(figure, path)
        if kind == "svg":
            assert "售前" in path.read_text(encoding="utf-8")


def test_names_that_cannot_be_drawn_stay_apart(monkeypatch) -> None:
    monkeypatch.setattr(fonts, "families", lambda: ("DejaVu Sans",))
    assert fonts.telling(["pre-sales", "售前", "售后"]) == ["pre-sales", "售前 (2)", "售后 (3)"]
    assert fonts.all_drawable(["pre-sales", "80 %", "20:00–08:00", "", "a\nb"])


def test_picture_without_chinese_font_says_so(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(fonts, "families", lambda: ("DejaVu Sans",))
    figure = figures.cost_by_part(tables.cost(("售前",)))
    save(figure, tmp_path / "cost.svg")
    assert figure.get_supxlabel() == ""
    save(figure, tmp_path / "cost.png")
    assert "font" in figure.get_supxlabel()


def test_families_begin_with_the_one_that_is_always_there() -> None:
    assert fonts.families()[0] == "DejaVu Sans"
