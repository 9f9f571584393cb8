"""Stress: which incident hurts most, when it is noticed and over, and what helps (rule I5)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from capplan.engines import DEFAULT_ENGINE
from capplan.model.incidents import Incident, struck
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.questions import money
from capplan.questions.alarm import Alarm, alarm
from capplan.questions.help import Help, HelpTerms, helps
from capplan.results import estimates
from capplan.results.estimates import Estimate
from capplan.results.study import Study
from capplan.results.verdicts import Answer, verdicts
from capplan.results.worth import margin
from capplan.study.replicate import replicate_all
from capplan.units import HOUR
from capplan.words import Sentence, say

Floats = NDArray[np.float64]
Report = Callable[[str], None]
"""Called with what is being done."""
LONGEST = 12 * HOUR
"""Help is there for at most this time [ticks]."""


@dataclass(frozen=True, slots=True, eq=False)
class Fate:
    """What is kept of a study: sums per replication, and curves through the run.

    Attributes:
        lost: customers lost by queue, shape (replications, queues).
        orders: orders, shape (replications,).
        margin: margin of the orders, shape (replications,) [yuan].
        cost: cost of people, shape (replications,) [yuan].
        waiting: customers who wait for a reply, mean of each interval, shape (replications,
            intervals).
        response: mean response to messages of each interval, shape (intervals,) [s].
        missed: targets that are missed.
    """

    lost: Floats
    orders: Floats
    margin: Floats
    cost: Floats
    waiting: Floats
    response: Floats
    missed: int

    @property
    def profit(self) -> Floats:
        """Margin less people, shape (replications,) [yuan]."""
        return self.margin - self.cost

    @classmethod
    def of(cls, study: Study) -> Fate:
        """Keep of a study what is needed."""
        interval = study.scenario.calendar.grid.interval
        response = estimates.ratios(
            study.queue_sums("response_ms").sum(axis=1),
            study.queue_sums("timed_replies").sum(axis=1),
        )[0]
        return cls(
            lost=study.queue_sums("lost").sum(axis=2),
            orders=study.total("orders"),
            margin=margin(study),
            cost=money.people_cost(study),
            waiting=study.queue_sums("unanswered_ms").sum(axis=1)[:, :-1] / interval,
            response=response[:-1] / 1000.0,
            missed=sum(v.answer is Answer.MISSED for v in verdicts(study)),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """What one answer to an incident does, paired with the incident without it.

    Attributes:
        help: what is tried.
        why_not: why it cannot be; None if it is tried.
        start: from when on it is there [ticks].
        end: until when [ticks].
        lost: customers lost more [customers].
        margin: margin more [yuan].
        cost: cost of people more [yuan].
        profit: margin less cost more [yuan].
    """

    help: Help
    start: int
    end: int
    why_not: Sentence | None = None
    lost: Estimate | None = None
    margin: Estimate | None = None
    cost: Estimate | None = None
    profit: Estimate | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Blow:
    """What one incident does, paired with the days without it.

    Attributes:
        incident: what strikes.
        hurt: name of the queue that loses most.
        fate: the days with it.
        lost: customers lost more [customers].
        orders: orders more [orders].
        margin: margin more [yuan].
        alarm: when it is noticed, and when over.
        answers: what helps.
    """

    incident: Incident
    hurt: str
    fate: Fate
    lost: Estimate
    orders: Estimate
    margin: Estimate
    alarm: Alarm
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Stress:
    """A roster under incidents, on the same customers.

    Attributes:
        scenario: the shop without incidents.
        roster: who is on, as planned.
        terms: how much help is given.
        base: the days without incident.
        study: their study, for the record.
        blows: the incidents, the worst first.
        left_out: incidents that do not fit the shop, and why.
    """

    scenario: Scenario
    roster: Roster
    terms: HelpTerms
    base: Fate
    study: Study
    blows: tuple[Blow, ...]
    left_out: tuple[tuple[str, str], ...] = field(default=())

    @property
    def earns(self) -> bool:
        """Whether any queue brings orders, so that margin tells what hurts."""
        return any(q.orders is not None for q in self.scenario.queues)


def stress(
    scenario: Scenario,
    roster: Roster,
    incidents: Sequence[Incident],
    terms: HelpTerms | None = None,
    *,
    replications: int = 20,
    seed: int = 1,
    engine: str = DEFAULT_ENGINE,
    report: Report | None = None,
) -> Stress:
    """Run a roster without and with each incident, and with each answer to it.

    Args:
        scenario: the shop without incidents.
        roster: who is on.
        incidents: what may strike, each by itself.
        terms: how much help is given.
        replications: of each, at least 2.
        seed: seed of the runs.
        engine: name of the engine.
        report: called with what is being done.

    Raises:
        ValueError: if there is no incident, or fewer than 2 replications are asked for.
        NothingFinishedError: if interrupted.
    """
    if not incidents:
        raise ValueError(say("there is no incident to try; name one with --with"))
    if replications < 2:
        raise ValueError(
            say("at least 2 replications are needed for intervals, not {n}", n=replications)
        )
    terms = terms or HelpTerms()

    def run(what: Sentence, *striking: Incident) -> Study:
        if report is not None:
            report(what)
        shop = struck(scenario, striking)
        return replicate_all(shop, roster, replications, seed=seed, engine=engine)

    study = run(say("days without incident"))
    base = Fate.of(study)
    blows = [_blow(scenario, roster, base, incident, terms, run) for incident in incidents]
    earns = any(q.orders is not None for q in scenario.queues)
    blows.sort(key=lambda b: b.margin.value if earns else -b.lost.value)
    return Stress(scenario, roster, terms, base, study, tuple(blows))


Run = Callable[..., Study]


def _blow(
    scenario: Scenario, roster: Roster, base: Fate, incident: Incident, terms: HelpTerms, run: Run
) -> Blow:
    fate = Fate.of(run(say("{incident} strikes", incident=incident.name), incident))
    more = (fate.lost - base.lost).mean(axis=0)
    hurt = scenario.queue_names[int(np.argmax(more))]
    seen = alarm(incident, scenario.calendar, base.waiting, fate.waiting)
    span = when_help_comes(incident, seen, terms, scenario.calendar.grid.horizon)
    answers: list[Answered] = []
    if span is not None:
        ways = helps(struck(scenario, (incident,)), roster, incident, hurt, span, terms)
        for kind, way in ways.items():
            if isinstance(way, Sentence):
                answers.append(Answered(kind, *span, why_not=way))
                continue
            what = say("{incident}: {help}", incident=incident.name, help=kind.value)
            helped = Fate.of(run(what, incident, way))
            answers.append(
                Answered(
                    kind, *span,
                    lost=_more(fate.lost.sum(axis=1), helped.lost.sum(axis=1)),
                    margin=_more(fate.margin, helped.margin),
                    cost=_more(fate.cost, helped.cost),
                    profit=_more(fate.profit, helped.profit),
                )
            )  # fmt: skip
    return Blow(
        incident, hurt, fate,
        lost=_more(base.lost.sum(axis=1), fate.lost.sum(axis=1)),
        orders=_more(base.orders, fate.orders),
        margin=_more(base.margin, fate.margin),
        alarm=seen,
        answers=tuple(answers),
    )  # fmt: skip


def _more(first: Floats, second: Floats) -> Estimate:
    return estimates.paired_difference(first, second)


def when_help_comes(
    incident: Incident, seen: Alarm, terms: HelpTerms, horizon: int
) -> tuple[int, int] | None:
    """From when to when help is there; None where nobody would call for it (rule I5b)."""
    if math.isnan(seen.noticed.value):
        return None
    start = incident.start + int(seen.noticed.value) + terms.react
    if incident.announced is not None:
        start = max(incident.start, incident.announced + terms.react)
    start = max(0, start)
    over = horizon if math.isinf(seen.over.value) else incident.start + int(seen.over.value)
    end = min(max(over, start + HOUR), start + LONGEST)
    return (start, min(end, horizon)) if start < horizon else None
