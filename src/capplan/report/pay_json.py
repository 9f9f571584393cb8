"""A payroll as JSON: amounts as text, so that no cent is lost."""

from __future__ import annotations

from collections.abc import Iterable

from capplan.pay.payroll import Payroll
from capplan.pay.payslip import Line, Payslip


def payroll_json(found: Payroll, warnings: Iterable[object]) -> dict[str, object]:
    """All slips, what client shops are charged, and warnings."""
    return {
        "plan": found.scheme.key,
        "month": f"{found.month.first:%Y-%m}",
        "slips": [_slip(slip) for slip in found.slips],
        "charged_yuan": {shop: str(amount) for shop, amount in found.charged().items()}
        if found.scheme.charge_out is not None
        else {},
        "notes": [str(note) for note in found.month.notes],
        "warnings": [str(warning) for warning in warnings],
    }


def _slip(slip: Payslip) -> dict[str, object]:
    return {
        "agent": slip.person,
        "group": slip.group,
        "contract": str(slip.contract),
        "pay_yuan": _lines(slip.parts),
        "gross_yuan": str(slip.gross),
        "withheld_yuan": _lines(slip.taken),
        "net_yuan": str(slip.net),
        "added_yuan": _lines(slip.added),
        "cost_yuan": str(slip.cost),
    }


def _lines(lines: tuple[Line, ...]) -> dict[str, str]:
    return {line.name: str(line.amount) for line in lines}
