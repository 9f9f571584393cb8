"""The answer: one sentence, four figures, and how sure they are."""

from __future__ import annotations

from datetime import datetime, timedelta

from capplan.report.bundle import Bundle
from capplan.report.figures.look import spoken
from capplan.report.page import Card, Mood
from capplan.report.pages.parts import phrases
from capplan.report.plain import percent
from capplan.report.results import estimate
from capplan.words import Sentence, listed, say, tell


def subtitle(bundle: Bundle) -> str:
    """The time planned."""
    return phrases.span(*_horizon(bundle))


def _horizon(bundle: Bundle) -> tuple[datetime, datetime]:
    """Its first moment, and the one after its last."""
    start, end = (datetime.fromisoformat(bundle.summary[key]) for key in ("start", "end"))
    return start, end


def of_plan(bundle: Bundle) -> str:
    """Who is needed, what it costs, what is lost, in one sentence."""
    people: dict[str, int] = bundle.summary["people"]
    groups = [
        say("{number} {group}", number=n, group=spoken(name)) for name, n in people.items() if n
    ]
    cost, lost = estimate(bundle.summary["cost_yuan"]), estimate(bundle.summary["lost"])
    if not groups:
        return tell("Nobody is needed: the scenario sets no targets.")
    return tell(
        "You need {people} people: {groups}. They cost {cost} yuan, and {lost} of chats are lost.",
        people=f"{sum(people.values()):,}",
        groups=listed(groups),
        cost=f"{cost.value:,.0f}",
        lost=percent(lost.value),
    )


def of_study(bundle: Bundle) -> str:
    """What the roster does, in one sentence."""
    table = bundle.table("queues")
    row = phrases.rows(table)[-1]
    lost = phrases.share(row["lost_share"])
    counts = _answers(bundle)
    if not sum(counts.values()):
        return tell("{lost} of chats are lost with this roster.", lost=lost)
    if counts["met"] == sum(counts.values()):
        return tell("{lost} of chats are lost with this roster; every target is met.", lost=lost)
    return tell(
        "{lost} of chats are lost with this roster; {met} of {all} targets are met.",
        lost=lost,
        met=counts["met"],
        all=sum(counts.values()),
    )


def cards(bundle: Bundle) -> tuple[Card, ...]:
    """People, cost, loss and certainty, as far as they are known."""
    found = [_people(bundle), _cost(bundle)] if "people" in bundle.summary else []
    found.append(_lost(bundle))
    margin = _margin(bundle)
    found += [margin] if margin is not None else []
    targets = _targets(bundle)
    found += [targets] if targets is not None else []
    return tuple(found)


def _people(bundle: Bundle) -> Card:
    people: dict[str, int] = bundle.summary["people"]
    groups = listed(
        say("{number} {group}", number=n, group=spoken(name)) for name, n in people.items() if n
    )
    return Card(f"{sum(people.values()):,}", tell("people"), tell(groups))


def _cost(bundle: Bundle) -> Card:
    cost = estimate(bundle.summary["cost_yuan"])
    return Card(
        tell("{number} yuan", number=f"{cost.value:,.0f}"),
        tell("cost of people"),
        phrases.between(cost.low, cost.high),
    )


def _lost(bundle: Bundle) -> Card:
    lost = estimate(bundle.summary["lost"])
    remark = phrases.between(max(lost.low, 0.0), min(lost.high, 1.0), 100.0, 1)
    return Card(percent(lost.value), tell("of chats lost"), remark and f"{remark} %")


def _margin(bundle: Bundle) -> Card | None:
    if not any(queue["orders"] for queue in bundle.summary["queues"]):
        return None
    margin = estimate(bundle.summary["lost_margin_yuan"])
    return Card(
        tell("{number} yuan", number=f"{margin.value:,.0f}"),
        tell("margin lost to waiting"),
        phrases.between(margin.low, margin.high),
    )


def _targets(bundle: Bundle) -> Card | None:
    counts = _answers(bundle)
    every = sum(counts.values())
    if not every:
        return None
    mood = Mood.GOOD
    remarks = [_simulated(bundle)]
    if counts["too close to call"]:
        mood = Mood.OPEN
        remarks.insert(0, say("{number} too close to call", number=counts["too close to call"]))
    if counts["missed"]:
        mood = Mood.BAD
        remarks.insert(0, say("{number} missed", number=counts["missed"]))
    value = tell("{met} of {all}", met=counts["met"], all=every)
    return Card(value, tell("targets met"), tell(listed(remarks)), mood)


def _simulated(bundle: Bundle) -> Sentence:
    """How many runs there were; for a horizon of one day, how many days."""
    runs = bundle.data["record"]["replications"]
    start, end = _horizon(bundle)
    days = (end - start) / timedelta(days=1)
    if days < 2:  # a day, perhaps with the evening before
        return say("{days} days simulated", days=runs)
    return say("{runs} runs of {days} days simulated", runs=runs, days=round(days))


def _answers(bundle: Bundle) -> dict[str, int]:
    given = bundle.table("targets")["answer"].tolist()
    return {code: given.count(code) for code in phrases.MOODS}


def remarks(bundle: Bundle) -> tuple[str, ...]:
    """What whoever reads only the first screen must know besides."""
    found: list[str] = []
    summary = bundle.summary
    if not summary["complete"]:
        found.append(tell("The run was interrupted: this is what was found by then."))
    for group, limit in summary.get("chosen_limits", {}).items():
        found.append(
            tell("{group} hold {limit} chats at once, as chosen.", group=spoken(group), limit=limit)
        )
    if summary.get("budget_yuan") is not None:
        found.append(
            tell(
                "Best service found for a budget of {budget} yuan, overtime not counted.",
                budget=f"{summary['budget_yuan']:,.0f}",
            )
        )
    if summary.get("profit_yuan") is not None:
        profit = estimate(summary["profit_yuan"])
        found.append(
            tell(
                "Margin of the orders less the cost of people: {profit} ({between}) yuan.",
                profit=f"{profit.value:,.0f}",
                between=phrases.between(profit.low, profit.high),
            )
        )
    return tuple(found)
