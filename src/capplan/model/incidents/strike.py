"""Incidents carried out: on the scenario when it is made, on a roster before each run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from capplan.model.incidents.bots import BotChange
from capplan.model.incidents.demand import FaultyOrders, Volume
from capplan.model.incidents.incident import Incident

if TYPE_CHECKING:
    from capplan.model.scenario import Scenario
    from capplan.model.shifts import Roster

_ORDER = (Volume, FaultyOrders, BotChange)
"""Orders that go wrong are those of the volume as it then is."""


def struck(scenario: Scenario, incidents: Sequence[Incident]) -> Scenario:
    """The scenario with the demand and the bots that incidents leave, and with the incidents."""
    calm = scenario.calm or scenario
    for kind in _ORDER:
        for incident in incidents:
            for effect in incident.demand:
                if isinstance(effect, kind):
                    scenario = effect.on_scenario(scenario, incident)
    return replace(scenario, incidents=(*scenario.incidents, *incidents), calm=calm)


def on_the_day(scenario: Scenario, roster: Roster) -> Roster:
    """Who is really there: a roster as the incidents of the scenario leave it."""
    for incident in scenario.incidents:
        for effect in incident.people:
            roster = effect.on_roster(scenario, roster, incident)
    return roster
