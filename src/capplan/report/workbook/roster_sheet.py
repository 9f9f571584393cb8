"""The roster as a matrix: seats down, dates across, shift letters in the cells, and a legend.

`capplan simulate --roster` reads this sheet back: its heads and its legend must stay readable to
`capplan.files.roster_heads`.
"""

# XlsxWriter leaves the types of its options open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pandas as pd
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from capplan.model.scenario import Scenario
from capplan.model.seat_rows import SeatRow
from capplan.model.shift_letters import OFF, shift_letters
from capplan.report.workbook.book import RULE, Book, Sheet
from capplan.report.workbook.heads import letters as width_of
from capplan.results.roster_tables import matrix
from capplan.units import DAY, format_clock
from capplan.words import say, tell

TINTS = (
    "#CFE3F5", "#FCE3B5", "#C9E9DB", "#EBD3E4", "#D9ECF9", "#F6CFBB", "#E6E6C3", "#E0CCDA",
    "#D5DBE3", "#F5E9C9", "#CBE5E5", "#E9DDF3",
)  # fmt: skip
"""Cells of the first shift type, the second, and so on."""


def roster_sheet(scenario: Scenario, rows: Sequence[SeatRow]) -> Sheet:
    """The roster that the team works by."""
    return Sheet(say("roster"), lambda book, page: _draw(book, page, scenario, rows))


def _draw(book: Book, page: Worksheet, scenario: Scenario, seats: Sequence[SeatRow]) -> None:
    frame = matrix(scenario, seats)
    dates = [str(name) for name in frame.columns if str(name)[:1].isdigit()]
    keys = [str(name) for name in frame.columns if str(name) not in dates]
    letters = shift_letters(scenario.shift_types)
    note = tell(
        "Rows are seats; put names beside them. capplan simulate --roster runs the sheet as edited."
    )
    top = book.put_title(page, tell("Roster of {name}", name=scenario.name), note)
    _heads(book, page, top, keys, dates)
    first = len(keys) + 1
    tints = _tints(letters)
    seen = ""
    rows: list[dict[str, object]] = frame.to_dict("records")  # pyright: ignore[reportAssignmentType]
    for row, values in enumerate(rows, start=top + 2):
        group = str(values["group"])
        rule: dict[str, object] = {"top": 1, "top_color": RULE} if group != seen else {}
        seen = group
        _key_cells(book, page, row, values, keys, rule)
        for place, date in enumerate(dates):
            text = str(values[date])
            form = {**rule, "align": "center", "border": 4, "border_color": RULE}
            if text == OFF:
                form["font_color"] = "#AAAAAA"
            elif _letter_of(text) in tints:
                form["bg_color"] = tints[_letter_of(text)]
            page.write_string(row, first + place, text, book.format(**form))
    last = top + 1 + len(frame)
    end = _legend(book, page, scenario, last + 2, frame[dates], first)
    if dates and len(frame):
        page.data_validation(
            top + 2, first, last, first + len(dates) - 1,
            {
                "validate": "list",
                "source": [*letters.values(), OFF][:60],
                "error_type": "information",
                "error_title": tell("another shift"),
                "error_message": tell("Hours such as 08:30-17:30 may stand here too."),
            },
        )  # fmt: skip
    groups = [str(g) for g in frame["group"]]
    widest = max([width_of(tell("group")), *map(width_of, groups), *_name_widths(scenario)])
    page.set_column(0, 0, widest + 3)
    page.set_column(1, len(keys), 13)
    wide = max([9, *(width_of(str(v)) + 2 for d in dates for v in frame[d])])
    page.set_column(first, first + max(len(dates), 1) - 1, min(wide, 26))
    page.freeze_panes(top + 2, first)
    page.repeat_rows(top, top + 1)
    page.print_area(0, 0, end, max(first + len(dates) - 1, 5))
    if len(dates) > 6:
        page.set_landscape()


