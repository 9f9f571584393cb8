"""Transfers, closed hours, retries, weights and newcomers in the scenario file."""
# ruff: noqa: E501  (the sentences stand as they are read)

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from capplan.files import (
    ReferenceStepError,
    ScenarioError,
    ShapeStepError,
    load,
    resolve,
)
from capplan.model.laws import CountKind, CountLaw, TimeKind, TimeLaw
from capplan.model.provenance import Mark
from capplan.model.scenario import ClosedHours, Retry, Transfer
from capplan.units import DAY, MINUTE, WEEK

Make = Callable[..., Path]

TWO_QUEUES = (
    "    orders:",
    "    {key}: {value}\n    orders:",
)
SECOND = ("groups:\n", "  after_sales:\n    demand: {daily: 300 chats}\ngroups:\n")
HANDLES = ("handles: {pre_sales: 1}", "handles: {pre_sales: 1, after_sales: 1}")


def with_term(key: str, value: str) -> tuple[str, str]:
    return "    orders:", f"    {key}: {value}\n    orders:"


def queue_of(folder: Path):
    return load(folder).queues[0]


# ---- what is read --------------------------------------------------------------------------------


def test_without_the_keys_nothing_of_it_happens(make: Make) -> None:
    scenario = load(make())
    queue, group = scenario.queues[0], scenario.groups[0]
    assert (queue.transfers, queue.closed, queue.retry) == ((), None, None)
    assert (group.weight, group.learning) == (1.0, None)


def test_transfers(make: Make) -> None:
    folder = make(SECOND, HANDLES, with_term("transfers", "{after_sales: 10 %}"))
    assert queue_of(folder).transfers == (Transfer("after_sales", 0.1),)


def test_closed_hours(make: Make) -> None:
    assert queue_of(make(with_term("closed", "{}"))).closed == ClosedHours(0.6, None, False)


def test_closed_hours_in_full(make: Make) -> None:
    folder = make(with_term("closed", "{stays: 80 %, rounds: 3, order: after_live}"))
    rounds = CountLaw(CountKind.GEOMETRIC, 3.0)
    assert queue_of(folder).closed == ClosedHours(0.8, rounds, True)


def test_retries(make: Make) -> None:
    delay = TimeLaw(TimeKind.EXPONENTIAL, 20.0 * MINUTE)
    assert queue_of(make(with_term("retry", "{}"))).retry == Retry(0.2, delay, 3)


def test_retries_in_full(make: Make) -> None:
    text = "{share: 50 %, after: {mean: 5 min, law: deterministic}, attempts: 2}"
    delay = TimeLaw(TimeKind.DETERMINISTIC, 5.0 * MINUTE)
    assert queue_of(make(with_term("retry", text))).retry == Retry(0.5, delay, 2)


NEWCOMERS = (
    "    pay: monthly\n",
    "    pay: monthly\n  newcomers: {people: 5, handles: {pre_sales: 1}, pay: monthly, weight: 50 %, learning: {terms}}\n",
)


def with_newcomers(terms: str) -> tuple[str, str]:
    return NEWCOMERS[0], NEWCOMERS[1].replace("{terms}", terms)


def test_newcomers_with_the_curves_of_the_tool(make: Make) -> None:
    resolved = resolve(make(with_newcomers("{joined: 2026-11-04, mentors: regulars}")))
    group = resolved.scenario.groups[1]
    terms = group.learning
    assert terms is not None
    assert group.weight == 0.5
    assert terms.joined == -7 * DAY
    assert terms.speed.points == (
        (WEEK, 0.5), (2 * WEEK, 0.65), (4 * WEEK, 0.8), (12 * WEEK, 1.0),
    )  # fmt: skip
    assert terms.limit.points == ((0, 0.5), (12 * WEEK, 1.0))
    assert (terms.mentors, terms.mentor_loss, terms.taught_for) == ("regulars", 0.2, 2 * WEEK)
    marks = {p.path: p.mark for p in resolved.scenario.provenance}
    assert marks["groups.newcomers.learning.speed.4 weeks"] is Mark.ASSUME


def test_a_learning_curve_of_ones_own(make: Make) -> None:
    terms = (
        load(make(with_newcomers("{speed: {0 weeks: 40 %, 2 weeks: 100 %}}"))).groups[1].learning
    )
    assert terms is not None
    assert terms.speed.points == ((0, 0.4), (2 * WEEK, 1.0))
    assert terms.joined is None


def test_a_line_of_the_roster_may_say_when_its_people_joined(make: Make) -> None:
    line = "  - {group: regulars, shift: early, people: 4}\n"
    own = "  - {group: regulars, from: 2026-11-11 09:00, to: 2026-11-11 12:00, people: 1, joined: 2026-11-01}\n"
    new = "  - {group: regulars, shift: early, people: 2, joined: 2026-11-04}\n"
    roster = load(make((line, line + new + own))).roster
    assert roster is not None
    assert [s.tenure for s in roster.shifts] == [None] * 4 + [7 * DAY] * 2 + [10 * DAY]


