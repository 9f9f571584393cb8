"""The command: parse, call, print.  One file per command in `commands`."""

from capplan.cli.app import app, main
from capplan.cli.commands import ALL

__all__ = ["ALL", "app", "main"]
