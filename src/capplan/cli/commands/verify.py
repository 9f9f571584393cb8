"""capplan verify."""

from __future__ import annotations

from typing import Annotated

import typer

from capplan.cli.app import command
from capplan.cli.codes import TARGET_MISSED
from capplan.cli.options import (
    RosterFile,
    RosterSheet,
    ScenarioArgument,
    Seed,
    Sets,
    Variants,
    With,
)
from capplan.cli.reading import resolve, roster_from
from capplan.cli.screen import bad_input, fail, screen, status, warm_up
from capplan.words import listed, say, tell


@command()
def verify(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    with_: With = None,
    roster_file: RosterFile = None,
    sheet: RosterSheet = None,
    replications: Annotated[
        int, typer.Option("--replications", "-n", help="Days to compare.", min=1)
    ] = 2,
    seed: Seed = 1,
) -> None:
    """Run the roster on both engines and compare every chat, with no tolerance."""
    resolved = resolve(scenario, variant, set_, with_)
    given = roster_from(resolved, roster_file, sheet)
    from capplan.study.verify import verify as compare_engines

    warm_up("compiled")
    with bad_input(), status() as show:
        show(say("running both engines"))
        found = compare_engines(resolved.scenario, given.roster, replications, seed=seed)
    if found.problems:
        fail(listed(found.problems, "{left}\n{right}"), TARGET_MISSED)
    screen().print(tell(found.sentence), style="green", soft_wrap=True)
