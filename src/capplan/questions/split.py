"""Split or pooled: the same people as specialists, as generalists, or some of both (rule E4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from capplan.engines import DEFAULT_ENGINE
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.questions import money
from capplan.questions.break_even import LEVERS, BreakEven, Lever, break_even
from capplan.questions.posts import (
    POSTS,
    Posts,
    Terms,
    arrange,
    check,
    flexible_name,
    lifted,
)
from capplan.results import estimates
from capplan.results.estimates import Estimate
from capplan.results.shown import number, percent, seconds
from capplan.results.study import Study
from capplan.results.worth import margin
from capplan.study.compare import Comparison, compare_sums
from capplan.study.replicate import replicate_all
from capplan.words import Sentence, html, say

Floats = NDArray[np.float64]
Report = Callable[[str], None]
"""Called with what is being done."""

BASE = Posts.SPECIALISTS
"""What the others are set against."""


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """The three arrangements of one team, on the same customers.

    Attributes:
        scenario: the shop as written.
        terms: how people fare in a queue that is not their first.
        studies: the replications of each arrangement.
        break_evens: what specialists need for the split to pay.
    """

    scenario: Scenario
    terms: Terms
    studies: dict[Posts, Study]
    break_evens: tuple[BreakEven, ...]

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        rows: list[tuple[object, ...]] = []
        for posts in Posts:
            lost, waits, profit = (
                self.compared(posts, m).second for m in ("lost", "first_response_ms", "profit_yuan")
            )
            rows.append((POSTS[posts], percent(lost), seconds(waits), number(profit)))
        heads = (say("arrangement"), say("lost"), say("first resp."), say("profit, yuan"))
        line = say("{number} paired replications of each.", number=self.replications)
        return html(self.scenario.name, [line], heads, rows)

    @property
    def replications(self) -> int:
        """Replications of each arrangement."""
        return self.studies[BASE].replications

    def compared(
        self, posts: Posts, measure: str, queue: str | None = None, group: str | None = None
    ) -> Comparison:
        """One measure of an arrangement, paired with the specialists.

        Args:
            posts: the arrangement.
            measure: one of `MEASURES`; `occupancy` with a group.
            queue: one queue's name, or None for all.
            group: name of a group, its flexible part included, or None for all.
        """
        per, sums = MEASURES[measure]
        first, second = (sums(self.studies[p], queue, group) for p in (BASE, posts))
        return compare_sums(measure, per, first, second)


Sums = tuple[Floats, Floats | None]
"""Numerator and denominator (None: one per run), shape (replications,) each."""


def _ratio(numerator: str, denominator: str) -> Callable[[Study, str | None, str | None], Sums]:
    def sums(study: Study, queue: str | None, _: str | None) -> Sums:
        return study.total(numerator, queue), study.total(denominator, queue)

    return sums


def _orders(study: Study, queue: str | None, _: str | None) -> Sums:
    return study.total("orders", queue), None


def _lost_margin(study: Study, _: str | None, __: str | None) -> Sums:
    return margin(study, "orders_if_prompt") - margin(study), None


def _cost(study: Study, _: str | None, __: str | None) -> Sums:
    return money.people_cost(study), None


def _profit(study: Study, _: str | None, __: str | None) -> Sums:
    return money.profit(study), None


def _occupancy(study: Study, _: str | None, group: str | None) -> Sums:
    names = study.scenario.group_names
    wanted = names if group is None else (group, flexible_name(group))
    mine = [n for n, name in enumerate(names) if name in wanted]
    work, on, off = (
        study.group_sums(name)[:, mine].sum(axis=(1, 2))
        for name in ("work_ms", "on_shift_ms", "break_ms")
    )
    return work, on - off


MEASURES: dict[str, tuple[str | None, Callable[[Study, str | None, str | None], Sums]]] = {
    "lost": ("offered", _ratio("lost", "offered")),
    "first_response_ms": ("first_replies", _ratio("first_response_ms", "first_replies")),
    "response_ms": ("timed_replies", _ratio("response_ms", "timed_replies")),
    "occupancy": ("on_shift_ms", _occupancy),
    "orders": (None, _orders),
    "lost_margin_yuan": (None, _lost_margin),
    "people_cost_yuan": (None, _cost),
    "profit_yuan": (None, _profit),
}
"""What is compared: its denominator, and its sums by study, queue and group."""


def split(
    scenario: Scenario,
    roster: Roster,
    terms: Terms | None = None,
    *,
    replications: int = 40,
    seed: int = 1,
    engine: str = DEFAULT_ENGINE,
    report: Report | None = None,
) -> Split:
    """Run the same people in three arrangements, and find what specialists need.

    Args:
        scenario: the shop; each group's first choice is its own queue.
        roster: who is on.
        terms: how people fare in a queue that is not their first; the assumed ones if None.
        replications: of each arrangement, at least 2.
        seed: seed of the runs.
        engine: name of the engine.
        report: called with what is being done.

    Raises:
        ValueError: if the scenario cannot be split, or fewer than 2 replications are asked for.
        NothingFinishedError: if interrupted.
    """
    check(scenario)
    if replications < 2:
        raise ValueError(
            say(
                "a split needs at least 2 replications for its intervals, not {replications}",
                replications=replications,
            )
        )
    terms = terms or Terms()

    def show(what: Sentence) -> None:
        if report is not None:
            report(what)

    def run(shop: Scenario, people: Roster) -> Study:
        return replicate_all(shop, people, replications, seed=seed, engine=engine)

    studies: dict[Posts, Study] = {}
    for posts in Posts:
        show(say("running {posts}", posts=POSTS[posts]))
        studies[posts] = run(*arrange(scenario, roster, posts, terms))
    special, pooled = studies[Posts.SPECIALISTS], money.profit(studies[Posts.GENERALISTS])

    def gain(lever: Lever, factor: float) -> Estimate:
        share = f"{100 * factor:.1f}"
        show(say("specialists at {share} % of their {lever}", share=share, lever=LEVERS[lever]))
        shop = lifted(special.scenario, **{lever.value: factor})
        better = special if factor == 1.0 else run(shop, roster)
        return estimates.paired_difference(pooled, money.profit(better))

    found = tuple(break_even(lever, lambda x, of=lever: gain(of, x)) for lever in Lever)
    return Split(replace(scenario, roster=roster), terms, studies, found)
