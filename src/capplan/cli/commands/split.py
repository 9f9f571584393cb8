"""capplan split."""

from __future__ import annotations

from typing import Annotated

import typer

from capplan.cli.app import command
from capplan.cli.options import (
    EngineOption,
    Json,
    Out,
    Replications,
    ScenarioArgument,
    Seed,
    Sets,
    Variants,
)
from capplan.cli.output import check_out, print_json, records, say_where, write_out
from capplan.cli.reading import advise, engine_named, resolve, written_roster
from capplan.cli.screen import bad_input, screen, status, warm_up


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
    as_json: Json = False,
) -> None:
    """Split or pooled: the same people as specialists, as generalists, and some of both."""
    check_out(out)
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
    if out is not None:
        from capplan.report.folder import write_split

        write_out(out, lambda: write_split(out, found, resolved.text))
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
    say_where(out)
