"""capplan check."""

from __future__ import annotations

from typing import Annotated

import typer

from capplan.cli.app import command
from capplan.cli.options import Json, ScenarioArgument, Sets, Variants, With
from capplan.cli.output import print_json
from capplan.cli.reading import advise, resolve
from capplan.cli.screen import screen
from capplan.words import listed, tell


@command()
def check(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    with_: With = None,
    assumed: Annotated[
        bool, typer.Option("--assumed", help="List only what is assumed, not all that is marked.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Check a scenario file and list where its values come from."""
    resolved = resolve(scenario, variant, set_, with_)
    from capplan.model.provenance import Mark
    from capplan.report.scenario_text import assumed_line, provenance_table, title

    marked = [p for p in resolved.scenario.provenance if p.mark is not Mark.GIVEN]
    if assumed:
        marked = [p for p in marked if p.mark is Mark.ASSUME]
    if as_json:
        fields = ("path", "value", "mark", "source", "is_default")
        print_json(
            {
                "name": resolved.scenario.name,
                "digest": resolved.digest,
                "variants": list(resolved.variants),
                "advice": [str(a) for a in resolved.advice],
                "values": [{f: getattr(p, f) for f in fields} for p in marked],
            }
        )
        return
    console = screen()
    console.print(title(resolved.scenario))
    console.print(provenance_table(marked))
    console.print(assumed_line(resolved.scenario))
    if resolved.variants:
        names = tell("Variants: {names}", names=listed(resolved.variants))
        console.print(f"  {names}", markup=False)
    advise(resolved)
    console.print(f"  {tell('The scenario is sound.')}", style="green")
