"""A small valid scenario, and folders made of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

SMALL = """\
format: 1
name: Small shop
days: {from: 2026-11-11 00:00, to: 2026-11-12 00:00, interval: 30 min}
day_factor: {cv: 0.2}
queues:
  pre_sales:
    demand: {daily: 1000 chats, profile: normal}
    bot: {contains: 40 %}
    chat:
      work: 13 s
      think: 80 s
      patience: {mean: 3 min}
    orders: {conversion: 60 %, order_value: 80 yuan, margin: 30 %, silent_orders: 5 %}
    targets:
      - {first_reply_within: 30 s, share: 80 %, every: 2 h, on: 90 % of days}
groups:
  regulars:
    people: 10
    handles: {pre_sales: 1}
    at_once: 5
    pay: monthly
shifts:
  early: {at: 08:00-16:00, break: 30 min between 11:30 and 14:00}
  night: {at: 22:00-06:00}
pay:
  monthly: {base: 5500 yuan/month}
roster:
  - {group: regulars, shift: early, people: 4}
variants:
  no_bot: {queues.pre_sales.bot.contains: 0 %}
  half_bot: {queues.pre_sales.bot.contains: 20 %}
"""

MakeScenario = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> MakeScenario:
    """Write the small scenario with some of its text replaced; returns the folder."""

    def write(*changes: tuple[str, str]) -> Path:
        text = SMALL
        for old, new in changes:
            assert text.count(old) == 1, f"{old!r} must stand once in the small scenario"
            text = text.replace(old, new)
        (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write
