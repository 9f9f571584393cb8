"""Tables of volumes: what is read, and what is refused with file, row and column."""
# ruff: noqa: E501  (the sentences stand as they are read)

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from capplan.files import ConstructionStepError, load, resolve

Make = Callable[..., Path]
DEMAND = "demand: {daily: 1000 chats, profile: normal}"
MIDNIGHT = datetime(2026, 11, 11)


def rows(
    step: int = 30, count: int = 48, start: datetime = MIDNIGHT
) -> list[tuple[datetime, float]]:
    """Rows of a table: 1, 2, 3, ... chats."""
    return [(start + timedelta(minutes=step * k), float(k + 1)) for k in range(count)]


def csv_text(header: str, table: list[tuple[datetime, float]], separator: str = ",") -> str:
    """A table as CSV."""
    lines = [f"{t:%Y-%m-%d %H:%M}{separator}{v:g}" for t, v in table]
    return "\n".join([header, *lines, ""])


def expected(folder: Path) -> np.ndarray:
    """Expected arrivals per half-hour."""
    return load(folder).queues[0].demand.expected


@pytest.fixture
def shop(make: Make) -> Callable[..., Path]:
    """The small shop with a table beside it."""

    def write(content: str | bytes, keys: str = "volumes: volumes.csv") -> Path:
        folder = make((DEMAND, f"demand: {{{keys}}}"))
        raw = content.encode() if isinstance(content, str) else content
        (folder / "volumes.csv").write_bytes(raw)
        return folder

    return write


def test_a_table_on_the_interval(shop: Callable[..., Path]) -> None:
    assert expected(shop(csv_text("start,pre_sales", rows()))) == pytest.approx(np.arange(1, 49))


def test_finer_and_coarser_rows(shop: Callable[..., Path]) -> None:
    fine = expected(shop(csv_text("start,chats", rows(15, 96))))
    assert fine[:2] == pytest.approx([3, 7])
    coarse = expected(shop(csv_text("start,chats", rows(60, 24))))
    assert coarse[:4] == pytest.approx([0.5, 0.5, 1, 1])
    day = expected(shop(csv_text("start,chats", rows(1440, 2))))
    assert day == pytest.approx(np.full(48, 1 / 48))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_encodings(encoding: str, shop: Callable[..., Path]) -> None:
    text = csv_text("时间,售前咨询,售后咨询", [(t, v) for t, v in rows()]).replace("\n20", "\n20")
    text = "\n".join(f"{line},7" if line[:1] == "2" else line for line in text.splitlines())
    folder = shop(text.encode(encoding), "volumes: volumes.csv, column: 售前咨询")
    assert expected(folder).sum() == pytest.approx(48 * 49 / 2)


def test_semicolons_and_thousands(shop: Callable[..., Path]) -> None:
    text = csv_text("start;pre_sales", rows(), ";").replace(";48\n", ";1,048\n")
    assert expected(shop(text))[-1] == 1048


def test_a_date_column_and_clock_times(shop: Callable[..., Path]) -> None:
    lines = [f"2026/11/11,{t:%H:%M},{v:g}" for t, v in rows()]
    folder = shop("\n".join(["date,start,chats", *lines]))
    assert expected(folder) == pytest.approx(np.arange(1, 49))


def test_clock_times_alone_stand_for_days(shop: Callable[..., Path]) -> None:
    lines = [f"{t:%H:%M},{v:g}" for t, v in rows()]
    folder = shop("\n".join(["time,chats", *lines]), "volumes: volumes.csv, on: wed")
    assert expected(folder) == pytest.approx(np.arange(1, 49))


def test_rows_outside_the_horizon_are_advice(shop: Callable[..., Path]) -> None:
    folder = shop(csv_text("start,pre_sales", rows(count=60, start=MIDNIGHT - timedelta(hours=3))))
    advice = [str(a) for a in resolve(folder).advice]
    assert (
        "scenario.yaml:7: queues.pre_sales.demand: 12 rows of volumes.csv lie outside the horizon or its days"
        in advice
    )
    later = csv_text("start,pre_sales", rows(count=60, start=MIDNIGHT))
    assert expected(shop(later)).sum() == pytest.approx(48 * 49 / 2)


