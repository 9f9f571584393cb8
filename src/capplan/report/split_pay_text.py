"""What posts earn in each arrangement: the sentences and rows of text and page (rule E4f)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from capplan.questions.posts import POSTS, Posts
from capplan.questions.split_pay import Earnings
from capplan.questions.split_pay_tables import AS_WRITTEN, pay
from capplan.report.plain import line, plain_table
from capplan.results.estimates import Estimate
from capplan.words import Sentence, listed, say, tell

_Row = dict[str, object]
_SHOP = {"people_cost_yuan": say("people, yuan"), "profit_yuan": say("profit, yuan")}


EVEN = say(
    "Yuan an hour worked, and in brackets the spread of pay: standard deviation between the people "
    "of a post ÷ mean."
)


def earnings_text(found: Earnings) -> RenderableType:
    """What a month brings each post, plan by plan, how evenly, and what that says."""
    frame = pay(found)
    return Lines(
        line(tell(what(found))),
        "",
        _plain(money_heads(), money_rows(frame)),
        "",
        line(tell(EVEN)),
        _plain(even_heads(), even_rows(frame)),
        "",
        *(line(tell(said)) for said in (*earning_answers(found), *earning_remarks(found))),
    )


def what(found: Earnings) -> Sentence:
    """Which months are told."""
    return say(
        "Pay of {month}, {number} times, from whole sampled days; yuan a month per person, "
        "differences from the specialists, ± 95 %.",
        month=f"{found.month:%Y-%m}",
        number=found.replications,
    )


def earning_answers(found: Earnings) -> list[Sentence]:
    """What posts gain or lose by each arrangement, paid as the first way pays."""
    lines: list[Sentence] = []
    way = found.ways[0]
    for group in way.groups:
        if not found.people(group):
            continue
        flexible, general = (
            found.compared(0, posts, "gross_yuan", group)
            for posts in (Posts.FLEXIBLE, Posts.GENERALISTS)
        )
        lines.append(
            say(
                "Paid by {plan}, {group} get {gross} yuan a month as specialists, {flexible} with "
                "flexible people, {general} as generalists.",
                plan=way.name,
                group=group,
                gross=f"{flexible.first.value:,.0f}",
                flexible=_signed(flexible.difference.value, flexible.difference.half_width),
                general=_signed(general.difference.value, general.difference.half_width),
            )
        )
    lines.append(_of_shop(found.compared(0, Posts.GENERALISTS, "profit_yuan", "").difference))
    for group in found.split.scenario.group_names:
        most = _most_moved(found, group)
        if most is not None:
            lines.append(most)
    return lines


def _of_shop(profit: Estimate) -> Sentence:
    """What the owner has of generalists."""
    amount = _unsigned(profit.value, profit.half_width)
    if profit.value < 0.0:
        return say(
            "Paid so, the shop earns {amount} yuan a month less with generalists than with "
            "specialists.",
            amount=amount,
        )
    return say(
        "Paid so, the shop earns {amount} yuan a month more with generalists than with "
        "specialists.",
        amount=amount,
    )


def earning_remarks(found: Earnings) -> list[Sentence]:
    """How the months are made, and what plans do not fit."""
    lines = [
        say(
            "Flexible posts go round in their group. Whom a plan does not fit is paid as the "
            "scenario says."
        )
    ]
    whole = {u.plan for u in found.unfit} - {p for way in found.ways for p in way.plans}
    if whole:
        lines.append(
            say(
                "Fit nobody here: {plans}; the page and split-pay-unfit.csv say why.",
                plans=listed(sorted(whole)),
            )
        )
    return lines


def _most_moved(found: Earnings, group: str) -> Sentence | None:
    """The plan that moves a post's pay most between specialists and generalists."""
    moved = [
        (found.compared(place, Posts.GENERALISTS, "gross_yuan", group).difference, way.name)
        for place, way in enumerate(found.ways)
        if group in way.groups and found.people(group)
    ]
    if len(moved) < 2:
        return None
    difference, plan = max(moved, key=lambda pair: abs(pair[0].value))
    if difference.value == 0.0:
        return say("No plan that was tried moves the pay of {group}.", group=group)
    return say(
        "Of {number} plans {plan} moves the pay of {group} most: {difference} yuan as generalists.",
        number=len(moved),
        plan=plan,
        group=group,
        difference=_signed(difference.value, difference.half_width),
    )


