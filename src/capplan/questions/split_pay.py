"""What each post earns in each arrangement of posts, under each pay plan (rule E4f)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.pay import PayError, Scheme
from capplan.pay.paid_by import PaidBy, check_paid, group_in
from capplan.questions.month import MonthPay, Months, Worked, work_months
from capplan.questions.month import Terms as MonthTerms
from capplan.questions.month.sums import sums_of, unequal
from capplan.questions.posts import POSTS, Posts, Terms, arrange, flexible_name
from capplan.questions.split import BASE, Split
from capplan.study.compare import Comparison, compare_sums
from capplan.words import listed, say, told_by

Floats = NDArray[np.float64]
Report = Callable[[str], None]
"""Called with what is being done."""
MONTHS = 10
"""Months of each arrangement, where nothing is said."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to pay.

    Attributes:
        plans: names of the pay plans.
        written: whether it is how the scenario pays.
        groups: groups whom it pays; the others are paid as the scenario says.
        paid: how all are paid; who is not there is priced by the wage of `pay`.
    """

    plans: tuple[str, ...]
    written: bool
    groups: tuple[str, ...]
    paid: tuple[PaidBy, ...]

    @property
    def name(self) -> str:
        """Its plans in one line."""
        return listed(self.plans)


@dataclass(frozen=True, slots=True)
class Unfit:
    """A plan by which a group cannot be paid, and why."""

    plan: str
    group: str
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Earnings:
    """Months of each arrangement, on the same days, paid in each way.

    Attributes:
        split: the arrangements.
        ways: ways to pay that fit some group; that of the scenario first.
        unfit: plans that do not fit a group.
        months: by place of the way, and arrangement.
    """

    split: Split
    ways: tuple[Way, ...]
    unfit: tuple[Unfit, ...]
    months: dict[tuple[int, Posts], Months]

    @property
    def replications(self) -> int:
        """Months of each arrangement."""
        return self.months[0, BASE].replications

    @property
    def month(self) -> date:
        """The month's first date."""
        return self.months[0, BASE].calendar[0].first

    def people(self, group: str) -> int:
        """People of a group."""
        return len(self._names(group))

    def compared(self, way: int, posts: Posts, measure: str, group: str) -> Comparison:
        """A figure of a month under an arrangement, paired with the specialists.

        Args:
            way: place of the way in `ways`.
            posts: the arrangement.
            measure: one of `OF_A_POST`, or without a group of `OF_THE_SHOP`.
            group: name of a group, "" for the shop.
        """
        per = "hours_worked_h" if measure == "gross_per_hour_yuan" else None
        first, second = (self._sums(self.months[way, p], measure, group) for p in (BASE, posts))
        return compare_sums(measure, per, first, second)

    def _names(self, group: str) -> list[str]:
        people = self.months[0, BASE].months[0][0].people
        return [p.name for p in people if p.group == group]

    def _sums(self, months: Months, measure: str, group: str) -> tuple[Floats, Floats | None]:
        """Numerator and denominator (None: one per month), shape (replications,) each."""
        if not group:
            return months.figures(_OF_THE_SHOP[measure]), None
        names = self._names(group)
        if measure == "gross_per_hour_yuan":
            sums = sums_of(months, names)
            return sums["gross_yuan"], sums["hours_worked_h"]
        if measure in {"gross_yuan", "net_yuan", "cost_yuan"}:
            return sums_of(months, names)[measure] / len(names), None
        each = np.array([sums_of(months, [name])["gross_yuan"] for name in names])
        return _BETWEEN[measure](each), None


_OF_THE_SHOP: dict[str, Callable[[MonthPay], float]] = {
    "people_cost_yuan": lambda m: m.cost,
    "profit_yuan": lambda m: m.profit,
}
_BETWEEN: dict[str, Callable[[Floats], Floats]] = {
    "unequal_gross": unequal,
    "least_gross_yuan": lambda each: each.min(axis=0),
    "most_gross_yuan": lambda each: each.max(axis=0),
}
"""Figures between the persons of a post, from their gross, shape (persons, replications)."""
OF_A_POST = (
    "gross_yuan", "net_yuan", "cost_yuan", "gross_per_hour_yuan", "unequal_gross",
    "least_gross_yuan", "most_gross_yuan",
)  # fmt: skip
"""What is told of a post: per person, and between its persons."""
OF_THE_SHOP = tuple(_OF_THE_SHOP)
"""What is told of all together."""


