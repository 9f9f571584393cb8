"""The page of a frontier: what less loss costs."""

from __future__ import annotations

from capplan.report.bundle import Bundle
from capplan.report.figures import cost_against_loss
from capplan.report.page import Page, Section, Table
from capplan.report.pages.parts import answer, assumptions, made, phrases
from capplan.report.pages.parts.phrases import Row
from capplan.report.plain import estimate_percent
from capplan.words import tell


def page(bundle: Bundle) -> Page:
    """The points, and where a further yuan still brings in more than it costs."""
    frame = bundle.table("frontier")
    rows = phrases.rows(frame)
    priced = any(queue["orders"] for queue in bundle.summary["queues"])
    return Page(
        title=bundle.summary["name"],
        subtitle=answer.subtitle(bundle),
        answer=_answer(rows, priced),
        remarks=(
            tell(
                "Each point is the best roster found for its cost, on {days} fresh days; "
                "targets do not steer it and overtime is not counted.",
                days=bundle.summary["days"],
            ),
        ),
        sections=(
            Section(
                _heading(rows),
                figure=cost_against_loss(frame),
                table=_table(rows, priced, bundle.summary["targets"]),
                name=tell("cost and loss"),
            ),
            assumptions.section(bundle),
        ),
        foot=made.lines(bundle),
    )


def _answer(rows: list[Row], priced: bool) -> str:
    """The point with the least of cost and margin lost, or the span where nothing is priced."""
    if priced:
        best = min(rows, key=lambda r: r["cost_yuan"] + r["lost_margin_yuan"])
        return tell(
            "Cost and margin lost are least together at {cost} yuan: {people} people, {lost} of "
            "chats lost.",
            cost=phrases.whole(best["cost_yuan"]),
            people=phrases.whole(best["people"]),
            lost=phrases.share(best["lost_share"]),
        )
    return tell(
        "From {low} to {high} yuan the share lost falls from {much} to {little}.",
        low=phrases.whole(rows[0]["cost_yuan"]),
        high=phrases.whole(rows[-1]["cost_yuan"]),
        much=phrases.share(rows[0]["lost_share"]),
        little=phrases.share(rows[-1]["lost_share"]),
    )


def _heading(rows: list[Row]) -> str:
    """How much dearer the last points lost are than the first."""
    first, last = rows[0], rows[-1]
    return tell(
        "From {much} lost at {low} yuan to {little} at {high}",
        much=phrases.share(first["lost_share"]),
        low=phrases.whole(first["cost_yuan"]),
        little=phrases.share(last["lost_share"]),
        high=phrases.whole(last["cost_yuan"]),
    )


def _table(rows: list[Row], priced: bool, windows: int) -> Table:
    heads = [tell("cost, yuan"), tell("people"), tell("lost")]
    heads += [tell("margin lost, yuan"), tell("both, yuan")] if priced else []
    heads += [tell("targets kept of {number}", number=windows)] if windows else []
    return Table(
        tuple(heads),
        tuple(
            (
                phrases.whole(row["cost_yuan"]),
                phrases.whole(row["people"]),
                estimate_percent(phrases.estimate_of(row, "lost_share")),
                *(
                    [
                        phrases.whole(row["lost_margin_yuan"]),
                        phrases.whole(row["cost_yuan"] + row["lost_margin_yuan"]),
                    ]
                    if priced
                    else []
                ),
                *([phrases.whole(row["targets_kept"])] if windows else []),
            )
            for row in rows
        ),
        words=(),
    )
