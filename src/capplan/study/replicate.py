"""Run a roster on many replications, on all cores."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from itertools import islice
from multiprocessing import get_context
from queue import SimpleQueue
from typing import TypeVar

from capplan.engines import DEFAULT_ENGINE, releases_gil, simulate
from capplan.model.incidents import on_the_day
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.results.agents import shift_sums
from capplan.results.study import Study
from capplan.results.tally import Tally, tally
from capplan.sampling import sample
from capplan.study import bar
from capplan.study.interrupts import interrupts_as
from capplan.words import say

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Called with (finished, wanted) after each replication."""


AHEAD = 3
"""Replications handed to each worker ahead of time."""


class NothingFinishedError(RuntimeError):
    """The run was interrupted before there was anything to show."""


def one(
    scenario: Scenario,
    roster: Roster,
    seed: int,
    replication: int,
    engine: str,
    balanced_over: int | None = None,
    by_shift: bool = False,
) -> Tally:
    """Draw, run and sum up one replication; perhaps also by shift."""
    roster = on_the_day(scenario, roster)
    workload = sample(scenario, seed, replication, balanced_over=balanced_over)
    log = simulate(scenario, roster, workload, engine)
    found = tally(scenario, roster, workload, log)
    if not by_shift:
        return found
    return replace(found, shifts=shift_sums(scenario, roster, workload, log))


def replicate(
    scenario: Scenario,
    roster: Roster,
    replications: int,
    *,
    seed: int = 1,
    first: int = 0,
    engine: str = DEFAULT_ENGINE,
    executor: Executor | None = None,
    progress: Progress | bool | None = None,
    by_shift: bool = False,
) -> Study:
    """Run a roster on independent replications.

    The figures do not depend on the number of workers.  Interrupted (Ctrl-C), it returns what
    is finished, with ``complete=False``.

    Args:
        scenario: the shop.
        roster: who is on.
        replications: how many, at least 1.
        seed: seed of the study.
        first: number of the first replication; others are fresh days.
        engine: name of the engine.
        executor: where to run; by default all cores of this machine.
        progress: called after each replication; True: show it in the terminal or the notebook.
        by_shift: also sum up what each shift did (rule M1j).

    Raises:
        ValueError: if fewer than one replication is asked for.
        NothingFinishedError: if interrupted before the first was over.
    """
    if isinstance(progress, bool):
        with bar.watching(scenario.name) if progress else nullcontext() as show:
            return replicate(
                scenario, roster, replications, seed=seed, first=first, engine=engine,
                executor=executor, progress=show and _on(show), by_shift=by_shift,
            )  # fmt: skip
    run = partial(one, scenario, roster, seed, engine=engine, by_shift=by_shift)
    tallies, complete = finished(
        run, replications, engine, first=first, executor=executor, progress=progress
    )
    if not tallies:
        raise NothingFinishedError(say("interrupted before the first replication was over"))
    return Study.of(scenario, roster, tallies, seed, first, engine, complete)


def finished(
    run: Callable[[int], T],
    replications: int,
    engine: str,
    *,
    first: int = 0,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[list[T], bool]:
    """What is finished of some replications, by rising number, and whether all are.

    Ctrl-C ends them with what there is by then.

    Args:
        run: runs the replication of a number; a plain function or a `partial` of one.
        replications: how many, at least 1.
        engine: name of the engine that `run` uses.
        first: number of the first replication.
        executor: where to run; by default all cores of this machine.
        progress: called after each replication.

    Raises:
        ValueError: if fewer than one replication is asked for.
    """
    if replications < 1:
        raise ValueError(
            say("at least 1 replication is needed, not {replications}", replications=replications)
        )
    done: dict[int, T] = {}
    complete = True
    try:
        for number, result in run_each(run, range(first, first + replications), engine, executor):
            done[number] = result
            if progress is not None:
                progress(len(done), replications)
    except KeyboardInterrupt:
        complete = False
    return [done[number] for number in sorted(done)], complete


def replicate_all(
    scenario: Scenario, roster: Roster, replications: int, *, seed: int, engine: str, first: int = 0
) -> Study:
    """The same, for a comparison, which is nothing with a part of its runs.

    Raises:
        NothingFinishedError: if interrupted before the last was over.
    """
    study = replicate(scenario, roster, replications, seed=seed, first=first, engine=engine)
    if not study.complete:
        raise NothingFinishedError(say("interrupted; a comparison needs all of its runs"))
    return study


def _on(show: bar.Show) -> Progress:
    """Show the replications that are done."""
    return lambda done, wanted: show(
        say("{done} of {wanted} days", done=done, wanted=wanted), done / wanted
    )


def run_each(
    run: Callable[[int], T], numbers: Sequence[int], engine: str, executor: Executor | None = None
) -> Iterator[tuple[int, T]]:
    """Run replications on all cores; yields number and result as they are finished.

    Args:
        run: runs the replication of a number; a plain function or a `partial` of one.
        numbers: of the replications.
        engine: name of the engine that `run` uses.
        executor: where to run; by default all cores of this machine.
    """
    workers = min(cores(), len(numbers))
    if executor is None and workers == 1:
        for number in numbers:
            yield number, run(number)
        return
    with _borrowed(executor) if executor else default_executor(engine, workers) as pool:
        waiting = iter(numbers)
        running: dict[Future[T], int] = {}
        # Not `concurrent.futures.wait`, which holds the locks of all futures for a while.
        finished: SimpleQueue[Future[T] | None] = SimpleQueue()

        def start(count: int) -> None:
            for number in islice(waiting, count):
                future = pool.submit(run, number)
                running[future] = number
                future.add_done_callback(finished.put)

        with interrupts_as(lambda: finished.put(None)):
            try:
                start(AHEAD * workers)
                while running:
                    future = finished.get()
                    if future is None:
                        raise KeyboardInterrupt
                    start(1)
                    yield running.pop(future), future.result()
            finally:
                for future in running:  # left early: nobody waits for what has not begun
                    future.cancel()


@contextmanager
def _borrowed(executor: Executor) -> Generator[Executor]:
    yield executor


def default_executor(engine: str, workers: int | None = None) -> Executor:
    """Threads for an engine that leaves Python's lock, processes for one that holds it."""
    count = workers or cores()
    if releases_gil(engine):
        return ThreadPoolExecutor(count)
    return ProcessPoolExecutor(count, get_context("spawn"), initializer=_ignore_interrupts)


def _ignore_interrupts() -> None:
    """Ctrl-C is the parent's business; a worker ends when its parent says so."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def cores() -> int:
    """Number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
