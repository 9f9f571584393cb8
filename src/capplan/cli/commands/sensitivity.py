"""capplan sensitivity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from capplan.cli.app import command
from capplan.cli.options import (
    EngineOption,
    Json,
    Out,
    ReportFile,
    RosterFile,
    RosterSheet,
    ScenarioArgument,
    Seed,
    Sets,
    Variants,
)
from capplan.cli.output import (
    check_places,
    draw,
    leave_behind,
    print_json,
    records,
    say_where,
)
from capplan.cli.reading import advise, move_assumed, resolve, roster_from
from capplan.cli.screen import screen

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from capplan.report.bundle import Bundle


@command()
def sensitivity(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    roster_file: RosterFile = None,
    sheet: RosterSheet = None,
    replications: Annotated[
        int, typer.Option("--replications", "-n", help="Days to run for each value.", min=2)
    ] = 10,
    seed: Seed = 1,
    engine: EngineOption = None,
    out: Out = None,
    report: ReportFile = None,
    as_json: Json = False,
) -> None:
    """Move each assumed value down and up, with the same roster: what the answer leans on."""
    check_places(out, report)
    resolved = resolve(scenario, variant, set_)
    given = roster_from(resolved, roster_file, sheet)
    advise(resolved)
    found = move_assumed(resolved, given.roster, seed, engine, replications=replications)
    from capplan.questions.sensitivity import table
    from capplan.report.scenario_text import title
    from capplan.report.sensitivity_text import sensitivity_text

    moved = table(found)

    def bundle() -> Bundle:
        from capplan.report.results_of_questions import of_sensitivity

        return of_sensitivity(found, resolved.text)

    def figure() -> Figure:
        from capplan.report.figures import tornado

        return tornado(moved)

    leave_behind(out, report, bundle, draw({"sensitivity": figure}), given)
    if as_json:
        print_json(records(moved))
        return
    console = screen()
    console.print(title(resolved.scenario))
    console.print(sensitivity_text(found))
    say_where(out, report)