def _letter_of(cell: str) -> str:
    """The first letter of a cell: of ``A/C``, and of ``A (helpers)``."""
    return cell.split("/", maxsplit=1)[0].split(" (", maxsplit=1)[0]


def _tints(letters: dict[str, str]) -> dict[str, str]:
    """The colour of each letter's cells."""
    return {letter: TINTS[n % len(TINTS)] for n, letter in enumerate(letters.values())}


def _name_widths(scenario: Scenario) -> list[int]:
    return [width_of(kind.name) for kind in scenario.shift_types]


def _heads(book: Book, page: Worksheet, top: int, keys: list[str], dates: list[str]) -> None:
    """Two rows: names and dates, and the days of the week below the dates."""
    shown = {"group": tell("group"), "seat": tell("seat no."), "joined": tell("joined")}
    for column, text in enumerate((*(shown[key] for key in keys), tell("name"))):
        book.put_head(page, top, column, text)
        book.put_head(page, top + 1, column, "")
    for column, date in enumerate(dates, start=len(keys) + 1):
        day = datetime.fromisoformat(date)
        is_weekend = day.weekday() > 4
        form = {"bold": True, "align": "center", "bg_color": "#F3DCD5" if is_weekend else "#DCE6F0"}
        page.write_datetime(top, column, day, book.format(**form, num_format="m-d"))
        page.write_string(top + 1, column, tell(_WEEKDAYS[day.weekday()]), book.format(**form))


_WEEKDAYS = (say("Mon"), say("Tue"), say("Wed"), say("Thu"), say("Fri"), say("Sat"), say("Sun"))


def _key_cells(
    book: Book,
    page: Worksheet,
    row: int,
    values: dict[str, object],
    keys: list[str],
    rule: dict[str, object],
) -> None:
    for column, key in enumerate(keys):
        value = values[key]
        if isinstance(value, datetime) and not pd.isna(value):
            page.write_datetime(row, column, value, book.format(num_format="yyyy-mm-dd", **rule))
        elif isinstance(value, int):
            page.write_number(row, column, value, book.format(align="left", indent=1, **rule))
        else:
            text = "" if value is None or value is pd.NaT else str(value)
            page.write_string(row, column, text, book.format(indent=1, **rule))
    page.write_blank(row, len(keys), None, book.format(**rule))


def _legend(
    book: Book,
    page: Worksheet,
    scenario: Scenario,
    top: int,
    cells: pd.DataFrame,
    first: int,
) -> int:
    """What the letters mean, and how many work each shift: formulas that follow what is edited."""
    names = (tell("shift"), tell("letter"), tell("times"))
    letters = shift_letters(scenario.shift_types)
    body = (top - 1 - len(cells), top - 2)  # an empty row lies between
    for column in range(first + cells.shape[1]):
        book.put_head(page, top, column, names[column] if column < 3 else "")
    row = top
    for kind in scenario.shift_types:
        row += 1
        letter = letters[kind.name]
        tint = book.format(bg_color=_tints(letters)[letter], align="center", bold=True)
        page.write_string(row, 0, kind.name, book.format(indent=1))
        page.write_string(row, 1, letter, tint)
        times = f"{format_clock(kind.start)}-{format_clock((kind.end - 1) % DAY + 1)}"
        page.write_string(row, 2, times, book.format(indent=1))
        for column in range(first, first + cells.shape[1]):
            span = xl_range(body[0], column, body[1], column)
            mine = xl_rowcol_to_cell(row, 1, col_abs=True)
            on = cells.iloc[:, column - first]
            number = int(((on == letter) | on.str.startswith(f"{letter} (")).sum())
            form = book.format(align="center", num_format="0;;", font_color="#666666")
            formula = f"=COUNTIF({span},{mine})"
            if scenario.campaign is not None and scenario.campaign.moves:
                formula += f'+COUNTIF({span},{mine}&" (*")'
            page.write_formula(row, column, formula, form, number)
    return row
