"""The trade's own rules, with the trade's own examples (domain.md 4.1)."""

from __future__ import annotations

import math

import pytest

from capplan.queueing import (
    RuleAnswer,
    chats_from_sales,
    concurrency_rule,
    least_agents_erlang_c,
    seconds_rule,
    volume_rule,
)


def test_the_event_formula_gives_five_agents():
    chats = chats_from_sales(500_000, 100, chat_share=0.20, conversion=0.40)
    assert chats == pytest.approx(2500.0)
    answer = seconds_rule(chats, messages_per_chat=10, seconds_per_message=5, hours=8)
    assert answer.exact == pytest.approx(2500 / 576)
    assert answer.agents == 5


def test_the_daily_rule_gives_five_agents():
    answer = volume_rule(200, 50)
    assert answer.exact == pytest.approx(4.8)
    assert answer.agents == 5


def test_float_dust_hires_nobody():
    assert volume_rule(0.1 + 0.2, 0.01, uplift=1.0) == RuleAnswer(pytest.approx(30.0), 30)  # type: ignore[arg-type]
    assert volume_rule(30.000000001, 1, uplift=1.0).agents == 30
    assert volume_rule(30.01, 1, uplift=1.0).agents == 31


def test_nothing_to_do_needs_nobody():
    assert volume_rule(0, 50) == RuleAnswer(0.0, 0)
    assert seconds_rule(0, 10, 5, 8) == RuleAnswer(0.0, 0)
    assert concurrency_rule(0.0, 360.0, 3.0, 0.8, 20.0) == RuleAnswer(0.0, 0)


def test_partial_use_of_the_hours_needs_more():
    assert seconds_rule(576, 10, 5, 8).agents == 1
    assert seconds_rule(576, 10, 5, 8, used_share=0.7).exact == pytest.approx(1 / 0.7)


def test_concurrency_is_taken_as_speed():
    answer = concurrency_rule(240 / 1800, 600.0, 3.0, 0.80, 30.0)
    assert answer.exact == pytest.approx(240 / 1800 * 200)
    assert answer.agents == least_agents_erlang_c(240 / 1800, 200.0, 0.80, 30.0)
    assert 30 <= answer.agents <= 43  # one team, five published rules: 30, 31, 37, 40 or 43


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: volume_rule(-1, 50), "chats.*-1"),
        (lambda: volume_rule(math.nan, 50), "chats.*nan"),
        (lambda: volume_rule(10, 0), "chats_per_agent.*0"),
        (lambda: volume_rule(10, 5, 0), "uplift.*0"),
        (lambda: seconds_rule(10, 0, 5, 8), "messages_per_chat"),
        (lambda: seconds_rule(10, 10, 0, 8), "seconds_per_message"),
        (lambda: seconds_rule(10, 10, 5, 0), "hours"),
        (lambda: seconds_rule(10, 10, 5, 8, 1.1), "used_share.*1.1"),
        (lambda: chats_from_sales(1, 0, 0.2, 0.4), "order_value"),
        (lambda: chats_from_sales(1, 1, 0.0, 0.4), "chat_share"),
        (lambda: chats_from_sales(1, 1, 0.2, 1.4), "conversion"),
        (lambda: concurrency_rule(1.0, 0.0, 3.0, 0.8, 20.0), "mean_handling_s"),
        (lambda: concurrency_rule(1.0, 60.0, 0.5, 0.8, 20.0), "concurrency.*0.5"),
    ],
)
def test_wrong_input_is_refused_by_name(call, named: str):
    with pytest.raises(ValueError, match=named):
        call()
