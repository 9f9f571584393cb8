"""The help, and errors of the arguments themselves, in another language than English."""

from __future__ import annotations

import re
from typing import Any

from typer import rich_utils

from capplan.words import Sentence, listed, say, tell

_ERRORS = (
    (r"Missing argument '(?P<name>.+)'\.", say("the argument {name} is missing")),
    (r"Missing option '(?P<name>.+)'\.", say("the option {name} is missing")),
    (
        r"No such option:? '?(?P<name>[^ ']+)'?\.?"
        r"( Did you mean (?P<one>.+)\?| \(Possible options: (?P<many>.+)\))?",
        say("there is no option {name}"),
    ),
    (
        r"No such command '(?P<name>.+?)'\.( Did you mean (?P<one>.+)\?)?",
        say("there is no command {name}"),
    ),
    (r"Option '(?P<name>.+)' requires an argument\.", say("the option {name} needs a value")),
    (r"Got unexpected extra arguments?(\(s\))? \((?P<name>.+)\)", say("what is {name} for?")),
    (r"Missing command\.", say("name a command")),
    (r"Invalid value for (?P<name>.+?): (?P<why>.+)", say("{name}: {why}")),
)
_WHY = (
    (r"Input should be greater than or equal to (?P<least>.+)", say("must be at least {least}")),
    (r"Input should be less than or equal to (?P<most>.+)", say("must be at most {most}")),
    (
        r"Input should be a valid (integer|number).*|.+ is not a valid (integer|float).*",
        say("must be a number"),
    ),
    (
        r"(Value error, )?'(?P<value>.+)' is not one of (?P<all>.+?)\.?",
        say("{value} is none of {all}"),
    ),
    (r"(?P<value>.+) is not in the range (?P<range>.+?)\.", say("{value} is not in {range}")),
)
"""What click says, and how it is told; what is not known here stays as it is."""


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
    rich_utils.ERRORS_PANEL_TITLE = tell("Error")
    rich_utils.RICH_HELP = tell("Try [blue]'{command_path} {help_option}'[/] for help.")
    own = rich_utils.rich_format_error

    def format_error(error: Any) -> None:
        said = error_text(error.format_message())
        error.format_message = lambda: said
        own(error)

    rich_utils.rich_format_error = format_error


def error_text(english: str) -> str:
    """An error of click in the reader's language."""
    found = _matched(" ".join(english.split()), _ERRORS)
    if found is None:
        return english
    sentence, parts = found
    if "why" in parts:
        why = _matched(parts["why"], _WHY)
        parts["why"] = parts["why"] if why is None else say(why[0].template, **why[1])
    meant = parts.pop("one", None) or parts.pop("many", None)
    told = say(sentence.template, **parts)
    if not meant:
        return tell(told)
    names = listed(re.findall(r"[^\s',]+", meant), "{left} or {right}")
    return tell("{problem}; did you mean {names}?", problem=told, names=names)


def _matched(
    english: str, patterns: tuple[tuple[str, Sentence], ...]
) -> tuple[Sentence, dict[str, Any]] | None:
    """The sentence of the first pattern that fits, and what stands in its places."""
    for pattern, sentence in patterns:
        found = re.fullmatch(pattern, english)
        if found is not None:
            return sentence, found.groupdict()
    return None


def _translate(command: Any) -> None:
    if command.help:
        command.help = tell(command.help)
    own, usage = command.get_help_option, command.get_usage
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = tell(parameter.help)

    def usage_line(context: Any) -> str:
        return usage(context).replace("Usage:", tell("Usage:"), 1)

    def help_option(context: Any) -> Any:
        option = own(context)
        if option is not None:
            option.help = tell("Show this message and exit.")
        return option

    command.get_help_option = help_option
    command.get_usage = usage_line
