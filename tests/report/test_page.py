"""The frame of a page: sections in, one file out that asks for nothing and trusts nobody."""

from __future__ import annotations

import re
from functools import cache

import made_tables as tables
import pytest
from browsing import read

from capplan.report import figures
from capplan.report.page import Card, Cell, Mood, More, Page, Section, Table
from capplan.words import reading

EVIL = "<script>alert(1)</script>\"&'"


@cache
def html_of(text: str = "Text") -> str:
    return page(text).html()


def page(text: str = "Text") -> Page:
    return Page(
        title=text,
        answer=text,
        subtitle=text,
        cards=(Card(text, text, text, Mood.GOOD),),
        remarks=(text,),
        foot=(text,),
        sections=tuple(
            Section(
                text,
                sentences=(text,),
                figure=figure,
                table=Table((text, text), ((text, Cell(text, Mood.BAD)),), total=True),
                more=(More(text, (text,), Table((text,), ((text,),))),),
                name=text,
            )
            for figure in (
                figures.service(tables.queue_intervals(names=(text, "b"))),
                figures.cost_by_part(tables.cost()),
                None,
            )
        ),
    )


def test_text_is_escaped_everywhere() -> None:
    html = html_of(EVIL)
    assert "script" not in read(html).tags
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 20


def test_it_asks_for_nothing_but_itself() -> None:
    html = html_of()
    assert all(link.startswith(("#", "data:")) for link in read(html).links)
    assert not re.search(r"@import|url\((?!#)|https?://(?!www\.w3\.org/)", html)
    assert "default-src 'none'" in html
    assert "<metadata>" not in html


def test_ids_are_unique_and_all_that_is_pointed_at_is_there() -> None:
    found = read(html_of())
    assert len(found.ids) == len(set(found.ids))
    wanted = {link[1:] for link in found.links if link.startswith("#")}
    assert wanted <= set(found.ids)


def test_text_of_pictures_is_text_and_a_single_headline_becomes_the_caption() -> None:
    html = html_of()
    assert "lost, % of chats</text>" in html
    assert "The people planned cost" not in re.sub(r'aria-label="[^"]*"', "", html)
    assert "<figcaption>Expected cost inside the time planned" in html
    assert html.count("<figcaption>") == 1  # panels keep their own headlines


def test_contents_list_what_has_a_name() -> None:
    html = html_of()
    assert html.count('<a href="#part-') == 3
    assert "<nav" not in Page("t", "a", (Section("s", name="x"),)).html()


def test_language_of_the_page() -> None:
    assert '<html lang="en">' in html_of()
    with reading("zh"):
        assert '<html lang="zh-CN">' in Page("t", "a", ()).html()


def test_a_ragged_table_is_refused() -> None:
    with pytest.raises(ValueError, match="one cell for each head"):
        Table(("a", "b"), (("1",),))


def test_it_prints_on_a4() -> None:
    assert "size: A4" in html_of()
