"""The floor: engines that turn (scenario, roster, workload) into a log."""

from __future__ import annotations

from capplan.engines.audit import audit
from capplan.engines.contract import NONE, ChatLog, Outcome
from capplan.engines.lowering import UnsupportedRule
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.sampling import Workload
from capplan.words import say

__all__ = [
    "DEFAULT_ENGINE",
    "ENGINES",
    "NONE",
    "ChatLog",
    "Outcome",
    "UnsupportedRule",
    "audit",
    "releases_gil",
    "simulate",
]

ENGINES = ("compiled", "reference")
"""Names of the engines."""
DEFAULT_ENGINE = "compiled"
"""The engine that runs unless another is named."""


def releases_gil(engine: str) -> bool:
    """Whether runs of an engine go on side by side in threads."""
    return engine == "compiled"


def simulate(
    scenario: Scenario, roster: Roster, workload: Workload, engine: str = DEFAULT_ENGINE
) -> ChatLog:
    """Run the floor once.

    Args:
        scenario: the shop.
        roster: who is on, when.
        workload: the customers, from `capplan.sampling.sample` or a replayed log.
        engine: one of `ENGINES`.

    Raises:
        ValueError: if there is no such engine.
    """
    if engine == "compiled":
        from capplan.engines import compiled  # noqa: PLC0415  (Numba is loaded when needed)

        return compiled.simulate(scenario, roster, workload)
    if engine == "reference":
        from capplan.engines import reference  # noqa: PLC0415  (SimPy is loaded when needed)

        return reference.simulate(scenario, roster, workload)
    raise ValueError(
        say(
            "there is no engine {engine!r}; there is {engines}",
            engine=engine,
            engines=", ".join(ENGINES),
        )
    )
