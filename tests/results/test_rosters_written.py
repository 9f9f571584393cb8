"""A roster as a list and as a matrix, and back again."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from capplan.files import load, read_roster
from capplan.model.seat_rows import seat_rows
from capplan.report.csv_file import write_csv
from capplan.results.roster_tables import matrix, shift_list

SHOP = """
format: 1
name: two days
days: {from: 2026-11-10 08:00, to: 2026-11-12 00:00, interval: 1 h}
queues:
  chats: {demand: {daily: 240 chats, profile: normal}}
groups:
  pre_sales: {people: 9, handles: {chats: 1}, at_once: 5, pay: fixed}
  "=temps": {people: up to 6, temporary: true, handles: {chats: 1}, at_once: 5, pay: fixed}
shifts:
  early: {at: 08:00-16:00, break: 30 min at 12:00}
  opening: {at: 20:00-04:00, on: 2026-11-10}
pay:
  fixed: {hourly: 30 yuan/h}
roster:
  - {group: pre_sales, shift: early, people: 2}
  - {group: pre_sales, shift: early, people: 1, joined: 2026-11-01}
  - {group: "=temps", from: 2026-11-10 09:00, to: 2026-11-10 19:00, people: 2, breaks: [13:00-14:00]}
  - {group: "=temps", shift: opening, people: 1}
  - {group: pre_sales, from: 2026-11-09 23:00, to: 2026-11-10 09:00, people: 1}
"""


@pytest.fixture
def scenario(tmp_path):
    (tmp_path / "scenario.yaml").write_text(SHOP, "utf-8")
    return load(tmp_path)


def by_seat(scenario, roster):
    return matrix(scenario, seat_rows(roster, scenario.calendar, scenario.rest))


@pytest.mark.parametrize("layout", [by_seat, shift_list])
def test_what_is_written_is_read_as_the_same_roster(layout, scenario, tmp_path):
    write_csv(layout(scenario, scenario.roster), tmp_path / "roster.csv")
    found = read_roster(tmp_path / "roster.csv", scenario)
    assert found.roster == scenario.roster


def test_rows_of_the_list(scenario):
    rows = shift_list(scenario, scenario.roster).drop(columns="joined")
    assert rows.drop(columns="date").to_numpy().tolist() == [
        ["pre_sales", "early", "08:00", "16:00", "", 2],
        ["pre_sales", "early", "08:00", "16:00", "", 1],
        ["pre_sales", "early", "08:00", "16:00", "", 2],
        ["pre_sales", "early", "08:00", "16:00", "", 1],
        ["=temps", "opening", "20:00", "04:00", "", 1],
        ["=temps", "", "09:00", "19:00", "13:00-14:00", 2],
        ["pre_sales", "", "23:00", "09:00", "", 1],
    ]