def money_heads() -> tuple[str, ...]:
    """Heads of `money_rows`."""
    return (
        tell("paid by"),
        tell("people"),
        tell(POSTS[Posts.SPECIALISTS]),
        *(
            head
            for posts in (Posts.FLEXIBLE, Posts.GENERALISTS)
            for head in (tell(POSTS[posts]), tell("difference"))
        ),
    )


def even_heads() -> tuple[str, ...]:
    """Heads of `even_rows`."""
    return (
        tell("paid by"),
        *(tell(POSTS[posts]) for posts in Posts),
    )


def money_rows(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """A row per plan, then one per post with its gross, then people and profit of the shop."""
    found: list[tuple[str, ...]] = []
    for plan, group, measure, mine in _blocks(frame, ("gross_yuan", *_SHOP)):
        if plan:
            found.append((plan, *[""] * 6))
        cells = [_number(mine[0], "value", 0)]
        for row in mine[1:]:
            cells += [_number(row, "value", 0), _difference(row)]
        name = group if measure == "gross_yuan" else tell(_SHOP[measure])
        people = _number(mine[0], "people", 0) if group else ""
        found.append((f"  {name}", people, *cells))
    return found


def even_rows(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """A row per plan, then one per post: pay per hour worked, its spread between people."""
    found: list[tuple[str, ...]] = []
    hours = _blocks(frame, ("gross_per_hour_yuan",))
    spreads = _blocks(frame, ("unequal_gross",))
    for (plan, group, _, hour), (_, _, _, spread) in zip(hours, spreads, strict=True):
        if plan:
            found.append((plan, *[""] * len(Posts)))
        cells = [
            f"{_number(paid, 'value', 1)} ({_number(apart, 'value', 1, 100.0)} %)"
            for paid, apart in zip(hour, spread, strict=True)
        ]
        found.append((f"  {group}", *cells))
    return found


_Block = tuple[str, str, str, list[_Row]]


def _blocks(frame: pd.DataFrame, measures: Sequence[str]) -> list[_Block]:
    """Plan (at its first row, else ""), group, measure and the rows of its arrangements."""
    found: list[_Block] = []
    rows: list[_Row] = frame.loc[frame["measure"].isin(measures)].to_dict("records")  # pyright: ignore[reportAssignmentType]
    seen = ""
    for place in range(0, len(rows), len(Posts)):
        mine = rows[place : place + len(Posts)]
        key = f"{mine[0]['plan']} {mine[0]['how']}"
        plan = str(mine[0]["plan"])
        if mine[0]["how"] == AS_WRITTEN:
            plan = tell("{plan}, as written", plan=plan)
        found.append(
            ("" if key == seen else plan, str(mine[0]["group"]), str(mine[0]["measure"]), mine)
        )
        seen = key
    return found


def _plain(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    table = plain_table(heads)
    for row in rows:
        bold = not row[0].startswith(" ")
        table.add_row(Text(row[0], "bold" if bold else ""), *row[1:])
    return table


def _number(row: _Row, name: str, digits: int, scale: float = 1.0) -> str:
    value = row[name]
    return f"{value * scale:,.{digits}f}" if isinstance(value, float | int) else "–"


def _difference(row: _Row) -> str:
    value, high = row["difference"], row["difference_high"]
    if not (isinstance(value, float) and isinstance(high, float)):
        return "–"
    return _signed(value, high - value)


def _signed(value: float, half: float) -> str:
    """A difference with half its interval: ``"-109 ± 46"``."""
    return ("+" if value >= 0.5 else "-" if value <= -0.5 else "") + _unsigned(value, half)


def _unsigned(value: float, half: float) -> str:
    """The same without a sign: ``"109 ± 46"``."""
    text = f"{abs(value):,.0f}"
    return f"{text} ± {half:,.0f}" if half > 0.0 and math.isfinite(half) else text
