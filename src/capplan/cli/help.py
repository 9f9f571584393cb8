"""The help in another language than English."""

from __future__ import annotations

from typing import Any

from typer import rich_utils

from capplan.words import tell


def translate(command: Any) -> None:
    """Put the help of a command, its parts and its frame into the reader's language, in place.

    Args:
        command: a command of click, or a group of them.
    """
    for below in getattr(command, "commands", {}).values():
        _translate(below)
    _translate(command)
    rich_utils.ARGUMENTS_PANEL_TITLE = tell("Arguments")
    rich_utils.OPTIONS_PANEL_TITLE = tell("Options")
    rich_utils.COMMANDS_PANEL_TITLE = tell("Commands")
    rich_utils.DEFAULT_STRING = tell("[default: {}]")
    rich_utils.REQUIRED_LONG_STRING = tell("[required]")


def _translate(command: Any) -> None:
    if command.help:
        command.help = tell(command.help)
    own = command.get_help_option
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = tell(parameter.help)

    def help_option(context: Any) -> Any:
        option = own(context)
        if option is not None:
            option.help = tell("Show this message and exit.")
        return option

    command.get_help_option = help_option
