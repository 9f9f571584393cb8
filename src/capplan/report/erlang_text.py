"""What `capplan erlang` prints: agents around the least head-count, by one formula."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

from rich.table import Table

from capplan.queueing import (
    LinePerformance,
    erlang_a,
    erlang_b,
    erlang_c,
    least_agents_erlang_a,
    least_agents_erlang_b,
    least_agents_erlang_c,
)
from capplan.report.plain import percent, plain_table
from capplan.words import say, tell

AROUND = 2
"""Agents shown on each side of the least head-count."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question to Erlang's formulas.

    Attributes:
        model: ``b``, ``c`` or ``a``.
        per_hour: contacts per hour [1/h].
        work_s: mean work per contact [s].
        share: share to be served within `within_s` [1]; Erlang B: 1 less the share lost.
        within_s: the time [s].
        patience_s: mean patience, for Erlang A [s].
    """

    model: str
    per_hour: float
    work_s: float
    share: float
    within_s: float
    patience_s: float

    @property
    def rate(self) -> float:
        """Arrivals per second [1/s]."""
        return self.per_hour / 3600.0

    def least(self) -> int:
        """The least agents.

        Raises:
            ValueError: if a figure is out of its range; names it.
        """
        match self.model:
            case "b":
                return least_agents_erlang_b(self.rate, self.work_s, 1.0 - self.share)
            case "c":
                return least_agents_erlang_c(self.rate, self.work_s, self.share, self.within_s)
            case "a":
                return least_agents_erlang_a(
                    self.rate, self.work_s, self.patience_s, self.share, self.within_s
                )
            case _:
                raise ValueError(
                    say("there is no model {model!r}; there is a, b and c", model=self.model)
                )

    def performance(self, agents: int) -> LinePerformance:
        """What customers meet with so many agents."""
        match self.model:
            case "b":
                return erlang_b(self.rate, self.work_s, agents)
            case "c":
                return erlang_c(self.rate, self.work_s, agents, self.within_s)
            case _:
                return erlang_a(self.rate, self.work_s, agents, self.patience_s, self.within_s)


def erlang_data(question: Question, agents: int | None) -> dict[str, object]:
    """The answer for JSON; infinity is None."""
    shown = question.least() if agents is None else agents
    performance = {
        name: value if math.isfinite(value) else None
        for name, value in asdict(question.performance(shown)).items()
    }
    asked = {name: value if value != math.inf else None for name, value in asdict(question).items()}
    return {
        **asked,
        "load_erlang": question.rate * question.work_s,
        "least_agents": question.least(),
        "agents": shown,
        "performance": performance,
    }


def erlang_table(question: Question, agents: int | None) -> Table:
    """One row per head-count around the answer, which is bold."""
    least = question.least()
    middle = least if agents is None else agents
    table = plain_table(
        ("agents", "served in time", "wait at all", "lost", "mean wait", "occupancy")
    )
    table.columns[0].justify = "right"
    for number in range(max(0, middle - AROUND), middle + AROUND + 1):
        found = question.performance(number)
        wait = say("no end")
        if math.isfinite(found.mean_wait_s):
            wait = say("{number} s", number=f"{found.mean_wait_s:,.1f}")
        table.add_row(
            f"{number}",
            percent(found.within_share),
            percent(found.waiting_probability),
            percent(found.lost_share),
            tell(wait),
            percent(found.occupancy),
            style="bold green" if number == least else "",
        )
    return table
