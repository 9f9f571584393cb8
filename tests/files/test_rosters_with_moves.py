"""Rosters in which people work in another group on some days, as a campaign's moves allow."""
# ruff: noqa: E501  (the sentences stand as they are read)

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook

from capplan.files import load, read_roster
from capplan.files.tables import TableError
from capplan.words import reading, tell

SHOP = """
format: 1
name: 小店
days: {from: 2026-11-10 00:00, to: 2026-11-13 00:00, interval: 1 h}
queues:
  chats: {demand: {daily: 240 chats, profile: normal}}
  returns: {demand: {daily: 100 chats, profile: normal}}
groups:
  售前: {people: 4, handles: {chats: 1}, at_once: 5, pay: fixed}
  售后: {people: 2, handles: {returns: 1}, at_once: 5, pay: fixed}
  支援: {people: 0, handles: {returns: 2}, at_once: 5, pay: fixed}
shifts:
  early: {at: 08:00-16:00}
  late: {at: 16:00-24:00}
  night: {at: 22:00-06:00}
pay:
  fixed: {hourly: 30 yuan/h}
campaign:
  peak: 2026-11-11
  moves:
    - {group: 售前, to: 支援, on: 2026-11-11 to 2026-11-12}
    - {group: 售后, to: 支援, on: 2026-11-12}
"""
HEADS = ["组", "姓名", date(2026, 11, 10), date(2026, 11, 11), date(2026, 11, 12)]
LIST = ["日期", "组", "班次", "人数"]


@pytest.fixture(scope="module")
def scenario(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shop")
    (folder / "scenario.yaml").write_text(SHOP, encoding="utf-8")
    return load(folder)


@pytest.fixture
def read(tmp_path, scenario):
    def from_rows(rows):
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / "排班.xlsx")
        found = read_roster(tmp_path / "排班.xlsx", scenario).roster
        return sorted(f"{s.group} {s.shift_type} {s.day}" for s in found.shifts)

    return from_rows


@pytest.mark.parametrize(
    "rows",
    [
        [HEADS, ["售前", "王", "A", "B (支援)", None]],
        [HEADS, ["售前", "王", "A", "late（支援）", "休"]],
        [HEADS, ["售前", "王", "A", None, None], ["支援", "王", None, "B", None]],
        [LIST, ["11/10", "售前", "A", 1], ["11/11", "支援", "B", 1]],
        [HEADS, ["售前", "王", "A", "16:00-24:00 (支援)", "training"]],
        [HEADS, ["售前", "王", "A", "B(支援)", "培训"]],
    ],
)
def test_people_help_in_the_other_group_on_their_days(rows, read):
    assert read(rows) == ["售前 early 0", "支援 late 1"]


def test_of_both_groups_there_may_be_as_many_as_there_are_people(read):
    rows = [LIST, ["11/11", "售前", "A", 1], ["11/11", "支援", "A", 3], ["11/12", "支援", "A", 6]]
    assert len(read(rows)) == 10


WRONG = {
    "too many of both": (
        [LIST, ["11/11", "售前", "A", 2], ["11/11", "支援", "A", 3]],
        "排班.xlsx, Sheet!C3: 售前 and 支援 together would have 5 people on shift at 2026-11-11 08:00, and there are 4; take 1 off, or raise groups.售前.people",
    ),
    "too many of three": (
        [LIST, ["11/12", "售前", "A", 3], ["11/12", "支援", "A", 2], ["11/12", "售后", "A", 2]],
        "排班.xlsx, Sheet!C4: 售前 and 售后 and 支援 together would have 7 people on shift at 2026-11-12 08:00, and there are 6; take 1 off, or raise groups.售前.people",
    ),
    "nobody moves that day": (
        [LIST, ["11/10", "支援", "A", 1]],
        "排班.xlsx, Sheet!C2: 支援 would have 1 people on shift at 2026-11-10 08:00, and there are 0 on that day, on which nobody moves there from 售前 and 售后; take 1 off, or add the day to campaign.moves",
    ),
    "a shift that began on a day without a move": (
        [LIST, ["11/10", "支援", "night", 1], ["11/11", "售前", "A", 4]],
        "排班.xlsx, Sheet!C2: 支援 would have 1 people on shift at 2026-11-10 22:00, and there are 0",
    ),
    "another group than any move": (
        [HEADS, ["售前", "王", None, "A (售后)", None]],
        "排班.xlsx, Sheet!D2: people of 售前 do not work in 售后 on 2026-11-11; who works where on which days stands in campaign.moves",
    ),
    "another day than that of the move": (
        [HEADS, ["售后", "王", None, "A (支援)", None]],
        "排班.xlsx, Sheet!D2: people of 售后 do not work in 支援 on 2026-11-11",
    ),
    "two shifts of one person that overlap": (
        [HEADS, ["售前", "王", None, "night", "0:00-8:00 (支援)"]],
        "排班.xlsx, Sheet!E2: row 2 (王) of 售前 works 00:00-08:00 here, which overlaps C (22:00-06:00) of Sheet!D2",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_named_by_its_cell(case, read):
    rows, sentence = WRONG[case]
    with pytest.raises(TableError) as error:
        read(rows)
    assert sentence in str(error.value)


def test_it_is_said_in_chinese(read):
    with pytest.raises(TableError) as error:
        read(WRONG["too many of both"][0])
    with reading("zh"):
        assert tell(error.value.args[0]) == (
            "排班.xlsx, Sheet!C3：售前、支援 合计在 2026-11-11 08:00 有5人当班，而一共只有4人；请减去1人，或调大 groups.售前.people"
        )
