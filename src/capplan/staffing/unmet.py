"""Targets that a plan does not meet, and why."""

from __future__ import annotations

from dataclasses import dataclass

from capplan.results.verdicts import Answer, Verdict
from capplan.staffing.interrupt import interruptible
from capplan.staffing.search import Candidate, Search
from capplan.staffing.seats import people_needed
from capplan.words import Sentence, listed, say


@dataclass(frozen=True, slots=True)
class Unmet:
    """A target that the plan does not meet, and why.

    Attributes:
        verdict: the verdict on fresh days.
        reason: why, and what would help.
    """

    verdict: Verdict
    reason: Sentence


def unmet_targets(
    search: Search, best: Candidate, judged: tuple[Verdict, ...]
) -> tuple[Unmet, ...]:
    """The targets that are missed, each with the reason why."""
    missed = [v for v in judged if v.answer is Answer.MISSED]
    return tuple(Unmet(v, _reason(v, search, best)) for v in missed)


def _reason(verdict: Verdict, search: Search, best: Candidate) -> Sentence:
    """Why a target is missed: found out by putting on as many people as the groups have."""
    if search.goal.budget is not None:
        return say(
            "the budget of {budget:,.0f} yuan does not reach so far", budget=search.goal.budget
        )
    if search.holds(best):
        return say("met on the search days but not on fresh ones; more search days are needed")
    target = verdict.target
    many = interruptible(search, lambda: search.with_many(target.queue))
    if many is None:
        return say("the search was interrupted before it could meet it")
    slack = many.slack[search.windows.index((target, verdict.window))]
    if slack >= 0.0:
        return say("more people would meet it; search longer")
    scenario = search.scenario
    serving = [
        (people_needed(scenario, search.kinds, many.people, g), group)
        for g, group in enumerate(scenario.groups)
        if group.skill(target.queue)
    ]
    used_up = [group.name for needed, group in serving if needed >= group.most]
    if used_up:
        return say(
            "everybody in {groups} who may work is on; more people or shift types are needed",
            groups=listed(used_up, "{left} and {right}"),
        )
    people = sum(needed for needed, _ in serving)
    return say(
        "even {people} people do not meet it; it is out of reach of this shop", people=people
    )
