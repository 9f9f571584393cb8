"""capplan platforms."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from capplan.cli.app import command
from capplan.cli.screen import bad_input, screen
from capplan.words import tell


@command()
def platforms(
    name: Annotated[
        str | None, typer.Argument(help="Print this profile's YAML, to copy and edit.")
    ] = None,
) -> None:
    """List the shipped platform profiles: how Tmall, JD and others measure replies."""
    from capplan import files

    with bad_input():
        if name is not None:
            sys.stdout.write(files.shipped_text(name))
            return
        profiles = [files.shipped_profile(key).platform for key in files.shipped()]
    from capplan.report.platform_text import profile_table

    console = screen()
    console.print(profile_table(profiles))
    hint = tell("Found second hand, all of it. `capplan platforms tmall` prints a profile.")
    console.print(f"  {hint}")
