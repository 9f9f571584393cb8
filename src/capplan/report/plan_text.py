"""The answer of a plan: people, cost, loss, certainty, shifts, rules of thumb."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd
from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from capplan.model.shifts import presence
from capplan.questions.next_hour import NextHour
from capplan.report.certificate_text import (
    certificate_lines,
    enough_lines,
    sureness_line,
    unmet_lines,
)
from capplan.report.closed_text import closed_lines
from capplan.report.incident_text import incident_lines
from capplan.report.next_hour_text import next_hour_sentence
from capplan.report.plain import estimate_number, estimate_percent, line, yuan
from capplan.report.platform_text import platform_lines
from capplan.report.scenario_text import assumed_line, title
from capplan.report.shop_text import shop_lines
from capplan.report.target_text import verdict_line
from capplan.results import tables
from capplan.results.verdicts import Answer
from capplan.staffing import tables as plan_tables
from capplan.staffing.aims import Aim
from capplan.staffing.plan import Plan
from capplan.staffing.reconcile import reconcile
from capplan.words import Sentence, day, listed, say, tell, weekday


def plan_text(plan: Plan, next_hour: NextHour | None = None) -> RenderableType:
    """The answer: people, cost, loss, certainty, shifts, targets, rules of thumb."""
    scenario = plan.scenario
    people = {g: plan.headcount(g) for g in scenario.group_names}
    lines: list[RenderableType] = [title(scenario), *incident_lines(scenario), Text()]
    lines += [_needed(people), _cost(plan)]
    lines += _aim(plan)
    lines += [
        line(
            tell(
                "{group} hold {limit} chats at once, as chosen.",
                group=plan.scenario.groups[place].name,
                limit=limit,
            )
        )
        for place, limit in plan.chosen_limits
    ]
    lines.append(sureness_line(plan))
    lines += certificate_lines(plan)
    lines.append(_peak(plan))
    lines += [Text(), roster_table(plan), *closed_lines(plan.study)]
    lines += [*shop_lines(plan.study), *platform_lines(plan.study)]
    lines += [
        Text(),
        *unmet_lines(plan),
        *enough_lines(plan),
        *_tightest(plan),
        *([] if next_hour is None else [line(tell(next_hour_sentence(next_hour, scenario)))]),
        _trade(plan),
        assumed_line(scenario),
    ]
    return Lines(*lines)


def _needed(people: dict[str, int]) -> Text:
    """How many people, and of which group."""
    by_group = [say("{people} {group}", people=n, group=name) for name, n in people.items() if n]
    needed = say("{people} people", people=sum(people.values()))
    groups = listed(by_group or [say("nobody")])
    text = line(tell("You need {people}: {groups}.", people=needed, groups=groups))
    text.highlight_words([tell(needed)], "bold")
    return text


def _cost(plan: Plan) -> Text:
    """What the plan costs, and who is lost."""
    cost = estimate_number(plan.cost(), say("yuan"))
    lost = estimate_percent(plan.lost())
    if not any(q.orders for q in plan.scenario.queues):
        return line(tell("Cost {cost}.  Lost: {lost} of chats.", cost=cost, lost=lost))
    margin = estimate_number(tables.lost_margin(plan.study), say("yuan"))
    return line(
        tell(
            "Cost {cost}.  Lost: {lost} of chats, {margin} of margin.",
            cost=cost,
            lost=lost,
            margin=margin,
        )
    )


def _aim(plan: Plan) -> Iterable[RenderableType]:
    """What an aim other than the least cost came to."""
    match plan.goal.aim:
        case Aim.COST:
            return
        case Aim.PROFIT:
            profit = estimate_number(plan.profit(), say("yuan"))
            yield line(
                tell("Margin of the orders less the cost of people: {profit}.", profit=profit)
            )
        case Aim.BUDGET:
            budget = plan.goal.budget or 0.0
            left = budget - plan.planned_cost
            over = (
                say("{yuan} left", yuan=yuan(left))
                if left >= 0
                else say("{yuan} too much", yuan=yuan(-left))
            )
            yield line(
                tell(
                    "Best service found for a budget of {budget}, overtime not counted: {over}.",
                    budget=yuan(budget),
                    over=over,
                ),
                "" if left >= 0 else "red",
            )


def _peak(plan: Plan) -> Text:
    edges = plan.scenario.calendar.edges()
    on = presence(plan.roster, None, edges)
    when = plan.scenario.calendar.at(int(edges[int(on.argmax())]))
    return line(
        tell(
            "At most {people} people are on the floor at once: {date}, {clock}.",
            people=f"{on.max():.0f}",
            date=day(when),
            clock=f"{when:%H:%M}",
        )
    )


def roster_table(plan: Plan) -> Table:
    """People per group and shift type, day by day."""
    frame = plan_tables.roster(plan)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name, justify in (
        (say(""), "left"), (say("shift"), "left"), (say("day"), "left"), (say("time"), "left"),
        (say("people"), "right"), (say("paid hours"), "right"), (say("cost, yuan"), "right"),
    ):  # fmt: skip
        table.add_column(tell(name), justify=justify)  # pyright: ignore[reportArgumentType]
    rows: list[dict[str, object]] = frame.to_dict("records")  # pyright: ignore[reportAssignmentType]
    seen = ""
    for row in rows:
        group = str(row["group"])
        date = pd.Timestamp(str(row["date"]))
        table.add_row(
            "" if group == seen else group,
            str(row["shift"]),
            tell(weekday(date)),
            f"{row['start']}–{row['end']}",
            f"{row['people']}",
            f"{row['paid_h']:,.0f}",
            f"{row['cost_yuan']:,.0f}",
        )
        seen = group
    return table


def _tightest(plan: Plan) -> Iterable[RenderableType]:
    met = [v for v in plan.verdicts if v.answer is not Answer.MISSED and math.isfinite(v.slack)]
    if met:
        tightest = min(met, key=lambda v: v.slack)
        verdict = verdict_line(tightest, plan.scenario)
        yield line(tell("Tightest: {verdict}.", verdict=verdict))


def _trade(plan: Plan) -> RenderableType:
    frame = reconcile(plan)
    parts: list[Sentence] = []
    for queue in plan.scenario.queue_names:
        answers: list[float] = frame.loc[frame["queue"] == queue, "answer"].tolist()
        trade, daily, slots = (f"{a:.0f}" for a in answers[:3])
        parts.append(
            say(
                "{queue} {trade} by the trade's formula, {daily} by its daily rule, {slots} on "
                "the floor by Erlang C with slots; here {own} at the peak",
                queue=queue,
                trade=trade,
                daily=daily,
                slots=slots,
                own=f"{answers[-1]:.0f}",
            )
        )
    return line(tell("Rules of thumb: {parts}.", parts=listed(parts, "{left}; {right}")))
