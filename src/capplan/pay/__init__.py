"""What work costs: the price of shifts, and pay plans with their payslips."""

from capplan.pay.errors import PayError
from capplan.pay.payroll import Payroll, payroll
from capplan.pay.payslip import Payslip
from capplan.pay.plan import Scheme
from capplan.pay.shift_cost import PARTS, ShiftCost, overtime_cost, shift_cost

__all__ = [
    "PARTS",
    "PayError",
    "Payroll",
    "Payslip",
    "Scheme",
    "ShiftCost",
    "overtime_cost",
    "payroll",
    "shift_cost",
]
