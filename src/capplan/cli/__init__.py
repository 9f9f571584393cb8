"""The command: parse, call, print.  One file per command in `commands`."""

from capplan.cli import commands
from capplan.cli.app import app, main

__all__ = ["app", "commands", "main"]
