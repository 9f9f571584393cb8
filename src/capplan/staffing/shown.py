"""What a notebook shows of a plan: the answer, and the shifts."""

from __future__ import annotations

from capplan.results.shown import number, percent
from capplan.results.verdicts import Answer
from capplan.staffing import tables
from capplan.staffing.plan import Plan
from capplan.words import day, html, listed, say


def plan_html(plan: Plan) -> str:
    """People, cost, loss and targets in three sentences, and the roster as a table."""
    people = {g: plan.headcount(g) for g in plan.scenario.group_names}
    by_group = [say("{people} {group}", people=n, group=g) for g, n in people.items() if n]
    needed = say("{people} people", people=sum(people.values()))
    groups = listed(by_group or [say("nobody")])
    answers = [v.answer for v in plan.verdicts]
    cost = say("{number} {unit}", number=number(plan.cost()), unit=say("yuan"))
    lines = [
        say("You need {people}: {groups}.", people=needed, groups=groups),
        say("Cost {cost}.  Lost: {lost} of chats.", cost=cost, lost=percent(plan.lost())),
        say(
            "{met} of {all} targets met, {open} too close to call, on {days} fresh days.",
            met=answers.count(Answer.MET),
            all=len(answers),
            open=answers.count(Answer.OPEN),
            days=plan.study.replications,
        ),
    ]
    rows = [
        (r["group"], r["shift"], day(r["date"]), f"{r['start']}–{r['end']}", r["people"])
        for r in tables.roster(plan).to_dict("records")
    ]
    heads = (say("group"), say("shift"), say("day"), say("time"), say("people"))
    return html(plan.scenario.name, lines, heads, rows, left=4)
