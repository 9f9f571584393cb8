"""What is printed and written where there are several shops, platforms or days."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from rich.console import Console

from capplan.files import load, shipped, shipped_profile
from capplan.report import platform_text
from capplan.report.folder import write_results
from capplan.report.results import further_tables, of_study
from capplan.report.study_text import study_text
from capplan.study.replicate import replicate

AGENCY = """
format: 1
name: Agency
days: {from: 2026-11-10 12:00, to: 2026-11-12 00:00, interval: 30 min}
queues:
  shoes:
    shop: Shoes
    platform: tmall
    demand: {daily: 400 chats, profile: normal}
  bags:
    shop: Bags
    platform: jd
    demand: {daily: 200 chats, profile: normal}
groups:
  pool: {people: 9, handles: {shoes: 1, bags: 1}, pay: hourly}
shifts:
  day: {at: 08:00-24:00}
pay:
  hourly: {hourly: 22 yuan/h}
roster:
  - {group: pool, shift: day, people: 3}
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("agency")
    (folder / "scenario.yaml").write_text(AGENCY, encoding="utf-8")
    scenario = load(folder)
    assert scenario.roster is not None
    return replicate(scenario, scenario.roster, 3, seed=1)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """One shop, one day, no platform."""
    folder = tmp_path_factory.mktemp("plain")
    file = AGENCY.replace("2026-11-10 12", "2026-11-11 00").replace("shop: Bags", "shop: Shoes")
    lines = [line for line in file.splitlines() if "platform:" not in line]
    (folder / "scenario.yaml").write_text("\n".join(lines), encoding="utf-8")
    scenario = load(folder)
    assert scenario.roster is not None
    return replicate(scenario, scenario.roster, 2, seed=1)


def printed(something):
    out = io.StringIO()
    Console(file=out, width=100).print(something)
    return out.getvalue()


def test_shops_platforms_and_charges_are_printed(study):
    page = printed(study_text(study))
    assert "share of work" in page
    assert "Bags" in page
    rows = {words[2]: line for line in page.splitlines() if len(words := line.split()) > 5}
    assert set(rows) >= {"reply_3_min", "answer_30_s"}
    assert rows["answer_30_s"].rstrip().endswith("≥ 80 %")
    assert "each day before the horizon is taken as usual: shoes 98 % of" in page
    assert max(len(line) for line in page.splitlines()) <= 100


def test_nothing_of_it_is_printed_for_one_shop_without_a_platform(plain):
    page = printed(study_text(plain))
    assert "share of work" not in page
    assert "30 days" not in page
    assert list(further_tables(plain)) == []


def test_tables_are_written_where_they_apply(study, plain, tmp_path):
    assert [name for name, _ in further_tables(study)] == [
        "days", "shops", "charge-out", "platforms",
    ]  # fmt: skip
    write_results(tmp_path / "out", of_study(study), "")
    written = {p.name for p in (tmp_path / "out").iterdir()}
    assert {"days.csv", "shops.csv", "charge-out.csv", "platforms.csv"} <= written
    days = pd.read_csv(tmp_path / "out" / "days.csv", encoding="utf-8-sig")
    assert days["date"].tolist() == ["2026-11-10", "2026-11-10", "2026-11-11", "2026-11-11"]
    write_results(tmp_path / "one", of_study(plain), "")
    assert not (tmp_path / "one" / "shops.csv").exists()


def test_the_worst_day_is_that_of_the_lowest_share_or_the_longest_mean(study):
    table = platform_text.platform_table(study)
    worst = list(table.columns[4].cells)
    frame = dict(further_tables(study))["platforms"].dropna(subset=["date"])
    for cell, (_, rows) in zip(worst, frame.groupby(["queue", "metric"], sort=False), strict=True):
        share = rows["asked"].iloc[0].endswith("within")
        place = rows["measured"].argmin() if share else rows["measured"].argmax()
        assert cell.endswith(f"{rows['date'].iloc[place]:%d %b}")


def test_the_list_of_shipped_profiles_fits_the_screen():
    page = printed(platform_text.profile_table(shipped_profile(k).platform for k in shipped()))
    assert max(len(line) for line in page.splitlines()) <= 100
    for word in ("undated", "09–23 h", "≥ 80 %", "≤ 40 s", "customer"):
        assert word in page
