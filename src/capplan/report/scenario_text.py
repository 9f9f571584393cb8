"""What is said of a scenario: its name, what is assumed, where values come from."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from capplan.model.provenance import Mark, Provenance
from capplan.model.scenario import Scenario
from capplan.report.names import MARKS
from capplan.report.plain import line, plain_table
from capplan.words import moment, tell

LONGEST_VALUE = 24
"""Most letters of a value in a table; the resolved scenario has it in full."""


def title(scenario: Scenario) -> Text:
    """Name and horizon of a scenario."""
    start, end = scenario.calendar.start, scenario.calendar.end
    span = tell("{start} to {end}", start=moment(start), end=moment(end))
    return Text.assemble((scenario.name, "bold"), f" · {span}")


def assumed_line(scenario: Scenario) -> Text:
    """How many values are assumed."""
    names = [p.path for p in scenario.provenance if p.mark is Mark.ASSUME]
    if not names:
        return line(tell("Nothing is assumed."))
    return line(
        tell(
            "Assumed, not known: {number} values; `capplan check --assumed` lists them.",
            number=len(names),
        ),
        "dim",
    )


def provenance_table(values: Iterable[Provenance]) -> Table:
    """Values with their mark and source."""
    table = plain_table(("value", "", "mark", "source"), right=1)
    for value in values:
        short = len(value.value) <= LONGEST_VALUE
        shown = value.value if short else f"{value.value[: LONGEST_VALUE - 2]} …"
        table.add_row(value.path, shown, tell(MARKS[value.mark]), tell(value.source))
    return table
