"""What one person's shift costs: wage, overtime, allowance and the employer's add-on (E1)."""

from __future__ import annotations

from dataclasses import dataclass

from capplan.model.pay import LEGAL_DAY, PayPlan
from capplan.model.shifts import ShiftType
from capplan.units import to_hours


@dataclass(frozen=True, slots=True)
class ShiftCost:
    """The parts of a shift's cost [yuan].

    Attributes:
        wage: paid hours at the plain wage.
        overtime: hours beyond 8 at the overtime multiple.
        allowance: allowance of the shift type.
        employer: employer's add-on to wage, overtime and allowance.
    """

    wage: float
    overtime: float
    allowance: float
    employer: float

    @property
    def total(self) -> float:
        """All of it [yuan]."""
        return self.wage + self.overtime + self.allowance + self.employer

    def times(self, factor: float) -> ShiftCost:
        """The same for several people, or for part of a shift."""
        return ShiftCost(
            self.wage * factor,
            self.overtime * factor,
            self.allowance * factor,
            self.employer * factor,
        )


PARTS = ("wage", "overtime", "allowance", "employer")
"""The parts, in the order of reports."""


def shift_cost(plan: PayPlan, shift_type: ShiftType) -> ShiftCost:
    """Cost of one whole shift of a type under a pay plan."""
    paid = max(shift_type.paid, plan.least_paid)
    plain = min(paid, LEGAL_DAY)
    wage = plan.hourly * to_hours(plain)
    overtime = plan.hourly * plan.overtime * to_hours(paid - plain)
    base = wage + overtime + shift_type.allowance
    return ShiftCost(wage, overtime, shift_type.allowance, plan.employer * base)


def overtime_cost(plan: PayPlan, hours: float) -> float:
    """Cost of hours worked past a shift's end until the last chat is closed [yuan]."""
    return plan.hourly * plan.overtime * (1.0 + plan.employer) * hours
