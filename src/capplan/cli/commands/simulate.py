"""capplan simulate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from capplan.cli.app import command
from capplan.cli.options import (
    EngineOption,
    Json,
    MoveAssumed,
    Out,
    Replications,
    ReportFile,
    RosterFile,
    RosterSheet,
    ScenarioArgument,
    Seed,
    Sets,
    Variants,
    With,
    Xlsx,
)
from capplan.cli.output import (
    check_places,
    leave,
    leave_behind,
    missed,
    print_json,
    records,
    say_where,
    study_files,
    study_json,
    workbook_of,
    write_xlsx,
)
from capplan.cli.reading import (
    advise,
    move_assumed,
    replicate,
    replicate_until,
    resolve,
    roster_from,
)
from capplan.cli.screen import screen

if TYPE_CHECKING:
    from capplan.report.bundle import Bundle


@command()
def simulate(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    roster_file: RosterFile = None,
    sheet: RosterSheet = None,
    with_: With = None,
    replications: Replications = 40,
    until: Annotated[
        str | None,
        typer.Option(help="Go on until the share of lost chats is known to this, e.g. '0.5 %'."),
    ] = None,
    per_agent: Annotated[
        bool, typer.Option("--agents", help="Show what each person did, day by day.")
    ] = False,
    seed: Seed = 1,
    engine: EngineOption = None,
    out: Out = None,
    xlsx: Xlsx = None,
    report: ReportFile = None,
    sensitivity: MoveAssumed = None,
    as_json: Json = False,
) -> None:
    """Run the roster written in the scenario, or in a table, and show what it does."""
    check_places(out, report, xlsx)
    resolved = resolve(scenario, variant, set_, with_)
    given = roster_from(resolved, roster_file, sheet)
    advise(resolved)
    if until is None:
        study = replicate(resolved, given.roster, replications, seed, engine, per_agent)
    else:
        study = replicate_until(resolved, given.roster, until, seed, engine, per_agent)
    from capplan.report.study_text import study_text

    agents = None
    if study.shifts is not None:
        from capplan.results.agent_tables import agents as agent_table

        agents = agent_table(study.shifts)
    wanted = report is not None if sensitivity is None else sensitivity
    moved = None
    if wanted and study.complete:
        moved = move_assumed(resolved, given.roster, seed, engine)

    def bundle() -> Bundle:
        from capplan.report.results import of_study
        from capplan.report.results_of_questions import with_sensitivity

        made = of_study(study, resolved.text, agents)
        return made if moved is None else with_sensitivity(made, moved)

    leave_behind(out, report, bundle, study_files(study), given)
    write_xlsx(xlsx, workbook_of(study))
    if as_json:
        more = {} if agents is None else {"agents": records(agents)}
        print_json({**study_json(study), **more})
    else:
        screen().print(study_text(study))
        if agents is not None:
            from capplan.report.agent_text import agent_text

            screen().print(agent_text(agents))
        say_where(out, report)
    leave(study.complete, missed=missed(study))
