"""What people did and got in replicated months, as sums by name (rule E2e)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from capplan.pay import Payslip
from capplan.questions.month.figures import PersonMonth
from capplan.questions.month.run import MonthPay, Months

Floats = NDArray[np.float64]


def sums_of(found: Months, names: Sequence[str]) -> dict[str, Floats]:
    """Sums of some persons, by name, shape (replications,) each."""
    wanted = set(names)

    def of(figure: Callable[[PersonMonth], float]) -> Floats:
        return found.figures(lambda m: sum(figure(p) for p in m.people if p.name in wanted))

    def paid(figure: Callable[[Payslip], object]) -> Floats:
        return found.figures(
            lambda m: sum(float(str(figure(s))) for n, s in m.slips.items() if n in wanted)
        )

    def cost(month: MonthPay) -> float:
        known = month.slips
        return sum(
            float(known[p.name].cost) if p.name in known else p.priced
            for p in month.people
            if p.name in wanted
        )

    return {
        "days_worked": of(lambda p: p.sums["days_worked"]),
        "hours_worked_h": of(lambda p: p.sums["hours_worked"]),
        "work_h": of(lambda p: p.sums["work_h"]),
        "chats": of(lambda p: p.sums["chats"]),
        "orders": of(lambda p: p.sums["orders"]),
        "gross_yuan": paid(lambda s: s.gross),
        "withheld_yuan": paid(lambda s: s.withheld),
        "net_yuan": paid(lambda s: s.net),
        "cost_yuan": found.figures(cost),
        "priced_yuan": of(lambda p: p.priced),
    }


def over(top: Floats, under: Floats) -> Floats:
    """A ratio of each replication; NaN of nothing."""
    return np.asarray(
        np.where(under > 0, top / np.where(under > 0, under, 1.0), np.nan), np.float64
    )


def unequal(values: Floats) -> Floats:
    """Standard deviation between persons ÷ mean; 0 where all are alike or nobody has any."""
    mean = np.nanmean(values, axis=0)
    spread = np.nanstd(values, axis=0)
    return np.asarray(np.where(mean > 0, spread / np.where(mean > 0, mean, 1.0), 0.0), np.float64)
