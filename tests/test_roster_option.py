"""`--roster FILE` on every command that runs a roster: a Chinese workbook, and what is refused."""
# ruff: noqa: E501  (the sentences stand as they are read)

import json

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from capplan.cli import app

SHOP = """
format: 1
name: 小店
days: {from: 2026-11-10 00:00, to: 2026-11-12 00:00, interval: 1 h}
queues:
  售前:
    demand: {daily: 60 chats, profile: normal}
    orders: {conversion: 50 %, order_value: 80 yuan, margin: 30 %, silent_orders: 5 %}
    closed: {}
  售后: {demand: {daily: 40 chats, profile: normal}, closed: {}}
groups:
  售前组: {people: 4, handles: {售前: 1}, at_once: 4, pay: wage, pay_plan: fixed}
  售后组: {people: 4, handles: {售后: 1}, at_once: 4, pay: wage, pay_plan: fixed}
shifts:
  白班: {at: 09:00-18:00}
pay:
  wage: {hourly: 30 yuan/h, employer: 0 %}
variants:
  busy: {queues.售前.demand.0.times: 2}
  alone: {groups.售前组.people: 1}
"""
WRITTEN = "roster:\n  - {group: 售前组, shift: 白班, people: 1}\n"
PLACE = "双 十一 排班（改）.xlsx, 11月 排班"
COMMANDS = {
    "simulate": ("-n", 1, "--no-sensitivity"),
    "compare": ("busy", "-n", 1),
    "split": ("-n", 2, "--months", 0),
    "night": ("-n", 2, "--most", 1),
    "value": ("-n", 2, "--no-meet"),
    "stress": ("-n", 2, "--with", "volume-double"),
    "sensitivity": ("-n", 2),
    "pay": ("--months", 2),
}


@pytest.fixture
def shop(tmp_path):
    folder = tmp_path / "小店 一"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(SHOP, encoding="utf-8")
    return folder


@pytest.fixture
def roster(tmp_path):
    """A workbook as people keep it: a merged title, full-width letters, rows without anything."""
    book = Workbook()
    page = book.active
    page.title = "11月 排班"
    for row in (
        ["小店 11月排班表"],
        ["组", "姓名", "2026年11月10日", "１１月１１日"],
        ["售前组", "王", "白班", "白"],
        [None, "李", "白", "休"],
        ["售后组", "赵", "白班", "09：00－18：00"],
        ["备注：双十一全员到岗"],
        [None] * 4,
    ):
        page.append(row)
    page.merge_cells("A1:D1")
    page.merge_cells("A3:A4")
    page.merge_cells("A6:D6")
    book.create_sheet("说明").append(["白班", "9点到18点"])
    file = tmp_path / "双 十一 排班（改）.xlsx"
    book.save(file)
    return file


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.mark.parametrize("command", COMMANDS)
def test_it_is_run_in_place_of_the_scenarios(command, shop, roster, tmp_path):
    words = (command, shop, *COMMANDS[command])
    assert "the scenario has no roster" in run(*words).output
    report = tmp_path / "报告.html"
    result = run(*words, "--roster", roster, "--sheet", "11月 排班", "--report", report)
    assert result.exit_code == 0, result.output
    assert f"Roster from {PLACE}: 白班 = 白班 09:00-18:00: 5." in result.stderr
    page = report.read_text(encoding="utf-8")
    assert f"The roster is that of {PLACE}, not the one in the scenario." in page


def test_the_folder_keeps_it_and_tells_it_in_either_language(shop, roster, tmp_path):
    out = tmp_path / "结果"
    run("night", shop, *COMMANDS["night"], "--roster", roster, "--sheet", "11月 排班", "--out", out)
    lines = (out / "given-roster.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[1] == "2026-11-10,售前组,白班,09:00,18:00,,2,"
    assert run("report", out, "--lang", "zh").exit_code == 0
    page = (out / "report.html").read_text(encoding="utf-8")
    assert f"班表取自 {PLACE}，不是场景里的班表。" in page


def test_both_engines_run_it(shop, roster):
    result = run("verify", shop, "-n", 1, "--roster", roster, "--sheet", "11月 排班")
    assert result.exit_code == 0, result.output
    assert "agree on all" in result.stdout


def test_it_wins_over_the_written_one(shop, roster):
    (shop / "scenario.yaml").write_text(SHOP + WRITTEN, encoding="utf-8")
    given = ("--roster", roster, "--sheet", "11月 排班")

    def hours(*more):
        data = json.loads(run("simulate", shop, "-n", 1, *more, "--json").stdout)
        return sum(row["on_shift_h"] for row in data["groups"] if row["group"] != "all")

    assert hours(*given) > 2 * hours()
    assert hours() > 0


REFUSED = {
    "several sheets": (
        ("night", "ROSTER"),
        "双 十一 排班（改）.xlsx has several sheets; say which with --sheet NAME (11月 排班, 说明)",
    ),
    "a sheet without a file": (
        ("value", "--sheet", "11月 排班"),
        "--sheet names a sheet of the file that --roster names; there is none",
    ),
    "a variant that the roster does not fit": (
        ("compare", "busy", "alone", "ROSTER", "--sheet", "11月 排班"),
        "the roster does not fit alone: 双 十一 排班（改）.xlsx, 11月 排班!C4: 售前组 would have 2 people on shift at 2026-11-10 09:00, and there are 1; take 1 off, or raise groups.售前组.people",
    ),
    "another roster set beside it": (
        ("split", "ROSTER", "--sheet", "11月 排班", "--set", "roster.0.people=2"),
        "roster.0.people is set in the roster of the scenario, and --roster puts that of 双 十一 排班（改）.xlsx in its place; leave one of them out",
    ),
    "a variant that changes the written roster": (
        ("compare", "two", "ROSTER", "--sheet", "11月 排班"),
        "the roster does not fit two: roster.0.people is set in the roster of the scenario, and --roster puts that of 双 十一 排班（改）.xlsx in its place; leave one of them out",
    ),
    "a file that there is not": (
        ("sensitivity", "--roster", "没有 这份.xlsx"),
        "there is no file 没有 这份.xlsx",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_sense_is_refused_in_a_sentence(case, shop, roster):
    text = SHOP + "  two: {roster.0.people: 2}\n" + WRITTEN
    (shop / "scenario.yaml").write_text(text, encoding="utf-8")
    (command, *words), sentence = REFUSED[case]
    given = [w for word in words for w in (("--roster", roster) if word == "ROSTER" else (word,))]
    result = run(command, shop, *given)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == sentence


def test_a_table_of_real_results_takes_none(tmp_path, roster):
    table = tmp_path / "业绩.csv"
    table.write_text("客服昵称,组\n王,agents\n", encoding="utf-8")
    result = run("pay", table, "--plan", "fixed", "--month", "2026-10", "--roster", roster)
    assert result.exit_code == 2
    assert result.stderr == "--roster needs a scenario: a table of real results says who worked\n"
