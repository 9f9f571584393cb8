"""Incidents in print: what strikes a scenario, and the shipped ones."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from capplan.model.calendar import Calendar
from capplan.model.incidents import Incident
from capplan.model.scenario import Scenario
from capplan.report.plain import plain_table
from capplan.words import tell
from capplan.words.dates import moment


def incident_lines(scenario: Scenario) -> list[RenderableType]:
    """A line for each incident of a scenario."""
    return [Text(f"  {line(i, scenario.calendar)}", "yellow") for i in scenario.incidents]


def line(incident: Incident, calendar: Calendar) -> str:
    """What strikes from when to when, and what that means if the file says it."""
    told = tell(
        "{name} strikes from {start} to {end}.",
        name=incident.name,
        start=moment(calendar.at(incident.start)),
        end=moment(calendar.at(incident.end)),
    )
    return f"{told} {incident.says}".rstrip()


def shipped_table(titles: Mapping[str, str]) -> Table:
    """Names and titles of the shipped files of incidents."""
    table = plain_table((tell("file"), tell("incident")), right=2)
    for name, title in titles.items():
        table.add_row(name, title)
    return table
