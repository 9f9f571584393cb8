"""Stationary floors, and the sums that claims are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from capplan.engines import NONE, Outcome, simulate
from capplan.model.calendar import Calendar
from capplan.model.chat import Chat, Patience, PatienceScope
from capplan.model.demand import DayFactor, RateProfile
from capplan.model.laws import CountKind, CountLaw, TimeKind, TimeLaw
from capplan.model.people import EndRule, Group, MessageOrder, PickRule, Skill
from capplan.model.scenario import Queue, Scenario
from capplan.model.shifts import Roster, Shift
from capplan.results.estimates import ratio
from capplan.results.orders import last_attempts, orders
from capplan.results.tally import GROUP_SUMS, tally
from capplan.sampling import Workload, sample
from capplan.units import HOUR, SECOND, Grid
from verification.claims import Claim, Effort

Floats = NDArray[np.float64]
Draw = Callable[[Scenario, int, int], Workload]

LEFT = [int(o) for o in Outcome if o.name.startswith("LEFT_")]
NO_TIME = TimeLaw(TimeKind.DETERMINISTIC, 0.0)
ENDLESS = TimeLaw(TimeKind.DETERMINISTIC, float("inf"))
ONE = CountLaw(CountKind.DETERMINISTIC, 1.0)


def exponential(seconds: float) -> TimeLaw:
    """An exponential law."""
    return TimeLaw(TimeKind.EXPONENTIAL, seconds * SECOND)


def law(kind: TimeKind, seconds: float, shape: float = 1.0) -> TimeLaw:
    """Another law."""
    return TimeLaw(kind, seconds * SECOND, shape)


def chat(
    work: TimeLaw,
    *,
    rounds: CountLaw = ONE,
    think: TimeLaw = NO_TIME,
    patience: TimeLaw = ENDLESS,
    scope: PatienceScope = PatienceScope.LINE,
    wrap_up: TimeLaw = NO_TIME,
) -> Chat:
    """A course; whoever leaves says so, and a chat ends with its last reply."""
    leaves = Patience(scope, patience, at_once=0.0, silent=0.0)
    return Chat(rounds, work, think, ONE, ONE, leaves, NO_TIME, wrap_up, 0)


@dataclass(frozen=True)
class Floor:
    """A floor with steady demand.

    Attributes:
        courses: one queue each.
        per_hour: customers per hour, one per queue.
        agents: how many.
        warm_h: hours left out at the start.
        hours: hours measured.
        limit: chats at once.
        slowdown: per other open chat.
        cool_h: hours of demand behind the window, so that its last chats meet others.
        day_cv: of the factor on all demand.
        draw: how a replication's customers are drawn.
        further: further terms of each queue, or none.
        split: agents of each queue, who serve it alone, or none: all serve all.
        in_turn: whether all queues have the same priority: first come first served.
    """

    courses: Sequence[Chat]
    per_hour: Sequence[float]
    agents: int
    warm_h: int
    hours: int
    limit: int = 1
    slowdown: float = 0.0
    cool_h: int = 1
    day_cv: float = 0.0
    draw: Draw = sample
    further: Sequence[dict[str, Any]] = ()
    split: Sequence[int] = ()
    in_turn: bool = False

    @property
    def scenario(self) -> Scenario:
        """The scenario: queue number k has priority k; one group serves all, or one each."""
        horizon = (self.warm_h + self.hours + self.cool_h) * HOUR
        names = [f"q{number}" for number in range(len(self.courses))]
        edges = np.array([0, horizon], dtype=np.int64)
        queues = tuple(
            Queue(
                name, RateProfile(edges.copy(), np.array([rate * horizon / HOUR])), 0.0,
                0 if self.in_turn else place, course, None, **{"orders": None, **terms},
            )
            for place, (name, rate, course, terms) in enumerate(
                zip(names, self.per_hour, self.courses, self.further or [{}] * len(names),
                    strict=True)
            )
        )  # fmt: skip
        served = [names[n : n + 1] for n in range(len(self.split))] or [names]
        groups = tuple(
            Group(
                name, tuple(Skill(queue, 1) for queue in mine), self.limit, (), 0.0,
                EndRule.HAND_BACK, EndRule.FINISH, MessageOrder.ARRIVAL, 0, self.agents, "", False,
                0.0,
            )
            for name, mine in zip(self.teams, served, strict=True)
        )  # fmt: skip
        return Scenario(
            name="verification",
            calendar=Calendar(datetime(2026, 11, 11), Grid(horizon, HOUR), "Asia/Shanghai"),
            queues=queues,
            groups=groups,
            pick=PickRule.FEWEST_OPEN,
            slowdown=self.slowdown,
            day_factor=DayFactor(self.day_cv, horizon),
        )

    @property
    def teams(self) -> dict[str, int]:
        """Agents by group."""
        split = {f"agents of q{number}": count for number, count in enumerate(self.split)}
        return split or {"agents": self.agents}

    def run(self, effort: Effort, name: str, within_s: float = 0.0) -> Sums:
        """Run the replications; the name makes the draws those of this floor alone."""
        scenario, seed = self.scenario, effort.seed_of(name)
        end = scenario.calendar.grid.horizon
        of_agent = [team for team, count in self.teams.items() for _ in range(count)]
        roster = Roster(tuple(Shift(n, team, 0, end, seat=n) for n, team in enumerate(of_agent)))
        window = (self.warm_h * HOUR, (self.warm_h + self.hours) * HOUR)
        rows = [
            _sums(
                scenario, roster, self.draw(scenario, seed, number), effort.engine, window,
                within_s,
            )
            for number in range(effort.replications)
        ]  # fmt: skip
        values = {name: np.stack([row[name] for row in rows]) for name in rows[0]}
        return Sums(values, self.agents * self.hours * 3600.0)

    def changed(self, **changes: object) -> Floor:
        """The same floor with something else."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Sums:
    """Sums over the window.

    Attributes:
        values: by name, shape (replications, queues).
        agent_s: agents × length of the window [s].
    """

    values: dict[str, Floats]
    agent_s: float

    def claim(
        self, name: str, exact: float, top: str, bottom: str, queue: int | None = None
    ) -> Claim:
        """Sum over sum against the exact figure; over all queues or one."""

        def column(of: str) -> Floats:
            values = self.values[of]
            return values.sum(axis=1) if queue is None else values[:, queue]

        return Claim(name, exact, ratio(column(top), column(bottom)))

    def per_agent(self, name: str, exact: float, top: str) -> Claim:
        """A time of all agents ÷ their time on the floor."""
        values = self.values[top].sum(axis=1)
        return Claim(name, exact, ratio(values, np.full_like(values, self.agent_s)))

    def at_once(self, name: str, exact: float, top: str, agents: int) -> Claim:
        """A mean number: a time of all ÷ the length of the window."""
        values = self.values[top].sum(axis=1)
        return Claim(name, exact, ratio(values, np.full_like(values, self.agent_s / agents)))


