"""Make ready what is compiled once on a machine: the floor, and the tally of its logs.

The two are compiled side by side, by two processes: within one Numba compiles one at a time.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from capplan.engines import compiled
from capplan.results import compiled_tally

TALLY = "from capplan.results import compiled_tally; compiled_tally.warm_up()"


def warm_up(before_compiling: Callable[[], None] | None = None) -> None:
    """Make engine and tally ready; without this the first run does it.

    Args:
        before_compiling: called first if something must be compiled, which takes some seconds and
            happens once on a machine.
    """
    beside: subprocess.Popen[bytes] | None = None
    if not (compiled.is_cached() and compiled_tally.is_cached()):
        if before_compiling is not None:
            before_compiling()
        beside = _beside(TALLY)
    try:
        compiled.warm_up()
    finally:
        if beside is not None:
            beside.wait()  # what it could not leave behind is compiled here
    compiled_tally.warm_up()


def _beside(code: str) -> subprocess.Popen[bytes] | None:
    """Python code in a process of its own, which says nothing; None if there is no Python."""
    if "python" not in Path(sys.executable or "").name.lower():
        return None
    quiet = subprocess.DEVNULL
    try:
        return subprocess.Popen(
            [sys.executable, "-c", code], stdin=quiet, stdout=quiet, stderr=quiet
        )
    except OSError:
        return None
