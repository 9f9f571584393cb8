"""Run a scenario on every engine and compare the logs, chat by chat."""

from __future__ import annotations

from dataclasses import dataclass

from capplan.engines import ENGINES, audit, simulate
from capplan.model.incidents import on_the_day
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.sampling import sample
from capplan.words import Sentence, listed, say


@dataclass(frozen=True, slots=True)
class Verification:
    """What a comparison of the engines found.

    Attributes:
        chats: chats compared.
        replies: replies compared.
        replications: replications compared.
        problems: a sentence for each difference and each broken rule; empty if there is none.
    """

    chats: int
    replies: int
    replications: int
    problems: tuple[Sentence, ...]

    @property
    def sentence(self) -> Sentence:
        """The result in one line, if there is no problem."""
        return say(
            "{engines} engine agree on all {chats:,} chats and {replies:,} replies of "
            "{replications} replications, to the millisecond; the audit of the log found nothing "
            "wrong.",
            engines=listed(ENGINES, "{left} and {right}"),
            chats=self.chats,
            replies=self.replies,
            replications=self.replications,
        )


def verify(scenario: Scenario, roster: Roster, replications: int, *, seed: int = 1) -> Verification:
    """Compare the logs of all engines with no tolerance, and audit them.

    Args:
        scenario: the shop.
        roster: who is on.
        replications: how many to compare.
        seed: seed of the study.
    """
    roster = on_the_day(scenario, roster)
    chats, replies = 0, 0
    problems: list[Sentence] = []
    for number in range(replications):
        workload = sample(scenario, seed, number)
        logs = [simulate(scenario, roster, workload, engine) for engine in ENGINES]
        for engine, log in zip(ENGINES[1:], logs[1:], strict=True):
            differing = logs[0].differences(log)
            if differing:
                problems.append(
                    say(
                        "replication {number}: {first} and {second} differ in {columns}",
                        number=number,
                        first=ENGINES[0],
                        second=engine,
                        columns=listed(differing),
                    )
                )
        broken = audit(logs[0], scenario, roster, workload)
        problems += [
            say("replication {number}: {sentence}", number=number, sentence=sentence)
            for sentence in broken
        ]
        chats += workload.chats
        replies += int((logs[0].reply >= 0).sum())
    return Verification(chats, replies, replications, tuple(problems))
