"""Targets that cannot mean what they say: two bounds for one thing, or more than can be had."""

from __future__ import annotations

from capplan.files.tree import Path, Problems
from capplan.model.chat import PatienceScope
from capplan.model.scenario import Queue
from capplan.model.targets import Measure, Target
from capplan.words import Sentence, say


def check_targets(queue: Queue, targets: list[Target], problems: Problems) -> None:
    """Note contradictions among the targets of one queue, in the order of the file."""
    for number, target in enumerate(targets):
        path: Path = ("queues", queue.name, "targets", number)
        for earlier, other in enumerate(targets[:number]):
            if _same_thing(target, other) and target.bound != other.bound:
                problems.add(
                    path,
                    say(
                        "contradicts targets.{earlier}: {measure} is to be {first} and "
                        "{second} at the same time; keep one",
                        earlier=earlier,
                        measure=target.measure,
                        first=_bound(other),
                        second=_bound(target),
                    ),
                )
        _check_reach(queue, target, path, problems)


def _same_thing(a: Target, b: Target) -> bool:
    """Whether two targets bound the same measure in windows that overlap."""
    if (a.measure, a.within, a.assurance) != (b.measure, b.within, b.assurance):
        return False
    return any(s < f and t < e for s, e in a.windows for t, f in b.windows)


def _bound(target: Target) -> Sentence:
    word = say("at least") if target.measure.at_least else say("at most")
    if target.measure in {Measure.MEAN_FIRST_RESPONSE, Measure.MEAN_RESPONSE}:
        return say("{word} {number:g} s", word=word, number=target.bound)
    return say("{word} {number:g} %", word=word, number=100 * target.bound)


def _check_reach(queue: Queue, target: Target, path: Path, problems: Problems) -> None:
    """Customers who leave at once are lost in any case, except from the line."""
    patience = queue.chat.patience
    gone = patience.at_once if patience.scope is not PatienceScope.LINE else 0.0
    if target.measure is Measure.LOST and target.bound < gone:
        problems.add(
            path,
            say(
                "{gone:g} % of the customers leave at once (chat.patience.at_once), so "
                "the lost cannot be {bound}",
                gone=100 * gone,
                bound=_bound(target),
            ),
        )
    if target.measure is Measure.FIRST_REPLY_WITHIN and target.bound > 1.0 - gone:
        problems.add(
            path,
            say(
                "{gone:g} % of the customers leave at once (chat.patience.at_once), so "
                "a first reply cannot reach {bound}",
                gone=100 * gone,
                bound=_bound(target),
            ),
        )
