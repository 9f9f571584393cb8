"""Make ready what is compiled once on a machine: the floor, and the tally of its logs."""

from __future__ import annotations

from collections.abc import Callable

from capplan.engines import compiled
from capplan.results import compiled_tally


def warm_up(before_compiling: Callable[[], None] | None = None) -> None:
    """Make engine and tally ready; without this the first run does it.

    Args:
        before_compiling: called first if something must be compiled, which takes some seconds and
            happens once on a machine.
    """
    if before_compiling is not None and not (compiled.is_cached() and compiled_tally.is_cached()):
        before_compiling()
    compiled.warm_up()
    compiled_tally.warm_up()
