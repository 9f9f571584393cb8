"""Wrong words about plans: targets, temps, limits; the whole sentence that a planner reads."""
# ruff: noqa: E501  (the sentences stand as they are read)

from __future__ import annotations

import pytest

from capplan.files import ScenarioError, load, resolve

TARGET = "{first_reply_within: 30 s, share: 80 %, every: 2 h, on: 90 % of days}"
PAY = "  monthly: {base: 5500 yuan/month}"
GROUP = "    people: 10"

WRONG = {
    "two bounds for one thing": (
        TARGET,
        "{lost: 5 %}\n      - {lost: 3 %, between: 08:00-12:00}",
        "scenario.yaml:16: queues.pre_sales.targets.1: contradicts targets.0: lost is to be at most 5 % and at most 3 % at the same time; keep one",
    ),
    "two mean responses": (
        TARGET,
        "{mean_response: 20 s}\n      - {mean_response: 40 s}",
        "scenario.yaml:16: queues.pre_sales.targets.1: contradicts targets.0: mean_response is to be at most 20 s and at most 40 s at the same time; keep one",
    ),
    "an assurance of all days": (
        "on: 90 % of days",
        "on: 100 % of days",
        "scenario.yaml:15: queues.pre_sales.targets.0.on: no number of simulated days can show that something holds on 100 % of days; write less, for example 95 % of days",
    ),
    "a window outside the horizon": (
        TARGET,
        "{lost: 5 %, from: 2026-11-13 00:00, to: 2026-11-13 04:00}",
        "scenario.yaml:15: queues.pre_sales.targets.0: the window lies outside the horizon",
    ),
    "a range of chats at once upside down": (
        "at_once: 5",
        "at_once: 8 to 5",
        'scenario.yaml:20: groups.regulars.at_once: "8 to 5": the first number must not be above the second',
    ),
    "people of a shift without up to": (
        "night: {at: 22:00-06:00}",
        "night: {at: 22:00-06:00, people: 8}",
        "scenario.yaml:24: shifts.night.people: 8 must be a limit: up to 8",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_words(case, make):
    old, new, sentence = WRONG[case]
    with pytest.raises(ScenarioError) as error:
        load(make((old, new)))
    assert sentence in str(error.value)


def test_fewer_lost_than_leave_at_once(make):
    folder = make(("{mean: 3 min}", "{mean: 3 min, at_once: 8 %}"), (TARGET, "{lost: 5 %}"))
    with pytest.raises(ScenarioError) as error:
        load(folder)
    assert (
        "queues.pre_sales.targets.0: 8 % of the customers leave at once (chat.patience.at_once), so the lost cannot be at most 5 %"
        in str(error.value)
    )
    load(
        make(("{mean: 3 min}", "{mean: 3 min, at_once: 8 %, scope: line}"), (TARGET, "{lost: 5 %}"))
    )


def test_a_first_reply_to_those_who_leave_at_once(make):
    folder = make(("{mean: 3 min}", "{mean: 3 min, at_once: 8 %}"), ("share: 80 %", "share: 95 %"))
    with pytest.raises(ScenarioError) as error:
        load(folder)
    assert "so a first reply cannot reach at least 95 %" in str(error.value)


def test_temps_without_a_wage(make):
    folder = make((GROUP, f"    temporary: true\n{GROUP}"), (PAY, "  monthly: {hourly: 0 yuan/h}"))
    with pytest.raises(ScenarioError) as error:
        load(folder)
    assert (
        "groups.regulars.pay: the temps are paid nothing: pay.monthly has a wage of 0 yuan; give a wage"
        in str(error.value)
    )


def test_different_bounds_on_different_shares_of_days_go_together(make):
    load(make((TARGET, "{lost: 5 %, on: 90 % of days}\n      - {lost: 3 %}")))
    load(
        make(
            (TARGET, "{lost: 5 %, between: 08:00-12:00}\n      - {lost: 3 %, between: 12:00-14:00}")
        )
    )


def test_a_shift_beyond_the_law_is_advised_on_with_the_limit(make):
    resolved = resolve(make(("night: {at: 22:00-06:00}", "night: {at: 06:00-20:00}")))
    assert any("above the 3 h a day of art. 41" in str(a) for a in resolved.advice)


def test_new_keys_are_read(make):
    folder = make(
        (
            GROUP,
            "    temporary: true\n    people: 4 to 10\n    hire: {cost: 100 yuan, training: 1 day, at_least: 2 days}",
        ),
        ("at_once: 5", "at_once: 4 to 6"),
        ("night: {at: 22:00-06:00}", "night: {at: 22:00-06:00, people: up to 8}"),
    )
    scenario = load(folder)
    group = scenario.groups[0]
    hour = 3_600_000
    assert (group.training, group.least_paid) == (8 * hour, 16 * hour)
    assert (group.limit, group.least_limit, group.least, group.most) == (6, 4, 4, 10)
    assert [t.most for t in scenario.shift_types] == [None, 8]
