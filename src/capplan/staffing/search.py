"""Find a cheap roster that meets its targets on the search days (rule S2).

Theory proposes, the integer programme covers, the floor answers: intervals in windows that miss
are asked for more, windows with slack for less, and the best roster that holds is kept.  Then
people are taken away, and dear seats exchanged for cheaper ones, as long as all targets hold.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from capplan.model.scenario import Scenario
from capplan.model.targets import Measure, Target
from capplan.results.study import Study
from capplan.results.verdicts import Verdict, fractions, interval_span
from capplan.staffing.requirement import Requirement
from capplan.staffing.seats import Seat, people_needed, presence_per_seat, to_roster
from capplan.staffing.shift_cover import Cover, cover
from capplan.study.days import Days

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Window = tuple[Target, tuple[int, int]]

Report = Callable[[str, float | None], None]
"""Called with (what is being done, cost of the best roster so far or None)."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to search; counts, not seconds, so that a search can be repeated.

    Attributes:
        days: search days.
        rounds: rounds of asking for more and less.
        trials: rosters tried by taking away and exchanging.
    """

    days: int
    rounds: int
    trials: int


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A roster that was tried.

    Attributes:
        people: people per kind of seat, shape (kinds,).
        cost: cost of its shifts and hirings [yuan].
        slack: by window, the normalised slack: below zero where the target is missed.
        shortage: work left uncovered by theory, shape (queues, intervals) [1].
    """

    people: Ints
    cost: float
    slack: Floats
    shortage: Floats

    @property
    def holds(self) -> bool:
        """Whether every target holds on the search days."""
        return not bool((self.slack < 0.0).any())

    @property
    def rank(self) -> tuple[bool, float, float]:
        """Holding ones first, then by what is missing, then by cost; the least is the best."""
        missing = -float(np.minimum(self.slack, 0.0).sum())
        return (not self.holds, round(missing, 9), self.cost)


