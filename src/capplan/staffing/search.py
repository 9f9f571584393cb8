"""Rosters tried on the search days, and the best of them (rule S2).

`Search` tries rosters and remembers them; `repair` covers shifts and asks for more and less,
`local` takes away, adds and exchanges, `proof` shows that no single such step is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from capplan.model.scenario import Scenario
from capplan.results.study import Study
from capplan.results.verdicts import fractions
from capplan.results.worth import is_priced, price_of_contacts
from capplan.staffing.aims import Aim, Goal
from capplan.staffing.effects import Effects
from capplan.staffing.effort import GLANCE
from capplan.staffing.limits import Terms
from capplan.staffing.requirement import Requirement
from capplan.staffing.ruled_out import RuledOut
from capplan.staffing.runs import Runs
from capplan.staffing.seats import Seat, presence_per_seat
from capplan.staffing.shift_cover import Cover, cover
from capplan.staffing.slack import Window, daily_slack, order_slack, scale, slacks
from capplan.study.days import Days

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

Report = Callable[[str, float | None], None]
"""Called with (what is being done, cost of the best roster so far or None)."""


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """What a roster gave on some days.

    Attributes:
        slack: by window, the normalised slack: below zero where the target is missed; infinite
            where there was nothing to measure, shape (windows,).
        earned: margin of the orders less the price of lost and late contacts, per run [yuan].
        lost: customers lost per run.
    """

    slack: Floats
    earned: float
    lost: float

    @classmethod
    def of(cls, study: Study, windows: list[Window]) -> Figures:
        """The figures of a study."""
        worth = [
            q.orders.order_value * q.orders.margin if q.orders else 0.0
            for q in study.scenario.queues
        ]
        orders = study.queue_sums("orders").sum(axis=2).mean(axis=0)
        lost = float(study.queue_sums("lost").sum(axis=(1, 2)).mean())
        earned = float(orders @ np.array(worth))
        if is_priced(study):
            earned -= float(price_of_contacts(study).mean())
        return cls(slacks(study, windows), earned, lost)


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A roster that was tried.

    Attributes:
        people: people per kind of seat, shape (kinds,).
        cost: cost of its shifts and hirings [yuan].
        figures: what it gave on the search days.
        glance: what it gave on the first few of them.
        shortage: work left uncovered by theory, shape (queues, intervals) [1].
    """

    people: Ints
    cost: float
    figures: Figures
    glance: Figures
    shortage: Floats

    @property
    def slack(self) -> Floats:
        """Normalised slack by window, shape (windows,)."""
        return self.figures.slack


