"""The two layouts of a roster: a matrix of seats and dates, and a list of shifts."""

from __future__ import annotations

import itertools
from datetime import date

from capplan.files.roster_cells import (
    Hours,
    Worked,
    clock_text,
    hours_of,
    read_hours,
    split_hours,
)
from capplan.files.roster_entries import Entries, Line, unsaved
from capplan.files.roster_heads import Head, date_of, head_of, is_note, is_total, is_weekday
from capplan.files.tables import Row, Sheet, TableError, is_filled, read_number
from capplan.model.scenario import Scenario
from capplan.model.shift_letters import plain
from capplan.model.shifts import ShiftType
from capplan.units import format_clock
from capplan.words import say

HEAD_WITHIN = 12
"""The heads stand in one of the first so many rows that hold anything."""


class Layout:
    """Finds the heads of a table and takes its rows one after another."""

    def __init__(self, sheet: Sheet, scenario: Scenario, entries: Entries) -> None:
        self._sheet = sheet
        self._scenario = scenario
        self._entries = entries
        self._columns: dict[Head, int] = {}
        self._dates: dict[int, date] = {}

    def read(self) -> None:
        """Take all rows.

        Raises:
            TableError: there are no heads.
        """
        rows = self._sheet.rows
        bare: int | None = None  # dates without a name beside them may be those of a title
        for place, row in enumerate(rows[:HEAD_WITHIN]):
            if self._is_list(row):
                for below in rows[place + 1 :]:
                    self._list_row(below)
                return
            named = bool(_heads(row).keys() & {Head.GROUP, Head.SEAT, Head.SHIFT})
            if (named or bare is None) and self._is_matrix(rows, place):
                if named or len(self._dates) > 1:
                    self._matrix(rows, place)
                    return
                bare = place
        if bare is not None and self._is_matrix(rows, bare):
            self._matrix(rows, bare)
            return
        self._refuse_numbers(rows[:HEAD_WITHIN])
        place = self._sheet.cell(1).rpartition("!")[0] or self._sheet.file
        raise TableError(
            say(
                "{place} has no row of dates (a matrix: group, seat, then a column per date) and "
                "no row with the columns date, group and shift (a list) among its first {rows} "
                "rows",
                place=place,
                rows=HEAD_WITHIN,
            )
        )

    def _refuse_numbers(self, rows: list[Row]) -> None:
        """Say which number was probably meant as a date: 11.10 became 11.1."""
        for row in rows:
            for column, cell in enumerate(row.cells):
                if isinstance(cell, float) and cell % 1 and _heads(row):
                    where = self._sheet.cell(row.number, column)
                    what = say(
                        "{value} is a number, not a date; write for example 2026-11-10 or 11/10",
                        value=cell,
                    )
                    raise TableError(say("{where}: {what}", where=where, what=what))

    def _is_list(self, row: Row) -> bool:
        heads = _heads(row)
        if Head.DATE not in heads or not heads.keys() & {Head.SHIFT, Head.START, Head.HOURS}:
            return False
        self._columns = heads
        return True

    def _is_matrix(self, rows: list[Row], place: int) -> bool:
        """Whether a row holds dates and little else; notes dates and columns."""
        row, calendar = rows[place], self._scenario.calendar
        filled = [c for c, cell in enumerate(row.cells) if is_filled(cell)]
        dates = {c: date_of(row.cells[c], calendar) for c in filled}
        self._dates = {c: day for c, day in dates.items() if day is not None}
        heads = _heads(row)
        for other in (place - 1, place + 1):  # heads that reach over two rows
            if 0 <= other < len(rows):
                near = {h: c for h, c in _heads(rows[other]).items() if c not in self._dates}
                heads = near | heads
        self._columns = {h: c for h, c in heads.items() if c not in self._dates}
        others = len(filled) - len(self._dates) - len(self._columns)
        enough = len(self._dates) > 1 or (bool(self._dates) and bool(self._columns))
        return enough and len(self._dates) >= others

    def _check_dates(self, row: Row) -> None:
        seen: dict[date, int] = {}
        for column, day in self._dates.items():
            if day in seen:
                where = self._sheet.cell(row.number, column)
                other = self._sheet.cell(row.number, seen[day]).rpartition(", ")[2]
                what = say("{date} stands in {cell} already", date=day, cell=other)
                self._entries.add_problem(where, what)
            seen.setdefault(day, column)
        self._head_row = row.number

    def _check_undated(self, head: Row, body: list[Row]) -> None:
        """Refuse shifts in a column that no date heads, for they would be left out in silence."""
        for column in range(min(self._dates) + 1, max(len(row.cells) for row in (head, *body))):
            cell = _cell(head, column)
            if column in self._dates or head_of(cell) or not _may_be_date(cell):
                continue
            below = (_cell(row, column) for row in body)
            shift = next((c for c in below if self._entries.words.has_shift(c)), None)
            if shift is not None:
                missing = say(
                    "no date stands above the shift {shift}; write for example 2026-11-11",
                    shift=f'"{shift}"',
                )
                other = say(
                    "{value} is not a date; write for example 2026-11-11", value=f'"{cell}"'
                )
                what = unsaved(cell) or (other if is_filled(cell) else missing)
                self._entries.add_problem(self._sheet.cell(head.number, column), what)

    # a matrix

    def _matrix(self, rows: list[Row], place: int) -> None:
        self._check_dates(rows[place])
        below = rows[place + 1 :]
        body = list(itertools.takewhile(lambda r: not _is_legend(r), below))
        self._legend(below[len(body) :])
        self._check_undated(rows[place], body)
        group: str | None = None
        for row in body:
            if self._is_beside(row):
                continue
            heading = self._heading(row)
            if heading is not None:
                group = heading
                continue
            cell = _cell(row, self._columns.get(Head.GROUP))
            if is_filled(cell):
                column = self._columns[Head.GROUP]
                group = self._entries.group(self._sheet.cell(row.number, column), cell)
                if group is None:
                    continue
            self._matrix_row(row, group)

    def _is_beside(self, row: Row) -> bool:
        """Whether a row of the body is none: sums, days of the week, nothing under the dates."""
        if any(is_total(_cell(row, c)) for c in range(min(self._dates))) or _is_note(row):
            return True
        under = [_cell(row, c) for c in self._dates if is_filled(_cell(row, c))]
        return (not under and self._heading(row) is None) or (
            bool(under) and all(is_weekday(cell) for cell in under)
        )

    def _heading(self, row: Row) -> str | None:
        """The group that a row of its own announces."""
        words = {str(cell).strip() for cell in row.cells if is_filled(cell)}
        return self._entries.known_group(words.pop()) if len(words) == 1 else None

    def _matrix_row(self, row: Row, group: str | None) -> None:
        seat = self._seat(row)
        joined = self._joined(row)
        counted = self._counted(row, group)
        for column, found in self._dates.items():
            cell = _cell(row, column)
            where = self._sheet.cell(row.number, column)
            if self._entries.words.is_off(cell):
                continue
            cell, other = self._entries.elsewhere(cell)
            people = 1
            if counted is not None:
                number = self._people(where, cell)
                if not number:
                    continue
                people, worked = number, counted
            else:
                worked = self._entries.worked(where, cell, other or group, self._day_number(found))
            whose = other or group or self._entries.only_group(worked)
            head = self._sheet.cell(self._head_row, column)
            day = self._entries.day(head, found, worked) if worked else None
            if day is None or not self._has_group(where, whose, worked):
                continue
            assert whose is not None
            whole = Line(people, joined, "" if counted else seat, group if other else None)
            for shift in worked:
                self._entries.add(where, whose, day, shift, whole)

    def _day_number(self, found: date) -> int:
        return (found - self._scenario.calendar.date(0)).days

    def _seat(self, row: Row) -> str:
        cell = _cell(row, self._columns.get(Head.SEAT))
        if not is_filled(cell):
            return say("row {row}", row=row.number)
        return say("row {row} ({name})", row=row.number, name=str(cell).strip())

    def _counted(self, row: Row, group: str | None) -> list[Worked] | None:
        """The shifts of a row that counts people, or None where the cells hold letters."""
        column = self._columns.get(Head.SHIFT)
        if column is None:
            return None
        where = self._sheet.cell(row.number, column)
        return self._entries.worked(where, _cell(row, column), group, None)

    def _legend(self, rows: list[Row]) -> None:
        """Take the meanings of letters from the lines below the matrix."""
        if not rows:
            return
        heads = _heads(rows[0])
        letter = heads[Head.LETTER]
        wanted = [c for h, c in heads.items() if h in {Head.SHIFT, Head.HOURS}]
        for row in rows[1:]:
            words = [_cell(row, c) for c in (wanted or range(letter + 1, letter + 4))]
            cell = _cell(row, letter)
            if is_filled(cell) and any(map(is_filled, words)) and not is_total(cell):
                self._learn(row, letter, words)

    def _learn(self, row: Row, letter: int, words: list[object]) -> None:
        cell = _cell(row, letter)
        if self._entries.words.learn(cell, words):
            return
        what = say(
            "the legend gives {letter} the meaning {words}, which is no shift type; there is "
            "{shifts}",
            letter=str(cell).strip(),
            words=" ".join(str(w) for w in words if is_filled(w)),
            shifts=self._entries.words.allowed(None, None),
        )
        self._entries.add_problem(self._sheet.cell(row.number, letter), what)

    # a list

    def _list_row(self, row: Row) -> None:
        if any(is_total(cell) for cell in row.cells) or _is_note(row):
            return
        shift = _cell(row, self._columns.get(Head.SHIFT))
        if is_filled(shift) and self._entries.words.is_off(shift):
            return
        found = self._list_day(row)
        if found is None:
            return
        cell = _cell(row, self._columns.get(Head.GROUP))
        group: str | None = None
        if is_filled(cell):
            where = self._sheet.cell(row.number, self._columns[Head.GROUP])
            group = self._entries.group(where, cell)
            if group is None:
                return
        where = self._sheet.cell(row.number, self._first(Head.SHIFT, Head.START, Head.HOURS))
        worked = self._list_shift(row, where, shift, group, self._day_number(found))
        dated = self._sheet.cell(row.number, self._columns[Head.DATE])
        day = self._entries.day(dated, found, worked) if worked else None
        people = self._list_people(row)
        whose = group or self._entries.only_group(worked)
        if day is None or not worked or not people or not self._has_group(where, whose, worked):
            return
        assert whose is not None
        name = _cell(row, self._columns.get(Head.SEAT))
        seat = str(name).strip() if is_filled(name) and people == 1 else ""
        for one in worked:
            self._entries.add(where, whose, day, one, Line(people, self._joined(row), seat))

    def _list_day(self, row: Row) -> date | None:
        column = self._columns[Head.DATE]
        cell = _cell(row, column)
        found = date_of(cell, self._scenario.calendar)
        if found is None:
            shown = f'"{cell}"' if is_filled(cell) else say("an empty cell")
            self._entries.add_problem(
                self._sheet.cell(row.number, column),
                say("{value} is not a date; write for example 2026-11-11", value=shown),
            )
        return found

    def _list_shift(
        self, row: Row, where: str, cell: object, group: str | None, day: int | None
    ) -> list[Worked]:
        """The shift of a line, by its name, its hours, or both if they agree."""
        try:
            hours = self._list_hours(row)
        except ValueError:
            return []
        if not is_filled(cell):
            if hours is None:
                self._entries.add_problem(
                    where, say("the line names neither a shift nor its start and end")
                )
                return []
            return [hours]
        worked = self._entries.worked(where, cell, group, day)
        kind = worked[0] if len(worked) == 1 else None
        if isinstance(kind, ShiftType) and hours and (hours.start, hours.end) != (
            kind.start, kind.end,
        ):  # fmt: skip
            span = f"{format_clock(hours.start)}-{format_clock(hours.end)}"
            what = say(
                "the shift {shift} runs {usual}, not {hours}; leave out start and end, or the name "
                "of the shift for hours of their own",
                shift=kind.name,
                usual=hours_of(kind),
                hours=span,
            )
            where = self._sheet.cell(row.number, self._first(Head.START, Head.HOURS))
            self._entries.add_problem(where, what)
            return []
        return worked

    def _list_hours(self, row: Row) -> Hours | None:
        """The hours of a line, or None if it names none.

        Raises:
            ValueError: they cannot be read; the problem is noted.
        """
        span = _cell(row, self._columns.get(Head.HOURS))
        cells = [_cell(row, self._columns.get(head)) for head in (Head.START, Head.END)]
        if is_filled(span):
            cells = [*split_hours(str(span)), ""][:2]
        if not all(is_filled(cell) for cell in cells):
            return None
        first, last = map(clock_text, cells)
        breaks = _cell(row, self._columns.get(Head.BREAKS))
        hours = read_hours(f"{first}-{last} ({breaks if is_filled(breaks) else '-'})")
        if hours is None:
            where = self._sheet.cell(row.number, self._first(Head.START, Head.HOURS))
            what = say(
                "{start} to {end} are no clock times; write for example 08:30 and 17:30",
                start=f'"{first}"',
                end=f'"{last}"',
            )
            self._entries.add_problem(where, what)
            raise ValueError
        return hours

    def _list_people(self, row: Row) -> int:
        column = self._columns.get(Head.PEOPLE)
        if column is None:
            return 1
        return self._people(self._sheet.cell(row.number, column), _cell(row, column)) or 0

    # both

    def _first(self, *heads: Head) -> int:
        """The column of the first of these heads that there is."""
        return next(self._columns[head] for head in heads if head in self._columns)

    def _people(self, where: str, cell: object) -> int | None:
        number = read_number(plain(str(cell)).removesuffix("人")) if is_filled(cell) else None
        if number is not None and number >= 0 and number == int(number):
            return int(number)
        shown = f'"{cell}"' if is_filled(cell) else say("an empty cell")
        self._entries.add_problem(
            where,
            say(
                "{value} is not a number of people; write a whole number, 0 for nobody", value=shown
            ),
        )
        return None

    def _joined(self, row: Row) -> date | None:
        column = self._columns.get(Head.JOINED)
        cell = _cell(row, column)
        if column is None or not is_filled(cell):
            return None
        found = date_of(cell, self._scenario.calendar)
        if found is None:
            where = self._sheet.cell(row.number, column)
            self._entries.add_problem(
                where, say("{value} is not a date; write for example 2026-11-11", value=f'"{cell}"')
            )
        return found

    def _has_group(self, where: str, group: str | None, worked: list[Worked]) -> bool:
        if group is None and worked:
            names = ", ".join(self._scenario.group_names)
            self._entries.add_problem(
                where,
                say("of which group? add a column group (组) with one of {names}", names=names),
            )
        return group is not None


def _heads(row: Row) -> dict[Head, int]:
    """The named columns of a row, the first of each name."""
    found: dict[Head, int] = {}
    for column, cell in enumerate(row.cells):
        head = head_of(cell)
        if head is not None:
            found.setdefault(head, column)
    return found


def _is_note(row: Row) -> bool:
    return is_note(next(filter(is_filled, row.cells), None))


def _may_be_date(cell: object) -> bool:
    """Whether a head is empty, or holds digits: not one of words, such as 备注."""
    return not is_filled(cell) or any(letter.isdigit() for letter in str(cell))


def _is_legend(row: Row) -> bool:
    return Head.LETTER in _heads(row)


def _cell(row: Row, column: int | None) -> object:
    if column is None or column >= len(row.cells):
        return None
    cell = row.cells[column]
    return cell[1:] if isinstance(cell, str) and cell[:1] == "'" else cell
