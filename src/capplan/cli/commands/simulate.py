"""capplan simulate."""

from __future__ import annotations

from pathlib import Path
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
    replicate_by_shift,
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
    roster_file: Annotated[
        Path | None,
        typer.Option(
            "--roster",
            help="Excel or CSV with the roster: seats and dates with shift letters, or a list.",
        ),
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of the file of --roster.")] = None,
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
    roster = roster_from(resolved, roster_file, sheet)
    advise(resolved)
    if until is None:
        study = replicate(resolved, roster, replications, seed, engine)
    else:
        study = replicate_until(resolved, roster, until, seed, engine)
    from capplan.report.study_text import study_text

    agents = None
    if per_agent:
        from capplan.results.agent_tables import agents as agent_table

        by_shift = replicate_by_shift(resolved, roster, study.replications, seed, engine)
        agents = agent_table(by_shift)
    wanted = report is not None if sensitivity is None else sensitivity
    moved = move_assumed(resolved, roster, seed, engine) if wanted and study.complete else None

    def bundle() -> Bundle:
        from capplan.report.results import of_study
        from capplan.report.results_of_questions import with_sensitivity

        made = of_study(study, resolved.text, agents)
        return made if moved is None else with_sensitivity(made, moved)

    leave_behind(out, report, bundle, study_files(study))
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