def test_the_digest_covers_the_table(shop: Callable[..., Path]) -> None:
    first = resolve(shop(csv_text("start,pre_sales", rows()))).digest
    second = resolve(shop(csv_text("start,pre_sales", rows()).replace(",48\n", ",49\n"))).digest
    assert first != second


GOOD = csv_text("start,pre_sales", rows())
ROW_3 = "2026-11-11 00:30,2\n"
WRONG = (
    ("text", ROW_3, "2026-11-11 00:30,two\n", 'volumes.csv, row 3, column pre_sales: "two" is not a number'),
    ("negative", ROW_3, "2026-11-11 00:30,-2\n", "volumes.csv, row 3, column pre_sales: a volume must be 0 or more, not -2"),
    ("nan", ROW_3, "2026-11-11 00:30,NaN\n", "volumes.csv, row 3, column pre_sales: NaN is not a finite number"),
    ("infinity", ROW_3, "2026-11-11 00:30,inf\n", "volumes.csv, row 3, column pre_sales: inf is not a finite number"),
    ("blank", ROW_3, "2026-11-11 00:30,\n", "volumes.csv, row 3, column pre_sales: the cell is empty; write 0 if nobody comes"),
    ("short row", ROW_3, "2026-11-11 00:30\n", "volumes.csv, row 3, column pre_sales: the cell is empty; write 0 if nobody comes"),
    ("no time", ROW_3, "合计,2\n", 'volumes.csv, row 3, column start: "合计" is not a time; write for example 2026-11-11 08:00'),
    ("past 24:00", ROW_3, "2026-11-11 25:30,2\n", 'volumes.csv, row 3, column start: "2026-11-11 25:30" is not a time; write for example 2026-11-11 08:00'),
    ("empty time", ROW_3, ",2\n", "volumes.csv, row 3, column start: an empty cell is not a time; write for example 2026-11-11 08:00"),
    ("twice", ROW_3, "2026-11-11 00:00,2\n", "volumes.csv, row 3, column start: 2026-11-11 00:00 stands twice"),
    ("back", "2026-11-11 01:00,3", "2026-11-11 00:10,3", "volumes.csv, row 4, column start: 2026-11-11 00:10 is earlier than the row above"),
    ("jump", ROW_3, "", "volumes.csv, row 4, column start: 2026-11-11 01:30 comes 30 min after the row above; the rows before are 1 h apart"),
    ("late start", "2026-11-11 00:00,1\n", "", "volumes.csv has no row for 2026-11-11 00:00 (1 of 48 intervals of the horizon have none)"),
    ("mixed", ROW_3, "00:30,2\n", "volumes.csv: some rows have a date and some only a clock time"),
    ("only header", GOOD.partition("\n")[2], "", "volumes.csv: needs a row of column names and at least two rows of volumes"),
    ("nothing", GOOD, "", "volumes.csv is empty"),
)  # fmt: skip


@pytest.mark.parametrize("row", WRONG, ids=lambda row: row[0])
def test_a_wrong_table(row: tuple[str, str, str, str], shop: Callable[..., Path]) -> None:
    _, old, new, sentence = row
    assert GOOD.count(old) == 1
    with pytest.raises(ConstructionStepError) as caught:
        load(shop(GOOD.replace(old, new)))
    assert str(caught.value) == f"scenario.yaml:7: queues.pre_sales.demand: {sentence}"


KEYS = (
    ("volumes: volumes.csv, column: presales", 'volumes.csv has no column "presales"; did you mean "pre_sales"? (valid: start, pre_sales)'),
    ("volumes: volumes.csv, time: begin", 'volumes.csv has no column "begin" (valid: start, pre_sales)'),
    ("volumes: volumes.csv, sheet: 预测", "volumes.csv is not an Excel file and has no sheets; leave out sheet"),
)  # fmt: skip


