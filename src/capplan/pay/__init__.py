"""What work costs: the price of shifts, and pay plans with their payslips."""

from capplan.pay.errors import PayError
from capplan.pay.payroll import Payroll, payroll
from capplan.pay.payslip import Payslip
from capplan.pay.plan import Scheme
from capplan.pay.run_cost import finishing_cost, run_cost
from capplan.pay.shift_cost import PARTS, ShiftCost, overtime_cost, shift_cost

__all__ = [
    "PARTS",
    "PayError",
    "Payroll",
    "Payslip",
    "Scheme",
    "ShiftCost",
    "finishing_cost",
    "overtime_cost",
    "payroll",
    "run_cost",
    "shift_cost",
]
