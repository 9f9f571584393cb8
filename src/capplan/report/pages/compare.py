"""The page of a comparison: variants against the base."""

from __future__ import annotations

from capplan.report.bundle import Bundle
from capplan.report.figures import differences
from capplan.report.page import Page, Section, Table
from capplan.report.pages.parts import answer, assumptions, made, phrases
from capplan.report.pages.parts.phrases import Row
from capplan.words import tell

_SECONDS_AN_HOUR = 3600.0


def page(bundle: Bundle) -> Page:
    """What each variant changes, and how sure that is."""
    rows = phrases.rows(bundle.table("comparison"))
    days = bundle.data["record"]["replications"]
    return Page(
        title=bundle.summary["name"],
        subtitle=answer.subtitle(bundle),
        answer=_answer([row for row in rows if row["measure"] == "lost"]),
        remarks=(
            tell("{days} days each: the same customers and the same roster, paired.", days=days),
        ),
        sections=(
            Section(
                _heading(rows),
                figure=differences(bundle.table("comparison")),
                table=_table(rows),
                name=tell("differences"),
            ),
            assumptions.section(bundle),
        ),
        foot=made.lines(bundle),
    )


def _answer(lost: list[Row]) -> str:
    """The variant that changes the loss most."""
    row = max(lost, key=lambda r: abs(r["difference"]))
    share = phrases.share(row["variant_value"])
    if row["difference_low"] > 0.0 or row["difference_high"] < 0.0:
        return tell(
            "{variant} changes the loss most: {share} of chats are lost instead of {base}.",
            variant=row["variant"],
            share=share,
            base=phrases.share(row["base"]),
        )
    return tell("No variant changes the share lost beyond doubt.")


def _heading(rows: list[Row]) -> str:
    sure = sum(r["difference_low"] > 0.0 or r["difference_high"] < 0.0 for r in rows)
    return tell("{sure} of {all} differences are beyond chance", sure=sure, all=len(rows))


def _table(rows: list[Row]) -> Table:
    return Table(
        heads=(
            tell("variant"),
            tell("measure"),
            tell("base"),
            tell("variant"),
            tell("difference"),
        ),
        rows=tuple(
            (
                row["variant"],
                _name(row["measure"]),
                _figure(row, "base"),
                _figure(row, "variant_value"),
                _difference(row),
            )
            for row in rows
        ),
        words=(0, 1),
    )


def _name(measure: str) -> str:
    names = {
        "lost": tell("lost, %"),
        "first_response": tell("first response, s"),
        "response": tell("response, s"),
        "orders": tell("orders"),
        "left_closed": tell("left at once, closed"),
        "offline": tell("offline messages"),
        "offline_age": tell("age of offline messages, h"),
    }
    return names.get(measure, measure)


def _scale(measure: str) -> float:
    return {"lost": 100.0, "offline_age": 1.0 / _SECONDS_AN_HOUR}.get(measure, 1.0)


def _figure(row: Row, name: str) -> str:
    return f"{row[name] * _scale(row['measure']):,.1f}"


def _difference(row: Row) -> str:
    scale = _scale(row["measure"])
    low, high = row["difference_low"] * scale, row["difference_high"] * scale
    return f"{row['difference'] * scale:+,.1f} ({low:+,.1f} … {high:+,.1f})"
