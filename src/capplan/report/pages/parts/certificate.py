"""The certificate: how sure the plan is, and what else is known of it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from capplan.report.bundle import Bundle
from capplan.report.figures.look import bound as share_set
from capplan.report.figures.look import spoken
from capplan.report.page import Cell, More, Section, Table
from capplan.report.pages.parts import phrases
from capplan.report.plain import estimate_percent, percent, yuan
from capplan.report.results import estimate
from capplan.words import tell

Data = dict[str, Any]


def section(bundle: Bundle) -> Section | None:
    """What was shown, and how: fresh days, forecast error, one person less, lower bound."""
    found = bundle.data.get("certificate")
    if found is None or not found["verdicts"]["targets"]:
        return None
    more: list[More] = []
    if found["less_one"]:
        more.append(More(tell("One person less on each shift"), table=_less_one(found["less_one"])))
    return Section(
        headline(bundle),
        sentences=tuple(_sentences(bundle, found)),
        table=_forecast(found["forecast"]) if found["forecast"] else None,
        more=tuple(more),
        name=tell("certificate"),
    )


def headline(bundle: Bundle) -> str:
    """How sure all that is said of the targets is."""
    return tell(
        "Everything said of the targets holds together with {share} certainty",
        share=share_set(1.0 - bundle.summary["risk"]),
    )


def how_judged(bundle: Bundle, found: Data) -> str:
    """On how many days a roster was found and judged, and on how many it keeps all targets."""
    return tell(
        "The roster was found on {search} days and judged on {fresh} fresh ones, on which "
        "nothing was chosen. All targets at once are kept on {together} of these days.",
        search=bundle.summary["search_days"],
        fresh=found["verdicts"]["fresh_days"],
        together=estimate_percent(estimate(found["verdicts"]["all_kept_on_share_of_days"])),
    )


def _sentences(bundle: Bundle, found: Data) -> list[str]:
    said = [how_judged(bundle, found)]
    thinner = found["less_one"]
    if thinner:
        worse = sum(not one["better_on_search_days"] for one in thinner)
        missed = sum(one["answer_on_fresh_days"] == "missed" for one in thinner)
        said.append(
            tell(
                "One person less on a shift is worse in {worse} of {all} cases; "
                "a target is then missed beyond doubt in {missed}.",
                worse=worse,
                all=len(thinner),
                missed=missed,
            )
        )
    steps = found["single_steps"]
    if steps is not None:
        said.append(
            tell("No removal and no exchange of one person makes it better.")
            if steps["locally_optimal"]
            else tell(
                "No removal of one person makes it better, nor do the {run} of {all} exchanges "
                "that were tried.",
                run=steps["exchanges_run"] + steps["exchanges_excluded"],
                all=steps["exchanges"],
            )
        )
    said += _bound(found)
    said += _believed(found)
    near = found["near_equal"]
    if near["rosters"] > 1:
        said.append(
            tell(
                "{others} other rosters that hold on the search days cost at most 1 % more: "
                "do not read much into single shifts.",
                others=near["rosters"] - 1,
            )
        )
    return said


def _bound(found: Data) -> list[str]:
    bound = found["lower_bound"]
    if bound is None:
        return []
    if bound["cost_yuan"] is None:
        return [tell("No roster within these limits can meet all targets.")]
    cost = f"{bound['cost_yuan']:,.0f}"
    if bound["gap"] is None:
        return [tell("To meet all targets takes at least {cost} yuan.", cost=cost)]
    return [
        tell(
            "Any roster that meets the targets costs at least {cost} yuan: at most {gap} of this "
            "plan's cost could still be saved.",
            cost=cost,
            gap=percent(bound["gap"]),
        )
    ]


def _believed(found: Data) -> list[str]:
    bound = found["believed_lower_bound"]
    if bound is None or bound["cost_yuan"] is None or bound["gap"] is None:
        return []
    return [
        tell(
            "Believed, not proven: at least {yuan} is needed, by {method} (gap {gap}).",
            yuan=yuan(bound["cost_yuan"]),
            method=tell(bound["method"]),
            gap=percent(bound["gap"]),
        )
    ]


def _forecast(found: list[Data]) -> Table:
    """All targets at once, and the loss, if demand is not what was forecast."""
    names = {0.1: tell("a quiet day (1 in 10)"), 0.5: tell("a usual day")}
    return Table(
        heads=(
            tell("if demand is"),
            tell("of the forecast"),
            tell("all targets kept on days"),
            tell("lost"),
        ),
        rows=tuple(
            (
                names.get(row["quantile"], tell("a busy day (1 in 10)")),
                percent(row["day_factor"]),
                estimate_percent(estimate(row["all_kept_on_share_of_days"])),
                estimate_percent(estimate(row["lost"])),
            )
            for row in found
        ),
    )


def _less_one(found: list[Data]) -> Table:
    return Table(
        heads=(
            tell("day"),
            tell("group"),
            tell("shift"),
            tell("margin lost, yuan"),
            tell("targets on fresh days"),
        ),
        rows=tuple(
            (
                phrases.day(pd.Timestamp(row["date"])),
                spoken(row["group"]),
                spoken(row["shift"]),
                phrases.whole(row["margin_lost_yuan"]),
                Cell(
                    phrases.answer(row["answer_on_fresh_days"]),
                    phrases.MOODS[row["answer_on_fresh_days"]],
                ),
            )
            for row in found
        ),
        words=(0, 1, 2, 4),
    )
