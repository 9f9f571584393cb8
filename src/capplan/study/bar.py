"""A line that says how far a long run is, in a terminal and in a notebook."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from html import escape
from typing import Any

from capplan.words import say, tell

Show = Callable[[str, float | None], None]
"""Called with what is being done, and the share of it that is done, if known."""
EVERY_S = 0.2
"""A notebook's line is renewed at most so often [s]."""


@contextmanager
def watching(title: str) -> Generator[Show]:
    """A line that lives as long as the ``with`` statement; it leaves nothing behind.

    Args:
        title: of what runs.
    """
    with _in_notebook(title) if is_notebook() else _in_terminal(title) as show:
        yield show


def is_notebook() -> bool:
    """Whether a notebook's kernel runs this."""
    shell = sys.modules.get("IPython")
    found = shell.get_ipython() if shell is not None else None
    return found is not None and hasattr(found, "kernel")


def stage(what: str, cost: float | None) -> str:
    """What a search does, and the cost of the best roster so far."""
    if cost is None:
        return what
    return say("{stage} · best so far {cost:,.0f} yuan", stage=what, cost=cost)


@contextmanager
def _in_terminal(title: str) -> Generator[Show]:
    from rich.console import Console  # noqa: PLC0415  (only where somebody watches)
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as line:
        task = line.add_task(title, total=None)

        def show(what: str, share: float | None) -> None:
            total = None if share is None else 1.0
            line.update(task, description=tell(what), total=total, completed=share)

        yield show


@contextmanager
def _in_notebook(title: str) -> Generator[Show]:
    from IPython import display  # noqa: PLC0415  (a notebook has it)

    notebook: Any = display
    handle: Any = notebook.display(notebook.HTML(_line(title, None)), display_id=True)
    last = 0.0

    def show(what: str, share: float | None) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY_S or share == 1.0:
            last = time.monotonic()
            handle.update(notebook.HTML(_line(tell(what), share)))

    try:
        yield show
    finally:
        handle.update(notebook.HTML(""))


def _line(text: str, share: float | None) -> str:
    value = "" if share is None else f' value="{share:.3f}"'
    return f"<progress{value}></progress> {escape(text)}"
