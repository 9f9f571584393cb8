"""capplan compare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from capplan.cli.app import command
from capplan.cli.codes import INTERRUPTED
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
    With,
)
from capplan.cli.output import (
    check_places,
    draw,
    leave_behind,
    print_json,
    say_where,
)
from capplan.cli.reading import replicate, resolve, roster_from, same_roster
from capplan.cli.screen import fail, screen
from capplan.words import say, tell

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from capplan.report.bundle import Bundle
    from capplan.study.compare import Comparison


@command()
def compare(
    scenario: ScenarioArgument,
    variants: Annotated[
        list[str] | None, typer.Argument(help="Variants to set against the base.")
    ] = None,
    set_: Sets = None,
    with_: With = None,
    roster_file: RosterFile = None,
    sheet: RosterSheet = None,
    replications: Replications = 40,
    seed: Seed = 1,
    engine: EngineOption = None,
    out: Out = None,
    report: ReportFile = None,
    as_json: Json = False,
) -> None:
    """Run the same roster and customers under variants, or incidents, paired with the base."""
    check_places(out, report)
    base = resolve(scenario, None, set_)
    names = [*(variants or ()), *(Path(file).stem for file in with_ or ())]
    if not names:
        fail(say("name a variant to compare with the base, or an incident with --with"))
    others = [
        *(resolve(scenario, [name], set_) for name in variants or ()),
        *(resolve(scenario, None, set_, [name]) for name in with_ or ()),
    ]
    given = roster_from(base, roster_file, sheet)
    rosters = [
        same_roster(name, other, roster_file, sheet).roster
        for name, other in zip(names, others, strict=True)
    ]
    first = replicate(base, given.roster, replications, seed, engine)
    from capplan.report.compare_text import comparison_table
    from capplan.report.scenario_text import title
    from capplan.study.compare import compare as pair

    rows: list[list[Comparison]] = []
    for name, other, roster in zip(names, others, rosters, strict=True):
        study = replicate(other, roster, replications, seed, engine)
        if not (first.complete and study.complete):
            fail(
                say("interrupted while running {name}; there is no comparison", name=name),
                INTERRUPTED,
            )
        rows.append(pair(first, study))

    def bundle() -> Bundle:
        from capplan.report.results_of_questions import of_comparison

        return of_comparison(first, names, rows, base.text)

    def figure() -> Figure:
        from capplan.report.figures import differences
        from capplan.report.results_of_questions import comparison

        return differences(comparison(names, rows))

    leave_behind(out, report, bundle, draw({"comparison": figure}), given)
    if as_json:
        print_json(
            {
                name: [
                    {
                        "measure": c.measure,
                        "per": c.per,
                        "base": c.first.as_data(),
                        "variant": c.second.as_data(),
                        "difference": c.difference.as_data(),
                    }
                    for c in row
                ]
                for name, row in zip(names, rows, strict=True)
            }
        )
        return
    console = screen()
    console.print(title(base.scenario))
    console.print(comparison_table(names, rows))
    how = tell("{number} paired replications, same customers and roster.", number=replications)
    console.print(f"  {how}")
    say_where(out, report)
