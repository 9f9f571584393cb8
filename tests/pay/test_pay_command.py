"""`capplan pay` and `capplan pay-plans` as a user runs them."""

from __future__ import annotations

import json
import re

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from capplan.cli import app
from capplan.report.names import pay_line
from capplan.words import reading


def run(*words: object):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def table(tmp_path):
    book = Workbook()
    rows = (("客服昵称", "询单转化率", "销售额"), ("小美", 0.52, 40000), ("=小丽", "54%", 20000))
    for row in rows:
        book.active.append(row)
    book.active["A3"].data_type = "s"
    file = tmp_path / "十月.xlsx"
    book.save(file)
    return file


def test_slips_totals_and_files(table, tmp_path):
    out = tmp_path / "out"
    found = run("pay", table, "--plan", "conversion-points", "--month", "2026-10", "--out", out)
    assert found.exit_code == 0, found.output
    assert "1,200.00" in found.output
    assert "employer's cost" in found.output
    text = (out / "payslip-lines.csv").read_text(encoding="utf-8-sig")
    assert "小美,pre_sales,pay,conversion,1200.00" in text
    assert "'=小丽,pre_sales,pay,conversion,1600.00" in text
    assert "all,2," in (out / "pay-groups.csv").read_text(encoding="utf-8-sig")
    assert "announcement 61" in (out / "pay-warnings.txt").read_text(encoding="utf-8")


def test_json_keeps_cents_as_text(table):
    found = run("pay", table, "--plan", "conversion-points", "--month", "2026-10", "--json")
    data = json.loads(found.stdout)
    assert data["slips"][0]["pay_yuan"] == {
        "base": "4000.00",
        "commission": "80.00",
        "conversion": "1200.00",
    }


def test_parts_of_pay_have_their_chinese_names(table, tmp_path):
    words = ("pay", table, "--plan", "conversion-points", "--month", "2026-10", "--lang", "zh")
    out, book = tmp_path / "out", tmp_path / "工资.xlsx"
    told = run(*words, "--out", out, "--xlsx", book)
    page = (out / "report.html").read_text(encoding="utf-8")
    heads = [cell.value for cell in load_workbook(book).worksheets[0][4]]
    for name in ("底薪", "提成", "转化奖", "个人社保", "个人所得税", "单位社保"):
        assert name in told.output
        assert name in page
        assert name in heads
    for shown in (told.output, page):
        assert not {"commission", "base", "conversion"} & set(re.findall("[a-z]+", shown))
    assert "小美,pre_sales,pay,base," in (out / "payslip-lines.csv").read_text("utf-8-sig")


def test_lines_that_only_a_plan_knows_stay_as_written():
    with reading("zh"):
        assert pay_line("employer's pension") == "单位养老保险"
        assert pay_line("employer's 大病互助") == "单位大病互助"
        assert pay_line("幸运奖") == "幸运奖"
    assert pay_line("full_attendance") == "full attendance"


def test_a_joiner_is_paid_by_days_and_an_empty_cell_is_told(tmp_path):
    file = tmp_path / "十月.csv"
    head = "客服,等级,主管,罚款,入职日期"
    file.write_text(f"{head}\n甲,agent,乙,2,2026-10-15\n乙,captain,甲,,\n", encoding="utf-8")
    words = ("pay", file, "--plan", "grades-and-fines", "--month", "2026-10")
    data = json.loads(run(*words, "--json").stdout)
    # 5,000 x 12 / 22 = 2,727.27 less half of 2 yuan
    assert [slip["gross_yuan"] for slip in data["slips"]] == ["2726.27", "6499.00"]
    assert data["notes"] == ["十月.csv, column 罚款: empty for 乙, taken as none"]
    told = run(*words, "--report", tmp_path / "pay.html", "--lang", "zh")
    assert "说明：十月.csv，罚款列：乙为空，按没有计" in told.output
    assert "乙为空，按没有计。" in (tmp_path / "pay.html").read_text(encoding="utf-8")


def test_a_table_has_no_forecast_that_somebody_bears(table):
    found = run("pay", table, "--plan", "conversion-points", "--month", "2026-10", "--risk")
    assert found.exit_code == 2
    assert "--risk needs a scenario" in found.output


def test_a_plan_of_ones_own(table, tmp_path):
    plan = tmp_path / "own.yaml"
    printed = run("pay-plans", "conversion-points").stdout
    plan.write_text(printed.replace("800 yuan/month", "900 yuan/month"), encoding="utf-8")
    found = run("pay", table, "--plan", plan, "--month", "2026-10")
    assert found.exit_code == 0, found.output
    assert "1,300.00" in found.output


def test_plans_are_listed():
    found = run("pay-plans")
    assert found.exit_code == 0
    assert "conversion-points" in found.output


def test_wrong_words_leave_with_2(table):
    found = run("pay", table, "--plan", "conversion-pts", "--month", "2026-10")
    assert found.exit_code == 2
    assert 'there is no pay plan "conversion-pts"' in found.output
