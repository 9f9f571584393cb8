"""capplan split."""

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
    ScenarioArgument,
    Seed,
    Sets,
    Variants,
)
from capplan.cli.output import (
    check_out,
    check_report,
    draw,
    leave_behind,
    print_json,
    records,
    say_where,
)
from capplan.cli.reading import advise, engine_named, resolve, written_roster
from capplan.cli.screen import bad_input, screen, status, warm_up

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from capplan.report.bundle import Bundle


@command()
def split(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    unfamiliar_speed: Annotated[
        str, typer.Option(help="Speed in a queue not their own, of that in their own (assumed).")
    ] = "80 %",
    unfamiliar_conversion: Annotated[
        str, typer.Option(help="Conversion in a queue not their own (assumed).")
    ] = "90 %",
    flexible: Annotated[
        str, typer.Option(help="Share of each group who serve all queues (assumed).")
    ] = "20 %",
    replications: Replications = 40,
    seed: Seed = 1,
    engine: EngineOption = None,
    out: Out = None,
    report: ReportFile = None,
    as_json: Json = False,
) -> None:
    """Split or pooled: the same people as specialists, as generalists, and some of both."""
    check_out(out)
    check_report(report)
    resolved = resolve(scenario, variant, set_)
    roster = written_roster(resolved)
    advise(resolved)
    from capplan.questions import Terms, split_tables
    from capplan.questions import split as ask
    from capplan.report import text
    from capplan.report.split_text import split_text
    from capplan.units import parse_share

    chosen = engine_named(engine)
    with bad_input():
        shares = (unfamiliar_speed, unfamiliar_conversion, flexible)
        terms = Terms(*(parse_share(share) for share in shares))
    warm_up(chosen)
    with bad_input(), status() as show:
        found = ask(
            resolved.scenario,
            roster,
            terms,
            replications=replications,
            seed=seed,
            engine=chosen,
            report=show,
        )

    def bundle() -> Bundle:
        from capplan.report.results_of_questions import of_split

        return of_split(found, resolved.text)

    def figure() -> Figure:
        from capplan.report.figures import split_or_pooled

        return split_or_pooled(split_tables.measures(found))

    leave_behind(out, report, bundle, draw({"split": figure}))
    if as_json:
        print_json(
            {
                "unfamiliar_speed": terms.speed,
                "unfamiliar_conversion": terms.conversion,
                "flexible": terms.flexible,
                "replications": found.replications,
                "measures": records(split_tables.measures(found)),
                "break_even": records(split_tables.break_evens(found)),
            }
        )
        return
    console = screen()
    console.print(text.title(resolved.scenario))
    console.print(split_text(found))
    say_where(out, report)
