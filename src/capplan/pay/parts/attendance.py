"""Full attendance: a bonus for a month without a day missed (全勤)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from capplan.pay.parts.part import Known
from capplan.pay.person import Person


@dataclass(frozen=True, slots=True)
class FullAttendance:
    """An amount for who was employed all month and missed no day (E1j) [yuan/month]."""

    monthly: Decimal
    earns: bool = True
    metrics: tuple[str, ...] = ("absent_days",)

    def amount(self, person: Person, known: Known, name: str) -> Decimal:
        """All or nothing."""
        whole = person.paid_days == person.month_days
        return self.monthly if whole and not person.value("absent_days", name) else Decimal(0)
