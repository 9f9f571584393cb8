"""Ticks, durations, clock times, shares, money and the grid."""

import pytest

from capplan.units import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    Grid,
    UnitError,
    format_clock,
    format_duration,
    parse_clock,
    parse_clock_range,
    parse_duration,
    parse_money,
    parse_share,
    parse_wage,
    split_quantity,
    to_hours,
    to_seconds,
)


@pytest.mark.parametrize(
    ("text", "ticks"),
    [
        ("30 s", 30_000),
        ("30s", 30_000),
        ("1.5 min", 90_000),
        ("0.5 ms", 1),
        ("8 h", 8 * HOUR),
        ("2 days", 2 * DAY),
        ("1 week", 7 * DAY),
        ("1,000 s", 1_000_000),
        ("+3 s", 3_000),
        (".5 s", 500),
    ],
)
def test_durations(text, ticks):
    assert parse_duration(text) == ticks


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("30", "has no unit; a duration needs one, for example 30 s"),
        ("30 parsecs", "is not a duration"),
        ("s", "is not a number with a unit"),
        ("1e3 s", "is not a duration"),
        ("1,00 s", "is not a duration"),
        ("nan s", "is not a number with a unit"),
        ("99999999999 weeks", "too long"),
    ],
)
def test_what_is_no_duration(text, said):
    with pytest.raises(UnitError, match=said):
        parse_duration(text)


def test_shares_money_and_wages():
    assert parse_share("80 %") == 0.8
    assert parse_share("12.5%") == 0.125
    assert parse_money("10,000,000 yuan") == 1e7
    assert parse_money("80元") == 80.0
    assert parse_wage("22 yuan/h", "h") == 22.0
    assert parse_wage("5,500 CNY / month", "month") == 5500.0
    assert split_quantity("-22.5 yuan/h") == (-22.5, "yuan/h")


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (parse_share, "0.8"),
        (parse_share, "80 yuan"),
        (parse_money, "80"),
        (parse_money, "80 $"),
        (lambda text: parse_wage(text, "h"), "22 yuan"),
        (lambda text: parse_wage(text, "h"), "22 yuan/month"),
        (lambda text: parse_wage(text, "h"), "22"),
    ],
)
def test_what_lacks_its_unit(parse, text):
    with pytest.raises(UnitError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "ticks"), [("0:00", 0), ("20:00", 20 * HOUR), ("24:00", DAY), ("9:30:15", 34_215_000)]
)
def test_clock_times(text, ticks):
    assert parse_clock(text) == ticks


@pytest.mark.parametrize("text", ["24:01", "25:00", "12:60", "12:00:60", "noon", "12", "-1:00"])
def test_what_is_no_clock_time(text):
    with pytest.raises(UnitError, match="is not a clock time"):
        parse_clock(text)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("08:00-16:00", (8 * HOUR, 16 * HOUR)),
        ("22:00-06:00", (22 * HOUR, 30 * HOUR)),
        ("22:00–24:00", (22 * HOUR, 24 * HOUR)),
        ("00:00-24:00", (0, DAY)),
        ("22:00-00:00", (22 * HOUR, 24 * HOUR)),
    ],
)
def test_spans_of_clock_times(text, span):
    assert parse_clock_range(text) == span


@pytest.mark.parametrize("text", ["08:00-08:00", "24:00-00:00", "24:00-06:00", "08:00", "8-16"])
def test_what_is_no_span(text):
    with pytest.raises(UnitError):
        parse_clock_range(text)


@pytest.mark.parametrize(
    ("ticks", "text"),
    [(30 * SECOND, "30 s"), (15 * MINUTE, "15 min"), (8 * HOUR, "8 h"), (90 * SECOND, "1.5 min"),
     (500, "0.5 s"), (0, "0 s"), (61 * SECOND, "61 s")],
)  # fmt: skip
def test_durations_are_written_as_they_are_read(ticks, text):
    assert format_duration(ticks) == text
    assert parse_duration(text) == ticks


def test_clock_times_are_written_within_their_day():
    assert format_clock(20 * HOUR) == "20:00"
    assert format_clock(DAY) == "24:00"
    assert format_clock(DAY + 6 * HOUR) == "06:00"
    assert format_clock(SECOND) == "00:00:01"
    assert to_seconds(1_500) == 1.5
    assert to_hours(DAY) == 24.0


def test_the_grid():
    grid = Grid(DAY, 15 * MINUTE)
    assert grid.count == 96
    assert grid.start(4) == HOUR


@pytest.mark.parametrize(("horizon", "interval"), [(0, 1), (-5, 1), (10, 0), (10, -1), (10, 3)])
def test_grids_that_do_not_fit(horizon, interval):
    with pytest.raises(ValueError, match="horizon"):
        Grid(horizon, interval)
