"""Rosters edited as tables: what people write is understood, what is wrong is named by its cell."""
# ruff: noqa: E501  (the sentences stand as they are read)

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook

from capplan.files import ScenarioError, load, read_roster
from capplan.files.roster_heads import date_of
from capplan.files.tables import TableError, column_letters
from capplan.units import HOUR
from capplan.words import reading, tell

SHOP = """
format: 1
name: 小店
days: {from: 2026-11-10 08:00, to: 2026-11-12 00:00, interval: 1 h}
queues:
  chats: {demand: {daily: 240 chats, profile: normal}}
groups:
  pre_sales: {people: 4, handles: {chats: 1}, at_once: 5, pay: fixed}
  temps: {people: up to 6, temporary: true, handles: {chats: 1}, at_once: 5, pay: fixed}
shifts:
  early: {at: 08:00-16:00, break: 30 min at 12:00}
  late: {at: 16:00-24:00}
  opening: {at: 20:00-04:00, on: 2026-11-10, groups: temps}
  晚班: {at: 18:00-23:00, groups: pre_sales}
pay:
  fixed: {hourly: 30 yuan/h}
roster:
  - {group: pre_sales, shift: early, people: 2}
  - {group: temps, shift: opening, people: 1, joined: 2026-11-01}
  - {group: pre_sales, from: 2026-11-10 09:00, to: 2026-11-10 19:00, people: 1, breaks: [13:00-14:00]}
"""


@pytest.fixture
def scenario(tmp_path):
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(SHOP, encoding="utf-8")
    return load(folder)


@pytest.fixture
def excel(tmp_path):
    def write(rows, *merged, sheet="Sheet1", others=()):
        book = Workbook()
        page = book.active
        page.title = sheet
        for row in rows:
            page.append(row)
        for span in merged:
            page.merge_cells(span)
        for other in others:
            book.create_sheet(other)
        file = tmp_path / "排班.xlsx"
        book.save(file)
        return file

    return write


def short(found):
    """A roster as sorted texts: group, shift or hours, day, seat."""
    return sorted(f"{s.group} {s.shift_type or 'own'} {s.day}" for s in found.roster.shifts)


HEADS = ["组", "姓名", date(2026, 11, 10), date(2026, 11, 11)]
PLAIN = ["pre_sales early 0", "pre_sales late 1", "temps opening 0"]


@pytest.mark.parametrize(
    "rows",
    [
        [HEADS, ["pre_sales", "王", "A", "B"], ["temps", "李", "C", "休"]],
        [HEADS, ["pre_sales", "王", "Ａ", "b "], ["temps", "李", "ｃ", None]],
        [HEADS, ["pre-sales", "王", "early", "LATE"], ["Temps", "李", "opening", "-"]],
        [
            ["2026年11月排班表"],
            [None],
            ["组", "姓名", "11/10", "11月11日"],
            [None, None, "周二", "周三"],
            ["pre_sales", "王", "A", "B"],
            ["temps", "李", "C", "假"],
            ["合计", None, 2, 1],
        ],
        [["姓名", "10", "11日"], ["pre_sales"], ["王", "A", "B"], ["temps"], ["李", "C", ""]],
        [["组", "姓名", 46336, "46337"], ["pre_sales", "王", "A", "B"], ["temps", "李", "C", None]],
        [
            ["组", "姓名", "周二 11-10", "11.11(周三)"],
            ["pre_sales", "王", "08:00-16:00", "16:00～24:00"],
            ["temps", "李", "C", "休息"],
        ],
        [
            ["日期", "组", "班次", "时间", "人数"],
            ["2026-11-10", "pre_sales", "A", "08:00-16:00", 1],
            ["2026/11/11", "pre_sales", "late", None, "1"],
            ["11月10日", "temps", "opening", None, 1],
            ["11月10日", "temps", "late", None, 0],
            ["合计", None, None, None, 3],
        ],
        [
            ["date", "name", "shift"],
            ["2026-11-10", "Wang", "晚班"],
            ["2026-11-11", "Wang", "休"],
        ],
        [
            ["group", "shift", "2026-11-10", "2026-11-11"],
            ["pre_sales", "A", 1, 0],
            ["pre_sales", "B", None, 1],
            ["temps", "C", 1, None],
        ],
        [
            HEADS,
            ["pre_sales", "王", "早", "夜"],
            ["temps", "李", "C", None],
            [],
            ["代号", "班次", "时间"],
            ["早", "early"],
            ["夜", None, "16:00-24:00"],
            ["合计", 3],
        ],
    ],
)
def test_what_people_write(rows, excel, scenario):
    expected = ["pre_sales 晚班 0"] if rows[0][0] == "date" else PLAIN
    assert short(read_roster(excel(rows), scenario)) == expected


