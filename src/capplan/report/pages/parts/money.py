"""The money: what people cost, what waiting loses."""

from __future__ import annotations

from capplan.report.bundle import Bundle
from capplan.report.figures import cost_by_part
from capplan.report.figures.look import spoken
from capplan.report.page import Section, Table
from capplan.report.pages.parts import phrases
from capplan.report.results import estimate
from capplan.words import tell


def section(bundle: Bundle) -> Section | None:
    """Cost by part, and sales that waiting loses; None where neither is known."""
    cost = bundle.tables.get("cost")
    priced = any(queue["orders"] for queue in bundle.summary["queues"])
    if cost is None and not priced:
        return None
    return Section(
        _heading(bundle, priced),
        sentences=_sentences(bundle),
        figure=None if cost is None or not cost["cost_yuan"].sum() > 0 else cost_by_part(cost),
        table=_sales(bundle) if priced else None,
        name=tell("money"),
    )


def _heading(bundle: Bundle, priced: bool) -> str:
    lost = f"{estimate(bundle.summary['lost_margin_yuan']).value:,.0f}"
    if "cost_yuan" not in bundle.summary:
        return tell("Waiting loses {lost} yuan of margin", lost=lost)
    cost = f"{estimate(bundle.summary['cost_yuan']).value:,.0f}"
    if not priced:
        return tell("The people cost {cost} yuan", cost=cost)
    return tell(
        "The people cost {cost} yuan; waiting loses {lost} yuan of margin", cost=cost, lost=lost
    )


def _sentences(bundle: Bundle) -> tuple[str, ...]:
    said = bundle.summary.get("next_hour")
    return (*_overtime(bundle), *([] if said is None else [tell(said)]))


def _overtime(bundle: Bundle) -> tuple[str, ...]:
    if "cost_yuan" not in bundle.summary:
        return ()
    cost = estimate(bundle.summary["cost_yuan"])
    over = cost.value - bundle.summary["planned_cost_yuan"]
    if over < 0.5:
        return ()
    return (
        tell(
            "{over} yuan of it is overtime for chats finished after a shift's end.",
            over=f"{over:,.0f}",
        ),
    )


def _sales(bundle: Bundle) -> Table:
    orders = {queue["name"] for queue in bundle.summary["queues"] if queue["orders"]}
    rows = [r for r in phrases.rows(bundle.table("queues")) if r["queue"] in orders]
    if len(rows) > 1:
        rows.append(phrases.rows(bundle.table("queues"))[-1])
    return Table(
        heads=(
            tell("queue"),
            tell("orders"),
            tell("orders lost"),
            tell("sales, yuan"),
            tell("sales lost, yuan"),
            tell("margin lost, yuan"),
        ),
        rows=tuple(
            (
                tell("all") if row["queue"] not in orders else spoken(row["queue"]),
                phrases.whole(row["orders"]),
                phrases.whole(row["orders_if_prompt"] - row["orders"]),
                phrases.whole(row["sales_yuan"]),
                phrases.whole(row["lost_sales_yuan"]),
                phrases.whole(row["lost_margin_yuan"]),
            )
            for row in rows
        ),
        total=len(rows) > 1,
    )