@dataclass(eq=False)
class Search:
    """One search over one set of days.

    Attributes:
        scenario: the shop.
        days: the search days.
        needs: what theory asks for.
        kinds: the kinds of seats.
        goal: what is to be best.
        report: called as the search goes on.
        best: the best roster so far.
        margin: slack asked of each window beyond keeping its bound, shape (windows,).
        factor: work asked of the cover ÷ what theory asks, shape (queues, intervals) [1].
        tried: rosters tried, counted in whole sets of search days; a glance before counts as well.
        interrupted: whether Ctrl-C ended the search.
        effects: what single people change, as last measured; None if it was not.
    """

    scenario: Scenario
    days: Days
    needs: Requirement
    kinds: tuple[Seat, ...]
    goal: Goal = field(default_factory=Goal)
    report: Report = lambda _stage, _cost: None
    best: Candidate | None = None
    tried: float = 0.0
    interrupted: bool = False
    effects: Effects | None = None

    def __post_init__(self) -> None:
        self.present = presence_per_seat(self.scenario, self.kinds)
        self.terms = Terms(self.scenario, self.kinds, self.present)
        self.windows: list[Window] = [(t, w) for t in self.scenario.targets for w in t.windows]
        self.factor = np.ones_like(self.needs.replies_per_s)
        self.margin = np.zeros(len(self.windows))
        self.few = self.days.glance or GLANCE
        self.ruled_out = RuledOut(self.scenario, self.kinds, self.present, self.windows)
        self.known: dict[bytes, Candidate] = {}
        self.glances: dict[bytes, Figures] = {}
        self.runs = Runs(self.scenario, self.days, self.kinds)

    # ---- what is better ---------------------------------------------------------------------

    def missing(self, slack: Floats) -> Floats:
        """What is missing to the margins, shape (...,) from (..., windows)."""
        return np.asarray(np.maximum(self.margin - slack, 0.0).sum(axis=-1), dtype=np.float64)

    def holds(self, candidate: Candidate) -> bool:
        """Whether every target holds on the search days, with the margin asked for."""
        return not bool((candidate.slack < self.margin).any())

    def rank(self, candidate: Candidate) -> tuple[float, ...]:
        """What is compared; the least is the best."""
        figures = candidate.figures
        keys = self.goal.keys(
            np.asarray(candidate.cost),
            self.missing(figures.slack),
            np.asarray(figures.earned), np.asarray(figures.lost),
        )  # fmt: skip
        return tuple(float(key) for key in keys)

    def ask(self, margin: Floats) -> None:
        """Ask for other margins; the rosters tried so far are judged again without running them.

        The search goes on from the one that is cheap and misses little: mending it costs less than
        coming down from one that holds by far.
        """
        self.margin = margin
        self.ruled_out.forget()
        for candidate in self.known.values():
            self.ruled_out.note(candidate.people, candidate.slack < margin)
        if self.known:
            self.best = min(self.known.values(), key=self._promise)

    def _promise(self, candidate: Candidate) -> tuple[float, ...]:
        if self.goal.aim is not Aim.COST:
            return self.rank(candidate)
        return (candidate.cost * (1.0 + float(self.missing(candidate.slack))),)

    def take_the_best(self) -> None:
        """Go back to the best of all rosters tried."""
        if self.known:
            self.best = min(self.known.values(), key=self.rank)

    @property
    def best_cost(self) -> float | None:
        """Cost of the best roster that holds, or None [yuan]."""
        return self.best.cost if self.best is not None and self.holds(self.best) else None

    def the_best(self) -> Candidate:
        """The best roster; there must be one."""
        assert self.best is not None
        return self.best

    # ---- trying -----------------------------------------------------------------------------

    def cover(self, asked: Floats) -> Cover:
        """The cheapest shifts that give the replies asked for, shape (queues, intervals) [1/s]."""
        return cover(self.scenario, self.kinds, self.present, asked, self.needs.capacity)

    def try_out(self, people: Ints, shortage: Floats) -> Candidate:
        """Run a roster on the search days and keep it if it is the best so far."""
        return self.try_all([people], shortage)[0]

    def try_all(self, rosters: Sequence[Ints], shortage: Floats) -> list[Candidate]:
        """The same with several, run side by side."""
        new = {p.tobytes(): p for p in rosters if p.tobytes() not in self.known}
        studies = self.runs.studies(list(new.values()), range(self.days.count))
        self.tried += len(new)
        for (key, people), study in zip(new.items(), studies, strict=True):
            self.known[key] = Candidate(
                people,
                float(self.terms.cost(people)),
                Figures.of(study, self.windows),
                Figures.of(study.first_days(self.few), self.windows),
                shortage,
            )
            self.ruled_out.note(people, self.known[key].slack < self.margin)
        tried = [self.known[people.tobytes()] for people in rosters]
        for candidate in tried:
            if self.best is None or self.rank(candidate) < self.rank(self.best):
                self.best = candidate
        return tried

    def improves(self, people: Ints) -> bool:
        """Try a change of the best roster; True if it is better."""
        before = self.the_best()
        candidate = self.try_out(people, before.shortage)
        return candidate is self.best and candidate is not before

    def glance(self, people: Ints) -> Figures:
        """What a roster gives on the first few days."""
        self.glance_at([people])
        key = people.tobytes()
        return self.known[key].glance if key in self.known else self.glances[key]

    def glance_at(self, rosters: list[Ints]) -> None:
        """See what rosters give on the first few days, side by side."""
        seen = self.known.keys() | self.glances.keys()
        new = {p.tobytes(): p for p in rosters if p.tobytes() not in seen}
        studies = self.runs.studies(list(new.values()), range(self.few))
        self.tried += len(new) * self.few / self.days.count
        for key, study in zip(new, studies, strict=True):
            self.glances[key] = Figures.of(study, self.windows)

    def is_refuted(self, people: Ints, window: int, places: list[int]) -> bool:
        """Whether a roster misses a target with assurance on these days so often that it misses it.

        Args:
            people: the roster.
            window: place of the target and window.
            places: some of the search days.
        """
        key = people.tobytes()
        if key in self.known:
            return bool(self.known[key].slack[window] < self.margin[window])
        study = self.runs.studies([people], places)[0]
        self.tried += len(places) / self.days.count
        target, span = self.windows[window]
        daily = daily_slack(target, *fractions(study, target, span)) / scale(target)
        refuted = order_slack(target, daily, self.days.count) < self.margin[window]
        if refuted:
            missed = np.zeros(len(self.windows), dtype=np.bool_)
            missed[window] = True
            self.ruled_out.note(people, missed)
        return bool(refuted)

    def study_of(self, candidate: Candidate) -> Study:
        """The study of a roster on the search days."""
        return self.runs.studies([candidate.people], range(self.days.count))[0]

    def with_many(self, queue: str) -> Candidate:
        """A roster with as many people for a queue as could do three times its work."""
        place = self.scenario.queue_names.index(queue)
        asked = self.needs.replies_per_s * self.factor
        asked[place] = np.maximum(3.0 * self.needs.replies_per_s[place], 2.0 * asked[place])
        found = self.cover(asked)
        return self.try_out(found.people, found.shortage)
