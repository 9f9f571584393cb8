"""capplan value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from capplan.cli.app import command
from capplan.cli.options import (
    EngineOption,
    Json,
    Out,
    Replications,
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
from capplan.cli.reading import advise, engine_named, resolve, roster_from
from capplan.cli.screen import bad_input, screen, status, warm_up

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from capplan.report.bundle import Bundle


@command()
def value(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    roster_file: RosterFile = None,
    sheet: RosterSheet = None,
    meet: Annotated[
        bool, typer.Option(help="Look for the roster at which value and price meet.")
    ] = True,
    replications: Replications = 40,
    seed: Seed = 1,
    engine: EngineOption = None,
    out: Out = None,
    report: ReportFile = None,
    as_json: Json = False,
) -> None:
    """Value of one more agent-hour in each stretch against its price, and where both meet."""
    check_places(out, report)
    resolved = resolve(scenario, variant, set_)
    given = roster_from(resolved, roster_file, sheet)
    advise(resolved)
    from capplan.questions import value_tables
    from capplan.questions.value import value as ask
    from capplan.report.scenario_text import title
    from capplan.report.value_text import value_text

    chosen = engine_named(engine)
    warm_up(chosen)
    with bad_input(), status() as show:
        found = ask(
            resolved.scenario,
            given.roster,
            replications=replications,
            meet=meet,
            seed=seed,
            engine=chosen,
            report=show,
        )

    def bundle() -> Bundle:
        from capplan.report.results_of_questions import of_value

        return of_value(found, resolved.text)

    def figure() -> Figure:
        from capplan.report.figures import hour_value

        return hour_value(value_tables.stretches(found))

    leave_behind(out, report, bundle, draw({"hour-value": figure}), given)
    if as_json:
        print_json(
            {
                "profit_yuan": found.profit.as_data(),
                "stretches": records(value_tables.stretches(found)),
                "steps": records(value_tables.steps(found)),
                "met_profit_change_yuan": found.met_profit.as_data(),
                "settled": found.settled,
                "risks": records(value_tables.risks(found)),
                "replications": found.replications,
            }
        )
        return
    console = screen()
    console.print(title(resolved.scenario))
    console.print(value_text(found))
    say_where(out, report)
