"""capplan frontier."""

from __future__ import annotations

from typing import Annotated

import typer

from capplan.cli.app import command
from capplan.cli.options import EngineOption, Json, Out, ScenarioArgument, Seed, Sets, Variants
from capplan.cli.output import check_out, leave, print_json, records, say_where, write_out
from capplan.cli.reading import advise, engine_named, resolve
from capplan.cli.screen import bad_input, screen, shown, status, warm_up
from capplan.words import tell


@command()
def frontier(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    days: Annotated[
        int, typer.Option("--days", help="Fresh days on which each point is measured.", min=2)
    ] = 60,
    seed: Seed = 1,
    engine: EngineOption = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Set cost against loss: the best roster found for each of a range of budgets."""
    check_out(out)
    resolved = resolve(scenario, variant, set_)
    advise(resolved)
    from capplan.report import text
    from capplan.staffing.frontier import frontier as find
    from capplan.staffing.frontier import frontier_table

    chosen = engine_named(engine)
    warm_up(chosen)
    with bad_input(), status() as show:
        found = find(
            resolved.scenario, seed=seed, engine=chosen, fresh_days=days, report=shown(show)
        )
    table = frontier_table(found.points)
    if out is not None:
        from capplan.report.folder import write_frontier

        write_out(out, lambda: write_frontier(out, table, resolved.text))
    if as_json:
        print_json(records(table))
        leave(found.complete, missed=False)
        return
    console = screen()
    console.print(text.title(resolved.scenario))
    console.print(text.frontier_text(table))
    days = found.points[0].study.replications
    how = tell("{days} fresh days for each point, 95 % intervals; overtime not counted.", days=days)
    console.print(f"  {how}")
    if not found.complete:
        console.print("  " + tell("Interrupted: these are the points that were finished."))
    say_where(out)
    leave(found.complete, missed=False)
