"""Ctrl-C as a message: it must not fall into the taking of somebody's lock."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager


@contextmanager
def interrupts_as(message: Callable[[], None]) -> Generator[None]:
    """Call `message` where Ctrl-C would raise, wherever that is; raise at the end if it came.

    A pool and its futures guard themselves by locks that are taken in Python: an interrupt raised
    in that moment leaves one held for ever, and the workers wait for it.  Inside the block
    nothing is raised; whoever gets the message raises `KeyboardInterrupt` at a good place.  In
    other threads, and where Ctrl-C does something else already, nothing changes.

    Args:
        message: may be called between any two steps of Python, so it must be of one piece, as
            `SimpleQueue.put` is.

    Raises:
        KeyboardInterrupt: at the end of the block, if nobody raised it inside.
    """
    in_main = threading.current_thread() is threading.main_thread()
    if not in_main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    came = False

    def note(_signal: int, _frame: object) -> None:
        nonlocal came
        came = True
        message()

    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if came:
        raise KeyboardInterrupt
