"""capplan stress."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
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
)  # fmt: skip
from capplan.cli.output import check_places, leave_behind, print_json, records, say_where
from capplan.cli.reading import advise, engine_named, resolve, roster_from
from capplan.cli.screen import bad_input, screen, status, warm_up

if TYPE_CHECKING:
    from capplan.files import Resolved
    from capplan.model.incidents import Incident
    from capplan.questions import Stress
    from capplan.report.bundle import Bundle


@command()
def stress(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    with_: Annotated[
        list[str] | None,
        typer.Option(
            "--with", "-w",
            help="Incidents to try: files, or shipped ones; else the scenario's, or all shipped.",
        ),
    ] = None,
    roster_file: RosterFile = None,
    sheet: RosterSheet = None,
    replications: Annotated[
        int, typer.Option("--replications", "-n", help="Days to run.", min=1)
    ] = 20,
    seed: Seed = 1,
    engine: EngineOption = None,
    out: Out = None,
    report: ReportFile = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Incidents: which hurts most, when it is noticed, when it is over, and what helps."""
    check_places(out, report)
    resolved = resolve(scenario, variant, set_, with_)
    given = roster_from(resolved, roster_file, sheet)
    advise(resolved)
    from capplan.questions import stress as ask
    from capplan.questions import stress_tables
    from capplan.report.scenario_text import title
    from capplan.report.stress_text import stress_text

    chosen = engine_named(engine)
    incidents, left_out = _incidents(resolved, scenario, variant, set_)
    warm_up(chosen)
    with bad_input(), status() as show:
        found = ask(
            resolved.calm, given.roster, incidents,
            replications=replications, seed=seed, engine=chosen, report=show,
        )  # fmt: skip
    found = replace(found, left_out=tuple(left_out))

    def bundle() -> Bundle:
        from capplan.report.results_of_questions import of_stress

        return of_stress(found, resolved.text)

    leave_behind(out, report, bundle, lambda draft: _pictures(found, draft), given)
    if as_json:
        print_json(
            {
                "replications": replications,
                "incidents": records(stress_tables.blows(found)),
                "help": records(stress_tables.answers(found)),
                "left_out": [{"incident": name, "why": why} for name, why in left_out],
            }
        )
        return
    console = screen()
    console.print(title(found.scenario))
    console.print(stress_text(found))
    say_where(out, report)


def _pictures(stress: Stress, draft: Path) -> None:
    """A picture of each incident."""
    from capplan.questions import stress_tables
    from capplan.report.figures.incident import incident
    from capplan.report.figures.save import save_all

    table, at = stress_tables.hours(stress), stress.scenario.calendar.at
    hits = {f"incident-{n}": b.incident for n, b in enumerate(stress.blows, 1)}
    save_all(
        {
            name: partial(
                incident, table.loc[table["incident"] == hit.name], at(hit.start), at(hit.end)
            )
            for name, hit in hits.items()
        },
        draft,
    )


def _incidents(
    resolved: Resolved,
    scenario: Path,
    variant: list[str] | None,
    set_: list[str] | None,
) -> tuple[list[Incident], list[tuple[str, str]]]:
    """What is tried, and which of the shipped incidents do not fit the shop."""
    own = list(resolved.scenario.incidents)
    if own:
        return own, []
    from capplan import files

    found: list[Incident] = []
    left_out: list[tuple[str, str]] = []
    for name in files.shipped_incidents():
        try:
            struck = files.resolve(scenario, variant or (), set_ or (), [name])
        except files.ConstructionStepError as error:
            left_out.append((name, error.problems[0].text))
        else:
            found += struck.scenario.incidents
    return found, left_out
