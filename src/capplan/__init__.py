"""Capplan: how many people an online shop's chat team needs, when, and at what cost.

The road from a scenario to a plan::

    import capplan

    scenario = capplan.load("scenarios/double-11-food")
    plan = capplan.plan(scenario)
    plan.roster_table
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from capplan.engines import ChatLog, audit, simulate
    from capplan.files import ScenarioError, load
    from capplan.model.scenario import Scenario
    from capplan.report.explore import explore
    from capplan.results.study import Study
    from capplan.sampling import Workload, sample
    from capplan.staffing import Plan, plan
    from capplan.study import Precision, compare, replicate, replicate_until

__version__ = "0.1.0"

_HOMES = {
    "ChatLog": "capplan.engines",
    "Plan": "capplan.staffing",
    "Precision": "capplan.study",
    "Scenario": "capplan.model.scenario",
    "ScenarioError": "capplan.files",
    "Study": "capplan.results.study",
    "Workload": "capplan.sampling",
    "audit": "capplan.engines",
    "compare": "capplan.study",
    "explore": "capplan.report.explore",
    "load": "capplan.files",
    "plan": "capplan.staffing",
    "replicate": "capplan.study",
    "replicate_until": "capplan.study",
    "sample": "capplan.sampling",
    "simulate": "capplan.engines",
}
"""Where each public name lives; it is imported on first use, so ``capplan --help`` is quick."""

__all__ = [
    "ChatLog",
    "Plan",
    "Precision",
    "Scenario",
    "ScenarioError",
    "Study",
    "Workload",
    "audit",
    "compare",
    "explore",
    "load",
    "plan",
    "replicate",
    "replicate_until",
    "sample",
    "simulate",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name == "words":  # the language: capplan.words.use("zh")
        return import_module("capplan.words")
    raise AttributeError(f"capplan has no {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
