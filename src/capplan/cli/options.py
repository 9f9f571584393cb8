"""Arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ScenarioArgument = Annotated[
    Path,
    typer.Argument(help="Folder with a scenario.yaml, or the file itself.", show_default=False),
]
Variants = Annotated[
    list[str] | None,
    typer.Option("--variant", "-v", help="Apply a variant of the file; repeatable."),
]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", "-s", help="Set one value, e.g. groups.temps.at_once=6; repeatable."),
]
With = Annotated[
    list[str] | None,
    typer.Option("--with", "-w", help="An incident strikes: a file, or a shipped one; repeatable."),
]
RosterFile = Annotated[
    Path | None,
    typer.Option(
        "--roster",
        help="Excel or CSV with the roster, in place of that of the scenario: seats and dates with "
        "shift letters, or a list.",
    ),
]
RosterSheet = Annotated[str | None, typer.Option("--sheet", help="Sheet of the file of --roster.")]
Seed = Annotated[int, typer.Option(help="Seed of all random numbers.", min=0)]
EngineOption = Annotated[str | None, typer.Option("--engine", help="Name of the engine.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="Write tables, pictures, record and resolved scenario here."),
]
Xlsx = Annotated[
    Path | None,
    typer.Option("--xlsx", help="Write a workbook with the roster, tables and charts here."),
]
PlanXlsx = Annotated[
    Path | None,
    typer.Option(
        "--xlsx",
        help="Write a workbook here: answer, roster, charts, figures, targets, cost, "
        "one person less.",
    ),
]
CampaignXlsx = Annotated[
    Path | None,
    typer.Option(
        "--xlsx",
        help="Write a workbook here: roster, hiring list, training, cost by day, shifts by name.",
    ),
]
PayXlsx = Annotated[
    Path | None,
    typer.Option("--xlsx", help="Write a workbook here: payroll, groups, warnings of law."),
]
Replications = Annotated[int, typer.Option("--replications", "-n", help="Days to run.", min=1)]
ReportFile = Annotated[
    Path | None,
    typer.Option("--report", help="Write the report, one HTML page, to this file."),
]
MoveAssumed = Annotated[
    bool | None,
    typer.Option(
        "--sensitivity/--no-sensitivity",
        help="Also move each assumed value; some seconds to a minute. Done for --report.",
        show_default=False,
    ),
]