def _sums(
    scenario: Scenario,
    roster: Roster,
    w: Workload,
    engine: str,
    window: tuple[int, int],
    within_s: float,
) -> dict[str, Floats]:
    log = simulate(scenario, roster, w, engine)
    count = len(scenario.queues)
    here = (log.arrival >= window[0]) & (log.arrival < window[1])
    first_attempt = here & (w.customers == np.arange(w.chats))
    gone = np.isin(log.outcome[last_attempts(w, log)], LEFT)
    taken = here & (log.assigned != NONE)
    lost = here & (log.left != NONE)
    since = np.where(log.assigned != NONE, log.assigned, log.ended) - log.arrival
    first = log.reply[w.first_round[:-1]]
    answered = here & (first != NONE)

    def per_queue(flags: NDArray[np.bool_], weights: NDArray[np.int64] | None = None) -> Floats:
        scaled = None if weights is None else weights[flags] / SECOND
        return np.bincount(w.queue[flags], scaled, minlength=count).astype(np.float64)

    chat_of = w.chat_of_round
    sent = (log.reply != NONE) & (log.message >= window[0]) & (log.message < window[1])
    inbox = (log.reply - np.maximum(log.message, log.assigned[chat_of]))[sent] / SECOND
    queue = w.queue_of_round()[sent]
    sums = tally(scenario, roster, w, log)
    hours = slice(window[0] // HOUR, window[1] // HOUR)

    def agents(name: str) -> Floats:
        time = sums.groups[:, hours, GROUP_SUMS.index(name)].sum() / SECOND
        return np.append(time, np.zeros(count - 1))

    return {
        "offered": per_queue(here),
        "lost": per_queue(lost),
        "line_lost": per_queue(here & (log.outcome == Outcome.LEFT_LINE)),
        "waited": per_queue(here & (since > 0)),
        "wait_s": per_queue(here, since),
        "served": per_queue(taken),
        "served_wait_s": per_queue(taken, since),
        "within": per_queue(taken & (since <= within_s * SECOND)),
        "answered": per_queue(answered),
        "first_response_s": per_queue(answered, first - log.arrival),
        "customers": per_queue(first_attempt),
        "gone": per_queue(first_attempt & gone),
        "orders": per_queue(here & orders(scenario, roster, w, log).placed),
        "replies": np.bincount(queue, minlength=count).astype(np.float64),
        "replies_first": np.append(float((queue == 0).sum()), np.zeros(count - 1)),
        "replies_all": np.append(float(queue.size), np.zeros(count - 1)),
        "inbox_s": np.bincount(queue, inbox, minlength=count),
        "work_s": agents("work_ms"),
        "open_s": agents("open_ms"),
    }
