"""capplan schema."""

from __future__ import annotations

from typing import Annotated

import typer

from capplan.cli.app import command
from capplan.cli.output import print_json


@command()
def schema(
    pay: Annotated[bool, typer.Option("--pay", help="That of pay plans.")] = False,
) -> None:
    """Print the JSON schema of scenario files, or of pay plans, for editors."""
    from capplan import files

    print_json(files.pay_schema() if pay else files.schema())
