"""Find a cheap roster that meets its targets on the search days (rule S2).

Theory proposes, the integer programme covers, the floor answers: intervals in windows that miss
are asked for more, windows with slack for less, and the best roster that holds is kept.  Then
people are taken away, and dear seats exchanged for cheaper ones, as long as all targets hold.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from capplan.model.scenario import Scenario
from capplan.model.targets import Measure, Target
from capplan.results.platforms import counts
from capplan.results.study import Study
from capplan.results.verdicts import fractions, interval_span
from capplan.staffing.requirement import Requirement
from capplan.staffing.seats import Seat, people_needed, presence_per_seat, to_roster
from capplan.staffing.shift_cover import Cover, cover
from capplan.study.days import Days

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Window = tuple[Target, tuple[int, int]]

GLANCE, HOPELESS = 5, 0.25
"""Days that a change is first tried on, and the predicted shortfall at which it is given up."""
ENOUGH, PATIENCE = 0.003, 3
"""Covering ends when the best roster that holds gained less than this in so many rounds."""

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
        slack: by window, the normalised slack on the search days: below zero where the target
            is missed; infinite where there was nothing to measure.
        glance: the same slack on the first few days only, shape of `slack`.
        shortage: work left uncovered by theory, shape (queues, intervals) [1].
    """

    people: Ints
    cost: float
    slack: Floats
    glance: Floats
    shortage: Floats


