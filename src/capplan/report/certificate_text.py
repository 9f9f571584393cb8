"""How sure a plan is, what its certificate shows, and what would be enough."""

from __future__ import annotations

import math
from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text

from capplan.report.plain import estimate_percent, line, percent, yuan
from capplan.report.target_text import target_phrase, target_value, verdict_line, window_phrase
from capplan.results.verdicts import Answer
from capplan.staffing.aims import Aim
from capplan.staffing.certificate import RISK
from capplan.staffing.plan import Plan
from capplan.words import Sentence, listed, say, tell


def sureness_line(plan: Plan) -> Text:
    """How many targets are met, and how sure that is."""
    study = plan.study
    answers = [v.answer for v in plan.verdicts]
    if not answers:
        if plan.goal.aim is not Aim.COST:
            return line(tell("There are no targets: the aim alone decides."))
        return line(
            tell("There are no targets: nobody is needed. Write targets to plan for."), "yellow"
        )
    met = answers.count(Answer.MET)
    still_open = answers.count(Answer.OPEN)
    missed = answers.count(Answer.MISSED)
    said: list[Sentence] = [
        say(
            "{met} of {all} targets met, {sure:g} % sure of all together ({fresh} fresh days, "
            "{search} days in the search)",
            met=met,
            all=len(answers),
            sure=100 * (1 - RISK),
            fresh=study.replications,
            search=plan.search_days,
        )
    ]
    if still_open:
        said.append(say("{number} too close to call", number=still_open))
    if missed:
        said.append(say("{number} missed", number=missed))
    text = say("{text}.", text=listed(said, "{left}; {right}"))
    if not plan.complete:
        text = say("{text}  Interrupted: the best found so far.", text=text)
    return line(tell(text), "red" if missed else "yellow" if still_open else "green")


def certificate_lines(plan: Plan) -> Iterable[RenderableType]:
    """What else is known: nobody to spare, a bad forecast, the lower bound, other rosters."""
    if plan.thinner:
        yield line(_less_one(plan))
    if plan.proof is not None:
        proof = plan.proof
        if proof.is_complete:
            text = say("On the search days no removal improves it; no single exchange either.")
        else:
            text = say(
                "On the search days no removal improves it; {tried} of {all} exchanges do not "
                "either, the others were not tried.",
                tried=proof.exchanges - proof.left,
                all=proof.exchanges,
            )
        yield line(tell(text))
    if plan.bound is not None and math.isfinite(plan.bound.cost) and plan.gap is not None:
        yield line(
            tell(
                "At least {yuan} is needed, by {method} (gap {gap}).",
                yuan=yuan(plan.bound.cost),
                method=plan.bound.method,
                gap=percent(plan.gap),
            )
        )
    elif plan.bound is not None and math.isfinite(plan.bound.cost):
        yield line(
            tell(
                "To meet all targets takes at least {yuan}, by {method}.",
                yuan=yuan(plan.bound.cost),
                method=plan.bound.method,
            )
        )
    elif plan.bound is not None:
        yield line(
            tell(
                "No roster within these limits can meet all targets, by {method}.",
                method=plan.bound.method,
            ),
            "red",
        )
    yield from _believed(plan)
    if plan.forecasts:
        at = listed(
            say(
                "{share} at {demand} % (P{quantile})",
                share=percent(f.together.value),
                demand=f"{100 * f.factor:.0f}",
                quantile=f"{100 * f.probability:.0f}",
            )
            for f in plan.forecasts
        )
        yield line(
            tell(
                "All targets at once are kept on {together} of days; by demand against the "
                "forecast: {at}.",
                together=estimate_percent(plan.certification.together()),
                at=at,
            )
        )
    if plan.near.count > 1:
        yield line(
            tell(
                "{others} other rosters that hold on the search days cost at most 1 % more; "
                "{shared} of this plan's {shifts} shifts are in all of them.",
                others=plan.near.count - 1,
                shared=int(plan.near.shared.sum()),
                shifts=int(plan.people.sum()),
            )
        )


def _believed(plan: Plan) -> Iterable[RenderableType]:
    """The bound by the level model, which is not proven."""
    bound = plan.believed
    if bound is None:
        return
    if not math.isfinite(bound.cost):
        yield line(
            tell(
                "Believed, not proven: no roster within these limits can meet all targets, by "
                "{method}.",
                method=bound.method,
            )
        )
    elif plan.believed_gap is not None:
        yield line(
            tell(
                "Believed, not proven: at least {yuan} is needed, by {method} (gap {gap}).",
                yuan=yuan(bound.cost),
                method=bound.method,
                gap=percent(plan.believed_gap),
            )
        )
    else:
        yield line(
            tell(
                "Believed, not proven: to meet all targets takes at least {yuan}, by {method}.",
                yuan=yuan(bound.cost),
                method=bound.method,
            )
        )


def _less_one(plan: Plan) -> str:
    """One sentence on the plan less one person."""
    number, shifts = len(plan.thinner), int((plan.people > 0).sum())
    worse = sum(not t.better for t in plan.thinner)
    missed = sum(t.answer is Answer.MISSED for t in plan.thinner)
    if number < shifts:
        return tell(
            "One person less, tried in the {number} largest of {shifts} shifts, is worse on the "
            "search days in {worse} cases; on fresh days {missed} of them miss a target beyond "
            "doubt.",
            number=number,
            shifts=shifts,
            worse=worse,
            missed=missed,
        )
    return tell(
        "One person less in any shift is worse on the search days in {worse} of {number} cases; "
        "on fresh days {missed} of them miss a target beyond doubt.",
        worse=worse,
        number=number,
        missed=missed,
    )


def unmet_lines(plan: Plan) -> Iterable[RenderableType]:
    """The targets that are missed, each with the reason why."""
    for unmet in plan.unmet:
        yield line(
            tell(
                "Missed: {verdict}: {reason}.",
                verdict=verdict_line(unmet.verdict, plan.scenario),
                reason=unmet.reason,
            ),
            "red",
        )


def enough_lines(plan: Plan) -> Iterable[RenderableType]:
    """Where it fails, what unlimited staff reaches, and what would be enough."""
    short = plan.shortfall
    if short is None:
        return
    for place, worst, reached in zip(short.windows, short.worst, short.unlimited, strict=True):
        verdict = plan.verdicts[place]
        if verdict.answer is not Answer.MISSED:
            continue
        target = verdict.target
        text = tell(
            "{queue}, {target}: worst at {window}; with more people than are of use {reached}.",
            queue=target.queue,
            target=target_phrase(target),
            window=window_phrase(worst, plan.scenario),
            reached=target_value(target.measure, reached),
        )
        yield line(f"  {text}")
    for span in short.uncovered:
        window = window_phrase(span, plan.scenario)
        yield line("  " + tell("No shift type covers {window}.", window=window))
    for remedy in short.remedies:
        yield line(tell("Enough on the search days: {remedy}.", remedy=remedy), "yellow")
    if not short.remedies:
        yield line(
            tell(
                "Not enough, each alone: more people and seats, up to four chats at once more or "
                "fewer in one group, shifts an hour longer."
            )
        )