def test_a_resolved_scenario_with_all_of_it_is_read_again(make: Make, tmp_path: Path) -> None:
    folder = make(
        SECOND, HANDLES, with_newcomers("{joined: 2026-11-04, mentors: regulars}"),
        with_term("closed", "{rounds: 2}\n    retry: {}\n    transfers: {after_sales: 5 %}"),
    )  # fmt: skip
    first = resolve(folder)
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "scenario.yaml").write_text(first.text, encoding="utf-8")
    again = resolve(tmp_path / "again")
    for place in (0, 1):
        assert again.scenario.queues[place].closed == first.scenario.queues[place].closed
        assert again.scenario.queues[place].retry == first.scenario.queues[place].retry
        assert again.scenario.queues[place].transfers == first.scenario.queues[place].transfers
    assert again.scenario.groups == first.scenario.groups


# ---- what is refused -----------------------------------------------------------------------------

WRONG: tuple[tuple[str, tuple[tuple[str, str], ...], type[ScenarioError], str], ...] = (
    (
        "a transfer to the queue itself",
        (with_term("transfers", "{pre_sales: 10 %}"),),
        ReferenceStepError,
        "scenario.yaml:13: queues.pre_sales.transfers.pre_sales: a chat cannot be handed to the queue it is in",
    ),
    (
        "a transfer to nowhere",
        (SECOND, HANDLES, with_term("transfers", "{after_sale: 10 %}")),
        ReferenceStepError,
        'scenario.yaml:13: queues.pre_sales.transfers.after_sale: there is no queue "after_sale"; did you mean "after_sales"? (valid: after_sales)',
    ),
    (
        "more transfers than chats",
        (SECOND, HANDLES, with_term("transfers", "{after_sales: 70 %, pre_sales: 40 %}")),
        ShapeStepError,
        "scenario.yaml:6: queues.pre_sales: the transfers add up to 110 %; no more than 100 % can go on elsewhere",
    ),
    (
        "retries without a bound",
        (with_term("retry", "{share: 100 %, attempts: unlimited}"),),
        ShapeStepError,
        'scenario.yaml:13: queues.pre_sales.retry.attempts: "unlimited" must be a bare number, for example 2',
    ),
    (
        "too many attempts",
        (with_term("retry", "{attempts: 100}"),),
        ShapeStepError,
        "scenario.yaml:13: queues.pre_sales.retry.attempts: must lie between 2 and 20, not 100",
    ),
    (
        "more than all try again",
        (with_term("retry", "{share: 120 %}"),),
        ShapeStepError,
        "scenario.yaml:13: queues.pre_sales.retry.share: must lie between 0 % and 100 %, not 120 %",
    ),
    (
        "an order that does not exist",
        (with_term("closed", "{order: last}"),),
        ShapeStepError,
        'scenario.yaml:13: queues.pre_sales.closed.order: "last" is not known here (valid: by_age, after_live)',
    ),
    (
        "closed written as hours",
        (with_term("closed", "18:00-09:00"),),
        ShapeStepError,
        'scenario.yaml:13: queues.pre_sales.closed: this should be a map with the keys stays, rounds, order, not "18:00-09:00"',
    ),
    (
        "mentors that do not exist",
        (with_newcomers("{mentors: regular}"),),
        ReferenceStepError,
        'scenario.yaml:22: groups.newcomers.learning.mentors: there is no group "regular"; did you mean "regulars"? (valid: regulars)',
    ),
    (
        "newcomers who teach themselves",
        (with_newcomers("{mentors: newcomers}"),),
        ReferenceStepError,
        "scenario.yaml:22: groups.newcomers.learning.mentors: newcomers cannot teach themselves (valid: regulars)",
    ),
    (
        "a curve that goes back in time",
        (with_newcomers("{speed: {2 weeks: 60 %, 1 week: 80 %}}"),),
        ShapeStepError,
        "scenario.yaml:22: groups.newcomers.learning.speed: 1 week must come later than the point before it",
    ),
    (
        "a curve from nothing",
        (with_newcomers("{speed: {0 weeks: 0 %}}"),),
        ShapeStepError,
        "scenario.yaml:22: groups.newcomers.learning.speed: the share at 0 weeks must be more than 0 %",
    ),
    (
        "a curve that is one number",
        (with_newcomers("{speed: 50 %}"),),
        ShapeStepError,
        "scenario.yaml:22: groups.newcomers.learning.speed: a learning curve is a map of tenure to share; write for example {0 weeks: 50 %, 12 weeks: 100 %}",
    ),
    (
        "a weight of nothing",
        (("    pay: monthly\n", "    pay: monthly\n    weight: 0 %\n"),),
        ShapeStepError,
        "scenario.yaml:22: groups.regulars.weight: must be more than 0 %",
    ),
)


@pytest.mark.parametrize(
    ("changes", "error", "sentence"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG]
)
def test_wrong_input_is_answered_with_a_sentence(
    changes: tuple[tuple[str, str], ...], error: type[ScenarioError], sentence: str, make: Make
) -> None:
    with pytest.raises(error) as caught:
        load(make(*changes))
    assert str(caught.value) == sentence
