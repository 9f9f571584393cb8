"""A table of real results per agent, read into a month (rule E1i)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from capplan.files.errors import nearest, quoted
from capplan.files.result_cells import is_missing, read_cell
from capplan.files.result_columns import (
    BY_HEADER,
    BY_NAME,
    NOW_AND_THEN,
    Column,
    Kind,
    Over,
    normal,
)
from capplan.files.tables import Row, TableError, header_of, is_filled, read_date, read_rows
from capplan.pay.person import Month, Person, Values, paid_days
from capplan.pay.plan import Scheme
from capplan.words import listed, say

_TOTALS = frozenset(
    {"汇总", "均值", "汇总值", "平均值", "店铺汇总值", "店铺平均值", "合计", "total", "mean"}
)
_ALWAYS = ("agent", "group", "shop", "week", "joined", "left")
_HEADER_WITHIN = 10
_MOST_PERIODS = 6
"""More dates than this are days, which are gathered into weeks."""


@dataclass(slots=True)
class _Line:
    """A row as read."""

    number: int
    texts: dict[str, str] = field(default_factory=dict[str, str])
    days: dict[str, date] = field(default_factory=dict[str, date])
    values: dict[str, Decimal] = field(default_factory=dict[str, Decimal])
    empty: set[str] = field(default_factory=set[str])


def read_results(
    file: Path, scheme: Scheme, first: date, profit: Decimal | None = None, sheet: str | None = None
) -> Month:
    """Read the results of a month.

    Args:
        file: CSV or XLSX; a row is a person's month, or week, or day, for one shop or for all.
        scheme: the plan; it says which columns are needed.
        first: the first day of the month.
        profit: the company's profit of the month [yuan].
        sheet: sheet of an Excel file.

    Raises:
        TableError: a column that the plan needs is missing, or a cell does not fit.
    """
    if not file.is_file():
        raise TableError(say("there is no file {file}", file=file))
    return _Reading(file.name, scheme, first).month(read_rows(file, sheet), profit)


def read_month_text(text: str) -> date:
    """The first day of a month written ``2026-10``."""
    try:
        return date.fromisoformat(f"{text.strip()}-01")
    except ValueError:
        raise ValueError(
            say("{quoted} is not a month; write for example 2026-10", quoted=quoted(text))
        ) from None


def read_profit(text: str | None) -> Decimal | None:
    """A month's profit, written 120000 or 120,000; below 0 for a loss [yuan]."""
    if text is None:
        return None
    try:
        profit = Decimal(text.replace(",", "").removesuffix("yuan").strip())
    except InvalidOperation:
        profit = Decimal("NaN")
    if not profit.is_finite():
        raise ValueError(
            say(
                "--profit: {quoted} is not an amount; write for example 120000", quoted=quoted(text)
            )
        )
    return profit


