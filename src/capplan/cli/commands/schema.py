"""capplan schema."""

from __future__ import annotations

from capplan.cli.app import command
from capplan.cli.output import print_json


@command()
def schema() -> None:
    """Print the JSON schema of scenario files, for editors."""
    from capplan import files

    print_json(files.schema())
