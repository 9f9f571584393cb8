"""A workbook being written: formats, and a sheet from any declared table."""

# XlsxWriter leaves the types of its options open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from capplan.report.workbook.heads import VALUES, head, letters, number_format
from capplan.words import Sentence, tell

INK, HEAD, RULE = "#222222", "#DCE6F0", "#B8C4CE"
VERDICTS = {"met": "#DDF0E3", "missed": "#F8D7D0", "too close to call": "#FBEBC8"}
WIDEST = 60
"""A column is at most so many letters wide; longer texts wrap."""
LANDSCAPE_FROM = 70
"""Tables wider than so many letters are printed across the long side of the paper."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook.

    Attributes:
        name: its name, in at most 31 letters.
        draw: fills it.
    """

    name: Sentence
    draw: Callable[[Book, Worksheet], None]


def table(
    name: Sentence,
    frame: pd.DataFrame,
    note: Sentence | None = None,
    heads: Mapping[str, str] | None = None,
    formats: Mapping[str, Sequence[str]] | None = None,
) -> Sheet:
    """A sheet from a declared table: heads, formats, filter, frozen head, print titles.

    Args:
        name: of the sheet.
        frame: the table; nothing of its text is taken for a formula.
        note: a sentence above the table.
        heads: heads that the columns have of their own, by their names.
        formats: number formats of each row, by column, where they are not the same in all rows.
    """

    def draw(book: Book, page: Worksheet) -> None:
        book.put_table(page, frame, tell(name), note, heads=heads, formats=formats)

    return Sheet(name, draw)


def write_sheets(path: Path, title: str, sheets: Iterable[Sheet]) -> None:
    """Write a workbook.

    Args:
        path: where, ending in .xlsx.
        title: of the file, shown at the foot of each page.
        sheets: in order.
    """
    with _open(path, title) as book:
        for sheet in sheets:
            book.add(sheet)


@contextmanager
def _open(path: Path, title: str) -> Generator[Book]:
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    workbook = xlsxwriter.Workbook(str(path), options)
    workbook.set_properties({"title": title, "comments": "capplan"})
    yield Book(workbook, title)
    workbook.close()


