"""Print one table: the same work in every program that can do it, in one run.

    python benchmarks/side_by_side.py [--quick]

Peers (`pip install capplan[benchmarks]`) are timed when they are installed.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import os
import platform
import resource
import time
from collections.abc import Callable
from typing import Any

import numba
import numpy as np
import peers
from work import SERVERS, day_of_every_rule, m_m_10, peak_day, small_day

from campaign import campaign
from capplan.engines import simulate
from capplan.results import tables
from capplan.results.tally import tally
from capplan.sampling import sample
from capplan.study.replicate import replicate
from capplan.study.warm_up import warm_up


def timed(action: Callable[[], Any], times: int = 1) -> tuple[float, Any]:
    """The least time of some runs [s], and what the last returned."""
    best, result = float("inf"), None
    for _ in range(times):
        result = None
        gc.collect()
        before = time.perf_counter()
        result = action()
        best = min(best, time.perf_counter() - before)
    return best, result


def line(case: str, program: str, seconds: float, rate: float, unit: str, note: str = "") -> None:
    """One line of the table."""
    print(f"{case:34} {program:24} {seconds:9.4f} s {rate:13,.0f} {unit:12} {note}", flush=True)


def main() -> None:
    """Time everything, one case after another."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--quick", action="store_true", help="leave out the million chats")
    quick = options.parse_args().quick
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, NumPy {np.__version__}, Numba {numba.__version__}\n"
    )
    seconds, _ = timed(warm_up)
    print(f"the compiled engine was ready after {seconds:.2f} s\n")
    per_chat = small()
    if not quick:
        million(per_chat)
        weeks()
    replications()
    queue()


def small() -> float:
    """The day of 10,000 chats; returns the compiled engine's time per chat [s]."""
    scenario, roster = small_day()
    draw, workload = timed(lambda: sample(scenario, 1), 5)
    chats = workload.chats
    fast, log = timed(lambda: simulate(scenario, roster, workload, "compiled"), 20)
    slow, other = timed(lambda: simulate(scenario, roster, workload, "reference"), 2)
    measure, _ = timed(lambda: tally(scenario, roster, workload, log), 5)
    replies = int((log.reply >= 0).sum())
    equal = "equal logs" if not log.differences(other) else "LOGS DIFFER"
    case = f"day of {chats:,} chats"
    line(case, "reference", slow, replies / slow, "replies/s")
    line(case, "compiled", fast, replies / fast, "replies/s", f"{slow / fast:.0f} x, {equal}")
    every, roster = day_of_every_rule()
    customers = sample(every, 1)
    seconds, log_of_all = timed(lambda: simulate(every, roster, customers, "compiled"), 20)
    rate = float((log_of_all.reply >= 0).sum()) / seconds
    share = f"{rate * fast / replies:.2f} of the speed"
    line(case, "  with every rule", seconds, rate, "replies/s", share)
    line(case, "  its draws", draw, chats / draw, "chats/s", f"{draw / fast:.2f} of the run")
    line(case, "  its figures", measure, chats / measure, "chats/s", f"{measure / fast:.2f}")
    print()
    return fast / chats


def million(per_chat: float) -> None:
    """The peak of a million chats."""
    scenario, roster = peak_day()
    draw, workload = timed(lambda: sample(scenario, 1))
    run, log = timed(lambda: simulate(scenario, roster, workload, "compiled"), 2)
    measure, _ = timed(lambda: tally(scenario, roster, workload, log))
    chats, replies = workload.chats, int((log.reply >= 0).sum())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    case = f"{chats:,} chats, {len(roster.shifts):,} agents"
    ratio = run / chats / per_chat
    line(case, "compiled", run, replies / run, "replies/s", f"{ratio:.2f} x the cost per chat")
    road = draw + run + measure
    note = f"{draw:.2f} + {run:.2f} + {measure:.2f} s, at most {memory:.2f} GB"
    line(case, "draw, run, measure", road, chats / road, "chats/s", note)
    print()


def weeks() -> None:
    """A campaign of 21 days with bots and after-sales that follow sales, on one core."""
    scenario, roster = campaign()
    draw, workload = timed(lambda: sample(scenario, 1))
    run, log = timed(lambda: simulate(scenario, roster, workload, "compiled"))
    measure, _ = timed(lambda: tally(scenario, roster, workload, log))
    chats, road = workload.chats, draw + run + measure
    case = f"21 days, {chats:,} chats, {len(scenario.groups)} groups"
    kept = workload.contained.arrival.size
    note = f"{draw:.2f} + {run:.2f} + {measure:.2f} s, {kept:,} more kept by bots"
    line(case, "draw, run, measure", road, chats / road, "chats/s", note)
    print()


def replications() -> None:
    """Two hundred days with their tables."""
    scenario, roster = small_day()

    def road() -> Any:
        study = replicate(scenario, roster, 200)
        return tables.queues(study), tables.groups(study), tables.queue_intervals(study)

    seconds, _ = timed(road)
    line("200 days with their tables", "compiled", seconds, 200 / seconds, "days/s")
    print()


def queue() -> None:
    """M/M/10 at 0.9 load."""
    work = m_m_10()
    case = f"M/M/{SERVERS} at 0.9, {work.customers:,}"
    basis, expected = timed(lambda: peers.simpy(work), 2)
    line(case, "SimPy", basis, work.customers / basis, "customers/s")
    programs = [
        ("compiled", peers.capplan_compiled, 5, ""),
        ("reference", peers.capplan_reference, 1, ""),
        ("plain loop, customers", peers.heap_loop, 5, ""),
        ("plain loop, events", peers.event_loop, 5, ""),
        ("Ciw", peers.ciw, 1, "ciw"),
        ("salabim", peers.salabim, 1, "salabim"),
    ]
    for name, program, times, module in programs:
        if module and importlib.util.find_spec(module) is None:
            print(f"{case:34} {name:24} not installed")
            continue
        seconds, wait = timed(lambda program=program: program(work), times)
        same = "" if abs(wait - expected) < 0.5 else f", but the mean wait is {wait:.0f} ms"
        note = f"{basis / seconds:.2f} x SimPy{same}"
        line(case, name, seconds, work.customers / seconds, "customers/s", note)


if __name__ == "__main__":
    main()
