"""The page of a split: one team as specialists, as generalists, and some of both."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from capplan.report import split_pay_text
from capplan.report.bundle import Bundle
from capplan.report.figures import split_or_pooled
from capplan.report.figures.look import spoken
from capplan.report.page import More, Page, Section, Table
from capplan.report.pages.parts import answer, assumptions, made, phrases
from capplan.report.pages.parts.phrases import Row
from capplan.words import tell


def page(bundle: Bundle) -> Page:
    """Whether the split pays, the arrangements side by side, what it takes to pay."""
    now, *further = [tell(line) for line in bundle.summary["answers"]]
    frame = bundle.table("split")
    return Page(
        title=bundle.summary["name"],
        subtitle=answer.subtitle(bundle),
        answer=now,
        remarks=tuple(tell(line) for line in bundle.summary["remarks"]),
        sections=(
            Section(
                _heading(frame),
                figure=split_or_pooled(frame),
                table=_table(frame),
                name=tell("arrangements"),
            ),
            Section(
                tell("What it would take"),
                sentences=tuple(further),
                table=_break_evens(bundle.table("break-even")),
                name=tell("break-even"),
            ),
            *_earnings(bundle),
            assumptions.section(bundle),
        ),
        foot=made.lines(bundle),
    )


def _heading(frame: pd.DataFrame) -> str:
    """Who is lost in each arrangement."""
    mine = frame.loc[(frame["measure"] == "lost_share") & (frame["queue"] == "")]
    lost = [phrases.share(row["value"]) for row in phrases.rows(mine)]
    return tell(
        "Lost: {special} with specialists, {flexible} with some of both, {pooled} with generalists",
        special=lost[0],
        flexible=lost[1],
        pooled=lost[2],
    )


def _table(frame: pd.DataFrame) -> Table:
    """One row per measure, queue or group; three arrangements and two differences."""
    rows = phrases.rows(frame)
    groups = [rows[first : first + 3] for first in range(0, len(rows), 3)]
    difference = tell("difference")
    return Table(
        heads=(
            "",
            tell("specialists"),
            tell("flexible"),
            difference,
            tell("generalists"),
            difference,
        ),
        rows=tuple(
            (
                _name(one),
                _figure(one),
                _figure(some),
                _difference(some),
                _figure(every),
                _difference(every),
            )
            for one, some, every in groups
        ),
    )


def _name(row: Row) -> str:
    names = {
        "lost_share": tell("lost, %"),
        "first_response_s": tell("first response, s"),
        "response_s": tell("response, s"),
        "occupancy_share": tell("busy, %"),
        "orders": tell("orders"),
        "lost_margin_yuan": tell("margin lost, yuan"),
        "people_cost_yuan": tell("people, yuan"),
        "profit_yuan": tell("profit, yuan"),
    }
    of = spoken(row["queue"] or row["group"])
    name = names.get(str(row["measure"]), str(row["measure"]))
    return f"{name} · {of}" if of else name


def _scale(row: Row) -> tuple[float, int]:
    """What a figure is multiplied by, and its decimals."""
    scale = 100.0 if str(row["measure"]).endswith("_share") else 1.0
    return scale, 0 if str(row["measure"]).endswith(("_yuan", "orders")) else 1


def _figure(row: Row) -> str:
    scale, digits = _scale(row)
    return "–" if pd.isna(row["value"]) else f"{row['value'] * scale:,.{digits}f}"


def _difference(row: Row) -> str:
    scale, digits = _scale(row)
    found = phrases.estimate_of(row, "difference")
    if math.isnan(found.half_width):
        return "–"
    return f"{found.value * scale:+,.{digits}f} ± {found.half_width * scale:,.{digits}f}"


def _break_evens(frame: pd.DataFrame) -> Table:
    names = {"speed": tell("speed"), "conversion": tell("conversion")}
    return Table(
        heads=(tell("specialists' lever"), tell("pays from"), tell("surely within")),
        rows=tuple(
            (
                names.get(str(row["lever"]), str(row["lever"])),
                _factor(row),
                phrases.between(row["factor_low"], row["factor_high"], 100.0, 1) or "–",
            )
            for row in phrases.rows(frame)
        ),
    )


def _earnings(bundle: Bundle) -> Iterator[Section]:
    """What each post earns, plan by plan, if months could be made."""
    frame = bundle.tables.get("split-pay")
    if frame is None:
        return
    first, *further = [tell(line) for line in bundle.summary["earnings"]]
    unfit = phrases.rows(bundle.table("split-pay-unfit"))
    more = [
        More(
            tell("Pay per hour worked, and how evenly"),
            sentences=(tell(split_pay_text.EVEN),),
            table=Table(split_pay_text.even_heads(), _plain(split_pay_text.even_rows(frame))),
        )
    ]
    if unfit:
        whys = tuple(
            tell("{plan}, {group}: {why}", plan=row["plan"], group=row["group"], why=row["why"])
            for row in unfit
        )
        more.append(More(tell("Plans that do not fit"), sentences=whys))
    yield Section(
        first,
        sentences=tuple(further),
        table=Table(split_pay_text.money_heads(), _plain(split_pay_text.money_rows(frame))),
        more=tuple(more),
        name=tell("pay of the posts"),
    )


def _plain(rows: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Rows whose names say the plan, since a page's table sets nothing in."""
    found: list[tuple[str, ...]] = []
    plan = ""
    for row in rows:
        if not row[0].startswith(" "):
            plan = row[0]
        else:
            found.append((f"{plan} · {row[0].strip()}", *row[1:]))
    return tuple(found)


def _factor(row: Row) -> str:
    match row["answer"]:
        case "always pays":
            return tell("always")
        case "never pays":
            return tell("never")
        case _:
            return phrases.share(row["factor"])
