"""Tables of a payroll: lines of all slips, slips, groups, and what client shops are charged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pandas as pd

from capplan.pay.money import ZERO, cents
from capplan.pay.payroll import Payroll
from capplan.pay.payslip import Payslip
from capplan.results.columns import Column, declared

_AGENT = Column("agent", "1", "string", "who")
_GROUP = Column("group", "1", "string", "her group in the plan")


def _yuan(name: str, meaning: str) -> Column:
    return Column(f"{name}_yuan", "yuan", "object", meaning)


LINES = (
    _AGENT,
    _GROUP,
    Column("kind", "1", "string", "pay, withheld or added by the employer"),
    Column("line", "1", "string", "name of the part"),
    _yuan("amount", "to the cent; a fine is below 0"),
)
SLIPS = (
    _AGENT,
    _GROUP,
    _yuan("gross", "sum of the parts"),
    _yuan("withheld", "own insurance and tax"),
    _yuan("net", "gross less withheld"),
    _yuan("cost", "gross and what the employer adds"),
)
GROUPS = (
    _GROUP,
    Column("people", "1", "int64", "slips of the group; the last row is all"),
    *SLIPS[2:],
    _yuan("mean_gross", "gross per slip"),
    _yuan("least_gross", "of the slips"),
    _yuan("most_gross", "of the slips"),
)
CHARGED = (Column("shop", "1", "string", "client shop"), _yuan("charged", "cost by work and fee"))
ALL = "all"


def lines(found: Payroll) -> pd.DataFrame:
    """One row per line of each slip."""
    rows = [
        (slip.person, slip.group, kind, line.name, line.amount)
        for slip in found.slips
        for kind, block in (("pay", slip.parts), ("withheld", slip.taken), ("added", slip.added))
        for line in block
    ]
    return _frame(rows, LINES)


def slips(found: Payroll) -> pd.DataFrame:
    """One row per slip."""
    rows = [(s.person, s.group, s.gross, s.withheld, s.net, s.cost) for s in found.slips]
    return _frame(rows, SLIPS)


def groups(found: Payroll) -> pd.DataFrame:
    """One row per group that has people, and one for all."""
    rows: list[tuple[object, ...]] = []
    for name in (*found.scheme.groups, None):
        own = [s for s in found.slips if name is None or s.group == name]
        if not own:
            continue
        gross = [slip.gross for slip in own]
        rows.append(
            (
                name or ALL,
                len(own),
                _total(own, lambda s: s.gross),
                _total(own, lambda s: s.withheld),
                _total(own, lambda s: s.net),
                _total(own, lambda s: s.cost),
                cents(sum(gross, ZERO) / len(own)),
                min(gross),
                max(gross),
            )
        )
    return _frame(rows, GROUPS)


def charged(found: Payroll) -> pd.DataFrame:
    """One row per client shop."""
    return _frame(list(found.charged().items()), CHARGED)


def _total(own: list[Payslip], figure: Callable[[Payslip], Decimal]) -> Decimal:
    return sum(map(figure, own), ZERO)


def _frame(rows: Sequence[tuple[object, ...]], columns: tuple[Column, ...]) -> pd.DataFrame:
    data: dict[str, object] = {
        column.name: pd.Series([row[n] for row in rows], dtype=column.dtype)  # pyright: ignore[reportArgumentType]
        for n, column in enumerate(columns)
    }
    return declared(data, columns)