@pytest.mark.parametrize(("keys", "sentence"), KEYS)
def test_wrong_columns(keys: str, sentence: str, shop: Callable[..., Path]) -> None:
    with pytest.raises(ConstructionStepError) as caught:
        load(shop(GOOD, keys))
    assert str(caught.value) == f"scenario.yaml:7: queues.pre_sales.demand: {sentence}"


def test_which_column_must_be_clear(shop: Callable[..., Path]) -> None:
    text = "\n".join(f"{t:%Y-%m-%d %H:%M},1,2" for t, _ in rows())
    with pytest.raises(ConstructionStepError, match=r"which column .* \(columns: start, a, b\)"):
        load(shop(f"start,a,b\n{text}"))


def test_clock_times_need_days(shop: Callable[..., Path]) -> None:
    text = "\n".join(f"{t:%H:%M},1" for t, _ in rows())
    with pytest.raises(ConstructionStepError, match="the times have no dates; add a date column"):
        load(shop(f"start,a\n{text}"))


def test_rows_too_close_together(shop: Callable[..., Path]) -> None:
    with pytest.raises(
        ConstructionStepError, match="1 min apart; they must be 5 min to 24 h apart"
    ):
        load(shop(csv_text("start,a", rows(1, 60))))


# --- Excel ---------------------------------------------------------------------------------


@pytest.fixture
def workbook(make: Make) -> Callable[..., Path]:
    """The small shop with a workbook of two Chinese sheets beside it."""

    def write(keys: str, *, as_clock: bool = False, cell: object = None) -> Path:
        folder = make((DEMAND, f"demand: {{volumes: 预测.xlsx{keys}}}"))
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "说明"
        sheet.append(["只是说明"])
        sheet = book.create_sheet("预测")
        sheet.append(["时间", "售前"])
        for t, v in rows():
            sheet.append([t.time() if as_clock else t, v])
        if cell is not None:
            sheet["B5"] = cell
        book.save(folder / "预测.xlsx")
        return folder

    return write


def test_a_sheet_of_a_workbook(workbook: Callable[..., Path]) -> None:
    assert expected(workbook(", sheet: 预测")) == pytest.approx(np.arange(1, 49))
    clock = workbook(", sheet: 预测, on: 2026-11-11", as_clock=True)
    assert expected(clock) == pytest.approx(np.arange(1, 49))
    assert isinstance(rows()[0][0].time(), time)


WORKBOOKS = (
    (", sheet: 预报", None, '预测.xlsx has no sheet "预报" (sheets: 说明, 预测)'),
    ("", None, "预测.xlsx has several sheets; write sheet: NAME (说明, 预测)"),
    (", sheet: 预测", "很多", '预测.xlsx, row 5, column 售前: "很多" is not a number'),
    (", sheet: 预测", True, '预测.xlsx, row 5, column 售前: "True" is not a number'),
    (", sheet: 预测", "=1/0", "预测.xlsx, row 5, column 售前: the cell is empty; write 0 if nobody comes"),
)  # fmt: skip


@pytest.mark.parametrize(("keys", "cell", "sentence"), WORKBOOKS)
def test_a_wrong_workbook(
    keys: str, cell: object, sentence: str, workbook: Callable[..., Path]
) -> None:
    with pytest.raises(ConstructionStepError) as caught:
        load(workbook(keys, cell=cell))
    assert str(caught.value) == f"scenario.yaml:7: queues.pre_sales.demand: {sentence}"


def test_a_broken_workbook(make: Make) -> None:
    folder = make((DEMAND, "demand: {volumes: a.xlsx}"))
    (folder / "a.xlsx").write_text("no workbook")
    with pytest.raises(ConstructionStepError, match=r"a.xlsx is no Excel file, though named so"):
        load(folder)
