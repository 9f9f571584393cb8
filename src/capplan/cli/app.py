"""The Typer application, and how a command joins it."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Annotated, Any, TypeVar

import typer

from capplan.cli.codes import INTERRUPTED
from capplan.words import LANGUAGES, language, of_system, reading, use

_F = TypeVar("_F", bound=Callable[..., None])

app = typer.Typer(
    help="How many people a chat team needs, on which shifts, at what cost, and what is lost.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_Language = StrEnum("_Language", list(LANGUAGES))
_Lang = Annotated[
    _Language | None,
    typer.Option("--lang", help="Language of what is shown; by default that of the system."),
]


def command(name: str | None = None) -> Callable[[_F], _F]:
    """Let a function be a command, by its own or another name, that answers in `--lang`."""

    def join(function: _F) -> _F:
        @wraps(function)
        def run(*args: Any, lang: str | None = None, **values: Any) -> None:
            if lang is None:
                function(*args, **values)
                return
            with reading(lang):
                function(*args, **values)

        own = inspect.signature(function, eval_str=True)
        lang = inspect.Parameter("lang", inspect.Parameter.KEYWORD_ONLY, default=None)
        run.__signature__ = own.replace(  # pyright: ignore[reportAttributeAccessIssue]
            parameters=[*own.parameters.values(), lang.replace(annotation=_Lang)]
        )
        run.__annotations__ = {**function.__annotations__, "lang": _Lang}
        app.command(name)(run)
        return function

    return join


@app.callback()
def whole(lang: _Lang = None) -> None:
    """Take `--lang` before the name of a command as well as behind it."""
    if lang is not None:
        use(lang)


def asked_language(arguments: list[str]) -> str:
    """The language of `--lang`, where it names one; else that of the system.

    The help and the errors of the arguments themselves come before `--lang` is read.
    """
    for flag, value in zip(arguments, [*arguments[1:], ""], strict=True):
        named = value if flag == "--lang" else flag.removeprefix("--lang=")
        if flag.startswith("--lang") and named in LANGUAGES:
            return named
    return of_system()


def main() -> None:
    """Entry point of the command."""
    use(asked_language(sys.argv[1:]))
    command_line = typer.main.get_command(app)
    if language() != "en":
        from capplan.cli.help import translate

        translate(command_line)
    try:
        command_line()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
