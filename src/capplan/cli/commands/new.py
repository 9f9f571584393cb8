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
    template: Annotated[
        str, typer.Option("--from", help="Template to start from; `capplan templates` lists them.")
    ] = "double-11-food",
    day: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Day of the event, for templates of events."),
    ] = None,
    into: Annotated[Path, typer.Option(help="Where the folder is made.")] = Path(),
) -> None:
    """Make a working scenario folder from a template."""
    from capplan import files

    with bad_input():
        event_day = None if day is None else files.read_day_text(day)
        folder = files.new(name, template, into, day=event_day)
    screen().print(tell("Made {folder}. Next: capplan check {folder}", folder=folder))
