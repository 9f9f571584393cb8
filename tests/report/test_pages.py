"""Pages of real results: the answer first, the same from a folder, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace

import kinds
import pandas as pd
import pytest
from browsing import read
from hostile import HOSTILE, TEMPS

from capplan.report import bundle as bundles
from capplan.report.bundle import Bundle, BundleError
from capplan.report.pages import KINDS, page
from capplan.report.pages.parts import phrases
from capplan.words import reading


@pytest.fixture(scope="module")
def html(planned: Bundle) -> str:
    """The page of a plan."""
    return page(planned).html()


def names(html: str) -> list[str]:
    return re.findall(r'<a href="#part-\d+">([^<]*)</a>', html)


def test_a_plan_tells_its_story(html: str, plan) -> None:
    people = sum(plan.headcount(g) for g in plan.scenario.group_names)
    (answer,) = read(html).text["h1"]
    assert answer.startswith(f"You need {people:,} people: ")
    assert f"They cost {plan.cost().value:,.0f} yuan" in answer
    temps = ["temps"] if plan.headcount(TEMPS) else []
    assert names(html) == [
        "demand and people", "loss and response", "targets", "shifts", *temps, "money",
        "certificate", "rules of thumb", "assumptions",
    ]  # fmt: skip


def test_names_of_the_shop_stay_text(html: str) -> None:
    assert HOSTILE not in html
    assert "script" not in read(html).tags
    assert "<b>店</b>" not in html
    assert "<i>none</i>" not in html


def test_a_roster_tells_what_is_lost(simulated: Bundle) -> None:
    html = page(simulated).html()
    (answer,) = read(html).text["h1"]
    assert "of chats are lost with this roster" in answer
    assert "temps" not in names(html)


def test_the_folder_gives_the_same_page(planned: Bundle, html: str, tmp_path) -> None:
    bundles.write(planned, tmp_path)
    first, second = read(html), read(page(bundles.read(tmp_path)).html())
    assert first.text["h1"] == second.text["h1"]
    assert first.text["h2"] == second.text["h2"]
    assert first.text["dt"] == second.text["dt"]


def test_in_chinese_nothing_of_the_page_stays_english(planned: Bundle) -> None:
    with reading("zh"):
        found = read(page(planned).html())
    for tag in ("h1", "dt", "summary", "nav"):
        assert not [t for t in found.text.get(tag, ()) if t.isascii() and len(t) > 3], tag
    assert found.text["h1"][0].startswith("需要")


def test_less_is_said_where_less_is_known(html: str) -> None:
    assert "1 values are assumed, not known" in html  # without moving them: no tornado


def test_results_without_a_page_or_with_a_hole_are_refused(planned: Bundle) -> None:
    with pytest.raises(BundleError, match="no report for results of nothing"):
        page(Bundle("nothing", {}, {}))
    with pytest.raises(BundleError, match=r"the results hold no roster\.csv"):
        page(
            Bundle(
                "plan", planned.summary, {k: v for k, v in planned.tables.items() if k != "roster"}
            )
        )
    with pytest.raises(BundleError, match="the results lack people"):
        page(
            Bundle(
                "plan", {k: v for k, v in planned.summary.items() if k != "people"}, planned.tables
            )
        )


def test_months_say_what_pay_is_made_of_and_in_which_language_it_is_read(plan, tmp_path) -> None:
    bundles.write(kinds.months(plan), tmp_path)  # with the numbers and dates of the warnings
    made = bundles.read(tmp_path)
    assert "What pay is made of" in page(made).html()
    assert f"seed 1 · engine {made.data['record']['engine']}" in page(made).html()
    with reading("zh"):
        html = page(made).html()
    for said in ("工资构成", "底薪", "国家税务总局公告2018年第61号"):
        assert said in html


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("2026-11-12T02:00:00", "12 days simulated"),
        ("2026-11-12T16:00:00", "12 days simulated"),
        ("2026-11-13T00:00:00", "12 runs of 2 days"),
        ("2026-11-21T00:00:00", "12 runs of 10 days"),
    ],
)
def test_runs_of_several_days_are_not_called_days(planned: Bundle, end: str, said: str) -> None:
    summary = {**planned.summary, "start": "2026-11-11T00:00:00", "end": end}
    record = {**planned.data["record"], "replications": 12}
    html = page(replace(planned, summary=summary, data={**planned.data, "record": record})).html()
    assert said in html


def test_a_stretch_counts_once_whatever_shifts_cover_it(plan) -> None:
    made = kinds.valued(plan)
    frame = made.table("hour-value")
    twice = replace(made, tables={**made.tables, "hour-value": pd.concat([frame, frame])})
    (heading,) = re.findall(r"surely pays in \d+ of (\d+) stretches", page(twice).html())
    assert int(heading) == len(frame.drop_duplicates(["group", "start"]))


def test_times_have_no_decimal_that_says_nothing() -> None:
    assert [phrases.seconds(t) for t in (30.0, 1800.0, 1830.0, 43_200.0)] == [
        "30 s", "30 min", "30.5 min", "12 h",
    ]  # fmt: skip


def test_every_kind_has_a_page() -> None:
    assert set(KINDS) >= {"plan", "simulate", "compare", "split", "night", "frontier", "pay"}