USUAL = {
    "a title, who made it, remarks and signatures": [
        ["小店 11月 排班表"],
        ["更新日期", "2026-11-01"],
        HEADS,
        ["pre_sales", "王", "A", "B"],
        ["temps", "李", "C"],
        [None, None, None, None],
        ["　", " "],
        ["备注：C 班只在 10 日"],
        ["审核人：", None, "日期："],
    ],
    "a title with a date of its own": [
        ["排班表", date(2026, 11, 10)],
        HEADS,
        ["pre_sales", "王", "A", "B"],
        ["temps", "李", "C"],
    ],
    "full-width letters and digits": [
        ["组", "姓名", "２０２６－１１－１０", "１１月１１日"],
        ["ｐｒｅ＿ｓａｌｅｓ", "王", "Ａ", "１６：００－２４：００"],
        ["ｔｅｍｐｓ", "李", "ｃ班", "休"],
    ],
    "dates as Excel writes them into CSV": [
        ["组", "姓名", "2026/11/10 0:00", "11-Nov"],
        ["pre_sales", "王", "A班", "b班"],
        ["temps", "李", "C", None],
    ],
    "hours as people write them": [
        HEADS,
        ["pre_sales", "王", "8-16", "16点-24点"],
        ["temps", "李", "20点-4点", None],
    ],
    "a column of remarks and one of sums": [
        [*HEADS, "备注", "合计"],
        ["pre_sales", "王", "A", "B", "新人", 2],
        ["temps", "李", "C", None, "A", 1],
    ],
    "people with their counting word": [
        ["组", "班次", "11/10", "11/11"],
        ["pre_sales", "A", "１人", 0],
        ["pre_sales", "B", None, "1人"],
        ["temps", "C", "1 人", None],
    ],
}


@pytest.mark.parametrize("case", USUAL)
def test_what_rosters_of_the_trade_look_like(case, excel, scenario):
    assert short(read_roster(excel(USUAL[case]), scenario)) == PLAIN


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (time(16, 0), timedelta(hours=24), (16, 24)),  # how Excel keeps 24:00
        (time(16, 0), time(0, 0), (16, 24)),
        (datetime(1899, 12, 30, 8, 30), "17:30:00", (8.5, 17.5)),
        ("０８：３０", "１７：３０", (8.5, 17.5)),
        ("8点半", "17点30分", (8.5, 17.5)),
        (9, 18, (9, 18)),
    ],
)
def test_clock_times_as_sheets_hold_them(start, end, hours, excel, scenario):
    rows = [["日期", "组", "开始", "结束"], ["11/10", "pre_sales", start, end]]
    (shift,) = read_roster(excel(rows), scenario).roster.shifts
    midnight = scenario.calendar.midnight(0)
    assert ((shift.start - midnight) / HOUR, (shift.end - midnight) / HOUR) == hours


def test_formats_to_the_end_of_the_sheet_are_no_rows(tmp_path, scenario):
    book = Workbook()
    for row in (HEADS, ["pre_sales", "王", "A", "B"]):
        book.active.append(row)
    for place in ((1_048_576, 1), (5, 16_384)):
        book.active.cell(*place).number_format = "@"
    book.active.merge_cells("XFC1048570:XFD1048576")
    book.save(tmp_path / "排班.xlsx")
    found = read_roster(tmp_path / "排班.xlsx", scenario)
    assert short(found) == ["pre_sales early 0", "pre_sales late 1"]


def test_hours_in_one_cell_of_a_list(excel, scenario):
    rows = [["日期", "组", "时间"], ["11/10", "pre_sales", "08：30－17：30"]]
    (shift,) = read_roster(excel(rows), scenario).roster.shifts
    assert shift.end - shift.start == 9 * HOUR


