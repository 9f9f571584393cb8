"""The page of an agent-hour's value: where it pays, where it no longer does, who bears the risk."""

from __future__ import annotations

from capplan.questions import value_tables
from capplan.report.bundle import Bundle
from capplan.report.figures import hour_value
from capplan.report.figures.look import spoken
from capplan.report.names import PAYS
from capplan.report.page import Card, Cell, Mood, More, Page, Section, Table
from capplan.report.pages.parts import answer, assumptions, made, phrases, shifts
from capplan.report.pages.parts.phrases import Row
from capplan.report.plain import estimate_change, estimate_number, yuan
from capplan.report.results import estimate
from capplan.words import tell

_MOODS = {value_tables.YES: Mood.GOOD, value_tables.NO: Mood.PLAIN, value_tables.OPEN: Mood.OPEN}


def page(bundle: Bundle) -> Page:
    """The hour that earns most, all stretches, the steps to where value meets price, the risk."""
    summary = bundle.summary
    first, *further = [tell(line) for line in summary["answers"]]
    sections = (
        _stretches(bundle),
        _steps(bundle),
        _risks(phrases.rows(bundle.table("forecast-risk"))),
        assumptions.section(bundle),
    )
    return Page(
        title=summary["name"],
        subtitle=answer.subtitle(bundle),
        answer=first,
        cards=_cards(bundle),
        remarks=(*further, *(tell(line) for line in summary["remarks"])),
        sections=tuple(section for section in sections if section is not None),
        foot=made.lines(bundle),
    )


def _cards(bundle: Bundle) -> tuple[Card, ...]:
    profit = estimate(bundle.summary["profit_yuan"])
    cards = [
        Card(
            tell(yuan(profit.value)),
            tell("profit of this roster, a run"),
            phrases.between(profit.low, profit.high),
        )
    ]
    if bundle.summary["settled"] is not None:
        more = estimate(bundle.summary["met_profit_yuan"])
        cards.append(
            Card(
                tell("{number} yuan", number=f"{more.value:+,.0f}"),
                tell("where value and price meet")
                if bundle.summary["settled"]
                else tell("on the way to where value and price meet"),
                phrases.between(more.low, more.high),
                Mood.GOOD if more.low > 0.0 else Mood.PLAIN,
            )
        )
    return tuple(cards)


def _stretches(bundle: Bundle) -> Section:
    frame = bundle.table("hour-value")
    rows = phrases.rows(frame)
    stretches = {(row["group"], row["start"]) for row in rows}
    paying = {(row["group"], row["start"]) for row in rows if row["pays"] == value_tables.YES}
    return Section(
        tell(
            "One more person surely pays in {number} of {all} stretches",
            number=len(paying),
            all=len(stretches),
        ),
        figure=hour_value(frame),
        more=(More(tell("Every stretch and shift"), table=_table(rows)),),
        name=tell("agent-hours"),
    )


def _table(rows: list[Row]) -> Table:
    return Table(
        heads=(
            tell("group"),
            tell("shift"),
            tell("one more at"),
            tell("an hour earns, yuan"),
            tell("and costs"),
            "",
        ),
        rows=tuple(
            (
                spoken(row["group"]),
                spoken(row["shift"]),
                phrases.span(row["start"], row["end"]),
                estimate_number(phrases.estimate_of(row, "earns_per_hour_yuan")),
                phrases.whole(row["price_per_hour_yuan"]),
                Cell(tell(PAYS[row["pays"]]), _MOODS[row["pays"]]),
            )
            for row in rows
        ),
        words=(0, 1, 2, 5),
    )


def _steps(bundle: Bundle) -> Section | None:
    """How the roster comes to where value and price meet, and that roster."""
    if bundle.summary["settled"] is None:
        return None
    rows = phrases.rows(bundle.table("steps"))
    if not rows:
        return Section(tell("No person more or fewer on any shift earns more"))
    return Section(
        tell(
            "After {number} steps the roster earns {more} yuan more a run",
            number=len(rows),
            more=phrases.whole(estimate(bundle.summary["met_profit_yuan"]).value),
        ),
        table=Table(
            heads=(
                tell("group"),
                tell("shift"),
                tell("people"),
                tell("profit changes by, yuan"),
            ),
            rows=tuple(
                (
                    spoken(row["group"]),
                    spoken(row["shift"]) or tell("shift by hand"),
                    f"{row['change']:+.0f}",
                    estimate_change(phrases.estimate_of(row, "profit_change_yuan")),
                )
                for row in rows
            ),
            words=(0, 1),
        ),
        more=(More(tell("The roster there"), table=shifts.listed(bundle.table("roster"))),),
        name=tell("where value and price meet"),
    )


def _risks(rows: list[Row]) -> Section:
    least = min(rows, key=lambda row: row["profit_yuan"])
    most = max(rows, key=lambda row: row["profit_yuan"])
    return Section(
        tell(
            "A wrong forecast moves the profit from {least} to {most} yuan",
            least=phrases.whole(least["profit_yuan"]),
            most=phrases.whole(most["profit_yuan"]),
        ),
        table=Table(
            heads=(
                tell("demand of this day or less"),
                tell("of the forecast"),
                tell("earned, yuan"),
                tell("people, yuan"),
                tell("profit, yuan"),
            ),
            rows=tuple(
                (
                    tell("{number} %", number=f"{100 * row['quantile']:.0f}"),
                    tell("{number} %", number=f"{100 * row['demand_factor']:.0f}"),
                    *(
                        estimate_number(phrases.estimate_of(row, f"{name}_yuan"))
                        for name in ("earned", "people", "profit")
                    ),
                )
                for row in rows
            ),
            words=(),
        ),
        name=tell("forecast"),
    )
