"""capplan templates."""

from __future__ import annotations

from capplan.cli.app import command
from capplan.cli.screen import screen
from capplan.words import tell


@command()
def templates() -> None:
    """List what `capplan new` can start from: campaigns of events, shipped scenarios."""
    from capplan import files
    from capplan.report.plain import plain_table

    table = plain_table(("template", "what it is"), right=2)
    for name, title in files.template_titles().items():
        table.add_row(name, title)
    console = screen()
    console.print(table)
    console.print(
        tell(
            "  `capplan new NAME --from event-618` makes a folder to edit; `--day 2027-06-18` "
            "moves an event's dates."
        )
    )
