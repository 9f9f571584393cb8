"""Pictures in Chinese: nothing stays English, nothing is clipped, every letter can be drawn."""

from __future__ import annotations

import re
from pathlib import Path

import made_tables as tables
import pytest
from test_figures import FIGURES, texts

from capplan.report import figures
from capplan.report.figures import fonts
from capplan.report.figures.lines import columns, folded
from capplan.report.figures.save import save
from capplan.words import reading

KEYS = {"pre", "sales", "after", "temps", "early", "opening", "burst", "night", "reply", "minutes"}
"""Names that the tables bring along."""


@pytest.fixture
def machine_without_chinese(monkeypatch):
    monkeypatch.setattr(fonts, "CHINESE", ())
    fonts.families.cache_clear()
    yield
    fonts.families.cache_clear()


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.usefixtures("machine_without_chinese")
def test_chinese_is_complete_inside_the_picture_and_drawable_on_any_machine(name: str) -> None:
    with reading("zh"):
        figure = FIGURES[name]()
    figure.canvas.draw()
    width, height = figure.canvas.get_width_height()
    renderer = figure.canvas.get_renderer()
    for text in texts(figure):
        box = text.get_window_extent(renderer)
        assert -1 <= box.x0 <= box.x1 <= width + 1, text
        assert -1 <= box.y0 <= box.y1 <= height + 1, text
        assert "capplan Sans SC" in text.get_fontfamily(), text
    said = "\n".join(text.get_text() for text in texts(figure))
    assert set(re.findall("[A-Za-z]{2,}", said)) <= KEYS
    assert fonts.is_drawable(said)
    assert "11月10日" in said or "元" in said


@pytest.mark.usefixtures("machine_without_chinese")
def test_even_rare_names_of_gb_2312_need_no_font_of_the_machine(tmp_path: Path) -> None:
    with reading("zh"):
        figure = figures.cost_by_part(tables.cost(("客服饕餮组",)))
        save(figure, tmp_path / "cost.png")
    assert figure.get_supxlabel() == ""


def test_lines_break_between_chinese_characters_and_between_words() -> None:
    assert folded("one two three", 8) == "one two\nthree"
    assert folded("at Wed\N{NO-BREAK SPACE}11\N{NO-BREAK SPACE}Nov", 8).split("\n")[0] == "at"
    chinese = folded("各时段进线的买家中，流失比例为 12.5%。", 20)
    assert [columns(line) <= 20 for line in chinese.split("\n")] == [True, True]
    assert not any(line[0] in "，。" for line in chinese.split("\n"))
    assert folded("", 10) == ""
