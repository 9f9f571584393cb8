"""Rows and cells of CSV (UTF-8 or GBK) and XLSX files, with the row numbers Excel shows."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from capplan.files.errors import nearest, quoted
from capplan.units import parse_clock
from capplan.words import listed, say

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.worksheet import Worksheet

EXCEL = {".xlsx", ".xlsm"}
OLD_EXCEL = {".xls", ".et"}
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How .xlsx files begin, and .xls files and those with a password."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD_LINES = 20
"""Lines of a CSV that tell what stands between cells."""
_THOUSANDS = re.compile(r"^\d{1,3}(,\d{3})+(\.\d+)?$")
_MOMENTS = (
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y-%m-%d",
)
_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y-%m-%d %H:%M:%S")


class TableError(ValueError):
    """What is wrong with a table; the text names file, row, column and value."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, with its number as Excel shows it."""

    number: int
    cells: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of which each cell can be named as Excel does.

    Attributes:
        file: name of the file.
        name: name of the sheet; "" for CSV.
        rows: the rows that hold anything; what is merged stands in each of its cells.
    """

    file: str
    name: str
    rows: list[Row]

    def cell(self, row: int, column: int | None = None) -> str:
        """Name a cell, ``"roster.xlsx, Sheet1!D7"``, or a row without a column."""
        place = f"{row}:{row}" if column is None else f"{column_letters(column)}{row}"
        return f"{self.file}, {self.name}!{place}" if self.name else f"{self.file}, {place}"


def column_letters(column: int) -> str:
    """The letters of a column, counted from 0: A, B, ..., Z, AA."""
    letters = ""
    while column >= 0:
        column, place = divmod(column, 26)
        letters = chr(ord("A") + place) + letters
        column -= 1
    return letters


def read_sheet(file: Path, sheet: str | None, usual: Sequence[str] = ()) -> Sheet:
    """Read a table as people lay it out, with merged cells.

    Args:
        file: CSV or XLSX.
        sheet: sheet of an XLSX; None for the only one that holds anything.
        usual: names by which the sheet is known among several, in small letters.

    Raises:
        TableError: the file or its sheet cannot be read.
    """
    if not file.is_file():
        raise TableError(say("there is no file {file}", file=file))
    if file.suffix.lower() in OLD_EXCEL:
        raise TableError(
            say("{file} has an old format; save it as .xlsx or as CSV", file=file.name)
        )
    if file.suffix.lower() in EXCEL:
        name, rows = _read_merged(file, sheet, usual)
    else:
        name, rows = "", _read_csv(file, sheet)
    rows = [row for row in rows if any(is_filled(cell) for cell in row.cells)]
    if not rows:
        raise TableError(say("{file} is empty", file=file.name))
    return Sheet(file.name, name, rows)


def read_rows(file: Path, sheet: str | None) -> list[Row]:
    """The rows of a table that hold anything.

    Raises:
        TableError: the file or its sheet cannot be read.
    """
    rows = _read_excel(file, sheet) if file.suffix.lower() in EXCEL else _read_csv(file, sheet)
    return [row for row in rows if any(is_filled(cell) for cell in row.cells)]


def is_filled(cell: object) -> bool:
    """Whether a cell holds anything."""
    return cell is not None and str(cell).strip() != ""


def header_of(cell: object) -> str:
    """The name of a column."""
    return "" if cell is None else str(cell).strip()


def read_moment(cell: object) -> datetime | int | None:
    """A moment, or ticks after midnight, or None."""
    if isinstance(cell, datetime):
        return (cell + timedelta(milliseconds=500)).replace(microsecond=0)
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    text = cell.strftime("%H:%M:%S") if isinstance(cell, time) else str(cell).strip()
    try:
        return parse_clock(text)
    except ValueError:
        pass
    for form in _MOMENTS:
        try:
            return datetime.strptime(text.replace("T", " "), form)
        except ValueError:
            continue
    return None


def read_date(cell: object) -> date | None:
    """A date, or None."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    for form in _DATES:
        try:
            return datetime.strptime(str(cell).strip(), form).date()
        except ValueError:
            continue
    return None


