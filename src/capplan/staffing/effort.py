"""How long to search: counts, not seconds."""

from __future__ import annotations

from dataclasses import dataclass

from capplan.engines import releases_gil
from capplan.model.scenario import Queue, Scenario

GLANCE = 5
"""Days that a change is first tried on."""
USUAL_CHATS = 60_000
"""Expected chats at people up to which the search takes all its days [chats]."""
LEAST_DAYS, LEAST_FRESH = 6, 60
"""Search days and fresh days of the largest shops."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to search; counts, not seconds, so that a search can be repeated.

    Attributes:
        days: search days.
        rounds: rounds of asking for more and less.
        trials: rosters tried by taking away and exchanging; measuring first what single people
            change is not counted.
        proof: rosters tried to show that no single step is left.
        glance: days that a change is first tried on.
        thinner: kinds of seats on which the plan less one person is tried; the largest.
        sure: whether to search on until fresh days show every target to be met, at the price of
            the slack that this takes; else until its estimate holds on them.
    """

    days: int
    rounds: int
    trials: int
    proof: int = 0
    glance: int = GLANCE
    thinner: int = 100
    sure: bool = False


def usual_effort(engine: str, scenario: Scenario | None = None) -> tuple[Effort, int]:
    """Search effort and fresh days that end in minutes with an engine.

    A shop with more chats than `USUAL_CHATS` gets fewer days: each of them says more.

    Args:
        engine: name of the engine.
        scenario: the shop; without it one of usual size.
    """
    if not releases_gil(engine):
        return Effort(days=4, rounds=6, trials=8), 32
    chats = sum(_at_people(queue) for queue in scenario.queues) if scenario is not None else 0.0
    share = min(1.0, USUAL_CHATS / max(chats, 1.0))
    effort = Effort(
        days=max(LEAST_DAYS, round(20 * share)),
        rounds=14,
        trials=40,
        proof=round(400 * share) if share > 0.25 else 0,
        glance=max(1, round(GLANCE * share)),
        thinner=max(12, round(100 * share)),
    )
    return effort, max(LEAST_FRESH, round(300 * share))


def _at_people(queue: Queue) -> float:
    """Expected chats of a queue that reach people, the hours of its bot left aside [chats]."""
    kept = queue.bot.contains * (1.0 - queue.bot.returns) if queue.bot is not None else 0.0
    return queue.expected.total * (1.0 - kept)
