"""Moments, spans, figures and targets as a page says them, in the reader's language."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from capplan.report.figures.clock import date
from capplan.report.figures.look import bound as share_set
from capplan.report.figures.look import spoken
from capplan.report.names import ANSWERS
from capplan.report.page import Mood
from capplan.report.plain import percent
from capplan.results.estimates import Estimate
from capplan.results.verdicts import Answer
from capplan.units import SECOND, format_duration
from capplan.words import tell

Row = dict[str, Any]

MOODS = {
    "met": Mood.GOOD,
    "too close to call": Mood.OPEN,
    "missed": Mood.BAD,
}
_SECONDS = frozenset({"mean_first_response", "mean_response"})
_AT_LEAST = frozenset({"first_reply_within", "reply_within", "platform_metric"})


def answer(code: str) -> str:
    """Met, missed or too close to call."""
    return tell(ANSWERS[Answer(code)])


def rows(frame: pd.DataFrame) -> list[Row]:
    """The rows of a table; absent values are NaN, "" or NaT."""
    numbers = [str(n) for n, dtype in frame.dtypes.items() if str(dtype) in {"Float64", "Int64"}]
    plain = frame.astype(dict.fromkeys(numbers, "float64"))
    return plain.to_dict("records")  # pyright: ignore[reportReturnType]


def number(value: float) -> str:
    """A whole number with commas, one decimal where it is small; a dash where there is none."""
    if pd.isna(value):
        return "–"
    return f"{value:,.1f}" if 0.0 < abs(value) < 10.0 and value != round(value) else f"{value:,.0f}"


def whole(value: float) -> str:
    """A whole number with commas; a dash where there is none."""
    return "–" if pd.isna(value) else f"{value:,.0f}"


def share(value: float) -> str:
    """A share as ``"2.1 %"``; a dash where there is none."""
    return "–" if pd.isna(value) else percent(value)


def seconds(value: float) -> str:
    """A time as ``"18 s"``; a dash where there is none."""
    if pd.isna(value):
        return "–"
    if value < 120.0:
        return tell("{number} s", number=f"{value:.0f}")
    if value < 7200.0:
        return tell("{number} min", number=f"{value / 60.0:.1f}".removesuffix(".0"))
    return tell("{number} h", number=f"{value / 3600.0:.1f}".removesuffix(".0"))


def between(low: float, high: float, scale: float = 1.0, digits: int = 0) -> str:
    """An interval as ``"3.4–3.9"``; "" where there is none."""
    if not (math.isfinite(low) and math.isfinite(high)) or low == high:
        return ""
    return f"{low * scale:,.{digits}f}–{high * scale:,.{digits}f}"


def estimate_of(row: Row, name: str) -> Estimate:
    """A figure of a row with its interval."""
    ends = (row[name], row[f"{name}_low"], row[f"{name}_high"])
    value, low, high = (math.nan if pd.isna(x) else float(x) for x in ends)
    return Estimate(value, low, high, 0)


def day(moment: datetime | pd.Timestamp) -> str:
    """A date as ``"Wed 11 Nov"``."""
    return date(pd.Timestamp(moment).to_pydatetime())


def at(moment: datetime | pd.Timestamp) -> str:
    """A moment as ``"Wed 11 Nov, 00:15"``."""
    return tell("{date}, {clock}", date=day(moment), clock=f"{moment:%H:%M}")


def span(start: datetime | pd.Timestamp, end: datetime | pd.Timestamp) -> str:
    """A span as ``"Wed 11 Nov, 00:00–02:00"``; midnight at its end is 24:00."""
    last = end - timedelta(seconds=1)
    clock = "24:00" if end.hour == end.minute == 0 else f"{end:%H:%M}"
    if last.date() == start.date():
        return f"{at(start)}–{clock}"
    return tell(
        "{start} to {end}",
        start=at(start),
        end=tell("{date}, {clock}", date=day(last), clock=clock),
    )


def measure(row: Row) -> str:
    """What a target measures, as ``"first reply within 30 s"``."""
    within = "" if pd.isna(row["within_s"]) else time(float(row["within_s"]))
    match str(row["measure"]):
        case "first_reply_within":
            return tell("first reply within {time}", time=within)
        case "reply_within":
            return tell("reply within {time}", time=within)
        case "lost":
            return tell("lost")
        case "mean_first_response":
            return tell("mean first response")
        case "mean_response":
            return tell("mean response")
        case "occupancy":
            return tell("occupancy")
        case _:
            return spoken(str(row["metric"]))


def time(value: float) -> str:
    """A time that was set, as ``"30 s"`` or ``"3 min"``."""
    return tell(format_duration(round(value * SECOND)))


def measured(row: Row, value: float) -> str:
    """A value of a target's measure."""
    if pd.isna(value):
        return "–"
    if str(row["measure"]) in _SECONDS:
        return tell("{number} s", number=f"{value:.1f}")
    return percent(value)


def asked(row: Row) -> str:
    """What a target asks for, as ``"≥ 80 %"``, with its share of days if it has one."""
    sign = "≥" if str(row["measure"]) in _AT_LEAST else "≤"
    if str(row["measure"]) in _SECONDS:
        bound = tell("{number} s", number=f"{row['bound']:g}")
    else:
        bound = share_set(float(row["bound"]))
    if pd.isna(row["assurance"]):
        return f"{sign} {bound}"
    return tell(
        "{bound} on {share} of days", bound=f"{sign} {bound}", share=share_set(row["assurance"])
    )


def slack(row: Row) -> float:
    """How far a target is kept: in its measure ÷ what it leaves open, or in its share of days."""
    if not pd.isna(row["assurance"]):
        return float(row["kept"]) - float(row["assurance"])
    sign = 1.0 if str(row["measure"]) in _AT_LEAST else -1.0
    bound = float(row["bound"])
    room = max(0.02, 1.0 - bound) if sign > 0 else max(0.02, bound)
    return sign * (float(row["measured"]) - bound) / room
