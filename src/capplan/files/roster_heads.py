"""Heads of roster tables: the names of their columns, and dates as people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from capplan.files.result_columns import normal
from capplan.files.tables import is_filled
from capplan.model.calendar import Calendar


class Head(StrEnum):
    """What a column of a roster holds."""

    DATE = "date"
    GROUP = "group"
    SEAT = "seat"
    SHIFT = "shift"
    START = "start"
    END = "end"
    HOURS = "hours"
    BREAKS = "breaks"
    PEOPLE = "people"
    JOINED = "joined"
    LETTER = "letter"


_NAMES = {
    Head.DATE: ("date", "day", "日期", "上班日期", "排班日期"),
    Head.GROUP: ("group", "team", "组", "组别", "客服组", "小组", "班组", "队",
        "岗位", "技能组", "旺旺分组"),
    Head.SEAT: (
        "seat", "seat no.", "name", "agent", "employee", "person", "who", "席位", "席位号", "座席",
        "坐席", "姓名", "名字", "员工", "员工姓名", "人员", "客服", "客服昵称", "旺旺昵称",
    ),
    Head.SHIFT: ("shift", "shift type", "班次", "班别", "班种", "班型", "班"),
    Head.START: ("start", "from", "开始", "开始时间", "上班", "上班时间"),
    Head.END: ("end", "to", "结束", "结束时间", "下班", "下班时间"),
    Head.HOURS: ("hours", "time", "times", "时间", "上下班时间", "班次时间", "工作时间"),
    Head.BREAKS: ("break", "breaks", "休息时间", "用餐时间"),
    Head.PEOPLE: ("people", "number", "headcount", "head-count", "人数", "数量"),
    Head.JOINED: ("joined", "入职", "入职日期"),
    Head.LETTER: ("letter", "code", "symbol", "legend", "代号", "代码", "符号", "班次代码", "图例"),
}  # fmt: skip
_BY_NAME = {normal(name): head for head, names in _NAMES.items() for name in names}
_TOTALS = {normal(word) for word in ("合计", "总计", "小计", "汇总", "人数", "total", "sum", "all")}
_WEEKDAY = re.compile(
    r"(?:周|星期|礼拜)[一二三四五六日天]|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?", re.IGNORECASE
)
_BARE_WEEKDAY = frozenset("一二三四五六日天")
_NOTES = (
    "备注", "注:", "说明", "制表", "填表", "审核", "审批", "批准", "联系", "更新", "note", "remark",
    "prepared by", "approved by",
)  # fmt: skip
"""What lines begin with that stand beside a roster."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_MONTH = re.compile(r"^(\d{1,2})[- ]([a-z]{3})[a-z]*\.?(?:[- ,]+(\d{4}|\d{2}))?$")
_MONTH_DAY = re.compile(r"^([a-z]{3})[a-z]*\.?[- ](\d{1,2})(?:[- ,]+(\d{4}|\d{2}))?$")
_FULL = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?(?:[ t]0?0:00(?::00)?)?$")
_SHORT = re.compile(r"^(\d{1,2})[-/.月](\d{1,2})[日号]?$")
_ONLY_DAY = re.compile(r"^(\d{1,2})[日号]?$")
_SERIALS = range(20_000, 80_000)
"""Numbers that Excel shows as dates from 1954 to 2119."""
_EPOCH = date(1899, 12, 30)


def head_of(cell: object) -> Head | None:
    """What a column is by its name, or None."""
    return _BY_NAME.get(normal(str(cell))) if is_filled(cell) else None


def is_total(cell: object) -> bool:
    """Whether a cell begins a row of sums."""
    return is_filled(cell) and normal(str(cell)) in _TOTALS


def is_note(cell: object) -> bool:
    """Whether a cell begins a line of remarks or signatures."""
    text = unicodedata.normalize("NFKC", str(cell)).strip().lower()
    return is_filled(cell) and text.startswith(_NOTES)


def is_weekday(cell: object) -> bool:
    """Whether a cell names a day of the week and nothing else."""
    text = "".join(unicodedata.normalize("NFKC", str(cell)).split()).strip("()[]")
    return text in _BARE_WEEKDAY or (bool(text) and not _WEEKDAY.sub("", text))


def date_of(cell: object, calendar: Calendar) -> date | None:
    """A date as a date, a serial number or a text; what it lacks is taken from the horizon."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool) or not is_filled(cell) or (isinstance(cell, float) and cell % 1):
        return None  # 11.1 may be 1 or 10 November
    text = unicodedata.normalize("NFKC", str(cell)).strip().lower()
    text = _WEEKDAY.sub("", text).replace("()", "").replace("[]", "").strip(" ,\n")
    text = re.sub(r"\s*([-/.年月日号])\s*", r"\1", text).removesuffix(".0")
    return _of_text(text, calendar)


def _of_text(text: str, calendar: Calendar) -> date | None:
    if text.isdigit() and int(text) in _SERIALS:
        return _EPOCH + timedelta(days=int(text))
    if len(text) == 8 and text.isdigit():
        return _date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if match := _FULL.match(text):
        year, month, day = (int(part) for part in match.groups())
        return _date(year, month, day)
    if match := _SHORT.match(text):
        return _of_month(int(match[1]), int(match[2]), calendar)
    if match := _DAY_MONTH.match(text) or _MONTH_DAY.match(text):
        word, day = sorted(match.group(1, 2), key=str.isdigit)
        month = _MONTHS.index(word) + 1 if word in _MONTHS else 0
        if match[3] is None:
            return _of_month(month, int(day), calendar)
        return _date(int(match[3]) % 100 + 2000, month, int(day))
    if match := _ONLY_DAY.match(text):
        day = int(match[1])
        inside = (d for d in map(calendar.date, range(calendar.days)) if d.day == day)
        return next(inside, _date(calendar.start.year, calendar.start.month, day))
    return None


def _of_month(month: int, day: int, calendar: Calendar) -> date | None:
    """A day of a year of the horizon."""
    years = range(calendar.start.year, calendar.end.year + 1)
    return _within((_date(year, month, day) for year in years), calendar)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _within(days: Iterable[date | None], calendar: Calendar) -> date | None:
    """The first of some days inside the horizon, else the first."""
    known = [day for day in days if day is not None]
    inside = [d for d in known if calendar.date(0) <= d <= calendar.date(calendar.days - 1)]
    return next(iter((*inside, *known)), None)
