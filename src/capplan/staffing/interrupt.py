"""Ctrl-C ends a search, not its answer."""

from __future__ import annotations

from collections.abc import Callable, Sized
from typing import Protocol, TypeVar

_T = TypeVar("_T")


class Searching(Protocol):
    """A search: whether Ctrl-C ended it, and what it has tried."""

    interrupted: bool

    @property
    def known(self) -> Sized:
        """What was tried."""
        ...


def interruptible(search: Searching, work: Callable[[], _T]) -> _T | None:
    """Do a piece of the search; Ctrl-C ends it, if there is something to go on with.

    Raises:
        KeyboardInterrupt: if interrupted before anything was tried.
    """
    if search.interrupted:
        return None
    try:
        return work()
    except KeyboardInterrupt:
        if not search.known:
            raise
        search.interrupted = True
        return None
