"""Ctrl-C ends a search, not its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from capplan.staffing.search import Search

_T = TypeVar("_T")


def interruptible(search: Search, work: Callable[[], _T]) -> _T | None:
    """Do a piece of the search; Ctrl-C ends it, if there is a roster to go on with.

    Raises:
        KeyboardInterrupt: if interrupted before a roster was tried.
    """
    if search.interrupted:
        return None
    try:
        return work()
    except KeyboardInterrupt:
        if search.best is None:
            raise
        search.interrupted = True
        return None