def test_merged_cells_hold_for_each_of_their_cells(excel, scenario):
    rows = [
        ["双十一排班", None, None, None],
        ["组", "姓名", date(2026, 11, 10), date(2026, 11, 11)],
        ["pre_sales", "王", "A", None],
        [None, "李", "B", None],
    ]
    file = excel(rows, "A1:D1", "A3:A4", "C3:D3")
    assert short(read_roster(file, scenario)) == [
        "pre_sales early 0", "pre_sales early 1", "pre_sales late 0",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-8", "utf-16"])
def test_csv(encoding, tmp_path, scenario):
    file = tmp_path / "排班.csv"
    file.write_bytes(
        "组,席位,11月10日,11月11日\npre_sales,1,早,B\n\n代号,班次\n早,early\n".encode(encoding)
    )
    assert short(read_roster(file, scenario)) == ["pre_sales early 0", "pre_sales late 1"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_title_says_nothing_about_what_stands_between_cells(separator, tmp_path, scenario):
    file = tmp_path / "排 班 (1).csv"
    rows = ["双十一排班表", "组,姓名,11月10日,11月11日", "pre_sales,王,A,B", ",,,"]
    file.write_bytes("\r\n".join(rows).replace(",", separator).encode("gbk"))
    assert short(read_roster(file, scenario)) == ["pre_sales early 0", "pre_sales late 1"]


def test_hours_of_their_own_with_breaks(excel, scenario):
    rows = [HEADS, ["pre_sales", 1, "9:00-19:00 (13:00-14:00, 17:00-17:15)", "22:00-02:00"]]
    first, second = read_roster(excel(rows), scenario).roster.shifts
    hour = 3_600_000
    assert (first.start, first.end) == (hour, 11 * hour)
    assert first.breaks == ((5 * hour, 6 * hour), (9 * hour, 9 * hour + hour // 4))
    assert (second.start, second.end, second.breaks) == (38 * hour, 42 * hour, ())


def test_two_shifts_on_a_day(excel, scenario):
    rows = [HEADS, ["pre_sales", 1, "A/晚班", None]]
    assert short(read_roster(excel(rows), scenario)) == ["pre_sales early 0", "pre_sales 晚班 0"]


def test_a_list_of_the_same_seats_numbers_them_as_the_scenario_does(tmp_path, scenario):
    rows = [
        "date,group,shift,start,end,breaks,people,joined",
        "2026-11-10,pre_sales,early,08:00,16:00,,2,",
        "2026-11-11,pre_sales,early,,,,2,",
        "2026-11-10,temps,opening,20:00,04:00,,1,2026-11-01",
        "2026-11-10,pre_sales,,09:00,19:00,13:00-14:00,1,",
    ]
    file = tmp_path / "roster.csv"
    file.write_text("\n".join(rows))
    assert read_roster(file, scenario).roster == scenario.roster


def test_of_several_sheets_the_one_named_roster(excel, scenario):
    rows = [HEADS, ["pre_sales", 1, "A", "B"]]
    assert read_roster(excel(rows, sheet="排班表", others=["x"]), scenario).roster.shifts
    file = excel(rows, sheet="Blatt", others=[])
    assert read_roster(file, scenario, "Blatt").roster.shifts
    with pytest.raises(TableError, match='has no sheet "x"'):
        read_roster(file, scenario, "x")


def test_what_was_understood_is_said(excel, scenario):
    found = read_roster(excel([HEADS, ["pre_sales", 1, "A", "9:00-12:00"]]), scenario)
    assert found.place == "排班.xlsx, Sheet1"
    assert found.meanings == "A = early 08:00-16:00: 1, hours of their own: 1"


WRONG = {
    "a letter that is no shift": (
        [HEADS, ["pre_sales", 1, "A", "F"]],
        '排班.xlsx, Sheet1!D2: "F" is no shift; write A (early 08:00-16:00), B (late 16:00-24:00), 晚班 (晚班 18:00-23:00), hours such as 08:30-17:30, or 休 or nothing for a day off',
    ),
    "a name that is nearly one": (
        [HEADS, ["pre_sales", 1, "A", "erly"]],
        "or 休 or nothing for a day off; did you mean early?",
    ),
    "an unknown group": (
        [HEADS, ["pre_sale", 1, "A", "B"]],
        '排班.xlsx, Sheet1!A2: there is no group "pre_sale" in the scenario; its groups are pre_sales, temps; did you mean pre_sales?',
    ),
    "no group at all": (
        [HEADS[1:], [1, "A", "B"]],
        "排班.xlsx, Sheet1!B2: of which group? add a column group (组) with one of pre_sales, temps",
    ),
    "a date outside": (
        [["组", "姓名", "11/10", "11/12"], ["pre_sales", 1, "A", "B"]],
        "排班.xlsx, Sheet1!D1: 2026-11-12 lies outside the horizon of the scenario, 2026-11-10 to 2026-11-11; leave it out, or change days in the scenario",
    ),
    "a date twice": (
        [["组", "姓名", "11/10", "10日"], ["pre_sales", 1, "A", "B"]],
        "排班.xlsx, Sheet1!D1: 2026-11-10 stands in Sheet1!C1 already",
    ),
    "two shifts at once": (
        [HEADS, ["temps", "李", "C", "0:00-8:00"]],
        "排班.xlsx, Sheet1!D2: row 2 (李) of temps works 00:00-08:00 here, which overlaps C (20:00-04:00) of Sheet1!C2",
    ),
    "two shifts in one cell": (
        [HEADS, ["pre_sales", "李", "B/晚班", None]],
        "排班.xlsx, Sheet1!C2: row 2 (李) of pre_sales works 晚班 (18:00-23:00) here, which overlaps B (16:00-24:00) of Sheet1!C2",
    ),
    "more than the group has": (
        [HEADS, *[["pre_sales", n, "A", None] for n in range(5)]],
        "排班.xlsx, Sheet1!C6: pre_sales would have 5 people on shift at 2026-11-10 08:00, and there are 4; take 1 off, or raise groups.pre_sales.people",
    ),
    "a shift of others": (
        [HEADS, ["pre_sales", 1, "C", None]],
        "排班.xlsx, Sheet1!C2: the shift opening is not open to the group pre_sales; it is to temps",
    ),
    "a shift of another day": (
        [HEADS, ["temps", 1, None, "C"]],
        "排班.xlsx, Sheet1!D2: the shift opening is not worked on 2026-11-11; its days are 2026-11-10",
    ),
    "a break outside": (
        [HEADS, ["temps", 1, "9:00-12:00 (12:00-13:00)", None]],
        "排班.xlsx, Sheet1!C2: the break 12:00-13:00 does not lie inside the shift, or overlaps another",
    ),
    "a legend without a meaning": (
        [HEADS, ["temps", 1, "A", None], [], ["代号", "班次"], ["X", "dawn"]],
        "排班.xlsx, Sheet1!A5: the legend gives X the meaning dawn, which is no shift type; there is A (early 08:00-16:00)",
    ),
    "half a person": (
        [["date", "group", "shift", "people"], ["11/10", "temps", "A", "1.5"]],
        '排班.xlsx, Sheet1!D2: "1.5" is not a number of people; write a whole number, 0 for nobody',
    ),
    "nobody said how many": (
        [["date", "group", "shift", "people"], ["11/10", "temps", "A", None]],
        "排班.xlsx, Sheet1!D2: an empty cell is not a number of people",
    ),
    "no date": (
        [["date", "group", "shift"], ["Martini", "temps", "A"]],
        '排班.xlsx, Sheet1!A2: "Martini" is not a date; write for example 2026-11-11',
    ),
    "other hours than those of the shift": (
        [["date", "group", "shift", "start", "end"], ["11/10", "temps", "early", "09:00", "16:00"]],
        "排班.xlsx, Sheet1!D2: the shift early runs 08:00-16:00, not 09:00-16:00; leave out start and end, or the name of the shift for hours of their own",
    ),
    "no hours": (
        [["date", "group", "shift", "start", "end"], ["11/10", "temps", None, "9 Uhr", "16:00"]],
        '排班.xlsx, Sheet1!D2: "9 Uhr" to "16:00" are no clock times; write for example 08:30 and 17:30',
    ),
    "neither layout": (
        [["Hello"], ["world"]],
        "排班.xlsx, Sheet1 has no row of dates (a matrix: group, seat, then a column per date) and no row with the columns date, group and shift (a list) among its first 12 rows",
    ),
    "a number for a date": (
        [["组", "姓名", 11.1, 11.11], ["pre_sales", 1, "A", "B"]],
        "排班.xlsx, Sheet1!C1: 11.1 is a number, not a date; write for example 2026-11-10 or 11/10",
    ),
    "a formula without a value": (
        [HEADS, ["pre_sales", 1, "=D2", "B"]],
        "排班.xlsx, Sheet1!C2: the formula =D2 has no value in the file; open it in Excel or WPS and save it",
    ),
    "a date that is a formula without a value": (
        [["组", "姓名", date(2026, 11, 10), "=C1+1"], ["pre_sales", 1, "A", "B"]],
        "排班.xlsx, Sheet1!D1: the formula =C1+1 has no value in the file; open it in Excel or WPS and save it",
    ),
    "a shift under no date": (
        [HEADS[:3], ["pre_sales", 1, "A", "B"]],
        '排班.xlsx, Sheet1!D1: no date stands above the shift "B"; write for example 2026-11-11',
    ),
    "a day that there is not": (
        [["组", "姓名", "11/10", "11月31日"], ["pre_sales", 1, "A", "B"]],
        '排班.xlsx, Sheet1!D1: "11月31日" is not a date; write for example 2026-11-11',
    ),
    "nothing but heads": ([HEADS], "排班.xlsx, Sheet1 holds no shift"),
    "nothing but days off": (
        [HEADS, ["temps", 1, "休", None]],
        "排班.xlsx, Sheet1 holds no shift",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_named_by_its_cell(case, excel, scenario):
    rows, sentence = WRONG[case]
    with pytest.raises(TableError) as error:
        read_roster(excel(rows), scenario)
    assert sentence in str(error.value)


def test_all_problems_are_told_at_once_and_in_chinese(excel, scenario):
    rows = [HEADS, ["pre_sale", 1, "A", "B"], *[["temps", n, "Q", None] for n in range(14)]]
    with pytest.raises(TableError) as error:
        read_roster(excel(rows), scenario)
    lines = str(error.value).splitlines()
    assert len(lines) == 13
    assert lines[-1] == "... and 3 more"
    with reading("zh"):
        told = tell(error.value.args[0]).splitlines()
    assert told[0] == (
        '排班.xlsx, Sheet1!A2：场景里没有组 "pre_sale"；现有的组是 pre_sales, temps；是不是想写 pre_sales？'
    )
    assert told[-1] == "……另有3处"


def test_files_that_cannot_be_read(tmp_path, scenario):
    for name, content, sentence in (
        ("a.xls", b"", "a.xls has an old format; save it as .xlsx or as CSV"),
        ("b.xlsx", b"no", "b.xlsx is no Excel file, though named so; save it as .xlsx"),
        ("b2.xlsx", b"PK\3\4no", "b2.xlsx cannot be read as an Excel file"),
        ("b3.xlsx", b"\xd0\xcf\x11\xe0", "b3.xlsx has a password or an old format"),
        ("c.csv", b"\n", "c.csv is empty"),
        ("c2.csv", b"PK\3\4no", "c2.csv holds no text but a workbook; save it as .xlsx or as CSV"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(TableError, match=sentence):
            read_roster(tmp_path / name, scenario)
    with pytest.raises(TableError, match="there is no file"):
        read_roster(tmp_path / "d.csv", scenario)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (datetime(2026, 11, 11, 0, 0), date(2026, 11, 11)),
        ("2026年11月11日 星期三", date(2026, 11, 11)),
        ("20261111", date(2026, 11, 11)),
        ("１１／１１", date(2026, 11, 11)),
        ("46337.0", date(2026, 11, 11)),
        ("2026/11/11 0:00", date(2026, 11, 11)),
        ("11-Nov", date(2026, 11, 11)),
        ("Nov 11, 2026", date(2026, 11, 11)),
        ("11-Non", None),
        ("11", date(2026, 11, 11)),
        ("13/11", None),
        ("A", None),
        (True, None),
        (11.5, None),
    ],
)
def test_dates_as_people_write_them(cell, expected, scenario):
    assert date_of(cell, scenario.calendar) == expected


def test_columns_have_the_letters_of_excel():
    assert [column_letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_letters_of_the_scenario(tmp_path, excel):
    (tmp_path / "scenario.yaml").write_text(
        SHOP.replace("late: {at: 16:00-24:00}", "late: {at: 16:00-24:00, letter: 夜}"), "utf-8"
    )
    rows = [HEADS, ["pre_sales", 1, "A", "夜"]]
    assert short(read_roster(excel(rows), load(tmp_path))) == PLAIN[:2]


@pytest.mark.parametrize(
    ("letter", "sentence"),
    [
        ("休", 'shifts.late.letter: "休" is no letter for a shift: write one to four letters or digits, a letter first, and no word for a day off'),
        ("早/夜", 'shifts.late.letter: "早/夜" is no letter for a shift'),
        ("晚班", 'shifts.late.letter: "晚班" means 晚班 already; give each shift a letter of its own'),
    ],
)  # fmt: skip
def test_letters_that_cannot_be(letter, sentence, tmp_path):
    text = SHOP.replace("late: {at: 16:00-24:00}", f"late: {{at: 16:00-24:00, letter: {letter}}}")
    (tmp_path / "scenario.yaml").write_text(text, "utf-8")
    with pytest.raises(ScenarioError) as error:
        load(tmp_path)
    assert sentence in str(error.value)
