"""capplan new."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from capplan.cli.app import command
from capplan.cli.screen import bad_input, screen
from capplan.words import tell


@command()
def new(
    name: Annotated[str, typer.Argument(help="Name of the new scenario and its folder.")],
    template: Annotated[str, typer.Option("--from", help="Shipped scenario to start from.")] = (
        "double-11-food"
    ),
    into: Annotated[Path, typer.Option(help="Where the folder is made.")] = Path(),
) -> None:
    """Make a working scenario folder from a shipped one."""
    from capplan import files

    with bad_input():
        folder = files.new(name, template, into)
    screen().print(tell("Made {folder}. Next: capplan check {folder}", folder=folder))
