"""From targets to a roster."""

from capplan.staffing.aims import Aim, Goal
from capplan.staffing.plan import Plan, plan, usual_effort
from capplan.staffing.search import Effort

__all__ = ["Aim", "Effort", "Goal", "Plan", "plan", "usual_effort"]
