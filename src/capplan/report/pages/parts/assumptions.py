"""What is assumed, and how much each assumption moves the answer."""

from __future__ import annotations

from capplan.report.bundle import Bundle
from capplan.report.page import More, Section, Table
from capplan.report.pages.parts import phrases, tornado
from capplan.words import tell


def section(bundle: Bundle) -> Section:
    """The tornado if it was asked for, the assumed values, and all that are marked."""
    rows = phrases.rows(bundle.table("assumptions"))
    assumed = [row for row in rows if row["mark"] == "assume"]
    others = [row for row in rows if row["mark"] not in {"assume", "given"}]
    moved = bundle.tables.get("sensitivity")
    listed = (
        More(
            tell("The {number} assumed values", number=len(assumed)),
            table=_table(assumed, with_mark=False),
        ),
        More(
            tell("{number} values that have a source or are derived", number=len(others)),
            table=_table(others, with_mark=True),
        ),
    )
    if moved is not None and not moved.empty:
        found = tornado.section(bundle)
        return Section(
            found.heading,
            found.sentences,
            found.figure,
            found.table,
            (*found.more, *listed),
            tell("assumptions"),
        )
    if not assumed:
        return Section(tell("Nothing is assumed"), more=listed[1:], name=tell("assumptions"))
    return Section(
        tell("{number} values are assumed, not known", number=len(assumed)),
        sentences=(
            tell(
                "How much each of them moves the answer is seen with --sensitivity, or with "
                "capplan sensitivity."
            ),
        ),
        more=listed,
        name=tell("assumptions"),
    )


def _table(rows: list[phrases.Row], *, with_mark: bool) -> Table:
    heads = [tell("value"), tell("is")]
    heads += [tell("mark")] if with_mark else []
    heads += [tell("why"), tell("from")]
    return Table(
        tuple(heads),
        tuple(
            (
                row["path"],
                row["value"],
                *([mark(row["mark"])] if with_mark else []),
                row["source"],
                tell("default") if row["is_default"] else tell("the scenario"),
            )
            for row in rows
        ),
        words=(0, *range(2, len(heads))),
    )


def mark(code: str) -> str:
    """A mark as people read it."""
    match code:
        case "case":
            return tell("a case")
        case "sourced":
            return tell("sourced")
        case "derived":
            return tell("derived")
        case _:
            return tell("assumed")
