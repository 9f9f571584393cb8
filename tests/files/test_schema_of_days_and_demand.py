"""The editor's schema knows day types, bots by hour and after-sales that follow sales."""

from __future__ import annotations

import jsonschema
import pytest
from ruamel.yaml import YAML

from capplan.files import schema

TEXT = """
calendar:
  normal: other days
  weekend: [sat, sun]
  opening: {value: "2026-11-11", mark: case, source: case 004}
  parcels: [2026-11-12 to 2026-11-18, "2026-11-20"]
queues:
  pre_sales:
    demand: {daily: 9 chats, on: [opening, 2026-11-12 to 2026-11-18]}
    bot:
      comes_back: 30 % within 2 h
      talk: {mean: 40 s, law: exponential}
      hours: {between: 23:00-08:00, on: parcels, contains: 90 %, back_from: 08:00}
    targets: {lost: 5 %, days: weekend}
  after_sales:
    demand:
      follows: pre_sales
      contacts: 0.2
      orders_per_chat: 3
      delay: [40 %, 60 %]
      orders_before: "3,425 orders"
      faults: {from: "2026-11-11 00:00", to: "2026-11-11 02:00", share: 80 %, times: 5}
"""
WRONG = (
    ("other days", "2026-11-1"),
    ("back_from: 08:00", "back_from: 8 h"),
    ("30 % within 2 h", "30"),
    ("[40 %, 60 %]", "[0.4, 0.6]"),
    ('"3,425 orders"', "3425"),
    ("share: 80 %", "share: 0.8"),
    ("contacts: 0.2", "contacts: 20 %"),
    ("days: weekend", "dayz: weekend"),
)


def faults(text: str) -> list[str]:
    """What the schema says, the parts that are not there left aside."""
    known = schema()
    known.pop("required")
    found = jsonschema.Draft202012Validator(known).iter_errors(
        YAML(typ="safe", pure=True).load(text)
    )
    return [f"{e.json_path}: {e.message}" for e in found]


def test_the_schema_accepts_all_of_it() -> None:
    assert faults(TEXT) == []


@pytest.mark.parametrize(("right", "other"), WRONG)
def test_the_schema_refuses(right: str, other: str) -> None:
    assert TEXT.count(right) == 1
    assert len(faults(TEXT.replace(right, other))) > 0
