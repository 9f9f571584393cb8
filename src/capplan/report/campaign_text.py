"""What `capplan campaign` prints: people, cost, who is called when, who is on which day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from capplan.campaign import CampaignPlan, tables
from capplan.report.plain import estimate_number, estimate_percent, plain_table
from capplan.report.scenario_text import assumed_line, title
from capplan.report.target_text import verdict_line
from capplan.results.verdicts import Answer
from capplan.staffing.certificate import RISK
from capplan.units import to_hours
from capplan.words import day as day_of
from capplan.words import listed, say, tell

WIDTH = 98
"""Columns of the table of days."""
MOST_MISSED = 6
"""Most missed targets that are listed."""
Rows = list[dict[str, object]]


def campaign_text(plan: CampaignPlan) -> RenderableType:
    """The answer on one screen and a half."""
    lines: list[RenderableType] = [title(plan.scenario), Text()]
    lines += [Text(f"  {sentence}", style) for sentence, style in _sentences(plan)]
    lines.append(Text())
    for table in day_tables(plan):
        lines += [table, Text()]
    if not tables.hiring(plan).empty:
        lines += [hiring_table(plan), Text()]
        lines += [Text(f"  {sentence}") for sentence in _leaving(plan)]
    lines += [Text(f"  {sentence}", "red") for sentence in _missed(plan)]
    lines += [Text(f"  {sentence}", "yellow") for sentence in _enough(plan)]
    lines.append(assumed_line(plan.scenario))
    return Lines(*lines)


def _sentences(plan: CampaignPlan) -> Iterator[tuple[str, str]]:
    names = [(g, plan.heads(g)) for g in plan.scenario.group_names]
    parts = listed(say("{people:,} {group}", people=n, group=g) for g, n in names if n)
    people = sum(n for _, n in names)
    yield tell("You need {people:,} people: {parts}.", people=people, parts=parts or "–"), "bold"
    cost, lost = estimate_number(plan.cost()), estimate_percent(plan.lost())
    yield tell("Cost {cost} yuan.  Lost: {lost} of chats.", cost=cost, lost=lost), ""
    yield _sureness(plan)
    tried, needed = plan.removals.tried, plan.removals.needed
    if tried:
        yield (
            tell(
                "On the search days people were taken off {tried} shifts; in {needed} of them "
                "fewer do not meet the targets.",
                tried=tried,
                needed=needed,
            ),
            "",
        )
    overtime = tables.most_overtime_h(plan)
    limit = to_hours(plan.shop.campaign.overtime)
    yield (
        tell(
            "Nobody works more than {days} days in a row; the most overtime of one person in a "
            "month is {hours:.1f} h (limit {limit:g} h).",
            days=int(tables.people(plan)["most_days_in_a_row"].max() or 0),
            hours=overtime,
            limit=limit,
        ),
        "" if overtime <= limit + 1e-9 else "yellow",
    )
    if plan.unfilled:
        text = tell(
            "{number} shifts that theory wanted could be given to nobody within the rules of rest.",
            number=plan.unfilled,
        )
        yield text, "yellow"


def _sureness(plan: CampaignPlan) -> tuple[str, str]:
    answers = [v.answer for v in plan.verdicts]
    if not answers:
        text = tell("There are no targets: nobody is needed. Write targets to plan for.")
        return text, "yellow"
    missed = answers.count(Answer.MISSED)
    text = tell(
        "{met} of {all} targets met, {missed} missed, {open} too close to call; {sure:g} % sure of "
        "all together ({fresh} fresh runs of the campaign, {search} in the search).",
        met=answers.count(Answer.MET),
        all=len(answers),
        missed=missed,
        open=answers.count(Answer.OPEN),
        sure=100 * (1 - RISK),
        fresh=plan.study.replications,
        search=plan.effort.days,
    )
    if not plan.complete:
        text += " " + tell("Interrupted: the best found so far.")
    still_open = answers.count(Answer.OPEN)
    return text, "red" if missed else "yellow" if still_open else "green"


def day_tables(plan: CampaignPlan) -> Iterator[Table]:
    """People per group and shift type, a column per day; then training and cost."""
    frame, cost = tables.shifts(plan), tables.cost_by_day(plan)
    calendar = plan.scenario.calendar
    training = tables.training(plan)
    days = pd.to_datetime(
        sorted({*frame["date"], *cost["date"], *training["date"],
                *(pd.Timestamp(calendar.date(d)) for d in range(calendar.days))})
    )  # fmt: skip
    names = plan.scenario.group_names
    keys: list[tuple[str, str, str]] = []
    for group, shift, start in zip(frame["group"], frame["shift"], frame["start"], strict=True):
        if (group, start, shift) not in keys:
            keys.append((group, start, shift))
    keys.sort(key=lambda k: (names.index(k[0]), k[1], k[2]))
    people = {
        (row["group"], row["shift"], row["date"]): int(str(row["people"]))
        for row in _records(frame)
    }  # fmt: skip
    off = _by_day(training, "in_training")
    yuan = _by_day(cost, "cost_yuan")
    label = max([14, *(len(f"{g} {s}") for g, _, s in keys)])
    wide = max(
        [
            3,
            *(len(f"{n:,}") for n in people.values()),
            len(f"{max(yuan.values(), default=0) / 1000:,.0f}"),
        ]
    )
    each = max(1, (WIDTH - label) // (wide + 1))
    for first in range(0, len(days), each):
        part = days[first : first + each]
        table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
        table.add_column(tell("shift / day"), no_wrap=True)
        for day in part:
            new_month = day == part[0] or day.day == 1
            head = f"{day.month}/{day.day}" if new_month else f"{day.day}"
            table.add_column(head, justify="right", no_wrap=True, min_width=wide)
        for group, _, shift in keys:
            cells = [people.get((group, shift, day), 0) for day in part]
            table.add_row(Text(f"{group} {shift}"), *(f"{n:,}" if n else "·" for n in cells))
        if off:
            cells = [int(off.get(day, 0)) for day in part]
            table.add_row(Text(tell("in training")), *(f"{n:,}" if n else "·" for n in cells))
        money = [yuan.get(day, 0.0) / 1000 for day in part]
        table.add_row(Text(tell("1,000 yuan")), *(f"{m:,.0f}" for m in money), style="dim")
        yield table


def _records(frame: pd.DataFrame) -> Rows:
    return frame.to_dict("records")  # pyright: ignore[reportReturnType]


def _by_day(frame: pd.DataFrame, column: str) -> dict[pd.Timestamp, float]:
    sums: dict[pd.Timestamp, float] = {}
    for row in _records(frame):
        day = pd.Timestamp(str(row["date"]))
        sums[day] = sums.get(day, 0.0) + float(str(row[column]))
    return {day: value for day, value in sums.items() if value}


def hiring_table(plan: CampaignPlan) -> Table:
    """Who is called when, and from when to when they work."""
    heads = (
        say("hire"), say("call by"), say("call"), say("come"), say("training"),
        say("first shift"), say("last day"), say("shifts worked"),
    )  # fmt: skip
    table = plain_table(tuple(tell(head) for head in heads))
    for row in _records(tables.hiring(plan)):
        first, last = row["first_training"], row["last_training"]
        trained = "–" if pd.isna(first) else f"{_day(first)} – {_day(last)}"  # pyright: ignore
        table.add_row(
            str(row["group"]),
            _day(row["call_by"]),
            f"{row['to_call']:,}",
            f"{row['people']:,}",
            trained,
            _day(row["first_shift"]),
            _day(row["last_day"]),
            f"{row['shifts']:,}",
        )
    return table


def _day(value: object) -> str:
    return tell(day_of(pd.Timestamp(str(value)).date()))


def _leaving(plan: CampaignPlan) -> Iterator[str]:
    frame = tables.releases(plan)
    for group in plan.scenario.group_names:
        rows = [row for row in _records(frame) if row["group"] == group]
        if rows:
            steps = listed(
                say("{people:,} after {day}", people=int(str(row["leave"])), day=_day(row["date"]))
                for row in rows
            )
            yield tell("{group} leave in steps: {steps}.", group=group, steps=steps)


def _missed(plan: CampaignPlan) -> Iterable[str]:
    missed = [v for v in plan.verdicts if v.answer is Answer.MISSED]
    missed.sort(key=lambda v: v.slack if np.isfinite(v.slack) else 0.0)
    reasons = {id(unmet.verdict): unmet.reason for unmet in plan.missed.unmet}
    for verdict in missed[:MOST_MISSED]:
        said = verdict_line(verdict, plan.scenario)
        if id(verdict) in reasons:
            yield tell("Missed: {verdict}: {reason}.", verdict=said, reason=reasons[id(verdict)])
        else:
            yield tell("Missed: {target}.", target=said)
    if len(missed) > MOST_MISSED:
        more = len(missed) - MOST_MISSED
        yield tell("{number} further targets are missed (targets.csv).", number=more)


def _enough(plan: CampaignPlan) -> Iterable[str]:
    """What would be enough where something is missed on the search days."""
    remedies = plan.missed.remedies
    if remedies is None:
        return
    for remedy in remedies:
        yield tell("Enough on the search days: {remedy}.", remedy=remedy)
    if not remedies:
        yield tell("Not enough by itself: up to four chats at once more or fewer in one group.")
