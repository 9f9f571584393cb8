"""Quantities as annotated types: a text with a unit in, a number in ticks, yuan or 1 out.

Each type has its reader, its range, and the JSON schema that an editor shows.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from capplan.files.shape.grammar import (
    EVERY_DAY,
    OTHER_DAYS,
    AtOnce,
    BreakText,
    Days,
    People,
    read_assurance,
    read_at_once,
    read_break,
    read_curve,
    read_days,
    read_delay,
    read_falls_by,
    read_most_people,
    read_people,
    read_profile,
    read_type_days,
)
from capplan.files.shape.readers import (
    NEVER,
    number_reader,
    ratio_reader,
    read_chats,
    read_clock,
    read_clock_range,
    read_day_value,
    read_duration,
    read_duration_above,
    read_duration_or_never,
    read_moment_value,
    read_money,
    read_money_above,
    read_orders,
    read_share,
    read_share_above,
    read_share_below,
    read_words,
    read_working_time,
    read_yes_or_no,
    wage_reader,
    whole_reader,
    word_reader,
)

_NUMBER = r"[+-]?[0-9][0-9,]*(\.[0-9]+)?"


def _schema(pattern: str, *examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": list(examples)})


def _numeric(kind: str, low: float | None = None, high: float | None = None) -> WithJsonSchema:
    schema: dict[str, Any] = {"type": kind}
    if low is not None:
        schema["minimum"] = low
    if high is not None and math.isfinite(high):
        schema["maximum"] = high
    return WithJsonSchema(schema)


def _ratio_schema(low: float, high: float) -> WithJsonSchema:
    number: dict[str, Any] = {"type": "number", "minimum": low, "maximum": high}
    return WithJsonSchema({"anyOf": [number, {"type": "string", "pattern": rf"^{_NUMBER} ?%$"}]})


_DURATION = _schema(
    rf"^{_NUMBER} ?(ms|s|sec|min|h|d|day|days|week|weeks)$", "30 s", "15 min", "8 h", "2 days"
)
_SHARE = _schema(rf"^{_NUMBER} ?%$", "80 %", "2.5 %")
_MONEY = _schema(rf"^{_NUMBER} ?(yuan|cny|rmb|元)$", "80 yuan", "10,000,000 yuan")
_DAY = r"\d{4}-\d{2}-\d{2}"

Duration = Annotated[int, PlainValidator(read_duration), _DURATION]
WorkingTime = Annotated[int, PlainValidator(read_working_time), _DURATION]
DurationAbove = Annotated[int, PlainValidator(read_duration_above), _DURATION]
DurationOrNever = Annotated[
    float,
    PlainValidator(read_duration_or_never),
    _schema(rf"^({NEVER}|{_NUMBER} ?(ms|s|sec|min|h|d|day|days|week|weeks))$", "3 min", NEVER),
]
MeanTime = Annotated[float, PlainValidator(read_duration), _DURATION]
MeanTimeAbove = Annotated[float, PlainValidator(read_duration_above), _DURATION]
Share = Annotated[float, PlainValidator(read_share), _SHARE]
ShareWithin = Annotated[
    float,
    PlainValidator(read_share),
    _schema(rf"^{_NUMBER} ?%( within .+)?$", "30 %", "30 % within 2 h"),
]
ShareAbove = Annotated[float, PlainValidator(read_share_above), _SHARE]
ShareBelow = Annotated[float, PlainValidator(read_share_below), _SHARE]
Speed = Annotated[float, PlainValidator(ratio_reader(0.01, 10, "0.7")), _ratio_schema(0.01, 10)]
Factor = Annotated[float, PlainValidator(ratio_reader(0, 10, "0.9")), _ratio_schema(0, 10)]
Overtime = Annotated[float, PlainValidator(ratio_reader(1, 10, "1.5")), _ratio_schema(1, 10)]
Variation = Annotated[float, PlainValidator(ratio_reader(0, 3, "0.2")), _ratio_schema(0, 3)]
Multiple = Annotated[
    float, PlainValidator(number_reader(0, 10_000, "1.5")), _numeric("number", 0, 10_000)
]
LawShape = Annotated[
    float, PlainValidator(number_reader(0.01, 1000, "2")), _numeric("number", 0.01, 1000)
]
Attempts = Annotated[int, PlainValidator(whole_reader(2, 20)), _numeric("integer", 2, 20)]
MeanCount = Annotated[
    float, PlainValidator(number_reader(1, 1000, "5")), _numeric("number", 1, 1000)
]
Dispersion = Annotated[
    float, PlainValidator(number_reader(1, 1000, "2")), _numeric("number", 1, 1000)
]
Count = Annotated[int, PlainValidator(whole_reader(1, 1000)), _numeric("integer", 1, 1000)]
DaysInARow = Annotated[int, PlainValidator(whole_reader(1, 31)), _numeric("integer", 1, 31)]
DaysAWeek = Annotated[float, PlainValidator(number_reader(0, 6, "5")), _numeric("number", 0, 6)]
AtOnceText = Annotated[
    AtOnce,
    PlainValidator(read_at_once),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": 1000},
                {"type": "string", "pattern": r"^\d+( to \d+)?$"},
            ],
            "examples": [8, "5 to 8"],
        }
    ),
]
Whole = Annotated[int, PlainValidator(whole_reader(0, 100_000)), _numeric("integer", 0, 100_000)]
Money = Annotated[float, PlainValidator(read_money), _MONEY]
MoneyAbove = Annotated[float, PlainValidator(read_money_above), _MONEY]
MonthlyWage = Annotated[
    float,
    PlainValidator(wage_reader("month", "5500 yuan/month")),
    _schema(rf"^{_NUMBER} ?(yuan|cny|rmb|元)/month$", "5500 yuan/month"),
]
HourlyWage = Annotated[
    float,
    PlainValidator(wage_reader("h", "22 yuan/h")),
    _schema(rf"^{_NUMBER} ?(yuan|cny|rmb|元)/h$", "22 yuan/h"),
]
Chats = Annotated[
    float, PlainValidator(read_chats), _schema(rf"^{_NUMBER} ?(chats?|contacts?)$", "3000 chats")
]
OrdersText = Annotated[
    float, PlainValidator(read_orders), _schema(rf"^{_NUMBER} ?orders?$", "3425 orders")
]
PerOrder = Annotated[
    float, PlainValidator(number_reader(0, 100, "0.25")), _numeric("number", 0, 100)
]
PerChat = Annotated[
    float, PlainValidator(number_reader(0, 1000, "3.5")), _numeric("number", 0, 1000)
]
DelayText = Annotated[
    tuple[float, ...],
    PlainValidator(read_delay),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": rf"^{_NUMBER} ?%$"},
                {"type": "array", "items": {"type": "string", "pattern": rf"^{_NUMBER} ?%$"}},
            ],
            "examples": [["50 %", "30 %", "20 %"]],
        }
    ),
]
Moment = Annotated[
    datetime,
    PlainValidator(read_moment_value),
    _schema(rf"^{_DAY}[ T]\d{{1,2}}:\d{{2}}$", "2026-11-10 16:00"),
]
ClockRange = Annotated[
    tuple[int, int],
    PlainValidator(read_clock_range),
    _schema(r"^\d{1,2}:\d{2} ?[-–] ?\d{1,2}:\d{2}$", "08:00-16:00", "22:00-06:00"),
]
ClockTime = Annotated[int, PlainValidator(read_clock), _schema(r"^\d{1,2}:\d{2}$", "08:00")]
Name = Annotated[
    str, PlainValidator(read_words), WithJsonSchema({"type": "string", "minLength": 1})
]
MostPeople = Annotated[
    int,
    PlainValidator(read_most_people),
    WithJsonSchema(
        {"type": "string", "pattern": r"^up to \d+( people)?$", "examples": ["up to 8"]}
    ),
]
YesNo = Annotated[bool, PlainValidator(read_yes_or_no), WithJsonSchema({"type": "boolean"})]
PeopleText = Annotated[
    People,
    PlainValidator(read_people),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0},
                {"type": "string", "pattern": r"^(up to \d+|\d+ to \d+|\d+)( people)?$"},
            ],
            "examples": [30, "up to 60", "4 to 9"],
        }
    ),
]
BreakSpan = Annotated[
    BreakText,
    PlainValidator(read_break),
    _schema(
        r"^.+ (between \S+ and \S+|at \S+)( (un)?paid)?$",
        "30 min between 11:30 and 14:00",
        "30 min at 12:00 paid",
    ),
]


def _days_schema(pattern: str, *examples: str) -> WithJsonSchema:
    one = {"type": "string", "pattern": pattern, "examples": list(examples)}
    return WithJsonSchema({"anyOf": [one, {"type": "array", "items": one}]})


_DATES = rf"{_DAY}(\s+to\s+{_DAY})?"
OnDays = Annotated[
    Days,
    PlainValidator(read_days),
    _days_schema(rf"^({_DATES}|\D.*)$", "2026-11-11", "2026-11-12 to 2026-11-18", "sat", EVERY_DAY),
]
TypeDays = Annotated[
    Days,
    PlainValidator(read_type_days),
    _days_schema(
        rf"^({_DATES}|{OTHER_DAYS}|{EVERY_DAY}|[A-Za-z]{{3,10}})$",
        "2026-11-12 to 2026-11-18", "sat", OTHER_DAYS,
    ),
]  # fmt: skip
Assurance = Annotated[
    float, PlainValidator(read_assurance), _schema(rf"^{_NUMBER} ?% of days$", "90 % of days")
]
_STEP: dict[str, Any] = {
    "type": "object",
    "properties": {"up_to": {"type": "string"}, "share": {"type": "string"}},
    "required": ["up_to", "share"],
    "additionalProperties": False,
}
FallsBy = Annotated[
    float | tuple[tuple[int, float], ...] | None,
    PlainValidator(read_falls_by),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": rf"^(none|{_NUMBER} ?% per (min|minute))$"},
                {"type": "array", "items": _STEP},
                {"type": "null"},
            ],
            "examples": ["10 % per min", "none"],
        }
    ),
]
CurveText = Annotated[
    tuple[tuple[int, float], ...],
    PlainValidator(read_curve),
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {"type": "string", "pattern": rf"^{_NUMBER} ?%$"},
            "minProperties": 1,
            "examples": [{"0 weeks": "50 %", "12 weeks": "100 %"}],
        }
    ),
]
Day = Annotated[date, PlainValidator(read_day_value), _schema(rf"^{_DAY}$", "2026-11-11")]
ProfileText = Annotated[
    str | tuple[float, ...],
    PlainValidator(read_profile),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "number"}, "minItems": 24, "maxItems": 24},
            ],
            "examples": ["normal", "event_midnight", "event_20"],
        }
    ),
]


def one_of(*words: str) -> tuple[PlainValidator, WithJsonSchema]:
    """Validator and schema of a closed list of words."""
    return PlainValidator(word_reader(words)), WithJsonSchema(
        {"type": "string", "enum": list(words)}
    )
