"""From targets to a roster."""

from capplan.staffing.aims import Aim, Goal
from capplan.staffing.effort import Effort, usual_effort
from capplan.staffing.plan import Plan
from capplan.staffing.planner import plan

__all__ = ["Aim", "Effort", "Goal", "Plan", "plan", "usual_effort"]
