"""Incidents: what strikes a shop from some moment to another, done before the run (rules I1 to I4).

What changes demand is done to the scenario (`struck`), what changes people to whatever roster is
run (`on_the_day`).  The floor knows no incident.
"""

from capplan.model.incidents.bots import BotChange
from capplan.model.incidents.demand import FaultyOrders, Volume
from capplan.model.incidents.help import BreaksLater, CalledIn, MovedIn, Overtime
from capplan.model.incidents.incident import Incident
from capplan.model.incidents.people import Absent, Gone, Slower
from capplan.model.incidents.strike import on_the_day, struck

__all__ = [
    "Absent", "BotChange", "BreaksLater", "CalledIn", "FaultyOrders", "Gone", "Incident",
    "MovedIn", "Overtime", "Slower", "Volume", "on_the_day", "struck",
]  # fmt: skip
