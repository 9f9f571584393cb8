"""Months of sampled days, run and paid (rule E2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from capplan.engines import DEFAULT_ENGINE
from capplan.model.people import Group
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.pay import Payroll, Payslip, payroll
from capplan.pay.money import exact
from capplan.pay.paid_by import PaidBy
from capplan.pay.payroll import TAX
from capplan.pay.person import Month
from capplan.questions.month.dates import MonthDays, days_of_month
from capplan.questions.month.figures import PersonMonth, Prices, paid_person, periods, persons
from capplan.questions.month.persons import Belongs, Team, by_name, team
from capplan.results.agents import COUNTS
from capplan.results.shift_study import ShiftStudy
from capplan.study.by_shift import replicate_by_shift
from capplan.study.record import Record
from capplan.study.replicate import Progress
from capplan.words import say

Before = Mapping[str, Mapping[str, Decimal]]
"""What was earned and withheld earlier in the year, by person and metric."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What months are made under.

    Attributes:
        days_off: days off in each week, per person.
        profit: the company's profit of a month, for pools; None: margin less the price of shifts.
        groups: whose people there are; None: the scenario's groups.
        belongs: whose shifts they work.
    """

    days_off: int = 1
    profit: Decimal | None = None
    groups: tuple[Group, ...] | None = None
    belongs: Belongs = by_name

    def __post_init__(self) -> None:
        if not 0 <= self.days_off <= 6:
            raise ValueError(
                say("days off in a week must lie in 0 to 6, not {off}", off=self.days_off)
            )


USUAL = Terms()


@dataclass(frozen=True, slots=True, eq=False)
class MonthWork:
    """What was done in one month of one replication.

    Attributes:
        days: its days.
        people: what everybody did.
        customers: customers offered to people.
        lost: of them, lost.
        orders: orders, those of the bot's customers too.
        margin: margin of these orders [yuan].
    """

    days: MonthDays
    people: tuple[PersonMonth, ...]
    customers: float
    lost: float
    orders: float
    margin: float

    @property
    def priced(self) -> float:
        """Price of all shifts at the wage of `pay`, overtime included [yuan]."""
        return sum(p.priced for p in self.people)


@dataclass(frozen=True, slots=True, eq=False)
class MonthPay:
    """One month of one replication, paid.

    Attributes:
        work: what was done.
        payrolls: one per pay plan.
    """

    work: MonthWork
    payrolls: tuple[Payroll, ...]

    @property
    def people(self) -> tuple[PersonMonth, ...]:
        """What everybody did, groups without a plan too."""
        return self.work.people

    @property
    def slips(self) -> dict[str, Payslip]:
        """Payslip by person."""
        return {slip.person: slip for found in self.payrolls for slip in found.slips}

    @property
    def cost(self) -> float:
        """What all people cost: payslips, and shifts at the wage where there is no plan [yuan]."""
        slips = self.slips
        return sum(float(slips[p.name].cost) if p.name in slips else p.priced for p in self.people)

    @property
    def profit(self) -> float:
        """Margin less what people cost [yuan]."""
        return self.work.margin - self.cost


@dataclass(frozen=True, slots=True, eq=False)
class Worked:
    """Replicated months, or years of twelve, before anybody is paid.

    Attributes:
        scenario: the shop.
        calendar: the months of one replication.
        months: shape (replications)(months of one).
        record: how the days were run.
    """

    scenario: Scenario
    calendar: tuple[MonthDays, ...]
    months: tuple[tuple[MonthWork, ...], ...]
    record: Record

    def paid(self, paid: Sequence[PaidBy], profit: Decimal | None = None) -> Months:
        """Work out everybody's pay.

        Args:
            paid: how groups are paid; a group that is not there is priced by the wage.
            profit: the company's profit of a month, for pools; None: margin less the price of
                shifts.

        Raises:
            PayError: pay that cannot be.
        """
        found: list[tuple[MonthPay, ...]] = []
        for year in self.months:
            before: dict[str, dict[str, Decimal]] = {}
            if len(year) > 1:
                before = {p.name: {"income_before": Decimal(0)} for p in year[0].people}
            slips: list[MonthPay] = []
            for work in year:
                slips.append(_paid(work, paid, profit, before))
                _carry(before, slips[-1])
            found.append(tuple(slips))
        return Months(self.scenario, tuple(paid), self.calendar, tuple(found), self.record)


@dataclass(frozen=True, slots=True, eq=False)
class Months:
    """Replicated months, or years of twelve.

    Attributes:
        scenario: the shop.
        paid: how its groups are paid.
        calendar: the months of one replication.
        months: shape (replications)(months of one).
        record: how the days were run.
    """

    scenario: Scenario
    paid: tuple[PaidBy, ...]
    calendar: tuple[MonthDays, ...]
    months: tuple[tuple[MonthPay, ...], ...]
    record: Record

    @property
    def replications(self) -> int:
        """Number of replications."""
        return len(self.months)

    def figures(self, figure: Callable[[MonthPay], float]) -> NDArray[np.float64]:
        """A figure of each replication, summed over its months, shape (replications,)."""
        return np.array([sum(figure(m) for m in year) for year in self.months], dtype=np.float64)


def pay_months(
    scenario: Scenario,
    roster: Roster,
    paid: Sequence[PaidBy],
    firsts: Sequence[date],
    terms: Terms = USUAL,
    *,
    replications: int = 20,
    seed: int = 1,
    engine: str = DEFAULT_ENGINE,
    progress: Progress | None = None,
) -> Months:
    """Make months of sampled days, and work out everybody's pay.

    Args:
        scenario: the shop.
        roster: who is on, day by day of the horizon.
        paid: how its groups are paid; a group that is not there is priced by the wage.
        firsts: first dates of the months of one replication, in order; tax adds up over them.
        terms: days off, profit, whose people there are.
        replications: how often, each with days of its own.
        seed: seed of the runs.
        engine: name of the engine.
        progress: called after each run.

    Raises:
        ValueError: no pay plan, a missing day type, too few people, or pay that cannot be.
        NothingFinishedError: if interrupted.
    """
    if not paid:
        raise ValueError(
            say(
                "no group names a pay plan; write pay_plan under a group, for example pay_plan: "
                "fixed, or name one with --plan"
            )
        )
    worked = work_months(
        scenario, roster, firsts, terms,
        replications=replications, seed=seed, engine=engine, progress=progress,
    )  # fmt: skip
    return worked.paid(paid, terms.profit)


def work_months(
    scenario: Scenario,
    roster: Roster,
    firsts: Sequence[date],
    terms: Terms = USUAL,
    *,
    replications: int = 20,
    seed: int = 1,
    engine: str = DEFAULT_ENGINE,
    progress: Progress | None = None,
) -> Worked:
    """Make months of sampled days, and hand their shifts to persons.

    Args:
        scenario: the shop.
        roster: who is on, day by day of the horizon.
        firsts: first dates of the months of one replication, in order.
        terms: days off, whose people there are.
        replications: how often, each with days of its own.
        seed: seed of the runs.
        engine: name of the engine.
        progress: called after each run.

    Raises:
        ValueError: a missing day type, or too few people.
        NothingFinishedError: if interrupted.
    """
    calendar = [days_of_month(scenario.calendar, roster, first) for first in firsts]
    teams = _teams(scenario, roster, calendar, terms)
    runs = [month.runs for month in calendar]
    days = replications * sum(runs)
    study = replicate_by_shift(scenario, roster, days, seed=seed, engine=engine, progress=progress)
    prices = Prices(scenario, roster)
    found: list[tuple[MonthWork, ...]] = []
    for number in range(replications):
        year: list[MonthWork] = []
        for place, month in enumerate(calendar):
            first_run = number * sum(runs) + sum(runs[:place])
            people = [
                person
                for t in teams[place]
                for person in persons(study, prices, t, month, first_run)
            ]
            sums = _everything(study, month, first_run)
            year.append(
                MonthWork(
                    month, tuple(people),
                    sums["offered"], sums["lost"], sums["orders"], sums["margin_yuan"],
                )
            )  # fmt: skip
        found.append(tuple(year))
    record = Record(
        scenario.name, scenario.digest, engine, seed,
        first_replication=0, replications=days, complete=True,
    )  # fmt: skip
    return Worked(scenario, tuple(calendar), tuple(found), record)


def _teams(
    scenario: Scenario, roster: Roster, calendar: Sequence[MonthDays], terms: Terms
) -> list[list[Team]]:
    """The people of each month; the same number in all months."""

    def of(group: Group, month: MonthDays, least: int = 0) -> Team:
        return team(scenario, roster, month, group, terms.days_off, least, terms.belongs)

    found: list[list[Team]] = [[] for _ in calendar]
    for group in terms.groups or scenario.groups:
        mine = [of(group, month) for month in calendar]
        most = max(t.people for t in mine)
        for place, month in enumerate(calendar):
            same = mine[place].people == most
            found[place].append(mine[place] if same else of(group, month, most))
    return found


def _paid(
    work: MonthWork, paid: Sequence[PaidBy], profit: Decimal | None, before: Before
) -> MonthPay:
    month = work.days
    if profit is None:
        profit = exact(work.margin - work.priced)
    payrolls: list[Payroll] = []
    for key in dict.fromkeys(p.scheme.key for p in paid):
        terms = {p.group: p for p in paid if p.scheme.key == key}
        mine = tuple(
            paid_person(p, terms[p.group], month, before.get(p.name, {}))
            for p in work.people
            if p.group in terms
        )
        scheme = next(iter(terms.values())).scheme
        payrolls.append(payroll(scheme, Month(month.first, mine, tuple(periods(month)), profit)))
    return MonthPay(work, tuple(payrolls))


def _everything(study: ShiftStudy, month: MonthDays, first_run: int) -> dict[str, float]:
    """Sums over all that happened on the sampled days, what fell to nobody too, by `COUNTS`."""
    shifts = study.roster.shifts
    of_day = np.array([s.day for s in shifts] + list(range(study.scenario.calendar.days)))
    total = np.zeros(len(COUNTS))
    for sampled in month.days:
        rows = study.counts[first_run + sampled.run]
        mine = rows if sampled.day is None else rows[of_day == sampled.day]
        total += mine.sum(axis=(0, 1))
    return dict(zip(COUNTS, total.tolist(), strict=True))


def _carry(before: dict[str, dict[str, Decimal]], month: MonthPay) -> None:
    """Add a month to what was earned and withheld in the year."""
    for name, slip in month.slips.items():
        tax = sum((line.amount for line in slip.taken if line.name == TAX), Decimal(0))
        own = before.setdefault(name, {})
        for metric, amount in (
            ("months_before", Decimal(1)),
            ("income_before", slip.gross),
            ("insurance_before", slip.withheld - tax),
            ("withheld_before", tax),
        ):
            own[metric] = own.get(metric, Decimal(0)) + amount
