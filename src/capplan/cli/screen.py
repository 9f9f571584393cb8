"""What appears on the terminal: text, errors, progress."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

from capplan.cli.codes import BAD_INPUT, INTERRUPTED
from capplan.words import say, tell, told_by

if TYPE_CHECKING:
    from rich.console import Console


def screen(*, stderr: bool = False) -> Console:
    """The terminal; 100 columns wide where the output is no terminal."""
    from rich.console import Console

    console = Console(stderr=stderr, highlight=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, width=100)


def fail(message: str, code: int = BAD_INPUT) -> NoReturn:
    """Print an error in the reader's language and leave with a code."""
    screen(stderr=True).print(tell(message), style="red", markup=False, soft_wrap=True)
    raise typer.Exit(code)


@contextmanager
def bad_input() -> Generator[None]:
    """Turn what a user can mend into a sentence and exit code 2; an early Ctrl-C into 130."""
    from capplan.files import ScenarioError
    from capplan.study.replicate import NothingFinishedError

    try:
        yield
    except NothingFinishedError as error:
        fail(told_by(error), INTERRUPTED)
    except (ScenarioError, ValueError) as error:
        fail(told_by(error))


@contextmanager
def status() -> Generator[Callable[[str], None]]:
    """A line that says what is being done and for how long, on the screen only."""
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=screen(stderr=True), transient=True) as bar:
        task = bar.add_task(tell("reading the scenario"), total=None)
        yield lambda stage: bar.update(task, description=tell(stage))


def shown(show: Callable[[str], None]) -> Callable[[str, float | None], None]:
    """Show what a search does, and the cost of the best roster so far."""

    def report(stage: str, cost: float | None) -> None:
        if cost is None:
            show(stage)
        else:
            show(say("{stage} · best so far {cost:,.0f} yuan", stage=stage, cost=cost))

    return report


def warm_up(engine: str) -> None:
    """Compile the engine if it must be, and say so: it happens once on a machine."""
    if engine == "compiled":
        from capplan.study.warm_up import warm_up as make_ready

        notice = tell("Compiling the engine, once on this machine ...")
        make_ready(lambda: screen(stderr=True).print(notice, style="dim"))
