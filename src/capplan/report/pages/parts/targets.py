"""The targets: what was asked and what was reached."""

from __future__ import annotations

from typing import Any

from capplan.report.bundle import Bundle
from capplan.report.figures import targets as figure_of
from capplan.report.figures.look import spoken
from capplan.report.page import Cell, Mood, More, Section, Table
from capplan.report.pages.parts import phrases
from capplan.report.pages.parts.phrases import Row
from capplan.words import tell


def section(bundle: Bundle) -> Section | None:
    """Each target on the clock; those that are not met; what would be enough."""
    frame = bundle.table("targets")
    if frame.empty:
        return None
    rows = phrases.rows(frame)
    by_answer = {code: [r for r in rows if r["answer"] == code] for code in phrases.MOODS}
    return Section(
        _heading(rows, by_answer),
        sentences=_missed(bundle, rows),
        figure=figure_of(frame),
        table=_table(by_answer["missed"] + by_answer["too close to call"]),
        more=(More(tell("Every target, hour by hour"), table=_table(rows)),),
        name=tell("targets"),
        mood=Mood.BAD if by_answer["missed"] else Mood.PLAIN,
    )


def _heading(rows: list[Row], by_answer: dict[str, list[Row]]) -> str:
    if by_answer["missed"]:
        return tell(
            "{missed} of {all} targets are missed", missed=len(by_answer["missed"]), all=len(rows)
        )
    tightest = min(rows, key=phrases.slack)
    place = tell(
        "{queue}, {measure}, {span}",
        queue=spoken(tightest["queue"]),
        measure=phrases.measure(tightest),
        span=phrases.span(tightest["start"], tightest["end"]),
    )
    if by_answer["too close to call"]:
        return tell(
            "{met} of {all} targets are shown to be met; tightest is {place}",
            met=len(by_answer["met"]),
            all=len(rows),
            place=place,
        )
    return tell("Every target is met; tightest is {place}", place=place)


def _missed(bundle: Bundle, rows: list[Row]) -> tuple[str, ...]:
    """Why targets are missed, and what would be enough."""
    found: list[str] = []
    missed: list[dict[str, Any]] = bundle.summary.get("unmet", [])
    for unmet in missed:
        place: int = unmet["target"]
        row = rows[place]
        found.append(
            tell(
                "Missed: {queue}, {measure}, {span}: {reason}.",
                queue=spoken(row["queue"]),
                measure=phrases.measure(row),
                span=phrases.span(row["start"], row["end"]),
                reason=unmet["reason"],
            )
        )
    remedies: list[str] | None = bundle.summary.get("remedies")
    if remedies:
        found += [tell("Enough on the search days: {remedy}.", remedy=r) for r in remedies]
    return tuple(found)


def _table(rows: list[Row]) -> Table | None:
    if not rows:
        return None
    days = any(row["kept"] == row["kept"] and row["assurance"] == row["assurance"] for row in rows)
    heads = [tell("queue"), tell("target"), tell("when"), tell("asked"), tell("reached")]
    heads += [tell("on days")] if days else []
    return Table(
        heads=(*heads, ""),
        rows=tuple(_row(row, days) for row in rows),
        words=(0, 1, 2, len(heads)),
    )


def _row(row: Row, days: bool) -> tuple[str | Cell, ...]:
    kept = [phrases.share(row["kept"])] if days else []
    return (
        spoken(row["queue"]),
        phrases.measure(row),
        phrases.span(row["start"], row["end"]),
        phrases.asked(row),
        phrases.measured(row, row["measured"]),
        *kept,
        Cell(phrases.answer(row["answer"]), phrases.MOODS[row["answer"]]),
    )
