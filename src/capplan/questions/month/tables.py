"""Tables of months: lines of pay, persons, posts, unit costs, the months of a year (rule E2e)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.pay import Payslip
from capplan.pay.payslip import Line
from capplan.questions.month.run import MonthPay, Months
from capplan.questions.month.sums import over, sums_of, unequal
from capplan.results import estimates
from capplan.results.columns import Column, declared, estimated
from capplan.results.estimates import Estimate

Floats = NDArray[np.float64]

_AGENT = Column("agent", "", "string", "group and number of the person")
_GROUP = Column("group", "", "string", "group of agents")
_LINES = (
    _AGENT,
    _GROUP,
    Column("kind", "", "string", "pay, withheld, or added by the employer"),
    Column("line", "", "string", "name of the part"),
    *estimated("amount_yuan", "yuan", "mean over months, or years"),
    Column("spread_yuan", "yuan", "Float64", "standard deviation over months, or years"),
)
_PERSON = (
    ("days_worked", "days", "days with a shift to which the person came"),
    ("hours_worked_h", "h", "paid hours, overtime included"),
    ("busy_share", "1", "time at work ÷ hours worked"),
    ("chats", "chats", "chats answered"),
    ("chats_per_hour", "1/h", "chats ÷ hours worked"),
    ("orders", "orders", "orders of the person's customers"),
    ("gross_yuan", "yuan", "sum of the parts"),
    ("withheld_yuan", "yuan", "insurance and tax"),
    ("net_yuan", "yuan", "gross less withheld"),
    ("cost_yuan", "yuan", "gross and what the employer adds; without a plan the price of shifts"),
    ("priced_yuan", "yuan", "the same shifts at the wage of pay"),
    ("gross_per_hour_yuan", "yuan/h", "gross ÷ hours worked"),
)
_PEOPLE = (
    _AGENT,
    _GROUP,
    *(c for name, unit, meaning in _PERSON for c in estimated(name, unit, meaning)),
    Column("gross_spread_yuan", "yuan", "Float64", "standard deviation of gross over months"),
)
_POSTS = (
    _GROUP,
    Column("people", "people", "int64", "people of the group"),
    *(c for name, unit, meaning in _PERSON for c in estimated(name, unit, f"all: {meaning}")),
    *estimated("mean_gross_yuan", "yuan", "gross per person"),
    *estimated("least_gross_yuan", "yuan", "gross of who gets least in the month"),
    *estimated("most_gross_yuan", "yuan", "gross of who gets most in the month"),
    *estimated("unequal_gross", "1", "standard deviation of gross between persons ÷ its mean"),
    *estimated("unequal_chats", "1", "standard deviation of chats per hour ÷ its mean"),
)
_UNITS = (
    Column("figure", "", "string", "what is told"),
    Column("unit", "", "string", "its unit"),
    *estimated("value", "unit", "mean over months, or years; ratios sum over sum"),
    Column("spread", "unit", "Float64", "standard deviation over months, or years"),
)
_MONTHS = (
    Column("month", "", "string", "the month"),
    *estimated("gross_yuan", "yuan", "all people"),
    *estimated("tax_yuan", "yuan", "income tax withheld, cumulative over the year"),
    *estimated("net_yuan", "yuan", "all people"),
    *estimated("cost_yuan", "yuan", "all people"),
    *estimated("profit_yuan", "yuan", "margin of the orders less the cost of people"),
)
ALL = "all"


def lines(found: Months) -> pd.DataFrame:
    """One row per person and line of the slip, over the months of one replication."""
    rows: list[tuple[object, ...]] = []
    for person in found.months[0][0].people:
        for kind, take in _BLOCKS:
            names = dict.fromkeys(
                line.name
                for year in found.months
                for month in year
                if person.name in month.slips
                for line in take(month.slips[person.name])
            )
            for name in names:
                amounts = found.figures(_line(person.name, kind, name))
                rows.append(
                    (person.name, person.group, kind, name, *_figure(amounts), _sd(amounts))
                )
    return _frame(rows, _LINES)


_BLOCKS: tuple[tuple[str, Callable[[Payslip], Iterable[Line]]], ...] = (
    ("pay", lambda slip: slip.parts),
    ("withheld", lambda slip: slip.taken),
    ("added", lambda slip: slip.added),
)


def _line(person: str, kind: str, name: str) -> Callable[[MonthPay], float]:
    take = dict(_BLOCKS)[kind]

    def amount(month: MonthPay) -> float:
        return sum(float(x.amount) for x in take(month.slips[person]) if x.name == name)

    return amount


def people(found: Months) -> pd.DataFrame:
    """One row per person."""
    rows: list[tuple[object, ...]] = []
    for person in found.months[0][0].people:
        sums = sums_of(found, [person.name])
        rows.append((person.name, person.group, *_told(sums), _sd(sums["gross_yuan"])))
    return _frame(rows, _PEOPLE)


def posts(found: Months) -> pd.DataFrame:
    """One row per group, and one for all: load, pay, and how unequal both are inside it."""
    everybody = found.months[0][0].people
    rows: list[tuple[object, ...]] = []
    for group in (*dict.fromkeys(p.group for p in everybody), ALL):
        names = [p.name for p in everybody if group in {ALL, p.group}]
        gross = np.array([sums_of(found, [name])["gross_yuan"] for name in names])
        load = np.array([_per_hour(sums_of(found, [name])) for name in names])
        rows.append(
            (
                group,
                len(names),
                *_told(sums_of(found, names)),
                *_figure(gross.mean(axis=0)),
                *_figure(gross.min(axis=0)),
                *_figure(gross.max(axis=0)),
                *_figure(unequal(gross)),
                *_figure(unequal(load)),
            )
        )
    return _frame(rows, _POSTS)


def units(found: Months) -> pd.DataFrame:
    """What a chat and an order cost, and what the month earns."""
    cost, profit = found.figures(lambda m: m.cost), found.figures(lambda m: m.profit)
    chats, orders = (
        found.figures(lambda m: m.work.customers),
        found.figures(lambda m: m.work.orders),
    )
    rows: list[tuple[object, ...]] = [
        ("cost per chat", "yuan", *_estimate(estimates.ratio(cost, chats)), _sd(cost / chats)),
        (
            "cost per order",
            "yuan",
            *_estimate(estimates.ratio(cost, orders)),
            _sd(over(cost, orders)),
        ),
        ("chats", "customers", *_figure(chats), _sd(chats)),
        ("orders", "orders", *_figure(orders), _sd(orders)),
        ("margin", "yuan", *_figure(profit + cost), _sd(profit + cost)),
        ("people", "yuan", *_figure(cost), _sd(cost)),
        ("profit", "yuan", *_figure(profit), _sd(profit)),
    ]
    return _frame(rows, _UNITS)


def months(found: Months) -> pd.DataFrame:
    """One row per month of the year."""
    rows: list[tuple[object, ...]] = []
    for place, month in enumerate(found.calendar):
        mine = [year[place] for year in found.months]
        slips = [list(m.slips.values()) for m in mine]
        tax = [
            sum(float(line.amount) for s in own for line in s.taken if line.name == "income tax")
            for own in slips
        ]
        figures = (
            [sum(float(s.gross) for s in own) for own in slips],
            tax,
            [sum(float(s.net) for s in own) for own in slips],
            [m.cost for m in mine],
            [m.profit for m in mine],
        )
        told = [x for values in figures for x in _figure(np.array(values))]
        rows.append((f"{month.first:%Y-%m}", *told))
    return _frame(rows, _MONTHS)


def slips(found: Months) -> pd.DataFrame:
    """Every slip of every month, to the cent."""
    rows = [
        (
            number,
            f"{month.work.days.first:%Y-%m}",
            slip.person,
            slip.gross,
            slip.withheld,
            slip.net,
            slip.cost,
        )
        for number, year in enumerate(found.months)
        for month in year
        for slip in month.slips.values()
    ]
    columns = (
        Column("replication", "", "int64", "number of the month, or year"),
        Column("month", "", "string", "the month"),
        _AGENT,
        *(Column(f"{n}_yuan", "yuan", "object", n) for n in ("gross", "withheld", "net", "cost")),
    )
    return _frame(rows, columns)


_RATIOS = {
    "busy_share": ("work_h", "hours_worked_h"),
    "chats_per_hour": ("chats", "hours_worked_h"),
    "gross_per_hour_yuan": ("gross_yuan", "hours_worked_h"),
}


def _told(sums: dict[str, Floats]) -> list[float | None]:
    """Value and interval of each of `_PERSON`."""
    found: list[float | None] = []
    for name, _, _ in _PERSON:
        if name in _RATIOS:
            top, under = _RATIOS[name]
            found += _estimate(estimates.ratio(sums[top], sums[under]))
        else:
            found += _figure(sums[name])
    return found


def _per_hour(sums: dict[str, Floats]) -> Floats:
    return over(sums["chats"], sums["hours_worked_h"])


def _figure(values: Floats) -> tuple[float | None, float | None, float | None]:
    return _estimate(estimates.mean(values))


def _estimate(e: Estimate) -> tuple[float | None, float | None, float | None]:
    low, value, high = (x if math.isfinite(x) else None for x in (e.low, e.value, e.high))
    return value, low, high


def _sd(values: Floats) -> float | None:
    return float(np.std(values, ddof=1)) if values.size > 1 else None


def _frame(rows: Sequence[tuple[object, ...]], columns: tuple[Column, ...]) -> pd.DataFrame:
    data: dict[str, object] = {
        column.name: [row[n] for row in rows] for n, column in enumerate(columns)
    }
    return declared(data, columns)
