"""capplan report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from capplan.cli.app import command
from capplan.cli.options import ReportFile
from capplan.cli.output import check_places, say_where, write_report
from capplan.cli.screen import bad_input


@command()
def report(
    folder: Annotated[Path, typer.Argument(help="A folder that --out wrote.", show_default=False)],
    file: ReportFile = None,
) -> None:
    """Make the report page again from a folder of results, perhaps in another language."""
    check_places(None, file)
    from capplan.report import bundle
    from capplan.report.folder import REPORT

    with bad_input():
        results = bundle.read(folder)
    file = file or folder / REPORT
    write_report(file, results)
    say_where(None, file)