def earnings(
    split: Split,
    paid: Sequence[PaidBy],
    schemes: Sequence[Scheme] = (),
    *,
    first: date | None = None,
    months: int = MONTHS,
    report: Report | None = None,
) -> Earnings:
    """Make the same months of each arrangement, and pay them in each way that fits.

    Args:
        split: the arrangements.
        paid: how the scenario pays its groups.
        schemes: further pay plans to try.
        first: first date of the month; None: the month in which the scenario starts.
        months: months of each arrangement, at least 2.
        report: called with what is being done.

    Raises:
        ValueError: no plan fits any group, a missing day type, too few people.
        NothingFinishedError: if interrupted.
    """
    check_months(months)
    base = split.studies[BASE]
    ways, unfit = ways_to_pay(base.scenario, paid, schemes)
    groups = base.scenario.groups
    terms = MonthTerms(groups=groups, belongs=takes_turns)
    start = first or split.scenario.calendar.start.date().replace(day=1)
    worked: dict[Posts, Worked] = {}
    for posts in Posts if ways else ():
        if report is not None:
            report(say("months of {posts}", posts=POSTS[posts]))
        shop, roster = arrange(split.scenario, base.roster, posts, split.terms)
        worked[posts] = work_months(
            shop, roster, [start], terms,
            replications=months, seed=base.seed, engine=base.engine,
        )  # fmt: skip
    kept: list[Way] = []
    found: dict[tuple[int, Posts], Months] = {}
    for way in ways:
        try:
            mine = {posts: worked[posts].paid(way.paid) for posts in Posts}
        except PayError as error:
            unfit += tuple(Unfit(way.name, group, told_by(error)) for group in way.groups)
            continue
        found |= {(len(kept), posts): paid_months for posts, paid_months in mine.items()}
        kept.append(way)
    if not kept:
        raise ValueError(
            say(
                "no pay plan fits a group: {why}",
                why=unfit[0].why if unfit else say("none is named under pay_plan"),
            )
        )
    return Earnings(split, tuple(kept), unfit, found)


def check_months(months: int) -> None:
    """Refuse too few months.

    Raises:
        ValueError: fewer than 2.
    """
    if months < 2:
        raise ValueError(
            say("pay needs at least 2 months for its intervals, not {months}", months=months)
        )


def check_plans(
    scenario: Scenario, roster: Roster, paid: Sequence[PaidBy], schemes: Sequence[Scheme]
) -> None:
    """Refuse plans that fit no group.

    Args:
        scenario: the shop as written.
        roster: who is on.
        paid: how it pays its groups.
        schemes: the plans.

    Raises:
        ValueError: one of them fits no group.
    """
    shop, _ = arrange(scenario, roster, BASE, Terms())
    refuse_unfit(schemes, *ways_to_pay(shop, paid, schemes))


def refuse_unfit(schemes: Sequence[Scheme], ways: Sequence[Way], unfit: Sequence[Unfit]) -> None:
    """Refuse plans by which nobody is paid.

    Args:
        schemes: the plans.
        ways: ways to pay that fit some group.
        unfit: plans that do not fit a group.

    Raises:
        ValueError: one of the plans is in no way to pay.
    """
    fit = [mine.scheme for way in ways for mine in way.paid]
    lost = {scheme.key for scheme in schemes if scheme not in fit}
    for lacking in unfit:
        if lacking.plan in lost:
            raise ValueError(
                say(
                    "{plan}, {group}: {why}",
                    plan=lacking.plan, group=lacking.group, why=lacking.why,
                )
            )  # fmt: skip


def takes_turns(people: str, shift: str) -> bool:
    """People work the shifts of their own group, its flexible posts in turn with the others."""
    return shift in {people, flexible_name(people)}


def ways_to_pay(
    shop: Scenario, paid: Sequence[PaidBy], schemes: Sequence[Scheme]
) -> tuple[tuple[Way, ...], tuple[Unfit, ...]]:
    """The scenario's own way and each plan that fits some group, and what does not fit.

    A plan fits a group if it can be worked out for specialists, who are measured in the fewest
    ways.

    Args:
        shop: the shop of the specialists.
        paid: how the scenario pays its groups.
        schemes: further plans.
    """
    written, unfit = _fitting(shop, tuple(paid))
    ways: list[Way] = []
    if written:
        plans = tuple(dict.fromkeys(p.scheme.key for p in written))
        ways.append(Way(plans, True, tuple(p.group for p in written), written))
    for scheme in schemes:
        same = [p.scheme == scheme for p in written if p.scheme.key == scheme.key]
        if not all(same):
            why = say("another plan of this name pays here; give it a name of its own")
            unfit += tuple(Unfit(scheme.key, group, why) for group in shop.group_names)
            continue
        if len(same) == len(shop.groups):
            continue  # the scenario's own way
        candidates: list[PaidBy] = []
        for group in shop.group_names:
            try:
                candidates.append(_under(scheme, group, paid))
            except PayError as error:
                unfit += (Unfit(scheme.key, group, told_by(error)),)
        mine, lacking = _fitting(shop, tuple(candidates))
        unfit += lacking
        if mine:
            groups = tuple(p.group for p in mine)
            others = tuple(p for p in written if p.group not in groups)
            beside, _ = _fitting(shop, others, mine)
            ways.append(Way((scheme.key,), False, groups, (*mine, *beside)))
    return tuple(ways), unfit


def _under(scheme: Scheme, group: str, paid: Sequence[PaidBy]) -> PaidBy:
    known = next((p for p in paid if p.group == group), None)
    if known is not None:
        return known.under(scheme)
    return PaidBy(group, scheme, group_in(scheme, group), {}, {})


def _fitting(
    shop: Scenario, paid: tuple[PaidBy, ...], beside: tuple[PaidBy, ...] = ()
) -> tuple[tuple[PaidBy, ...], tuple[Unfit, ...]]:
    """Those who can be paid so by specialists' figures; a link may fall with who it leads to."""
    unfit: list[Unfit] = []
    while True:
        kept: list[PaidBy] = []
        for mine in paid:
            try:
                check_paid(shop, mine, (*paid, *beside))
                kept.append(mine)
            except PayError as error:
                unfit.append(Unfit(mine.scheme.key, mine.group, told_by(error)))
        if len(kept) == len(paid):
            return paid, tuple(unfit)
        paid = tuple(kept)