@dataclass(eq=False)
class Search:
    """One search over one set of days."""

    scenario: Scenario
    days: Days
    needs: Requirement
    kinds: tuple[Seat, ...]
    margins: dict[Window, float] = field(default_factory=dict[Window, float])
    report: Report = lambda _stage, _cost: None
    best: Candidate | None = None
    tried: int = 0
    interrupted: bool = False

    def __post_init__(self) -> None:
        self.present = presence_per_seat(self.scenario, self.kinds)
        self.windows: list[Window] = [(t, w) for t in self.scenario.targets for w in t.windows]
        self.factor = np.ones_like(self.needs.replies_per_s)
        self._known: dict[bytes, Candidate] = {}

    def run(self, effort: Effort) -> Candidate:
        """Search; Ctrl-C ends it with the best roster so far.

        Raises:
            KeyboardInterrupt: if interrupted before a roster was tried.
        """
        try:
            self.repair(effort.rounds)
            self.trim(effort.trials)
        except KeyboardInterrupt:
            if self.best is None:
                raise
            self.interrupted = True
        assert self.best is not None
        return self.best

    def demand_margin(self, failing: list[Verdict]) -> None:
        """Ask for more than the bound where a roster that held here missed on fresh days."""
        for verdict in failing:
            window = (verdict.target, verdict.window)
            shortfall = -verdict.slack / _scale(verdict.target) + 0.01
            self.margins[window] = self.margins.get(window, 0.0) + shortfall
        self._known.clear()
        self.best = None

    # ---- asking for more and less -----------------------------------------------------------

    def repair(self, rounds: int) -> None:
        """Cover, run, ask for more where it misses and less where there is slack."""
        for number in range(rounds):
            found = self.cover()
            candidate = self.try_out(found.people, found.shortage)
            self.report(f"covering shifts, round {number + 1} of {rounds}", self.best_cost)
            if not self.windows or not self._adjust(candidate, number):
                break

    def cover(self) -> Cover:
        """The cheapest shifts for what is asked now."""
        asked = self.needs.replies_per_s * self.factor
        return cover(self.scenario, self.kinds, self.present, asked, self.needs.capacity)

    def _adjust(self, candidate: Candidate, number: int) -> bool:
        """Change what is asked for; False if nothing changes any more."""
        damping = 1.0 / (1.0 + number / 6.0)
        up, down = np.zeros_like(self.factor), np.full_like(self.factor, np.inf)
        for (target, window), slack in zip(self.windows, candidate.slack, strict=True):
            if not math.isfinite(slack):
                continue
            place = self.scenario.queue_names.index(target.queue)
            span = interval_span(self.scenario, window)
            if slack < 0.0:
                up[place, span] = np.maximum(up[place, span], min(0.4, 0.03 - 0.7 * slack))
            down[place, span] = np.minimum(down[place, span], slack)
        less = np.clip(0.35 * (down - 0.01), 0.0, 0.12) * np.isfinite(down)
        before = self.factor.copy()
        self.factor *= np.where(up > 0.0, 1.0 + damping * up, 1.0 - damping * less)
        np.clip(self.factor, 0.02, 6.0, out=self.factor)
        return bool((np.abs(self.factor / before - 1.0) > 1e-3).any())

    # ---- taking away and exchanging ---------------------------------------------------------

    def trim(self, trials: int) -> None:
        """Take people away, then exchange dear seats for cheaper, while all targets hold."""
        if self.best is None or not self.best.holds:
            return
        last = self.tried + trials
        improved = True
        while improved and self.tried < last:
            improved = self._take_away(last)
            improved = self._exchange(last) or improved

    def _take_away(self, last: int) -> bool:
        improved = False
        costs = np.array([s.cost.total for s in self.kinds])
        for kind in np.argsort(-costs, kind="stable"):
            step = max(1, int(self._best().people[kind]) // 3)
            while step and self.tried < last:
                people = self._best().people.copy()
                people[kind] -= min(step, int(people[kind]))
                if (people == self._best().people).all():
                    break
                self.report("taking people away", self.best_cost)
                if self.improves(people):
                    improved = True
                else:
                    step //= 2
        return improved

    def _exchange(self, last: int) -> bool:
        """Put one person on a cheaper kind of seat instead of a dearer one."""
        improved = False
        costs = np.array([s.cost.total for s in self.kinds])
        moves = [
            (costs[a] - costs[b], a, b)
            for a in range(costs.size)
            for b in range(costs.size)
            if costs[a] > costs[b] + 0.01 and self._overlap(a, b)
        ]
        for _, dear, cheap in sorted(moves, key=lambda move: -move[0]):
            while self.tried < last:
                people = self._best().people.copy()
                people[dear] -= 1
                people[cheap] += 1
                if people[dear] < 0 or not self.allowed(people):
                    break
                self.report("exchanging shifts", self.best_cost)
                if not self.improves(people):
                    break
                improved = True
        return improved

    def _overlap(self, a: int, b: int) -> bool:
        """Whether two kinds of seats are on at the same time for at least a half of one."""
        x, y = self.kinds[a], self.kinds[b]
        shared = min(x.end, y.end) - max(x.start, y.start)
        return 2 * shared >= min(x.end - x.start, y.end - y.start)

    def improves(self, people: Ints) -> bool:
        """Try a roster; True if it holds and is the cheapest so far."""
        before = self._best()
        candidate = self.try_out(people, before.shortage)
        return candidate.holds and candidate is self.best and candidate is not before

    def _best(self) -> Candidate:
        assert self.best is not None
        return self.best

    # ---- trying -----------------------------------------------------------------------------

    @property
    def best_cost(self) -> float | None:
        """Cost of the best roster that holds, or None [yuan]."""
        return self.best.cost if self.best is not None and self.best.holds else None

    def allowed(self, people: Ints) -> bool:
        """Whether the groups have the people for it."""
        groups = self.scenario.groups
        enough = all(
            people_needed(self.kinds, people, g, self.scenario.rest) <= group.most
            for g, group in enumerate(groups)
        )
        if not enough or self.scenario.seats is None:
            return enough
        on = (self.present > 0.0).T @ people
        return bool((on <= self.scenario.seats).all())

    def try_out(self, people: Ints, shortage: Floats) -> Candidate:
        """Run a roster on the search days and keep it if it is the best so far."""
        key = people.tobytes()
        if key not in self._known:
            study = self.days.study(to_roster(self.scenario, self.kinds, people))
            slack = np.array([self._slack(study, window) for window in self.windows])
            self._known[key] = Candidate(people, self.cost(people), slack, shortage)
            self.tried += 1
        candidate = self._known[key]
        if self.best is None or candidate.rank < self.best.rank:
            self.best = candidate
        return candidate

    def cost(self, people: Ints) -> float:
        """Cost of the shifts, and of hiring as many temps as they need [yuan]."""
        shifts = sum(s.cost.total * int(n) for s, n in zip(self.kinds, people, strict=True))
        hiring = sum(
            group.hiring_cost * people_needed(self.kinds, people, g, self.scenario.rest)
            for g, group in enumerate(self.scenario.groups)
            if group.is_temporary and group.hiring_cost
        )
        return float(shifts + hiring)

    def _slack(self, study: Study, window: Window) -> float:
        """How far a target is on the good side, as a share of what it leaves open.

        For a target with assurance: on the worst of the days on which it must hold.
        """
        target, span = window
        numerator, denominator = fractions(study, target, span)
        if not denominator.sum() > 0.0:
            return math.inf
        sign = 1.0 if target.measure.at_least else -1.0
        if target.assurance is None:
            slack = sign * (numerator.sum() / denominator.sum() - target.bound)
        else:
            known = denominator > 0.0
            daily = np.sort(sign * (numerator[known] / denominator[known] - target.bound))
            slack = daily[math.floor((1.0 - target.assurance) * daily.size)]
        return float(slack / _scale(target)) - self.margins.get(window, 0.0)


def _scale(target: Target) -> float:
    """What a target leaves open, in its own unit."""
    if target.measure in {Measure.FIRST_REPLY_WITHIN, Measure.REPLY_WITHIN}:
        return max(1.0 - target.bound, 0.02)
    return max(target.bound, 0.02)
