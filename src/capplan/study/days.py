"""A fixed set of days on which many rosters are tried: common random numbers for a search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from copy import copy
from functools import partial
from types import TracebackType

from capplan.engines import releases_gil, simulate
from capplan.model.incidents import on_the_day
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.results.study import Study
from capplan.results.tally import Tally, tally
from capplan.sampling import Workload
from capplan.study.customers import REMEMBERED, Customers
from capplan.study.replicate import default_executor, one, run_each


class Days:
    """The same customers for every roster, with day factors balanced over the days.

    Use it as a context: the workers live as long as the search does.

    Args:
        scenario: the shop.
        count: number of days, replications of the horizon.
        seed: seed of the study.
        first: number of the first replication.
        engine: name of the engine.
        glance: the first so many days are to stand for all of them: from quiet to busy.
        remembered: so much of the customers is kept; the others are drawn for each run [bytes].
    """

    def __init__(
        self,
        scenario: Scenario,
        count: int,
        *,
        seed: int,
        first: int,
        engine: str,
        glance: int = 0,
        remembered: float = REMEMBERED,
    ) -> None:
        self.scenario = scenario
        self.count = count
        self.glance = min(glance, count)
        """Days that stand first, for a glance."""
        self._seed = seed
        self._first = first
        self._engine = engine
        self._executor: Executor | None = None
        self.customers = Customers(scenario, seed, count, remembered)
        self._numbers = list(range(first, first + count))
        self.runs = 0
        """Days simulated so far."""

    def __enter__(self) -> Days:
        self._executor = default_executor(self._engine)
        if 0 < self.glance < self.count:
            self._numbers = self._spread()
        return self

    def _spread(self) -> list[int]:
        """Numbers of the days: first a few spread evenly from quiet to busy, then the others."""
        rising = sorted(self._numbers, key=lambda n: (self.workload(n).chats, n))
        few = [rising[(2 * k + 1) * self.count // (2 * self.glance)] for k in range(self.glance)]
        return few + [n for n in rising if n not in few]

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def in_shop(self, scenario: Scenario) -> Days:
        """The same days, and the same customers, in a shop that differs in people and shifts only.

        It may be used as long as these days may.

        Raises:
            ValueError: if other customers would come to that shop.
        """
        for field in ("queues", "calendar", "day_factor", "calm"):
            if getattr(scenario, field) is not getattr(self.scenario, field):
                raise ValueError(f"the other shop has {field} of its own, so other customers")
        other = copy(self)
        other.scenario = scenario
        return other

    def study(self, roster: Roster) -> Study:
        """Run a roster on all the days."""
        return self.stack(roster, self.tallies(roster, 0, self.count))

    def stack(self, roster: Roster, tallies: Sequence[Tally]) -> Study:
        """Make a study of the tallies of the first days."""
        return Study.of(self.scenario, roster, tallies, self._seed, self._first, self._engine)

    def tallies(self, roster: Roster, start: int, stop: int) -> list[Tally]:
        """Run a roster on the days from a place up to another, counted from 0."""
        return self.each([(roster, place) for place in range(start, min(stop, self.count))])

    def each(self, pairs: Sequence[tuple[Roster, int]]) -> list[Tally]:
        """Run rosters, each on the day at a place, counted from 0; all of them side by side."""
        if self._executor is None:
            raise RuntimeError("Days is a context: use it in a with statement")
        self.runs += len(pairs)
        numbered = [(roster, self._numbers[place]) for roster, place in pairs]
        run: Callable[[int], Tally] = partial(self._run_one, numbered)
        if not releases_gil(self._engine):
            run = partial(_run_there, self.scenario, self._seed, self._engine, self.count, numbered)
        done = dict(run_each(run, range(len(pairs)), self._engine, self._executor))
        return [done[k] for k in range(len(pairs))]

    def _run_one(self, pairs: Sequence[tuple[Roster, int]], place: int) -> Tally:
        return self.run(*pairs[place])

    def workload(self, number: int) -> Workload:
        """The customers of one day."""
        return self.customers.of(number)

    def run(self, roster: Roster, number: int) -> Tally:
        """One day in this process, with remembered customers."""
        workload = self.workload(number)
        roster = on_the_day(self.scenario, roster)
        log = simulate(self.scenario, roster, workload, self._engine)
        return tally(self.scenario, roster, workload, log)


def _run_there(
    scenario: Scenario, seed: int, engine: str, count: int,
    pairs: Sequence[tuple[Roster, int]], place: int,
) -> Tally:  # fmt: skip
    """One of the runs in a process of its own, where the customers are drawn again."""
    roster, number = pairs[place]
    return one(scenario, roster, seed, number, engine, balanced_over=count)