@dataclass(eq=False)
class Search:
    """One search over one set of days."""

    scenario: Scenario
    days: Days
    needs: Requirement
    kinds: tuple[Seat, ...]
    report: Report = lambda _stage, _cost: None
    best: Candidate | None = None
    tried: float = 0.0
    interrupted: bool = False

    def __post_init__(self) -> None:
        self.present = presence_per_seat(self.scenario, self.kinds)
        self.windows: list[Window] = [(t, w) for t in self.scenario.targets for w in t.windows]
        self.factor = np.ones_like(self.needs.replies_per_s)
        self.margin = np.zeros(len(self.windows))
        self._known: dict[bytes, Candidate] = {}
        self._hopeless: set[bytes] = set()
        self._study: Study | None = None

    def run(self, effort: Effort) -> Candidate:
        """Search, or go on searching; Ctrl-C ends it with the best roster so far.

        Raises:
            KeyboardInterrupt: if interrupted before a roster was tried.
        """
        try:
            if self.best is None or not self.holds(self.best):
                self.repair(effort.rounds)
            self.trim(effort.trials)
        except KeyboardInterrupt:
            if self.best is None:
                raise
            self.interrupted = True
        return self._best()

    def learn(self, fresh: Study) -> bool:
        """Ask for a margin where the best roster misses on fresh days; False if it misses nowhere.

        The rosters tried so far are judged again with the margin, without running them again.
        """
        short = self._slacks(fresh)
        failing = short < 0.0
        self.margin += np.where(failing, 0.02 - np.where(failing, short, 0.0), 0.0)
        self.best = min(self._known.values(), key=self.rank)
        self._hopeless.clear()
        return bool(failing.any())

    def holds(self, candidate: Candidate) -> bool:
        """Whether every target holds on the search days, with the margin asked for."""
        return not bool((candidate.slack < self.margin).any())

    def rank(self, candidate: Candidate) -> tuple[bool, float, float]:
        """Holding ones first, then by what is missing, then by cost; the least is the best."""
        missing = float(np.maximum(self.margin - candidate.slack, 0.0).sum())
        return (not self.holds(candidate), round(missing, 9), candidate.cost)

    # ---- asking for more and less -----------------------------------------------------------

    def repair(self, rounds: int) -> None:
        """Cover, run, ask for more where it misses and less where there is slack."""
        idle = 0
        for number in range(rounds):
            before = self.best_cost
            found = self.cover(self.needs.replies_per_s * self.factor)
            candidate = self.try_out(found.people, found.shortage)
            self.report(f"covering shifts, round {number + 1} of at most {rounds}", self.best_cost)
            if not self.windows:
                return
            gain = before is None or self._best().cost < (1.0 - ENOUGH) * before
            idle = 0 if gain or self.best_cost is None else idle + 1
            if idle == PATIENCE:
                return
            self._adjust(candidate, number)

    def cover(self, asked: Floats) -> Cover:
        """The cheapest shifts that give the replies asked for, shape (queues, intervals) [1/s]."""
        return cover(self.scenario, self.kinds, self.present, asked, self.needs.capacity)

    def _adjust(self, candidate: Candidate, number: int) -> None:
        """Ask for more in the intervals that spoil a window, for less where nothing is at stake."""
        assert self._study is not None
        damping = 1.0 / (1.0 + number / 10.0)
        up, ease = np.zeros_like(self.factor), np.full_like(self.factor, np.inf)
        for (target, window), slack in zip(
            self.windows, candidate.slack - self.margin, strict=True
        ):
            if not math.isfinite(slack):
                continue
            place = self.scenario.queue_names.index(target.queue)
            span = interval_span(self.scenario, window)
            span = slice(span.start, min(span.stop, self.factor.shape[1]))
            local = self._local_slack(self._study, (target, window), span)
            if slack < 0.0:
                guilt = np.clip(-2.0 * local, 0.0, 1.0)
                wanted = min(0.5, 0.03 - 0.6 * slack) * guilt
                up[place, span] = np.maximum(up[place, span], wanted)
            ease[place, span] = np.minimum(ease[place, span], np.minimum(slack, local + 0.5))
        eased = np.isfinite(ease) & (ease > 0.0)
        less = np.where(eased, np.clip(0.3 * (ease - 0.02), 0.0, 0.15), 0.0)
        self.factor *= np.where(up > 0.0, 1.0 + damping * up, 1.0 - damping * less)
        np.clip(self.factor, 0.02, 8.0, out=self.factor)

    def _local_slack(self, study: Study, window: Window, span: slice) -> Floats:
        """Normalised slack of each interval of a window, on the days that decide it.

        A platform's metric is shared out among its hours by what happens to chats there.
        """
        target, whole = window
        days = np.arange(study.replications)
        if target.assurance is not None:
            daily = _daily_slack(target, *fractions(study, target, whole))
            days = np.flatnonzero(daily <= _worst_that_counts(target, daily))
        grid = self.scenario.calendar.grid
        local = np.full(span.stop - span.start, np.inf)
        top, bottom = np.zeros(local.size), np.zeros(local.size)
        by_interval = _by_interval(target)
        for place, interval in enumerate(range(span.start, span.stop)):
            edges = (grid.start(interval), grid.start(interval + 1))
            if self._counts(target, edges[0]):
                parts = fractions(study, by_interval, edges)
                top[place], bottom[place] = (part[days].sum() for part in parts)
        known = bottom > 0.0
        value = top[known] / bottom[known]
        local[known] = _sign(target) * (value - target.bound) / _scale(target)
        if target.metric is not None and known.any():
            mean = _sign(target) * (top.sum() / bottom.sum() - target.bound) / _scale(target)
            local[known] += self._slack(study, window) - mean
        return local

    def _counts(self, target: Target, tick: int) -> bool:
        """Whether a target's measure counts what happens at a tick."""
        if target.metric is None:
            return True
        return bool(counts(target.metric, self.scenario.calendar, np.array([tick]))[0])

    # ---- taking away and exchanging ---------------------------------------------------------

    def trim(self, trials: int) -> None:
        """Take people away, then exchange dear seats for cheaper, while all targets hold."""
        if self.best_cost is None:
            return
        last = self.tried + trials
        improved = True
        while improved and self.tried < last:
            improved = self._take_away(last)
            improved = self._exchange(last) or improved

    def _take_away(self, last: float) -> bool:
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

    def _exchange(self, last: float) -> bool:
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
        """Try a change of the best roster; True if it holds and is cheaper."""
        before = self._best()
        if self._is_hopeless(people, before):
            return False
        candidate = self.try_out(people, before.shortage)
        return candidate is self.best and candidate is not before

    def _is_hopeless(self, people: Ints, before: Candidate) -> bool:
        """Whether a glance at a few days shows that the change cannot hold.

        The change from the best roster on the same days is a far better predictor than the few
        days themselves.
        """
        key = people.tobytes()
        if key in self._known or self.days.count <= 2 * GLANCE:
            return False
        if key not in self._hopeless:
            roster = to_roster(self.scenario, self.kinds, people)
            study = self.days.stack(roster, self.days.tallies(roster, 0, GLANCE))
            self.tried += GLANCE / self.days.count
            known = np.isfinite(before.slack)
            change = self._slacks(study)[known] - before.glance[known]
            predicted = before.slack[known] + change - self.margin[known]
            if not (predicted < -HOPELESS).any():
                return False
            self._hopeless.add(key)
        return True

    def _best(self) -> Candidate:
        assert self.best is not None
        return self.best

    # ---- trying -----------------------------------------------------------------------------

    @property
    def best_cost(self) -> float | None:
        """Cost of the best roster that holds, or None [yuan]."""
        return self.best.cost if self.best is not None and self.holds(self.best) else None

    def allowed(self, people: Ints) -> bool:
        """Whether the groups have the people for it."""
        groups = self.scenario.groups
        enough = all(
            people_needed(self.scenario, self.kinds, people, g) <= group.most
            for g, group in enumerate(groups)
        )
        if not enough or self.scenario.seats is None:
            return enough
        on = (self.present > 0.0).T @ people
        return bool((on <= self.scenario.seats).all())

    def with_many(self, queue: str) -> Candidate:
        """A roster with as many people for a queue as could do three times its work."""
        place = self.scenario.queue_names.index(queue)
        asked = self.needs.replies_per_s * self.factor
        asked[place] = np.maximum(3.0 * self.needs.replies_per_s[place], 2.0 * asked[place])
        found = self.cover(asked)
        return self.try_out(found.people, found.shortage)

    def try_out(self, people: Ints, shortage: Floats) -> Candidate:
        """Run a roster on the search days and keep it if it is the best so far."""
        key = people.tobytes()
        if key not in self._known:
            roster = to_roster(self.scenario, self.kinds, people)
            tallies = self.days.tallies(roster, 0, self.days.count)
            self._study = self.days.stack(roster, tallies)
            self._known[key] = Candidate(
                people,
                self.cost(people),
                self._slacks(self._study),
                self._slacks(self.days.stack(roster, tallies[:GLANCE])),
                shortage,
            )
            self.tried += 1
        candidate = self._known[key]
        if self.best is None or self.rank(candidate) < self.rank(self.best):
            self.best = candidate
        return candidate

    def cost(self, people: Ints) -> float:
        """Cost of the shifts, and of hiring as many temps as they need [yuan]."""
        shifts = sum(s.cost.total * int(n) for s, n in zip(self.kinds, people, strict=True))
        hiring = sum(
            group.hiring_cost * people_needed(self.scenario, self.kinds, people, g)
            for g, group in enumerate(self.scenario.groups)
            if group.is_temporary and group.hiring_cost
        )
        return float(shifts + hiring)

    def _slacks(self, study: Study) -> Floats:
        return np.array([self._slack(study, window) for window in self.windows])

    def _slack(self, study: Study, window: Window) -> float:
        """How far a target is on the good side, as a share of what it leaves open.

        For a target with assurance: on the worst of the days on which it must hold.
        """
        target, span = window
        numerator, denominator = fractions(study, target, span)
        if not denominator.sum() > 0.0:
            return math.inf
        if target.assurance is None:
            slack = _sign(target) * (numerator.sum() / denominator.sum() - target.bound)
        else:
            slack = _worst_that_counts(target, _daily_slack(target, numerator, denominator))
        return float(slack / _scale(target))


def _sign(target: Target) -> float:
    return 1.0 if target.measure.at_least else -1.0


def _daily_slack(target: Target, numerator: Floats, denominator: Floats) -> Floats:
    """Slack of each day; a day with nothing to measure has no limit, shape (days,)."""
    value = numerator / np.where(denominator > 0.0, denominator, 1.0)
    return np.where(denominator > 0.0, _sign(target) * (value - target.bound), np.inf)


def _worst_that_counts(target: Target, daily: Floats) -> float:
    """Slack of the worst day on which a target with assurance must still hold."""
    assert target.assurance is not None
    return float(np.sort(daily)[math.floor((1.0 - target.assurance) * daily.size)])


def _by_interval(target: Target) -> Target:
    """A target whose measure is known for each interval: that of chats for a platform's metric."""
    if target.metric is None:
        return target
    return replace(target, measure=Measure(target.metric.asked), metric=None)


def _scale(target: Target) -> float:
    """What a target leaves open, in its own unit."""
    if target.measure.at_least:
        return max(1.0 - target.bound, 0.02)
    return max(target.bound, 0.02)
