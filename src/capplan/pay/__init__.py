"""What work costs."""

from capplan.pay.shift_cost import PARTS, ShiftCost, overtime_cost, shift_cost

__all__ = ["PARTS", "ShiftCost", "overtime_cost", "shift_cost"]
