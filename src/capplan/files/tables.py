"""Rows and cells of CSV (UTF-8 or GBK) and XLSX files, with the row numbers Excel shows."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from capplan.files.errors import nearest, quoted
from capplan.units import parse_clock

EXCEL = {".xlsx", ".xlsm"}
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
        raise TableError(f"{file.name} is not an Excel file and has no sheets; leave out sheet")
    content = file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError:
            raise TableError(
                f"{file.name} is neither UTF-8 nor GBK text; save it as CSV UTF-8"
            ) from None
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return [Row(reader.line_num, tuple(cells)) for cells in reader]
    except csv.Error as error:
        raise TableError(f"{file.name}, row {reader.line_num}: {error}") from None


def _read_excel(file: Path, sheet: str | None) -> list[Row]:
    from openpyxl import load_workbook  # noqa: PLC0415  slow to import, rarely needed

    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises many kinds for a broken file
        raise TableError(f"{file.name} cannot be read as an Excel file ({error})") from None
    try:
        names = [str(name) for name in book.sheetnames]
        if sheet is not None and sheet not in names:
            text = f"{file.name} has no sheet {quoted(sheet)}{nearest(sheet, names)}"
            raise TableError(text.replace("(valid:", "(sheets:"))
        if sheet is None and len(names) > 1:
            raise TableError(
                f"{file.name} has several sheets; write sheet: NAME ({', '.join(names)})"
            )
        rows = book[sheet or names[0]].iter_rows(values_only=True)
        return [Row(number, tuple(cells)) for number, cells in enumerate(rows, start=1)]
    finally:
        book.close()
