"""From targets to a roster."""

from capplan.staffing.plan import Plan, plan
from capplan.staffing.search import Effort

__all__ = ["Effort", "Plan", "plan"]