class Book:
    """Formats that are made once, and ways to fill a sheet."""

    def __init__(self, workbook: xlsxwriter.Workbook, title: str) -> None:
        self.workbook = workbook
        self._title = title
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def format(self, **options: object) -> Format:
        """A cell format by its options."""
        key = tuple(sorted(options.items()))
        if key not in self._formats:
            base = {"font_size": 10, "valign": "vcenter", "font_color": INK}
            self._formats[key] = self.workbook.add_format({**base, **options})
        return self._formats[key]

    def add(self, sheet: Sheet) -> None:
        """Add a sheet, ready for paper."""
        page = self.workbook.add_worksheet(tell(sheet.name)[:31])
        page.hide_gridlines(2)
        page.set_paper(9)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.set_footer(f"&L&9{self._title.replace('&', '&&')}&C&9&A&R&9&P / &N")
        sheet.draw(self, page)

    def put_title(self, page: Worksheet, title: str, note: str = "") -> int:
        """Write a title and a note; returns the next free row."""
        page.write_string(0, 0, title, self.format(bold=True, font_size=14))
        page.set_row(0, 24)
        if not note:
            return 2
        page.write_string(1, 0, note, self.format(font_color="#666666", italic=True))
        return 3

    def put_table(
        self,
        page: Worksheet,
        frame: pd.DataFrame,
        title: str,
        note: Sentence | None = None,
        *,
        heads: Mapping[str, str] | None = None,
        formats: Mapping[str, Sequence[str]] | None = None,
    ) -> int:
        """Write a table under a title; returns the row of its heads."""
        top = self.put_title(page, title, tell(note) if note else "")
        names = [str(name) for name in frame.columns]
        shown = [(heads or {}).get(name) or head(name) for name in names]
        total = 0
        for column, text in enumerate(shown):
            is_number = pd.api.types.is_numeric_dtype(frame.dtypes.iloc[column])
            self.put_head(page, top, column, text, right=is_number)
            forms = (formats or {}).get(names[column], ())
            width = self._put_column(page, frame, column, top + 1, forms)
            width = min(max([width, *map(letters, text.split())]) + 3, WIDEST)
            page.set_column(column, column, max(width, 8))
            total += width
        last = top + len(frame)
        for row, lines in enumerate(_lines(frame), start=top + 1):
            if lines > 1:
                page.set_row(row, 14.0 * lines + 2.0)
        wraps = any(letters(text) > 16 for text in shown)
        page.set_row(top, 44 if wraps else 30)
        page.autofilter(top, 0, max(last, top + 1), len(names) - 1)
        page.freeze_panes(top + 1, min(1, len(names) - 1))
        page.repeat_rows(top)
        page.print_area(0, 0, max(last, top + 1), max(len(names) - 1, 5))
        if total > LANDSCAPE_FROM:
            page.set_landscape()
        return top

    def put_head(
        self, page: Worksheet, row: int, column: int, text: str, *, right: bool = False
    ) -> None:
        """Write the head of a column."""
        form = self.format(
            bold=True, bg_color=HEAD, bottom=1, bottom_color=RULE, text_wrap=True,
            **({"align": "right"} if right else {"align": "left", "indent": 1}),
        )  # fmt: skip
        page.write_string(row, column, text, form)

    def _put_column(
        self, page: Worksheet, frame: pd.DataFrame, column: int, first: int, forms: Sequence[str]
    ) -> int:
        """Write the cells of a column; returns the width of the widest [letters]."""
        name, dtype = str(frame.columns[column]), str(frame.dtypes.iloc[column])
        words = VALUES.get(name, {})
        form = number_format(name, dtype)
        values: list[object] = frame.iloc[:, column].tolist()
        has_clock = any(
            isinstance(v, datetime) and not _is_absent(v) and v.time() != time() for v in values
        )
        widest = 0
        for row, value in enumerate(values, start=first):
            if isinstance(value, bool):
                value = str(value)  # noqa: PLW2901
            if _is_absent(value):
                page.write_blank(row, column, None, self.format(bottom=4, bottom_color=RULE))
            elif isinstance(value, datetime):
                date = "yyyy-mm-dd hh:mm" if has_clock else "yyyy-mm-dd"
                cell = self.format(
                    num_format=date, align="left", indent=1, bottom=4, bottom_color=RULE
                )
                page.write_datetime(row, column, value, cell)
                widest = max(widest, len(date))
            elif isinstance(value, int | float):
                own = forms[row - first] if forms else form
                self._put_number(page, row, column, float(value), own)
                widest = max(widest, len(f"{value:,.1f}"))
            else:
                text = self._put_text(page, row, column, value, words)
                widest = max([widest, *map(letters, text.splitlines())])
        return widest

    def _put_number(self, page: Worksheet, row: int, column: int, value: float, form: str) -> None:
        cell = self.format(num_format=form, bottom=4, bottom_color=RULE)
        if value in {float("inf"), float("-inf")}:
            page.write_string(row, column, "∞", cell)
        else:
            page.write_number(row, column, value, cell)

    def _put_text(
        self, page: Worksheet, row: int, column: int, value: object, words: Mapping[str, Sentence]
    ) -> str:
        code = words.get(str(value))
        said = value if isinstance(value, Sentence) else code
        text = tell(said) if said is not None else str(value)
        more: dict[str, object] = {}
        if code is not None and str(code) in VERDICTS:
            more["bg_color"] = VERDICTS[str(code)]
        if letters(text) > WIDEST - 3:
            more["text_wrap"] = True
            more["valign"] = "top"
        cell = self.format(bottom=4, bottom_color=RULE, indent=1, **more)
        page.write_string(row, column, text, cell)
        return text


def _is_absent(value: object) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or str(value) == "nan"


def _lines(frame: pd.DataFrame) -> list[int]:
    """How many lines the longest text of each row takes."""
    rows: list[dict[object, object]] = frame.to_dict("records")  # pyright: ignore[reportAssignmentType]
    return [
        max(
            [
                1,
                *(
                    -(-letters(_told(v)) // (WIDEST - 6))
                    for v in row.values()
                    if isinstance(v, str)
                ),
            ]
        )
        for row in rows
    ]


def _told(text: str) -> str:
    return tell(text) if isinstance(text, Sentence) else text