class _Reading:
    def __init__(self, name: str, scheme: Scheme, first: date) -> None:
        self._name = name
        self._scheme = scheme
        self._first = first
        self._headers: dict[str, str] = {}
        self._none: dict[str, list[str]] = {}

    def month(self, rows: list[Row], profit: Decimal | None) -> Month:
        place, columns = self._header(rows)
        lines = [
            self._line(row, columns) for row in rows[place + 1 :] if self._counts(row, columns)
        ]
        if not lines:
            raise TableError(
                say("{name} holds no row of an agent below its header", name=self._name)
            )
        _gather_days(lines)
        by_agent: dict[str, list[_Line]] = {}
        for line in lines:
            by_agent.setdefault(line.texts["agent"], []).append(line)
        periods = tuple(dict.fromkeys(line.texts["week"] for line in lines))
        people = tuple(self._person(name, own) for name, own in by_agent.items())
        for person in people:
            self._check_metrics(person)
        notes = tuple(
            say(
                "{name}, column {column}: empty for {people}, taken as none",
                name=self._name,
                column=self._headers[metric],
                people=listed(who),
            )
            for metric, who in self._none.items()
        )
        return Month(self._first, people, periods, profit, notes)

    def _header(self, rows: list[Row]) -> tuple[int, dict[int, Column]]:
        """The header row and what stands in each of its columns."""
        for place, row in enumerate(rows[:_HEADER_WITHIN]):
            found: dict[int, Column] = {}
            for number, cell in enumerate(row.cells):
                header = header_of(cell)
                column = BY_HEADER.get(normal(header)) or self._free(header)
                if column is None:
                    continue
                if column in found.values():
                    if column.name not in {*self._scheme.metrics, *_ALWAYS}:
                        continue
                    both = say(
                        "{headers} and {header}", headers=self._headers[column.name], header=header
                    )
                    raise TableError(
                        say(
                            "{name}, row {number}: the columns {both} both hold {name_2}; leave "
                            "one out",
                            name=self._name,
                            number=row.number,
                            both=both,
                            name_2=column.name,
                        )
                    )
                found[number] = column
                self._headers[column.name] = header
            if any(column.name == "agent" for column in found.values()):
                return place, found
            self._headers.clear()
        raise TableError(
            say(
                "{name} has no column of agents within its first {header_within} rows; "
                "name it agent, 客服昵称, 客服 or 旺旺昵称",
                name=self._name,
                header_within=_HEADER_WITHIN,
            )
        )

    def _free(self, header: str) -> Column | None:
        """A column without a meaning of its own, which the plan names by its header."""
        if header not in self._scheme.metrics:
            return None
        over = Over.SUM if header in self._scheme.counted else Over.MEAN
        return Column(header, Kind.NUMBER, over)

    def _counts(self, row: Row, columns: dict[int, Column]) -> bool:
        """Whether a row is an agent's, not a total or a mean."""
        for number, column in columns.items():
            if column.name == "agent":
                cell = row.cells[number] if number < len(row.cells) else None
                return not is_missing(cell) and header_of(cell).lower() not in _TOTALS
        return False  # pragma: no cover

    def _line(self, row: Row, columns: dict[int, Column]) -> _Line:
        line = _Line(row.number)
        for number, column in columns.items():
            cell = row.cells[number] if number < len(row.cells) else None
            if is_missing(cell):
                if not is_filled(cell):
                    line.empty.add(column.name)
                continue
            try:
                self._put(line, column, cell)
            except ValueError as error:
                raise TableError(f"{self._cell(row.number, column.name)}: {error}") from None
        line.texts.setdefault("week", f"{self._first:%Y-%m}")
        return line

    def _put(self, line: _Line, column: Column, cell: object) -> None:
        day = read_date(cell) if column.kind is Kind.DATE or column.name == "week" else None
        if column.kind is Kind.DATE:
            if day is None:
                raise ValueError(
                    say("{quoted} is not a date, for example 2026-10-15", quoted=quoted(str(cell)))
                )
            line.days[column.name] = day
        elif column.kind is Kind.TEXT:
            if day is not None:
                self._check_day(day)
                line.days["week"] = day
            line.texts[column.name] = header_of(cell) if day is None else day.isoformat()
        else:
            line.values[column.name] = read_cell(cell, column.kind)

    def _check_day(self, day: date) -> None:
        last = _last(self._first)
        if not self._first - timedelta(days=6) <= day <= last:
            raise ValueError(
                say("{day} is not in the month {first:%Y-%m}", day=day, first=self._first)
            )

    def _person(self, name: str, lines: list[_Line]) -> Person:
        texts = {key: self._same(key, lines) for key in ("group", "grade", "supervisor")}
        group = texts["group"] or self._only_group(lines[0])
        if group not in self._scheme.groups:
            hint = nearest(group, self._scheme.groups)
            where = self._cell(lines[0].number, "group")
            raise TableError(
                say(
                    "{where}: the plan {key} has no group {quoted}{hint}",
                    where=where,
                    key=self._scheme.key,
                    quoted=quoted(group),
                    hint=hint,
                )
            )
        shops: dict[str, Decimal] = {}
        for line in lines:
            shop = line.texts.get("shop")
            if shop is not None:
                work = line.values.get("chats", Decimal(1))
                shops[shop] = shops.get(shop, Decimal(0)) + work
        if shops and not any(shops.values()):
            shops = dict.fromkeys(shops, Decimal(1))
        return Person(
            name=name,
            group=group,
            values={**self._together(lines), **self._nothing(name, group, lines)},
            weeks={
                week: self._together([line for line in lines if line.texts["week"] == week])
                for week in dict.fromkeys(line.texts["week"] for line in lines)
            },
            texts={key: text for key, text in texts.items() if text},
            shops=shops,
            paid_days=self._paid_days(name, lines),
            month_days=paid_days(self._first),
        )

    def _nothing(self, name: str, group: str, lines: list[_Line]) -> Values:
        """0 of what the plan needs, happens now and then, and stands empty in all rows (E1i)."""
        found: dict[str, Decimal] = {}
        for metric in self._scheme.groups[group].metrics:
            if metric in NOW_AND_THEN and all(metric in line.empty for line in lines):
                found[metric] = Decimal(0)
                self._none.setdefault(metric, []).append(name)
        return found

    def _only_group(self, line: _Line) -> str:
        if "group" in self._headers or len(self._scheme.groups) > 1:
            lack = (
                say("is empty")
                if "group" in self._headers
                else say(
                    "is missing: the plan has several groups; name the column group, 组 or 岗位"
                )
            )
            raise TableError(f"{self._cell(line.number, 'group')} {lack}")
        return next(iter(self._scheme.groups))

    def _paid_days(self, name: str, lines: list[_Line]) -> int:
        start = next((line.days["joined"] for line in lines if "joined" in line.days), None)
        end = next((line.days["left"] for line in lines if "left" in line.days), None)
        found = paid_days(self._first, start, end)
        if not found:
            raise TableError(
                say(
                    "{name}, row {number}: {person} was not employed on any paid day of "
                    "{first:%Y-%m} (joined {joined}, left {left})",
                    name=self._name,
                    number=lines[0].number,
                    person=name,
                    first=self._first,
                    joined=start or say("before"),
                    left=end or say("not yet"),
                )
            )
        return found

    def _same(self, key: str, lines: list[_Line]) -> str:
        found = {line.texts[key]: line.number for line in reversed(lines) if key in line.texts}
        if len(found) > 1:
            both = " and ".join(
                say("{quoted} (row {n})", quoted=quoted(text), n=n)
                for text, n in reversed(found.items())
            )
            agent = lines[0].texts["agent"]
            raise TableError(
                say(
                    "{name}: {agent} has more than one {key} in the month: {both}",
                    name=self._name,
                    agent=agent,
                    key=key,
                    both=both,
                )
            )
        return next(iter(found), "")

    def _together(self, lines: list[_Line]) -> Values:
        """Rows of one person as one: sums, weighted means, or what is the same in all."""
        found: dict[str, Decimal] = {}
        for metric in dict.fromkeys(m for line in lines for m in line.values):
            own = [line for line in lines if metric in line.values]
            column = BY_NAME.get(metric) or self._free(metric)
            over = column.over if column else Over.MEAN
            values = [line.values[metric] for line in own]
            if over is Over.SUM:
                found[metric] = sum(values, Decimal(0))
            elif over is Over.MEAN:
                found[metric] = _mean(values, own, column.weight if column else "")
            else:
                if len(set(values)) > 1:
                    raise TableError(
                        say(
                            "{cell}: {texts} has {values:f} in row {number}; it must be the same "
                            "in all rows",
                            cell=self._cell(own[-1].number, metric),
                            texts=own[0].texts["agent"],
                            values=values[0],
                            number=own[0].number,
                        )
                    )
                found[metric] = values[0]
        return found

    def _check_metrics(self, person: Person) -> None:
        known = {*person.values, *person.texts}
        for metric, part in self._scheme.groups[person.group].metrics.items():
            if metric in known:
                continue
            path = f"groups.{person.group}.parts.{part}"
            if metric not in self._headers:
                have = [name for name in self._headers if name not in {"agent", "week", "shop"}]
                raise TableError(
                    say(
                        "{name} has no column {quoted}, which {path} of the plan {key} "
                        "names{nearest}",
                        name=self._name,
                        quoted=quoted(metric),
                        path=path,
                        key=self._scheme.key,
                        nearest=nearest(metric, have),
                    )
                )
            raise TableError(
                say(
                    "{name}, column {headers}: nothing is said of {person}, but {path} needs it",
                    name=self._name,
                    headers=self._headers[metric],
                    person=person.name,
                    path=path,
                )
            )

    def _cell(self, row: int, name: str) -> str:
        return say(
            "{name}, row {row}, column {column}",
            name=self._name,
            row=row,
            column=self._headers.get(name, name),
        )


def _mean(values: list[Decimal], lines: list[_Line], weight: str) -> Decimal:
    weights = [line.values.get(weight) for line in lines] if weight else []
    known = [w for w in weights if w is not None]
    whole = sum(known, Decimal(0))
    if len(known) < len(values) or not whole:
        return sum(values, Decimal(0)) / len(values)
    return sum((v * w for v, w in zip(values, known, strict=True)), Decimal(0)) / whole


def _gather_days(lines: Iterable[_Line]) -> None:
    """Name rows of days by the Monday of their week, in place."""
    rows = list(lines)
    if len({line.days["week"] for line in rows if "week" in line.days}) <= _MOST_PERIODS:
        return
    for line in rows:
        if "week" in line.days:
            day = line.days["week"]
            line.texts["week"] = (day - timedelta(days=day.weekday())).isoformat()


def _last(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