def read_number(cell: object) -> float | None:
    """A number, or None; 1,000 is a thousand."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell)
    text = str(cell).strip()
    try:
        return float(text.replace(",", "") if _THOUSANDS.match(text) else text)
    except ValueError:
        return None


def _read_csv(file: Path, sheet: str | None) -> list[Row]:
    if sheet is not None:
        raise TableError(
            say("{name} is not an Excel file and has no sheets; leave out sheet", name=file.name)
        )
    text = _text(file)
    separator = _separator(text.splitlines()[:_HEAD_LINES])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return [Row(reader.line_num, tuple(cells)) for cells in reader]
    except csv.Error as error:
        raise TableError(
            say(
                "{name}, row {line_num}: {error}",
                name=file.name,
                line_num=reader.line_num,
                error=error,
            )
        ) from None


def _text(file: Path) -> str:
    """The text of a file: UTF-8, UTF-16 as Excel's Unicode text has it, or GBK."""
    content = file.read_bytes()
    if content[:2] in _UTF_16:
        return content.decode("utf-16", errors="replace")
    if b"\0" in content or content[:4] == _ZIP:
        raise TableError(
            say("{name} holds no text but a workbook; save it as .xlsx or as CSV", name=file.name)
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return content.decode("gb18030")
        except UnicodeDecodeError:
            raise TableError(
                say("{name} is neither UTF-8 nor GBK text; save it as CSV UTF-8", name=file.name)
            ) from None


def _separator(lines: Sequence[str]) -> str:
    """What stands between cells: in most lines, and the more often; a title has none."""

    def seen(separator: str) -> tuple[int, int]:
        counts = [line.count(separator) for line in lines]
        return sum(map(bool, counts)), sum(counts)

    return max(",;\t", key=seen)


def _read_excel(file: Path, sheet: str | None) -> list[Row]:
    book = _book(file, read_only=True)
    try:
        names = [str(name) for name in book.sheetnames]
        if sheet is not None and sheet not in names:
            text = say(
                "{name} has no sheet {quoted}{nearest}",
                name=file.name,
                quoted=quoted(sheet),
                nearest=nearest(sheet, names),
            )
            raise TableError(text.replace("(valid:", "(sheets:"))
        if sheet is None and len(names) > 1:
            raise TableError(
                say(
                    "{name} has several sheets; write sheet: NAME ({names})",
                    name=file.name,
                    names=listed(names),
                )
            )
        rows = book[sheet or names[0]].iter_rows(values_only=True)
        return [Row(number, tuple(cells)) for number, cells in enumerate(rows, start=1)]
    finally:
        book.close()


def _read_merged(file: Path, sheet: str | None, usual: Sequence[str]) -> tuple[str, list[Row]]:
    """One sheet of an Excel file; what is merged stands in each of its cells.

    A formula of which no value was stored stands as its text.
    """
    formulas = _book(file, formulas=True)
    reach = {page.title: _reach(page) for page in formulas.worksheets}
    name = _chosen({title: max(ends) > 1 for title, ends in reach.items()}, file.name, sheet, usual)
    found = _book(file)[name]
    cells: list[list[object]] = [
        [written if cell is None else cell for cell, written in zip(*rows, strict=True)]
        for rows in zip(
            *(_values(page, *reach[name]) for page in (found, formulas[name])), strict=True
        )
    ]
    spans: list[CellRange] = list(found.merged_cells.ranges)
    for span in spans:
        left, top, right, bottom = span.bounds
        for row in cells[top - 1 : bottom]:
            width = len(row[left - 1 : right])
            row[left - 1 : right] = [cells[top - 1][left - 1]] * width if width else []
    return name, [Row(number, tuple(row)) for number, row in enumerate(cells, start=1)]


def _reach(page: Worksheet) -> tuple[int, int]:
    """Last row and column that hold anything: formats alone may reach to the end of the sheet."""
    cells = page._cells  # pyright: ignore[reportPrivateUsage]
    filled = [place for place, cell in cells.items() if cell.value is not None]
    return max((row for row, _ in filled), default=0), max((c for _, c in filled), default=0)


def _values(page: Worksheet, rows: int, columns: int) -> Iterator[tuple[object, ...]]:
    """The rows of a sheet up to there."""
    return page.iter_rows(max_row=rows, max_col=columns, values_only=True) if rows else iter(())


def _book(file: Path, *, read_only: bool = False, formulas: bool = False) -> Workbook:
    """Open an Excel file, for its values or its formulas."""
    from openpyxl import load_workbook  # noqa: PLC0415  slow to import, rarely needed

    with file.open("rb") as content:
        start = content.read(4)
    if start == _OLE:
        raise TableError(
            say(
                "{file} has a password or an old format; save it as .xlsx without a password",
                file=file.name,
            )
        )
    if start != _ZIP:
        raise TableError(
            say("{file} is no Excel file, though named so; save it as .xlsx", file=file.name)
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what other programs put into their files
            return load_workbook(file, read_only=read_only, data_only=not formulas)
    except Exception as error:  # openpyxl raises many kinds for a broken file
        text = say("{file} cannot be read as an Excel file ({error})", file=file.name, error=error)
        raise TableError(text) from None


def _chosen(sheets: dict[str, bool], file: str, sheet: str | None, usual: Sequence[str]) -> str:
    """The sheet asked for, else the only one that holds anything, else one of the usual names.

    Args:
        sheets: names, each with whether it holds anything.
        file: name of the file.
        sheet: the name asked for.
        usual: usual names, in small letters.
    """
    names = [name for name, is_used in sheets.items() if is_used]
    if sheet is not None:
        if sheet in sheets:
            return sheet
        raise TableError(
            say(
                "{file} has no sheet {sheet} (sheets: {names})",
                file=file,
                sheet=quoted(sheet),
                names=", ".join(sheets),
            )
        )
    known = [name for name in names if name.strip().lower() in usual]
    if len(known) == 1 or len(names) == 1:
        return (known or names)[0]
    if not names:
        raise TableError(say("{file} is empty", file=file))
    raise TableError(
        say(
            "{file} has several sheets; say which with --sheet NAME ({names})",
            file=file,
            names=", ".join(names),
        )
    )
