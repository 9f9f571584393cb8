"""Tables of volumes: find the columns, check the rows, lay them on the intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import numpy as np

from capplan.files.errors import nearest, quoted
from capplan.files.tables import (
    Row,
    TableError,
    header_of,
    is_filled,
    read_date,
    read_moment,
    read_number,
    read_rows,
)
from capplan.model.calendar import Calendar
from capplan.model.demand import Floats, RateProfile
from capplan.units import DAY, MINUTE, format_duration
from capplan.words import listed, say

TIME_NAMES = ("start", "time", "时间", "开始")
DATE_NAMES = ("date", "日期")
SHORTEST, LONGEST = 5 * MINUTE, DAY


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns a scenario asks for; None: find them."""

    time: str | None
    date: str | None
    volume: str | None
    queue: str


@dataclass(frozen=True, slots=True)
class Volumes:
    """What a table says within the horizon.

    Attributes:
        expected: expected arrivals per interval of the calendar [customers].
        outside: rows that lie outside the horizon.
    """

    expected: Floats
    outside: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A row as a span of time [ticks] and its volume [customers]."""

    start: int
    end: int
    volume: float


def read_volumes(
    file: Path, sheet: str | None, columns: Columns, calendar: Calendar, on: Sequence[date] | None
) -> Volumes:
    """Read the volumes of one queue onto the intervals of a calendar.

    Args:
        file: CSV or XLSX.
        sheet: sheet of an XLSX; None for the only one.
        columns: which columns to read.
        calendar: the horizon.
        on: the days for which the table speaks; None for the whole horizon.

    Raises:
        TableError: the table cannot be read, or leaves a gap.
    """
    rows = read_rows(file, sheet)
    if not rows:
        raise TableError(say("{name} is empty", name=file.name))
    header, body = [header_of(cell) for cell in rows[0].cells], rows[1:]
    if len(body) < 2:
        raise TableError(
            say(
                "{name}: needs a row of column names and at least two rows of volumes",
                name=file.name,
            )
        )
    table = _Table(file.name, header, columns)
    pieces = table.pieces(body, calendar, on)
    return _onto_grid(file.name, pieces, calendar, on)


class _Table:
    """Finds the columns of a table and reads its cells."""

    def __init__(self, name: str, header: list[str], columns: Columns) -> None:
        self._name = name
        self._header = header
        self._time = self._column(columns.time, TIME_NAMES)
        if self._time is None:
            self._time = 0
        self._date = self._column(columns.date, DATE_NAMES)
        if self._date == self._time:
            self._date = None
        self._volume = self._volume_column(columns)

    def _column(self, asked: str | None, usual: Sequence[str]) -> int | None:
        if asked is not None:
            if asked not in self._header:
                raise TableError(
                    say(
                        "{name} has no column {quoted}{nearest}",
                        name=self._name,
                        quoted=quoted(asked),
                        nearest=nearest(asked, self._header),
                    )
                )
            return self._header.index(asked)
        found = [i for i, name in enumerate(self._header) if name.lower() in usual]
        return found[0] if found else None

    def _volume_column(self, columns: Columns) -> int:
        if columns.volume is not None:
            found = self._column(columns.volume, ())
            assert found is not None
            return found
        if columns.queue in self._header:
            return self._header.index(columns.queue)
        rest = [i for i in range(len(self._header)) if i not in {self._time, self._date}]
        if len(rest) != 1:
            raise TableError(
                say(
                    "{name}: which column holds the volumes? write column: NAME (columns: "
                    "{header})",
                    name=self._name,
                    header=listed(self._header),
                )
            )
        return rest[0]

    def pieces(
        self, body: list[Row], calendar: Calendar, on: Sequence[date] | None
    ) -> list[_Piece]:
        """One piece per row; clock times alone stand for each of the days `on`."""
        moments = [self._moment(row) for row in body]
        volumes = [self._read_volume(row) for row in body]
        if all(isinstance(m, datetime) for m in moments):
            starts = [calendar.tick(m) for m in moments if isinstance(m, datetime)]
            return self._spaced(body, starts, volumes)
        clocks = [m for m in moments if isinstance(m, int)]
        if len(clocks) < len(moments):
            raise TableError(
                say("{name}: some rows have a date and some only a clock time", name=self._name)
            )
        if on is None:
            raise TableError(
                say(
                    "{name}: the times have no dates; add a date column, or say which days "
                    "with on: [...]",
                    name=self._name,
                )
            )
        day = self._spaced(body, clocks, volumes)
        midnights = [calendar.tick(datetime.combine(d, time())) for d in on]
        return [_Piece(m + p.start, m + p.end, p.volume) for m in midnights for p in day]

    def _spaced(self, body: list[Row], starts: list[int], volumes: list[float]) -> list[_Piece]:
        spacing = starts[1] - starts[0]
        for row, before, start in zip(body[1:], starts, starts[1:], strict=False):
            where = say(
                "{name}, row {number}, column {header}",
                name=self._name,
                number=row.number,
                header=self._header[self._time or 0],
            )
            shown = self._cell(row, self._time or 0)
            if start == before:
                raise TableError(say("{where}: {shown} stands twice", where=where, shown=shown))
            if start < before:
                raise TableError(
                    say("{where}: {shown} is earlier than the row above", where=where, shown=shown)
                )
            if start - before != spacing:
                step = format_duration(start - before)
                raise TableError(
                    say(
                        "{where}: {shown} comes {step} after the row above; the rows before "
                        "are {spacing} apart",
                        where=where,
                        shown=shown,
                        step=step,
                        spacing=format_duration(spacing),
                    )
                )
        if not SHORTEST <= spacing <= LONGEST:
            raise TableError(
                say(
                    "{name}: the rows are {spacing} apart; they must be 5 min to 24 h apart",
                    name=self._name,
                    spacing=format_duration(spacing),
                )
            )
        return [_Piece(s, s + spacing, v) for s, v in zip(starts, volumes, strict=True)]

    def _cell(self, row: Row, column: int) -> object:
        return row.cells[column] if column < len(row.cells) else None

    def _moment(self, row: Row) -> datetime | int:
        column = self._time or 0
        cell = self._cell(row, column)
        where = say(
            "{name}, row {number}, column {header}",
            name=self._name,
            number=row.number,
            header=self._header[column],
        )
        found = read_moment(cell)
        if found is None:
            shown = quoted(str(cell)) if is_filled(cell) else say("an empty cell")
            raise TableError(
                say(
                    "{where}: {shown} is not a time; write for example 2026-11-11 08:00",
                    where=where,
                    shown=shown,
                )
            )
        if isinstance(found, datetime) or self._date is None:
            return found
        day = read_date(self._cell(row, self._date))
        if day is None:
            where = say(
                "{name}, row {number}, column {header}",
                name=self._name,
                number=row.number,
                header=self._header[self._date],
            )
            shown = quoted(str(self._cell(row, self._date)))
            raise TableError(
                say(
                    "{where}: {shown} is not a date; write for example 2026-11-11",
                    where=where,
                    shown=shown,
                )
            )
        return datetime.combine(day, time()) + timedelta(milliseconds=found)

    def _read_volume(self, row: Row) -> float:
        cell = self._cell(row, self._volume)
        where = say(
            "{name}, row {number}, column {header}",
            name=self._name,
            number=row.number,
            header=self._header[self._volume],
        )
        if not is_filled(cell):
            raise TableError(
                say("{where}: the cell is empty; write 0 if nobody comes", where=where)
            )
        volume = read_number(cell)
        if volume is None:
            raise TableError(
                say("{where}: {quoted} is not a number", where=where, quoted=quoted(str(cell)))
            )
        if not math.isfinite(volume):
            raise TableError(say("{where}: {cell} is not a finite number", where=where, cell=cell))
        if volume < 0:
            raise TableError(
                say("{where}: a volume must be 0 or more, not {cell}", where=where, cell=cell)
            )
        return volume


def _onto_grid(
    name: str, pieces: list[_Piece], calendar: Calendar, on: Sequence[date] | None
) -> Volumes:
    edges = calendar.edges()
    expected = np.zeros(calendar.grid.count)
    covered = np.zeros(calendar.grid.count)
    outside = 0
    wanted = _wanted(calendar, on)
    for piece in pieces:
        span = np.diff(np.clip(edges, piece.start, piece.end)) * wanted
        outside += not span.any()
        expected += span * (piece.volume / (piece.end - piece.start))
        covered += span
    gaps = np.flatnonzero((covered < calendar.grid.interval) & wanted)
    if gaps.size:
        start = calendar.at(int(edges[gaps[0]]))
        raise TableError(
            say(
                "{name} has no row for {start:%Y-%m-%d %H:%M} ({missing} of {all} "
                "intervals of the horizon have none)",
                name=name,
                start=start,
                missing=gaps.size,
                all=calendar.grid.count,
            )
        )
    return Volumes(RateProfile(edges, expected).expected, outside)


def _wanted(
    calendar: Calendar, on: Sequence[date] | None
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    starts = [calendar.at(int(t)).date() for t in calendar.edges()[:-1]]
    return np.array([on is None or day in on for day in starts], dtype=np.bool_)
