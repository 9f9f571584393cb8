"""The page of a night: ways to cover it, and what each brings."""

from __future__ import annotations

from capplan.report.bundle import Bundle
from capplan.report.figures import night_cover
from capplan.report.page import Page, Section, Table
from capplan.report.pages.parts import answer, assumptions, made, phrases
from capplan.report.pages.parts.phrases import Row
from capplan.words import tell


def page(bundle: Bundle) -> Page:
    """The best way, all of them side by side, what was taken for granted."""
    summary = bundle.summary
    first, *further = [tell(line) for line in summary["answers"]]
    titles = [tell(title) for title in summary["titles"]]
    frame = bundle.table("night")
    return Page(
        title=summary["name"],
        subtitle=answer.subtitle(bundle),
        answer=first,
        remarks=tuple(further),
        sections=(
            Section(
                tell(
                    "{chats} chats come in each night, {span}",
                    chats=phrases.number(round(summary["chats_a_night"], 1)),
                    span=tell(summary["night"]),
                ),
                sentences=tuple(tell(line) for line in summary["remarks"]),
                figure=night_cover(frame, titles=titles, nights=summary["nights"]),
                table=_table(phrases.rows(frame), titles, summary["nights"]),
                name=tell("covers"),
            ),
            assumptions.section(bundle),
        ),
        foot=made.lines(bundle),
    )


def _table(rows: list[Row], titles: list[str], nights: float) -> Table:
    """One row per cover; money and messages per night."""
    return Table(
        heads=(
            tell("cover"),
            tell("lost"),
            tell("messages left"),
            tell("cost more, yuan a night"),
            tell("left over, yuan a night"),
            tell("pays from, chats a night"),
        ),
        rows=tuple(
            (
                title,
                phrases.share(row["lost_share"]),
                phrases.number(round(row["messages"] / nights, 1)),
                _change(row, "cost_more_yuan", nights),
                _change(row, "profit_more_yuan", nights),
                _volume(row),
            )
            for title, row in zip(titles, rows, strict=True)
        ),
    )


def _change(row: Row, name: str, nights: float) -> str:
    if row["cover"] == "closed":
        return "–"
    found = phrases.estimate_of(row, name)
    return f"{found.value / nights:+,.0f} ± {found.half_width / nights:,.0f}"


def _volume(row: Row) -> str:
    match row["from_volume"]:
        case "always":
            return tell("any")
        case "never":
            return tell("none")
        case _:
            return phrases.number(round(row["from_chats"], 1))
