"""capplan incidents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from capplan.cli.app import command
from capplan.cli.screen import bad_input, screen
from capplan.words import tell


@command()
def incidents(
    name: Annotated[
        str | None, typer.Argument(help="Print this file, to copy and edit.", show_default=False)
    ] = None,
    into: Annotated[
        Path | None, typer.Option("--into", help="Copy the file into this folder instead.")
    ] = None,
) -> None:
    """List the shipped incidents, for --with and `capplan stress`: power cut, bot down and more."""
    from capplan import files

    with bad_input():
        if name is None:
            titles = {n: files.incidents_title(f) for n, f in files.shipped_incidents().items()}
        elif into is None:
            sys.stdout.write(files.incidents_text(name))
            return
        else:
            copied = files.copy_incidents(name, into)
            screen().print(tell("  Copied to {file}.", file=copied))
            return
    from capplan.report.incident_text import shipped_table

    console = screen()
    console.print(shipped_table(titles))
    console.print(
        tell(
            "  `capplan simulate SCENARIO --with {name}` lets one strike; `capplan incidents "
            "{name}` prints it.",
            name=next(iter(titles)),
        )
    )
