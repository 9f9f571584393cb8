"""The workbook opens, is in the reader's language, holds no formula of others, and is read back."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace

import kinds
import numpy as np
import openpyxl
import pandas as pd
import pytest
import small
from hostile import TEMPS

import shop
from capplan.engines import simulate
from capplan.files import read_roster
from capplan.model.people import Skill
from capplan.model.provenance import Mark, Provenance
from capplan.questions.next_hour import NextHour
from capplan.questions.stretches import Stretch
from capplan.report.next_hour_text import next_hour_sentence
from capplan.report.workbook import table, write_payroll, write_sheets, write_workbook
from capplan.report.workbook.heads import VALUES, head, letters, number_format
from capplan.results.estimates import Estimate
from capplan.results.study import Study
from capplan.sampling import sample
from capplan.staffing import plan
from capplan.staffing.effort import Effort
from capplan.study.replicate import one
from capplan.units import HOUR
from capplan.words import reading, say, tell

EVIL = ('=HYPERLINK("http://x")', "<script>alert(1)</script>", "@SUM(A1)", "https://x.y", "组")


@pytest.fixture(scope="module")
def found():
    scenario = replace(
        small.day(),
        name="双十一 & co",
        provenance=(
            Provenance("queues.chats.chat.think", "80 s", Mark.ASSUME, "=1+1", True),
            Provenance("groups.temps.absent", "5 %", Mark.SOURCED, "law"),
        ),
    )
    return plan(scenario, effort=Effort(days=2, rounds=2, trials=2, proof=0), fresh_days=6)


@pytest.fixture(scope="module")
def books(found, tmp_path_factory):
    folder = tmp_path_factory.mktemp("books")
    for language in ("en", "zh"):
        with reading(language):
            write_workbook(folder / f"{language}.xlsx", found)
    return folder


def cells(file):
    book = openpyxl.load_workbook(file)
    return {page.title: list(page.iter_rows()) for page in book.worksheets}


def test_sheets_in_the_readers_language(books):
    assert list(cells(books / "en.xlsx")) == [
        "answer", "roster", "shifts", "charts", "by interval", "queues", "groups", "targets",
        "cost",
        "less one person", "rules of thumb", "assumptions",
    ]  # fmt: skip
    assert list(cells(books / "zh.xlsx")) == [
        "结论摘要", "排班表", "班次明细", "图表", "分时段", "队列指标", "组指标", "目标", "用工成本",  # noqa: E501
        "少一人", "经验算法对照", "假设",
    ]  # fmt: skip


def test_the_answer_of_a_plan_names_the_next_hour(found, tmp_path):
    stretch = Stretch("temps", "", 2 * HOUR, 4 * HOUR, 60.0, Estimate(90.0, 70.0, 110.0, 6))
    with reading("zh"):
        write_workbook(tmp_path / "plan.xlsx", found, next_hour=NextHour(stretch, 6))
        said = tell(next_hour_sentence(NextHour(stretch, 6), found.scenario))
    (answer, *_) = cells(tmp_path / "plan.xlsx").values()
    assert said in {row[0].value for row in answer}


def test_all_heads_are_words(books):
    latin = re.compile(r"[a-z]{4}")
    allowed = {"regulars", "temps", "chats"}
    for title, rows in cells(books / "zh.xlsx").items():
        if title in {"结论摘要", "排班表", "图表"}:
            continue
        top = next(row for row in rows[1:] if row[0].value and row[0].font.b)
        heads = [str(c.value) for c in top if c.value]
        assert not [h for h in heads if latin.search(h) and h not in allowed], title


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_roster_is_read_back_chat_by_chat(language, books, found):
    read = read_roster(books / f"{language}.xlsx", found.scenario)
    assert read.roster == found.roster
    workload = sample(found.scenario, 1, 0)
    logs = [simulate(found.scenario, r, workload, "compiled") for r in (read.roster, found.roster)]
    for name in logs[0].__dataclass_fields__:
        first, second = (getattr(log, name) for log in logs)
        assert np.array_equal(first, second) if isinstance(first, np.ndarray) else first == second


def test_an_edited_cell_changes_the_roster(books, found, tmp_path):
    book = openpyxl.load_workbook(books / "en.xlsx")
    page = book["roster"]
    cell = next(c for row in page.iter_rows() for c in row if c.value == "A" and c.column == 4)
    cell.value = "late"
    book.save(tmp_path / "edited.xlsx")
    read = read_roster(tmp_path / "edited.xlsx", found.scenario).roster
    count = lambda roster: sum(s.shift_type == "early" for s in roster.shifts)  # noqa: E731
    assert count(read) == count(found.roster) - 1


def test_people_per_shift_follow_what_is_edited(books):
    rows = cells(books / "en.xlsx")["roster"]
    formulas = [c.value for row in rows for c in row if c.data_type == "f"]
    assert len(formulas) == 3
    assert all(re.fullmatch(r"=COUNTIF\(D6:D\d+,\$B\d+\)", f) for f in formulas)


def test_heads_stay_and_paper_is_prepared(books):
    book = openpyxl.load_workbook(books / "en.xlsx")
    for page in book.worksheets[1:]:
        assert page.print_area, page.title
        if page.title != "charts":
            assert page.freeze_panes, page.title
            assert page.print_title_rows, page.title
    assert book["targets"].auto_filter.ref
    assert len(book["charts"]._charts) == 3
    assert {c.number_format for c in book["targets"]["D"][3:]} == {"0.0%"}


def _named(name):
    """A study of a shop in which everything is named by a trap."""
    queue = replace(shop.queue(hours=2.0), name=name, shop=name)
    team = shop.group(name, skills=(Skill(name, 1),))
    scenario = replace(shop.scenario(queues=(queue,), groups=(team,), hours=2.0), name=name)
    roster = shop.all_day(2, 2.0, name)
    days = [one(scenario, roster, 1, day, "compiled") for day in range(2)]
    return Study.of(scenario, roster, days, 1, 0, "compiled")


@pytest.mark.parametrize("name", EVIL)
def test_text_stays_text(name, tmp_path):
    study = _named(name)
    write_workbook(tmp_path / "b.xlsx", study, [table(say("more"), pd.DataFrame({name: [name]}))])
    pages = cells(tmp_path / "b.xlsx")
    everything = [c for rows in pages.values() for row in rows for c in row]
    assert any(c.value == name and c.data_type == "s" for c in everything)
    assert not [c for c in everything if c.hyperlink]
    assert not [c for c in everything if c.data_type == "f" and "COUNTIF" not in c.value]
    assert "more" in pages
    read = read_roster(tmp_path / "b.xlsx", study.scenario)
    assert [replace(s, seat=0) for s in read.roster.shifts] == [
        replace(s, seat=0) for s in study.roster.shifts
    ]


def test_any_declared_table_makes_a_sheet(tmp_path):
    frame = pd.DataFrame(
        {
            "nickname": pd.array(["王", None], dtype="string"),
            "net_pay_yuan": [1234.5, float("inf")],
            "since": pd.to_datetime(["2026-11-01", None]),
            "days": pd.array([3, None], dtype="Int64"),
            "first_within_60s": [0.5, float("nan")],
        }
    )
    write_sheets(tmp_path / "t.xlsx", "t", [table(say("more"), frame, say("yes"))])
    rows = [[c.value for c in row] for row in cells(tmp_path / "t.xlsx")["more"]]
    assert rows[1][0] == "yes"
    assert rows[3] == ["nickname", "net pay yuan", "since", "days", "first within 60s"]
    assert rows[4][1:2] + rows[4][3:] == [1234.5, 3, 0.5]
    assert rows[5] == [None, "∞", None, None, None]


def test_words_for_columns():
    assert head("lost_share_low") == "lost, % of chats, at least"
    assert head("odd_name") == "odd name"
    assert letters("王a") == 3
    assert number_format("x_yuan_low", "Float64") == "#,##0"
    assert number_format("kept", "Float64") == "0.0%"
    assert VALUES["answer"].keys() == {"met", "missed", "too close to call"}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_libreoffice_opens_it_and_what_it_saves_is_read(books, found, tmp_path):
    language = "zh"
    for kind in ("pdf", "xlsx"):
        done = subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
             "--convert-to", kind, "--outdir", tmp_path, books / f"{language}.xlsx"],
            capture_output=True, text=True, timeout=300, check=True,
        )  # fmt: skip
        said = [s for s in (done.stdout + done.stderr).splitlines() if "javaldx" not in s]
        assert not re.search(r"warn|error|repair", "".join(said), re.IGNORECASE)
    assert (tmp_path / f"{language}.pdf").stat().st_size > 10_000
    assert read_roster(tmp_path / f"{language}.xlsx", found.scenario).roster == found.roster


def test_a_campaign_brings_its_hiring_list_and_its_training(tmp_path):
    found = kinds.planned_campaign()
    with reading("zh"):
        write_workbook(tmp_path / "zh.xlsx", found)
    write_workbook(tmp_path / "en.xlsx", found)
    pages = cells(tmp_path / "en.xlsx")
    assert list(pages)[:9] == [
        "answer", "roster", "hiring list", "releases", "training calendar", "cost by day",
        "people", "by name", "shifts",
    ]  # fmt: skip
    hired = [[c.value for c in row] for row in pages["hiring list"]]
    assert hired[3][:4] == ["group", "call by", "people to call", "people"]
    assert sum(row[3] for row in hired[4:]) == found.heads(TEMPS)
    assert {"招聘清单", "离场安排", "培训日历"} <= set(cells(tmp_path / "zh.xlsx"))


def test_the_verdicts_are_those_of_the_certification(tmp_path):
    found = kinds.planned_campaign()
    write_workbook(tmp_path / "it.xlsx", found)
    rows = [[c.value for c in row] for row in cells(tmp_path / "it.xlsx")["targets"]]
    assert [row[-1] for row in rows[3:]] == [str(v.answer) for v in found.verdicts]


def test_a_payroll_is_to_the_cent_and_holds_no_formula(tmp_path):
    found, warnings = kinds.pay_of_october()
    write_payroll(tmp_path / "pay.xlsx", found, warnings)
    pages = cells(tmp_path / "pay.xlsx")
    assert list(pages)[:2] == ["payroll", "groups"]
    rows = pages["payroll"]
    heads = [c.value for c in rows[3]]
    assert heads[:2] == ["who", "group"]
    assert {"gross, yuan", "net, yuan", "cost, yuan", "base pay", "bonus on conversion"} <= set(
        heads
    )
    assert [row[0].value for row in rows[4:]] == ['=HYPERLINK("x")', EVIL[1]]
    assert all(c.data_type != "f" for page in pages.values() for row in page for c in row)
    gross = heads.index("gross, yuan")
    assert [row[gross].value for row in rows[4:]] == [float(s.gross) for s in found.slips]
    assert rows[4][gross].number_format == "#,##0.00"
