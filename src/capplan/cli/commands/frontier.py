"""capplan frontier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from capplan.cli.app import command
from capplan.cli.options import (
    EngineOption,
    Json,
    Out,
    ReportFile,
    ScenarioArgument,
    Seed,
    Sets,
    Variants,
)
from capplan.cli.output import (
    check_places,
    draw,
    leave,
    leave_behind,
    print_json,
    records,
    say_where,
)
from capplan.cli.reading import advise, engine_named, resolve
from capplan.cli.screen import bad_input, screen, shown, status, warm_up
from capplan.words import tell

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from capplan.report.bundle import Bundle


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
    report: ReportFile = None,
    as_json: Json = False,
) -> None:
    """Set cost against loss: the best roster found for each of a range of budgets."""
    check_places(out, report)
    resolved = resolve(scenario, variant, set_)
    advise(resolved)
    from capplan.report.frontier_text import frontier_text
    from capplan.report.scenario_text import title
    from capplan.staffing.frontier import frontier as find
    from capplan.staffing.frontier import frontier_table

    chosen = engine_named(engine)
    warm_up(chosen)
    with bad_input(), status() as show:
        found = find(
            resolved.scenario, seed=seed, engine=chosen, fresh_days=days, report=shown(show)
        )
    table = frontier_table(found.points)

    def bundle() -> Bundle:
        from capplan.report.results_of_questions import of_frontier

        return of_frontier(found.points[0].study, table, days, resolved.text)

    def figure() -> Figure:
        from capplan.report.figures import cost_against_loss

        return cost_against_loss(table)

    leave_behind(out, report, bundle, draw({"frontier": figure}))
    if as_json:
        print_json(records(table))
        leave(found.complete, missed=False)
        return
    console = screen()
    console.print(title(resolved.scenario))
    console.print(frontier_text(table))
    days = found.points[0].study.replications
    how = tell("{days} fresh days for each point, 95 % intervals; overtime not counted.", days=days)
    console.print(f"  {how}")
    if not found.complete:
        console.print("  " + tell("Interrupted: these are the points that were finished."))
    say_where(out, report)
    leave(found.complete, missed=False)
