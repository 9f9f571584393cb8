"""Native charts: demand against people, and response and loss through the day."""

# XlsxWriter leaves the types of its options open
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from xlsxwriter.chart_column import ChartColumn
from xlsxwriter.chart_line import ChartLine
from xlsxwriter.worksheet import Worksheet

from capplan.report.figures.look import COLOURS, INK, QUIET
from capplan.report.workbook.book import Book, Sheet
from capplan.report.workbook.heads import head
from capplan.words import Sentence, tell

SIZE = {"width": 930, "height": 310}
TABLE_TOP = 2
"""Row of a table's heads where it has no note."""


def charts_sheet(
    name: Sentence, frame: pd.DataFrame, where: Sentence, groups: Sequence[str]
) -> Sheet:
    """A sheet with the charts, drawn from a table on another sheet.

    Args:
        name: of the sheet.
        frame: `capplan.report.workbook.figure_sheets.interval_table`.
        where: name of the sheet that holds it as it is.
        groups: names of the groups, in order.
    """
    there = [group for group in groups if group in frame.columns]

    def draw(book: Book, page: Worksheet) -> None:
        book.put_title(page, tell(name))
        data = _Data(tell(where), [str(n) for n in frame.columns], len(frame))
        page.insert_chart(2, 0, _chats(book, data))
        page.insert_chart(18, 0, _people(book, data, there))
        page.insert_chart(34, 0, _service(book, data))
        page.print_area(0, 0, 50, 14)
        page.fit_to_pages(1, 1)

    return Sheet(name, draw)


@dataclass(frozen=True, slots=True)
class _Data:
    """Where the numbers of the charts stand.

    Attributes:
        sheet: name of the sheet.
        columns: names of the columns.
        rows: number of rows.
    """

    sheet: str
    columns: list[str]
    rows: int

    def series(self, name: str, text: str) -> dict[str, object]:
        """One column against the first."""
        column, top, last = self.columns.index(name), TABLE_TOP + 1, TABLE_TOP + self.rows
        return {
            "name": text,
            "categories": [self.sheet, top, 0, last, 0],
            "values": [self.sheet, top, column, last, column],
        }


def _chats(book: Book, data: _Data) -> ChartColumn:
    """Chats that come to people."""
    chart = _columns(book)
    fill = {"color": "#5B7FA3"}
    chart.add_series({**data.series("offered", head("offered")), "fill": fill, "gap": 5})
    _finish(chart, tell("Chats that come to people"), tell("chats"), data.rows)
    return chart


def _people(book: Book, data: _Data, groups: list[str]) -> ChartColumn:
    """People of each group, stacked, and what theory asks for."""
    chart, lines = _pair(book, "stacked")
    for place, group in enumerate(groups):
        fill = {"color": COLOURS[place % len(COLOURS)]}
        chart.add_series({**data.series(group, group), "fill": fill, "gap": 5})
    if "needed" in data.columns:
        line = {"color": INK, "width": 2.0, "dash_type": "dash"}
        lines.add_series({**data.series("needed", head("needed")), "line": line})
        chart.combine(lines)
    _finish(chart, tell("People on the floor"), tell("people"), data.rows)
    return chart


def _service(book: Book, data: _Data) -> ChartColumn:
    """The share of chats lost as columns, the first response as a line on an axis of its own."""
    chart, lines = _pair(book)
    lost, wait = head("lost_share"), head("first_response_s")
    chart.add_series({**data.series("lost_share", lost), "fill": {"color": "#E69F00"}, "gap": 5})
    line = {"color": "#0072B2", "width": 2.0}
    lines.add_series({**data.series("first_response_s", wait), "line": line, "y2_axis": True})
    chart.combine(lines)
    lines.set_y2_axis({"name": wait, **_axis(), "major_gridlines": {"visible": False}})
    _finish(chart, tell("Loss and first response"), lost, data.rows, "0%")
    return chart


def _pair(book: Book, subtype: str | None = None) -> tuple[ChartColumn, ChartLine]:
    """Columns, and lines to lay over them."""
    chart = _columns(book, subtype)
    lines = book.workbook.add_chart({"type": "line"})
    assert isinstance(lines, ChartLine)
    return chart, lines


def _columns(book: Book, subtype: str | None = None) -> ChartColumn:
    chart = book.workbook.add_chart({"type": "column", "subtype": subtype})
    assert isinstance(chart, ChartColumn)
    return chart


def _axis() -> dict[str, object]:
    return {
        "name_font": {"size": 9, "bold": False, "color": QUIET},
        "num_font": {"size": 9},
        "min": 0,
    }


def _finish(chart: ChartColumn, title: str, left: str, rows: int, form: str = "0") -> None:
    chart.set_title({"name": title, "name_font": {"size": 12}, "overlay": False})
    chart.set_y_axis({
        "name": left, **_axis(), "num_format": form,
        "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}},
    })  # fmt: skip
    chart.set_x_axis({
        "num_format": "m-d hh:mm", "num_font": {"size": 8, "rotation": -45}, "text_axis": True,
        "interval_unit": max(1, rows // 24), "interval_tick": max(1, rows // 24),
    })  # fmt: skip
    chart.set_legend({"position": "bottom", "font": {"size": 9}})
    chart.set_size(SIZE)
